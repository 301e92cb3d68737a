"""Amounts and days as people and exports write them, exact; None for what is neither."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

LARGEST = Decimal(10_000_000_000)
"""euro; what is more is a slip of the pen"""
CURRENCY = re.compile(r"€|\beuro\b|\beur\b", re.IGNORECASE)
BLANKS = re.compile(r"[\s\u00a0\u202f']")
ITALIAN = re.compile(r"\d{1,3}(\.\d{3})+(,\d*)?|\d+,\d*")
ENGLISH = re.compile(r"\d{1,3}(,\d{3})+\.\d*|\d+(\.\d*)?")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})([T ].*)?")
ITALIAN_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})([T ].*)?")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
CENT = Decimal("0.01")


def read_amount(text: str) -> Decimal | None:
    """Euro: `1.234,50`, `€ 1234,5`, `1234.50`, `1,234.50`; `12.500` are thousands, as Italy writes them."""
    typed = BLANKS.sub("", CURRENCY.sub("", text)).removesuffix(",-").removesuffix(",--")
    sign, digits = ("-", typed[1:]) if typed[:1] in ("-", "\N{MINUS SIGN}") else ("", typed.lstrip("+"))
    if ITALIAN.fullmatch(digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif ENGLISH.fullmatch(digits):
        digits = digits.replace(",", "")
    else:
        return None
    try:
        return Decimal(sign + digits)
    except InvalidOperation:  # digits of another alphabet
        return None


def read_day(text: str) -> date | None:
    """`2026-11-22`, `22/11/2026`, `22.11.2026`, `20261122`; an hour after the day is left out."""
    typed = text.strip()
    if found := ISO_DAY.fullmatch(typed) or COMPACT_DAY.fullmatch(typed):
        year, month, day = found[1], found[2], found[3]
    elif found := ITALIAN_DAY.fullmatch(typed):
        day, month, year = found[1], found[2], found[3]
    else:
        return None
    try:
        return datetime(int(year), int(month), int(day)).date()
    except ValueError:
        return None


def euro(value: Decimal) -> str:
    """`Decimal("139999.99")` -> `139.999,99 euro`; round amounts have no decimals: `140.000 euro`."""
    digits = 0 if value == value.to_integral_value() else 2
    return f"{value:,.{digits}f} euro".translate(str.maketrans(",.", ".,"))


def percent(value: Decimal) -> str:
    """`Decimal("0.5")` -> `0,5`, no sign after it."""
    return f"{value.normalize():f}".replace(".", ",")


def with_article(value: Decimal) -> str:
    """`l'80`, `il 90`: a percentage below a hundred with its article."""
    written = percent(value)
    return f"l'{written}" if written.startswith("8") or written == "11" else f"il {written}"
