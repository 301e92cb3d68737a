"""Codice fiscale, IBAN, partita IVA, payment cards: a form and a check character."""

import re
from collections.abc import Iterator

from workbench.privacy.checksums import (
    IBAN_LENGTHS,
    iban_is_valid,
    is_card_number,
    luhn_is_valid,
    tax_code_is_valid,
)
from workbench.privacy.context import Context
from workbench.privacy.found import Found

NUMERAL = "[0-9LMNPQRSTUV]"
BLANK = r"[^\S\n]?"
TAX_CODE = re.compile(
    rf"(?<![^\W_])[A-Z]{{3}}{BLANK}[A-Z]{{3}}{BLANK}{NUMERAL}{{2}}[ABCDEHLMPRST]{NUMERAL}{{2}}{BLANK}"
    rf"[A-Z]{NUMERAL}{{3}}{BLANK}[A-Z](?![^\W_])",
    re.IGNORECASE | re.ASCII,
)
IBAN = re.compile(r"(?<![^\W_])[A-Z]{2}[0-9]{2}(?=[\s-]?[A-Z0-9])", re.IGNORECASE | re.ASCII)
VAT_NUMBER = re.compile(r"(?<![^\W_])(?:IT\s?)?([0-9]{11})(?![^\W_])", re.IGNORECASE)
CARD = re.compile(
    r"(?<![^\W_])(?<![0-9][ .-])(?:[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?:\1[0-9]{3})?"
    r"|[0-9]{4}[ -][0-9]{6}[ -][0-9]{4,5}|[0-9]{13,19})(?![^\W_])"
)
NAMED_TAX_CODE = Context(
    r"cod(?:ice|\.)\s*fisc(?:ale|\.)|c\.?\s?f\b", r"articolo|seriale|serie|lotto|prodotto"
)
NAMED_IBAN = Context(r"iban\b", r"esempio|formato|facsimile")
NAMED_VAT = Context(
    r"part(?:ita|\.)\s*i\.?v\.?a|p\.?\s?i\.?v\.?a|p\.\s?i\.|c\.?\s?f\b|cod(?:ice|\.)\s*fisc|vat\b|vies\b"
    r"|registro\s+(?:delle\s+)?imprese",
    r"prot|pratica|matricola|rif\b|seriale|cig\b|cup\b",
)
NAMED_CARD = Context(
    r"cart[ae]\b|visa|mastercard|bancomat|prepagata|amex|american express",
    r"avviso|iuv\b|prot|pratica|codice|bollettino|cartella|ordine|richiesta|abbonamento|isbn|matricola",
)


def tax_codes(text: str) -> Iterator[Found]:
    """With a wrong check character only after «codice fiscale»: who mistypes must be covered too."""
    for match in TAX_CODE.finditer(text):
        code = "".join(match.group().split()).upper()
        if tax_code_is_valid(code) or NAMED_TAX_CODE.before(text, match.start()) == "favour":
            yield Found("codice fiscale", match.start(), match.end(), match.group())


def ibans(text: str) -> Iterator[Found]:
    """Italian and foreign, in groups or not; with a wrong check only after the word «IBAN»."""
    for match in IBAN.finditer(text):
        length = IBAN_LENGTHS.get(match.group()[:2].upper())
        end = _end_of_code(text, match.start(), length) if length else None
        if end is None:
            continue
        written = text[match.start() : end]
        code = re.sub(r"[\s-]", "", written).upper()
        is_filled = len(set(code[4:])) > 3
        if is_filled and (iban_is_valid(code) or NAMED_IBAN.before(text, match.start()) == "favour"):
            yield Found("IBAN", match.start(), end, written)


def _end_of_code(text: str, start: int, length: int) -> int | None:
    """Where `length` letters and digits end, single blanks or dashes between them; None if a word goes on."""
    count, at = 0, start
    while at < len(text) and count < length:
        if text[at].isascii() and text[at].isalnum():
            count += 1
        elif not (text[at] in " -\u00a0\u202f" and text[at - 1].isalnum()):
            return None
        at += 1
    return at if count == length and not text[at : at + 1].isalnum() else None


def vat_numbers(text: str) -> Iterator[Found]:
    """Check digit AND a word that names it (or the prefix IT): one number in ten has the digit right."""
    for match in VAT_NUMBER.finditer(text):
        has_prefix = match.group()[:2].upper() == "IT"
        named = NAMED_VAT.before(text, match.start()) == "favour"
        if luhn_is_valid(match[1]) and (named or has_prefix):
            yield Found("partita IVA", match.start(), match.end(), match.group())


def cards(text: str) -> Iterator[Found]:
    for match in CARD.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if is_card_number(digits) and NAMED_CARD.before(text, match.start()) != "against":
            yield Found("carta di pagamento", match.start(), match.end(), match.group())
