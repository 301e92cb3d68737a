"""The name on a certificate: any alphabet, nothing that a page, a sheet or a reader could be tricked with."""

import re
import unicodedata

from workbench.errors import UserError

LONGEST = 80
MARKS_IN_A_ROW = 3
"""Thai and Hebrew stack two or three; a pile of more only smears over the lines around it"""
BETWEEN = frozenset(" '’ʼ-‐.·")
"""beside letters: D’Angelo, Anna-Maria, G. Rossi, Gal·la"""


def checked_name(text: str) -> str:
    """The name, composed (NFC) and with single blanks.

    It starts with a letter or an apostrophe and holds no sign of a formula, no digit, no control or
    direction character: it is harmless in HTML, in a spreadsheet and in a right-to-left context.

    Raises:
        UserError: for anything else.
    """
    if len(text) > 4 * LONGEST:  # before any work: 100,000 characters cost nothing
        raise _refused("Il nome è troppo lungo.", text)
    name = re.sub(r" +", " ", unicodedata.normalize("NFC", text).strip())
    if len(name) > LONGEST:
        raise _refused("Il nome è troppo lungo.", name)
    if sum(map(_is_letter, name)) < 2:
        raise _refused("Il nome è vuoto o troppo corto.", name)
    if not all(_is_letter(one) or _is_mark(one) or one in BETWEEN for one in name):
        raise _refused("Il nome contiene caratteri che non vanno bene.", name)
    if not (_is_letter(name[0]) or name[0] in "'’ʼ") or _pile_of_marks(name):
        raise _refused("Il nome è scritto in un modo che non si può stampare.", name)
    return name


def _is_letter(character: str) -> bool:
    return unicodedata.category(character).startswith("L")


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Mc"}


def _pile_of_marks(name: str) -> bool:
    kinds = "".join("m" if _is_mark(one) else "-" for one in name)
    return "m" * (MARKS_IN_A_ROW + 1) in kinds


def _refused(problem: str, value: str) -> UserError:
    return UserError(
        problem,
        value=value,
        remedy="Scrivere nome e cognome con lettere, spazi, apostrofi e trattini, "
        f"al massimo {LONGEST} caratteri.",
    )
