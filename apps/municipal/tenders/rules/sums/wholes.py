"""Shares of one whole, in hundredths or thousandths, that should make it and do not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.quantities import find_quantities
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.payments import ADVANCE
from apps.municipal.tenders.rules.sums.tabling import shown

WHY = "Le quote di uno stesso intero devono dare cento (o mille): altrimenti una parte non è di nessuno, o lo è due volte."
OF_THOUSAND = re.compile(
    r"(?<![\w.,/])(?P<share>\d{1,3}(?:,\d{1,2})?)\s?/\s?1\.?000(?!\d)|(?<![\w.,/])(?P<named>\d{1,3}(?:,\d{1,2})?)\s+millesimi\b"
)
SHARED = re.compile(
    r"\b(?:ripart\w+|riparto|suddivi\w+|divis\w+|quot[ae]|millesim\w+|liquida\w*|corrispost\w+|corrispond\w+|pag(?:a|ato|amento|amenti|herà|ano|ati)\b|fattur\w+|rat[ae]|tranche|acconti?|saldo|spes[ae]\s+(?:comun\w+|\w+\s+ripart\w+)|così\s+\w+|concorr\w+|compart\w+|partecipa\w+\s+alla\s+spesa|compos\w+|distribu\w+|carico)\b",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"\b(?:riparto|ripart\w+|suddivi\w+|quote\s+in\s+millesimi|interamente\s+sald\w+|in\s+(?:due|tre|quattro|cinque)\s+(?:rate|tranche|acconti|quote|soluzioni|fasi|parti)|saldo|ultima\s+(?:rata|tranche)|rata\s+finale|tutto|intera|intero|quote|così\s+\w+|come\s+segue)\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:i\.?v\.?a|ribass\w+|scont\w+|penal\w+|ritenut\w+|trattenut\w+|garanzi\w+|cauzion\w+|interess\w+|saggio|avanzament\w+|subappalt\w+|cassa|quinto|inferior\w+|superior\w+|oltre|almeno|massim\w+|minim\w+|eccedent\w+|inflazion\w+|indic[ei]|istat|aliquot\w+|capiente|invalid\w+|riscaldament\w+|non\s+meno|contribut[oi]\s+previd\w+)\b",
    re.IGNORECASE,
)
REST = re.compile(
    r"\b(?:restant\w+|rimanent\w+|residu\w+|altrettant\w+|rest[oa]|il\s+resto|differenza|altr[ao]\s+(?:metà|terzo|quarto)|metà|terzo|quarto|quinto|ottavo|decimo)\b",
    re.IGNORECASE,
)
GAP, LEAST, MOST = 130, Decimal("0.8"), Decimal("1.2")


@dataclass(frozen=True)
class Part:
    value: Decimal
    start: int
    end: int
    base: int
    """100 or 1000"""


@per_act
def _parts(act: Act) -> tuple[Part, ...]:
    found = [Part(each.value, each.start, each.end, 100) for each in find_quantities(act.text, "percento")]
    found += [Part(each.value, each.start, each.end, 1000) for each in find_quantities(act.text, "permille")]
    for match in scan(OF_THOUSAND, act.text):
        written = match["share"] or match["named"]
        found.append(Part(Decimal(written.replace(",", ".")), match.start(), match.end(), 1000))
    return tuple(sorted(found, key=lambda each: each.start))


def _wholes(act: Act) -> Iterator[Found]:
    """At least three shares in a row (two that end with «saldo» have a rule of their own)."""
    for run in _runs(act):
        made, base = sum((each.value for each in run), Decimal(0)), run[0].base
        least = min(each.value for each in run)
        if (
            len(run) < 3
            or made == base
            or not LEAST * base <= made <= MOST * base
            or least * 50 < base
            or max(each.value for each in run) >= base
            or any(sum((each.value for each in run[since:]), Decimal(0)) == base for since in (1, 2))
        ):
            continue
        if sum(each.value for each in run[:-1]) == base and ADVANCE.search(
            act.text, run[-2].end, run[-1].start
        ):
            continue
        start = act.flat.sentence(run[0].start, run[0].end)[0]
        lead = act.text[max(0, min(start, run[0].start - 60) - 150) : run[0].start]
        around = lead + act.text[run[-1].end : run[-1].end + 130]
        inner = act.text[run[0].start : run[-1].end + 70]
        if SHARED.search(lead + inner) and WHOLE.search(around + inner) and not REST.search(inner):
            hundred = "cento" if base == 100 else "mille"
            message = f"Le quote sommano {shown(made)} per {hundred}, non {base}."
            yield Found(run[0].start, run[-1].end, message, "Ricalcolare le quote.")


def _runs(act: Act) -> Iterator[Sequence[Part]]:
    run: list[Part] = []
    for each in _parts(act):
        if run and not _joined(act.text, run[-1], each):
            yield run
            run = []
        if _is_share(act.text, each):
            run.append(each)
    if run:
        yield run


def _joined(text: str, one: Part, other: Part) -> bool:
    said = text[one.end : other.start]
    labelled = len(re.findall(r"[.;]\s+[A-Z]", said)) < 2 and not re.search(
        r"\.\s+(?:Il|La|I|Le|Gli|L'|Per|In|Con|Se|Al|Alla)\s", said
    )
    return one.base == other.base and len(said) <= GAP and "\n\n" not in said and "€" not in said and labelled


def _is_share(text: str, part: Part) -> bool:
    before, after = text[max(0, part.start - 40) : part.start], text[part.end : part.end + 30]
    return not OTHER.search(before.rsplit("\n", 1)[-1]) and not OTHER.search(re.split(r"[;,\n]", after)[0])


WHOLES = (counted("quote_intero", WHY, _wholes),)
