"""Reads one code at one place, through the blanks, dots and letter O of a scan."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from workbench.identifiers.code import Kind
from workbench.identifiers.cpv import entries
from workbench.identifiers.formulas import CUP, ITALIAN_IBAN, TAX_CODE, cig_holds, generation_of
from workbench.privacy.checksums import IBAN_LENGTHS, iban_is_valid, luhn_is_valid, tax_code_is_valid

WORD = re.compile(r"[^\W_]+")
GAP = re.compile(r"(?:[ \u00a0\u202f]|[.·](?=[^\W_])|-?[ ]?\n[ ]?|[-‑–](?=[^\W_]))(?=[^\W_])")
AS_DIGITS = str.maketrans("OoIl|", "00111")
AS_LETTERS = str.maketrans("01", "OI")
CPV = re.compile(
    r"(?P<digits>[0-9O]{2}[. ]?[0-9O]{2}[. ]?[0-9O]{2}[. ]?[0-9O]{2})"
    r"(?:\s?[-‑–—−/.]\s?(?P<check>\d)|(?P<glued>\d))?(?![^\W_]|[-‑–]\d\d)"
)
SHORT_CPV = re.compile(
    r"\d{5,7}[-‑–]\d(?![\w-])|\d{7}(?![\w-]|[.,]\d)|\d{9,10}[-‑–]\d(?![\w-])|\d{8}[-‑–]\d{2,3}(?![\w-])"
)
SPACED = re.compile(r"[0-9A-Z](?:[ .\u00a0-][0-9A-Z](?![0-9A-Za-z])){8,15}")
FEWEST_DIGITS = 4
IBAN_PREFIX = re.compile(r"[A-Za-z1]{2}(?:[^\S\n]|-)?\d[\dO]", re.ASCII)
MOST_WORDS = 28
HEXADECIMAL = re.compile(r"[0-9A-F]+", re.IGNORECASE)
PLACEHOLDER = re.compile(r"X{3}|Y{3}|0{8}", re.IGNORECASE)


class Form(NamedTuple):
    """How a code of one kind is told from what stands around it."""

    length: int
    repair: Callable[[str], str]
    fits: Callable[[str], bool]
    holds: Callable[[str], bool]
    nearly: Callable[[str], bool]
    """whether a word where the code should be is that code, mistyped"""


class Read(NamedTuple):
    text: str
    end: int


def read(kind: Kind, text: str, at: int, *, named: bool) -> Read | None:
    """The code of this kind that begins at `at`; `named`: after a label, so a wrong one too."""
    if kind == "cpv":
        return _read_cpv(text, at, named=named)
    form = FORMS[kind]
    if kind == "partita_iva":
        at = _after_country(text, at)
    spaced = _read_spaced(kind, form, text, at) if named else None
    if spaced:
        return spaced
    first: Read | None = None
    for joined, end, count in _runs(text, at, form.length):
        first = first or Read(joined, end)
        code = form.repair(joined)
        if len(joined) == form.length and form.fits(code) and _is_one(text[at:end], code, count, form):
            return Read(code, end)
    if kind == "iban":
        return _read_wrong_iban(text, at) if named else None
    if first and named and not PLACEHOLDER.search(first.text) and form.nearly(form.repair(first.text)):
        return Read(form.repair(first.text).upper(), first.end)
    return _read_pieces(form, text, at) if named and kind != "partita_iva" else None


def _read_spaced(kind: Kind, form: Form, text: str, at: int) -> Read | None:
    """«B B F 9 0 3 1 0 A E»: single characters in a row, about as many as the code has, right or wrong."""
    run = SPACED.match(text, at)
    written = re.sub(r"[^0-9A-Za-z]", "", run.group()) if run and kind in ("cig", "cup") else ""
    is_code = abs(len(written) - form.length) <= 1 and sum(map(str.isdigit, written)) >= FEWEST_DIGITS
    return Read(form.repair(written), run.end()) if run and is_code else None


def _read_pieces(form: Form, text: str, at: int) -> Read | None:
    """«J84 D24 137 66743»: words of capitals and digits that together are nearly the code."""
    best: Read | None = None
    for joined, end, _ in _runs(text, at, form.length + 1):
        if not (joined.isupper() or joined.isdigit()):
            break
        best = Read(form.repair(joined), end) if form.nearly(joined) else best
    return best if best and not PLACEHOLDER.search(best.text) else None


def _is_one(written: str, code: str, count: int, form: Form) -> bool:
    """Words in a row are one code if it holds, or if each of them looks like a piece of a code."""
    if count == 1 or form.holds(code):
        return True
    pieces = WORD.findall(written)
    looks_cut = all(piece.isupper() or piece.isdigit() for piece in pieces) and "\n" not in written
    return looks_cut and any(map(str.isdigit, code)) and len(pieces) <= 4


def _runs(text: str, at: int, length: int) -> Iterator[tuple[str, int, int]]:
    """One word, then it and the next, and so on until they are longer than the code: joined, end, count."""
    joined = ""
    for count in range(1, MOST_WORDS):
        word = WORD.match(text, at)
        if word is None:
            return
        joined += word.group()
        yield joined, word.end(), count
        gap = GAP.match(text, word.end())
        if gap is None or len(joined) >= length:
            return
        at = gap.end()


def _after_country(text: str, at: int) -> int:
    country = re.compile(r"IT[ ]?(?=[\dO])", re.IGNORECASE).match(text, at)
    return country.end() if country else at


def _read_cpv(text: str, at: int, *, named: bool) -> Read | None:
    match = CPV.match(text, at)
    if match:
        digits = re.sub(r"\D", "", match["digits"].translate(AS_DIGITS))
        check, end = match["check"] or match["glued"] or "", match.end()
        spaced = check and text[match.end("digits") : end].strip() != text[match.end("digits") : end]
        entry = entries().get(digits)
        if spaced and (entry is None or entry.check != check):  # «72000000 - 3 lotti»
            check, end = "", match.end("digits")
        return Read(f"{digits}-{check}" if check else digits, end)
    short = SHORT_CPV.match(text, at) if named else None
    return Read(re.sub(r"[‑–]", "-", short.group()), short.end()) if short else None


def _read_wrong_iban(text: str, at: int) -> Read | None:
    """After «IBAN» what begins like one and goes on in groups with digits is one, wrong."""
    if not IBAN_PREFIX.match(text, at):
        return None
    best: Read | None = None
    length = IBAN_LENGTHS["IT"]
    for joined, end, _ in _runs(text, at, 34):
        if len(joined) == length and joined[:2].upper() == "IT":
            return Read(_repair_iban(joined), end)
        last = WORD.findall(text[at:end])[-1]
        if len(joined) > 2 and not any(map(str.isdigit, last)) and not (len(last) == 1 and last.isupper()):
            break
        best = Read(joined.upper(), end)
    return best if best and 20 <= len(best.text) <= 32 and not PLACEHOLDER.search(best.text) else None


def _repair_cig(written: str) -> str:
    return _first_right(written, written[:1] + written[1:].translate(AS_DIGITS), written.translate(AS_DIGITS))


def _repair_iban(written: str) -> str:
    head = written[:2].replace("1", "I").replace("l", "I") + written[2:4].translate(AS_DIGITS)
    bank = written[4:5].translate(AS_LETTERS) + written[5:15].translate(AS_DIGITS)
    tail = written[15:]
    candidates = (written, head + bank + tail, head + bank + tail.translate(AS_DIGITS))
    return next((each.upper() for each in candidates if iban_is_valid(each.upper())), candidates[1].upper())


def _repair_cup(written: str) -> str:
    if len(written) != CUP_LENGTH:
        return written.upper()
    digits = written.translate(AS_DIGITS)
    return f"{written[0]}{digits[1:3]}{written[3]}{digits[4:]}".upper()


def _repair_tax_code(written: str) -> str:
    if len(written) != TAX_CODE_LENGTH:
        return written.upper()
    letters = {*range(6), 8, 11, 15}
    return "".join(
        character.translate(AS_LETTERS if at in letters else AS_DIGITS)
        for at, character in enumerate(written)
    ).upper()


def _repair_digits(written: str) -> str:
    digits = written.translate(AS_DIGITS)
    return digits if digits.isdigit() and sum(map(str.isdigit, written)) > len(written) // 2 else written


def _first_right(*candidates: str) -> str:
    """The first reading whose check holds, else the first that has a form, else what is written."""
    upper = [each.upper() for each in candidates]
    return next(
        (each for each in upper if cig_holds(each)),
        next((each for each in upper if generation_of(each)), upper[0]),
    )


def _counts(word: str) -> tuple[int, int]:
    digits = sum(map(str.isdigit, word))
    return digits, len(word) - digits


def _nearly_cig(word: str) -> bool:
    digits, letters = _counts(word)
    if CUP.fullmatch(word.upper()):
        return True
    if len(word) == CIG_LENGTH:
        return digits >= 4
    if not letters:
        return len(word) in (9, 11)
    is_cut_or_long = 7 <= len(word) <= 13 and HEXADECIMAL.fullmatch(word[1:]) is not None
    return is_cut_or_long and digits >= 3


def _nearly_cup(word: str) -> bool:
    digits, letters = _counts(word)
    if cig_holds(word.upper()) and letters:
        return True
    return 13 <= len(word) <= 17 and digits >= 9 and (letters >= 1 or len(word) == CUP_LENGTH)


def _nearly_tax_code(word: str) -> bool:
    digits, letters = _counts(word)
    return 13 <= len(word) <= 18 and digits >= 5 and letters >= 5 and word[:3].isalpha()


def _is_company(code: str) -> bool:
    return code.isdigit() and luhn_is_valid(code)


CIG_LENGTH, CUP_LENGTH, TAX_CODE_LENGTH, COMPANY_LENGTH = 10, 15, 16, 11
FORMS: dict[Kind, Form] = {
    "cig": Form(CIG_LENGTH, _repair_cig, lambda code: bool(generation_of(code)), cig_holds, _nearly_cig),
    "cup": Form(
        CUP_LENGTH,
        _repair_cup,
        lambda code: bool(CUP.fullmatch(code)),
        lambda code: bool(CUP.fullmatch(code)),
        _nearly_cup,
    ),
    "codice_fiscale": Form(
        TAX_CODE_LENGTH,
        _repair_tax_code,
        lambda code: bool(TAX_CODE.fullmatch(code)),
        lambda code: bool(TAX_CODE.fullmatch(code)) and tax_code_is_valid(code),
        _nearly_tax_code,
    ),
    "partita_iva": Form(
        COMPANY_LENGTH,
        _repair_digits,
        str.isdigit,
        _is_company,
        lambda word: word.isdigit() and 9 <= len(word) <= 13,
    ),
    "iban": Form(
        IBAN_LENGTHS["IT"],
        _repair_iban,
        lambda code: bool(ITALIAN_IBAN.fullmatch(code)),
        iban_is_valid,
        lambda word: False,
    ),
}
