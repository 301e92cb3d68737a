"""Whether a code can be right: valid, doubtful, wrong, and why. Formally right is not yet existing."""

import re
from datetime import date

from workbench.identifiers.code import Code, Judgement, Kind
from workbench.identifiers.cpv import entries
from workbench.identifiers.formulas import (
    CUP,
    FIRST_UNSURE_LETTER,
    ITALIAN_IBAN,
    LAST_DAY_OF_OLD_CIG,
    TAX_CODE,
    cig_holds,
    control_letter,
    generation_of,
)
from workbench.privacy.checksums import IBAN_LENGTHS, iban_is_valid, luhn_is_valid, tax_code_is_valid

RIGHT = Judgement("valido", "")
NOT_CODE = re.compile(r"[\W_]+")
CPV = re.compile(r"(?P<code>\d{8})[-‑–]?(?P<check>\d?)", re.ASCII)
LENGTHS = {"cig": 10, "cup": 15, "partita_iva": 11, "iban": 27}
COMPANY_DIGITS = 11


def judge(code: Code | tuple[Kind, str], day: date | None = None) -> Judgement:
    """Judges a code as it would be in an act of that day; without a day, as if the act were as old as it.

    «dubbio» is what nobody can settle from the code alone: a CIG of a generation no longer issued, a letter
    that public sources number differently, a CPV without check digit.
    """
    kind, text = (code.kind, code.text) if isinstance(code, Code) else code
    plain = NOT_CODE.sub("", text).upper()
    if not plain.isascii():
        return _wrong("Il codice contiene caratteri che non sono lettere semplici o cifre.")
    if kind == "cig":
        return _cig(plain, day)
    if kind == "cup":
        return _cup(plain)
    if kind == "cpv":
        return _cpv(text)
    if kind == "iban":
        return _iban(plain)
    return _company(plain, kind) if plain.isdigit() or kind == "partita_iva" else _person(plain)


def _wrong(reason: str) -> Judgement:
    return Judgement("errato", reason)


def _length(name: str, right: int, code: str) -> Judgement:
    return _wrong(f"{name} ha {right} caratteri, qui sono {len(code)}.")


def _cig(code: str, day: date | None) -> Judgement:
    if len(code) != LENGTHS["cig"]:
        return _length("Il CIG", LENGTHS["cig"], code)
    generation = generation_of(code)
    if not generation:
        return _wrong("Il codice non ha la forma di alcuna generazione di CIG (PCP, SIMOG, SmartCIG).")
    if len(set(code)) == 1:
        return _wrong("Il codice è un segnaposto: va sostituito con il CIG acquisito.")
    if generation == "pcp" and code[0] >= FIRST_UNSURE_LETTER:
        return Judgement(
            "dubbio",
            f"Sui CIG che iniziano per «{code[0]}» le fonti pubbliche non concordano: controllare sulla "
            "piattaforma dei contratti pubblici.",
        )
    if not cig_holds(code):
        return _wrong("I caratteri di controllo del CIG non corrispondono: il codice è scritto male.")
    if generation != "pcp" and day and day > LAST_DAY_OF_OLD_CIG:
        name = "SmartCIG" if generation == "smartcig" else "CIG del vecchio sistema SIMOG"
        return Judgement(
            "dubbio",
            f"{name}: non se ne rilasciano più dal 1° gennaio 2024; è ammesso solo se riguarda un contratto "
            "precedente.",
        )
    return RIGHT


def _cup(code: str) -> Judgement:
    if len(code) != LENGTHS["cup"]:
        return _length("Il CUP", LENGTHS["cup"], code)
    if not CUP.fullmatch(code) or set(code[4:]) == {"0"}:
        return _wrong("Il CUP è fatto di una lettera, due cifre, una lettera e undici cifre.")
    return RIGHT


def _cpv(written: str) -> Judgement:
    form = CPV.fullmatch(re.sub(r"[\s.]", "", written))
    if form is None:
        return _wrong("Un codice CPV è fatto di otto cifre, un trattino e una cifra di controllo.")
    code, check = form["code"], form["check"]
    entry = entries().get(code)
    if entry is None:
        return _wrong("Il codice non è nel vocabolario comune degli appalti (CPV 2008).")
    if not check:
        return Judgement("dubbio", f"Manca la cifra di controllo: {code}-{entry.check} ({entry.label}).")
    if check != entry.check:
        return _wrong(
            f"La cifra di controllo è {entry.check}, non {check}: {code}-{entry.check} ({entry.label})."
        )
    return RIGHT


def _company(code: str, kind: Kind) -> Judgement:
    name = "La partita IVA" if kind == "partita_iva" else "Il codice fiscale in cifre"
    if len(code) != COMPANY_DIGITS:
        return _wrong(f"{name} ha {COMPANY_DIGITS} cifre, qui sono {len(code)}.")
    if not code.isdigit():
        return _wrong(f"{name} è fatta di sole cifre.")
    if set(code) == {"0"} or not luhn_is_valid(code):
        return _wrong(f"{name} contiene un errore: la cifra di controllo non corrisponde.")
    return RIGHT


def _person(code: str) -> Judgement:
    if len(code) != len("RSSMRA80A01H501U"):
        return _length("Il codice fiscale di una persona", 16, code)
    if not TAX_CODE.fullmatch(code):
        return _wrong("Lettere e cifre non sono al posto che hanno in un codice fiscale.")
    if not tax_code_is_valid(code):
        return _wrong("Il carattere di controllo o il giorno di nascita del codice fiscale non corrisponde.")
    return RIGHT


def _iban(code: str) -> Judgement:
    length = IBAN_LENGTHS.get(code[:2])
    if length is None:
        return _wrong("L'IBAN comincia con la sigla di uno Stato, in Italia «IT».")
    if len(code) != length:
        return _length(f"Un IBAN che comincia per {code[:2]}", length, code)
    if code[:2] == "IT" and not ITALIAN_IBAN.fullmatch(code):
        return _wrong("Lettere e cifre non sono al posto che hanno in un IBAN italiano.")
    if not iban_is_valid(code):
        return _wrong("Le cifre di controllo dell'IBAN non corrispondono: il codice è scritto male.")
    if code[:2] == "IT" and control_letter(code) != code[4]:
        return _wrong(f"La lettera di controllo (CIN) dovrebbe essere {control_letter(code)}, non {code[4]}.")
    return RIGHT
