"""Shares as figures or as fractions: «il 20 per cento», «un quinto», «due terzi», «metà del prezzo»."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from apps.municipal.tenders.rules.quantities import Quantity, find_quantities, read_count
from apps.municipal.tenders.rules.scanning import scan

PARTS = {"terz": 3, "quart": 4, "quint": 5, "sest": 6, "ottav": 8, "decim": 10, "ventesim": 20}
FRACTION = re.compile(
    r"\b(?:(?P<count>un|due|tre|quattro|1|2|3)\s+(?P<part>terz|quart|quint|sest|ottav|decim|ventesim)[oi]\b(?!\s+(?:comma|punto|periodo|anno|lotto))|(?P<half>metà|la\s+meta')(?=\s+(?:del|dell'|dello|della|di)\b)|(?P<double>(?<=al\s)doppio|(?<=il\s)doppio|(?<=al\s)triplo|(?<=il\s)triplo))",
    re.IGNORECASE,
)


def find_shares(text: str) -> tuple[Quantity, ...]:
    """Percentages and fractions of an act, in order, all in percent."""
    return _shares(text)


@lru_cache(maxsize=1)
def _shares(text: str) -> tuple[Quantity, ...]:
    return tuple(sorted((*find_quantities(text, "percento"), *_fractions(text)), key=lambda each: each.start))


def _fractions(text: str) -> Iterator[Quantity]:
    for match in scan(FRACTION, text):
        yield Quantity(_value(match), "percento", match.start(), match.end())


def _value(match: re.Match[str]) -> Decimal:
    if match["half"]:
        return Decimal(50)
    if match["double"]:
        return Decimal(200 if match["double"].lower() == "doppio" else 300)
    count = 1 if match["count"].lower() == "un" else read_count(match["count"].lower()) or 1
    return (Decimal(100 * count) / PARTS[match["part"].lower()]).quantize(Decimal("0.1"))
