"""Shares that are written as parts of a whole: «tre decimi», «quattro quinti», «cinquanta centesimi ogni mille euro»."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.rules.contradictions.lengths import WORDS, count_of
from apps.municipal.tenders.rules.contradictions.statement import spotted
from apps.municipal.tenders.rules.quantities import Quantity

TENTHS = {"decim": 10, "quint": 5, "quart": 4, "terz": 3}
PART = re.compile(
    rf"\b(?P<count>{WORDS})\s+(?:(?P<part>decim|quint|quart|terz)i|(?P<tenth>decim)o)\b(?!\s*d'ora)"
    rf"|\b(?P<cents>\d{{1,2}}|{WORDS}{{1,2}})\s+(?P<coin>centesim[io]|euro)\s+(?:ogni|per\s+ogni|ciascun\w*)\s+(?:mille|1\.?000)\b(?:\s+euro)?",
    re.IGNORECASE,
)


def find_parts(text: str) -> Iterator[Quantity]:
    """Every part of a whole, as a share."""
    for found in spotted(PART, ("decim", "quinti", "quarti", "terzi", "mille", "000"), text, 60):
        count = count_of(found["count"] or found["cents"])
        parts = TENTHS[(found["part"] or found["tenth"] or "decim").lower()]
        if count and found["count"] and count < parts:
            yield Quantity(round(Decimal(100) * count / parts, 2).normalize(), "percento", *found.span())
        elif count and found["cents"]:
            whole = 1 if found["coin"].lower() == "euro" else 100
            yield Quantity(Decimal(count) / whole, "permille", *found.span())
