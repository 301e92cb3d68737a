"""Figures, dates and quantities as an Italian reader expects them (decimal comma, thousands point)."""

import math
import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

MINUS = "\N{MINUS SIGN}"
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
UNKNOWN = "–"
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+")
DECIMAL = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.IGNORECASE)
MONTHS = ("gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic")
LICENCES = {
    "apache": "Apache",
    "cc0": "CC0",
    "cc-by": "CC BY",
    "cc-by-nc": "CC BY-NC",
    "cc-by-sa": "CC BY-SA",
    "eupl": "EUPL",
    "gpl": "GPL",
}
"""how a licence is written, by its identifier without the version"""
MINUTE, HOUR, DAY = 60, 3600, 86_400


def number(value: float, digits: int = 0, *, sign: bool = False) -> str:
    """`1234.5, 1` -> `1.234,5`; with `sign`, positive values carry a plus; not a number -> `–`."""
    if not math.isfinite(value):
        return UNKNOWN
    text = f"{abs(value):,.{digits}f}".translate(str.maketrans(",.", ".,"))
    is_zero = not text.strip("0.,")
    if is_zero:
        return text
    return (MINUS if value < 0 else "+" if sign else "") + text


def exact(value: float) -> str:
    """The number as a field shows it, nothing rounded: `0.001` -> `0,001`, `60.0` -> `60`."""
    text = f"{Decimal(repr(value)):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def read_number(text: str) -> float | None:
    """What a person typed, `None` if it is no number.

    Besides `0,001` and `1.234,5`, `0.001` and `1e-3` are read; `3.600` are thousands, as Italy writes them.
    """
    typed = text.strip().replace(MINUS, "-").replace(" ", "").replace(NARROW_SPACE, "")
    whole, comma, rest = typed.partition(",")
    if THOUSANDS.fullmatch(whole):
        typed = whole.replace(".", "") + comma + rest
    return float(typed.replace(",", ".")) if DECIMAL.fullmatch(typed) else None


def percent(share: float, digits: int = 1) -> str:
    """`0.123` -> `12,3 %`, with a narrow space that does not break."""
    return f"{number(share * 100, digits)}{NARROW_SPACE}%" if math.isfinite(share) else UNKNOWN


def points(difference: float, digits: int = 1) -> str:
    """A difference of two shares in percentage points: `0.05` -> `+5,0 punti`."""
    return f"{number(difference * 100, digits, sign=True)} punti" if math.isfinite(difference) else UNKNOWN


def duration(seconds: float) -> str:
    """The two largest units: `0,4 s`, `2 min 5 s`, `1 h 5 min`, `2 g 3 h`."""
    if not math.isfinite(seconds) or seconds < 0:
        return UNKNOWN
    if 0 < seconds < 10 and seconds != round(seconds):
        return f"{number(seconds, 1)} s"
    whole = round(seconds)
    if whole < MINUTE:
        return f"{whole} s"
    if whole < HOUR:
        return _two(whole, (MINUTE, "min"), (1, "s"))
    if whole < DAY:
        return _two(whole, (HOUR, "h"), (MINUTE, "min"))
    return _two(whole, (DAY, "g"), (HOUR, "h"))


def _two(seconds: int, large: tuple[int, str], small: tuple[int, str]) -> str:
    first, rest = divmod(seconds, large[0])
    second = rest // small[0]
    return f"{number(first)} {large[1]}" + (f" {second} {small[1]}" if second else "")


def size(count: float) -> str:
    """Bytes in decimal units: `1_230_000_000` -> `1,2 GB`."""
    if not math.isfinite(count) or count < 0:
        return UNKNOWN
    for unit in ("byte", "kB", "MB", "GB"):
        if round(count, 1) < 1000:
            return f"{number(count, 0 if unit == 'byte' else 1)} {unit}"
        count /= 1000
    return f"{number(count, 1)} TB"


def moment(iso: str) -> str:
    """`2026-11-22T16:40:05+01:00` -> `22 nov 2026, 16:40`, in the time zone of this machine."""
    when = datetime.fromisoformat(iso)
    when = when.astimezone() if when.tzinfo else when
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}, {when:%H:%M}"


def listed(words: Sequence[str]) -> str:
    """`a`, `a e b`, `a, b e c`."""
    *first, last = words
    return f"{', '.join(first)} e {last}" if first else last


def plural(count: int, one: str, many: str) -> str:
    """`1 riga`, `2.000 righe`."""
    return f"{number(count)} {one if abs(count) == 1 else many}"


def licence_name(identifier: str) -> str:
    """`cc-by-sa-4.0` -> `CC BY-SA 4.0`; what is not known stays as it is."""
    family, _, version = identifier.rpartition("-")
    return f"{LICENCES[family.lower()]} {version}" if family.lower() in LICENCES else identifier
