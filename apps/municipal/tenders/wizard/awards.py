"""Past awards, read from a list that an office or ANAC keeps."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from apps.municipal.tenders.wizard.reading import CENT, LARGEST, read_amount, read_day
from workbench.data.reading import Choices, read_bytes
from workbench.data.types import Rejected, Table
from workbench.errors import UserError
from workbench.italian import listed, plural, slug, tokens

COLUMNS = {
    "cig": ("cig", "codice cig", "codice identificativo gara"),
    "object": ("oggetto", "oggetto lotto", "oggetto gara", "descrizione", "prestazione"),
    "amount": ("importo aggiudicazione", "importo aggiudicato", "importo affidamento", "importo affidato",
               "importo contratto", "importo netto", "importo", "importo lotto", "valore"),
    "day": ("data aggiudicazione definitiva", "data aggiudicazione", "data affidamento", "data determina",
            "data atto", "data stipula", "data", "data pubblicazione"),
    "operator": ("operatore", "operatore economico", "denominazione", "aggiudicatario", "affidatario",
                 "contraente", "fornitore", "ditta", "impresa", "ragione sociale"),
    "tax_code": ("codice fiscale", "partita iva", "p iva", "piva", "cf", "cf piva", "codice fiscale "
    "operatore"),
    "cpv": ("cpv", "cod cpv", "codice cpv", "cpv prevalente"),
}  # fmt: skip
"""field -> names of its column, the best first; case, signs and what follows the name do not count"""
NAMED = {"amount": "importo", "day": "data"}
LEGAL_FORMS = frozenset(
    [
        "srl",
        "srls",
        "spa",
        "snc",
        "sas",
        "sapa",
        "scarl",
        "scrl",
        "soc",
        "societa",
        "società",
        "coop",
        "cooperativa",
        "sociale",
        "onlus",
        "ets",
        "ditta",
        "individuale",
        "impresa",
        "unipersonale",
        "s",
        "r",
        "l",
        "p",
        "a",
        "c",
        "n",
        "e",
        "di",
    ]
)
SHOWN = 12
"""rows that an error names"""


@dataclass(frozen=True)
class Award:
    row: int
    """as a person sees it when opening the file"""
    cig: str
    object: str
    amount: Decimal
    """euro, net of VAT if the list is"""
    day: date
    operator: str
    tax_code: str
    cpv: str

    @property
    def division(self) -> str:
        """The first two digits of the CPV code; empty where there is none."""
        return self.cpv[:2]


@dataclass(frozen=True)
class Brought:
    awards: tuple[Award, ...]
    rejected: tuple[Rejected, ...]
    """rows that could not be read, with the reason"""
    warnings: tuple[str, ...]


def read_awards(name: str, content: bytes) -> Brought:
    """The awards of a CSV (or spreadsheet); rows that cannot be read are told, never lost.

    Raises:
        UserError: when a column is missing, or no row can be read (with the numbers of the rows).
    """
    table = read_bytes(name, content, choices=Choices(header=True))
    places = _places(table)
    awards: list[Award] = []
    rejected = list(table.rejected)
    for number, row in zip(table.numbers, table.rows, strict=True):
        cells = {field: row.get(column, "").strip() for field, column in places.items()}
        if not any(cells.values()):
            continue
        try:
            awards.append(_award(number, cells))
        except ValueError as error:
            rejected.append(Rejected(number, str(error), " · ".join(filter(None, cells.values()))[:120]))
    if not awards:
        raise UserError(
            f"Nessuna riga dell'elenco si legge: {_told(rejected)}.",
            value=name,
            remedy="Correggere importi e date (per esempio 12.500,00 e 31/12/2026) e riprovare.",
        )
    return Brought(tuple(awards), tuple(rejected), tuple(table.warnings))


def same_operator(one: Award, name: str, tax_code: str) -> bool:
    """By tax code where both have one, else by name without legal form."""
    code = _tax_code(tax_code)
    if code and one.tax_code:
        return code == one.tax_code
    return bool(name) and _name_key(one.operator) == _name_key(name)


def _places(table: Table) -> dict[str, str]:
    """Field -> column."""
    known = {column: slug(column) for column in table.columns}
    places: dict[str, str] = {}
    for field, names in COLUMNS.items():
        for name in map(slug, names):
            fitting = [column for column, written in known.items() if written == name]
            fitting += [column for column, written in known.items() if written.startswith(f"{name}-")]
            free = [column for column in fitting if column not in places.values()]
            if free:
                places[field] = free[0]
                break
    missing = [shown for field, shown in NAMED.items() if field not in places]
    if "operator" not in places and "tax_code" not in places:
        missing.append("operatore (o codice fiscale)")
    if missing:
        raise UserError(
            f"Nella riga 1 dell'elenco {'manca la colonna' if len(missing) == 1 else 'mancano le colonne'} "
            f"{listed(missing)}.",
            value=", ".join(table.columns),
            remedy="Colonne attese: cig, oggetto, importo, data, operatore, codice fiscale, cpv.",
        )
    return places


def _award(number: int, cells: Mapping[str, str]) -> Award:
    """Raises ValueError, in Italian, for a row that cannot be used."""
    amount = read_amount(cells["amount"])
    if amount is None:
        raise ValueError(
            f"importo «{cells['amount']}» non leggibile" if cells["amount"] else "importo mancante"
        )
    if amount < 0 or amount > LARGEST:
        raise ValueError(f"importo «{cells['amount']}» non plausibile")
    day = read_day(cells["day"])
    if day is None:
        raise ValueError(f"data «{cells['day']}» non leggibile" if cells["day"] else "data mancante")
    operator, tax_code = cells.get("operator", ""), _tax_code(cells.get("tax_code", ""))
    if not operator and not tax_code:
        raise ValueError("operatore mancante")
    return Award(
        row=number,
        cig=cells.get("cig", "").upper()[:16],
        object=cells.get("object", "")[:2_000],
        amount=amount.quantize(CENT, ROUND_HALF_UP),
        day=day,
        operator=operator[:300],
        tax_code=tax_code,
        cpv=_cpv(cells.get("cpv", "")),
    )


def _tax_code(text: str) -> str:
    """Upper case without blanks and country; a spreadsheet takes the zeros before a number away."""
    code = re.sub(r"[^0-9A-Z]", "", text.upper())
    code = code.removeprefix("IT") if re.fullmatch(r"IT\d{11}", code) else code
    return code.zfill(11) if code.isdigit() and 8 <= len(code) < 11 else code[:16]


def _cpv(text: str) -> str:
    found = re.search(r"(?<!\d)(\d{8})(?:-?(\d))?(?!\d)", text)
    short = re.fullmatch(r"\s*(\d{7})(?:-\d)?\s*", text)  # a spreadsheet took the zero away
    if found:
        return f"{found[1]}-{found[2]}" if found[2] else found[1]
    return f"0{short[1]}" if short else ""


def _name_key(name: str) -> frozenset[str]:
    return frozenset(tokens(name.replace(".", " "))) - LEGAL_FORMS


def _told(rejected: list[Rejected]) -> str:
    shown = "; ".join(f"riga {each.number}: {each.reason}" for each in rejected[:SHOWN])
    rest = len(rejected) - SHOWN
    return f"{shown}; e altre {plural(rest, 'riga', 'righe')}" if rest > 0 else shown or "nessuna riga"
