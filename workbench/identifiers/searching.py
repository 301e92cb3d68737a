"""Codes in a text: those that a label announces, right or wrong; the others only where their form is sure."""

import re
from collections.abc import Callable, Iterator

from workbench.identifiers.code import Code, Kind
from workbench.identifiers.columns import cells_under
from workbench.identifiers.cpv import entries
from workbench.identifiers.formulas import ITALIAN_IBAN, cig_holds, generation_of
from workbench.identifiers.labels import CHAIN, NEXT, further, kinds_in
from workbench.identifiers.reading import Read, read
from workbench.privacy.checksums import luhn_is_valid, tax_code_is_valid

FISCAL: tuple[Kind, ...] = ("codice_fiscale", "partita_iva")
LONE = re.compile(
    r"(?<![\w.,/-])(?:(?P<cig>[A-UXYZ][0-9A-F]{9}|\d{7}[0-9A-F]{3})|(?P<cup>[A-Z]\d{2}[A-Z]\d{11})"
    r"|(?P<cpv>\d{8}[-‑–]\d)"
    r"|(?P<codice_fiscale>[A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z])"
    r"|(?P<partita_iva>IT[ ]?\d{11})|(?P<iban>[A-Z]{2}\d{2}(?=[ ]?[A-Z0-9])))"
)
LIST_LIMIT = 60
"""codes of one list after one label"""


def find_codes(text: str) -> list[Code]:
    """The codes of the text in their order, none overlapping; time grows linearly with the text.

    With a label («CIG n.», «P.IVA/C.F.», a column of a table) right and wrong ones; without, only what
    passes its own check, and what has the whole form of an Italian IBAN. «CIG in corso di acquisizione» and
    «CIG XXXXXXXXXX» are none.
    """
    taken = bytearray(len(text) + 1)
    kept: list[Code] = []
    for found in (*_announced(text), *_in_columns(text), *_alone(text)):
        if not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"\x01" * (found.end - found.start)
            kept.append(found)
    return sorted(kept, key=lambda code: code.start)


def _announced(text: str) -> Iterator[Code]:
    for chain in CHAIN.finditer(text):
        kinds = kinds_in(chain.group())
        at = chain.end()
        if not _read_any(kinds, text, at, is_first=True):
            at = further(kinds, text, at) or at
        left = kinds
        for count in range(LIST_LIMIT):
            found = _read_any(left or kinds, text, at, is_first=count == 0 or bool(left))
            if found is None:
                break
            yield found
            left = tuple(kind for kind in left if kind not in (found.kind, *FISCAL))
            following = NEXT.match(text, found.end)
            if following is None or kinds_in(following.group()):
                break
            at = following.end()


def _read_any(kinds: tuple[Kind, ...], text: str, at: int, *, is_first: bool) -> Code | None:
    """The code at this place, of one of these kinds; after the first of a list only of the right form."""
    has_fiscal = any(kind in FISCAL for kind in kinds)
    wanted = dict.fromkeys(
        [kind for kind in kinds if kind not in FISCAL] + list(FISCAL if has_fiscal else ())
    )
    for named in (False, True) if is_first else (False,):
        for kind in wanted:
            found = read(kind, text, at, named=named)
            if found:
                return _code(_told_apart(kind, kinds, found), found, at)
    return None


def _told_apart(kind: Kind, named: tuple[Kind, ...], found: Read) -> Kind:
    """What follows «C.F.» alone is a codice fiscale; «P. IVA» alone, or digits after both, a partita IVA."""
    if kind == "partita_iva" and "partita_iva" not in named:
        return "codice_fiscale"
    if kind == "codice_fiscale" and "codice_fiscale" not in named:
        return "partita_iva"
    return kind


def _in_columns(text: str) -> Iterator[Code]:
    for kinds, start in cells_under(text):
        found = _read_any(kinds, text, start, is_first=True)
        if found:
            yield found


def _alone(text: str) -> Iterator[Code]:
    for match in LONE.finditer(text):
        kind = next(kind for kind in WITHOUT_LABEL if match[kind])
        found = read(kind, text, match.start(), named=False)
        if found and WITHOUT_LABEL[kind](found.text):
            yield _code(kind, found, match.start())


def _code(kind: Kind, found: Read, start: int) -> Code:
    return Code(kind, found.text, start, found.end, generation_of(found.text) if kind == "cig" else "")


def _is_lone_cig(code: str) -> bool:
    """Ten digits may be a telephone: without a label at least two letters."""
    return cig_holds(code) and sum(map(str.isalpha, code)) >= 2


WITHOUT_LABEL: dict[Kind, Callable[[str], bool]] = {
    "cig": _is_lone_cig,
    "cup": lambda code: set(code[4:]) != {"0"},
    "cpv": lambda code: code[:8] in entries(),
    "codice_fiscale": tax_code_is_valid,
    "partita_iva": luhn_is_valid,
    "iban": lambda code: bool(ITALIAN_IBAN.fullmatch(code)),
}
