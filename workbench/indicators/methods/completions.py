"""Completions: a person, a module, a day, as the register of attendance counts them."""

from collections import Counter

from workbench.attendance import completions
from workbench.indicators import periods
from workbench.indicators.methods.method import Measured, Method, digest_of
from workbench.indicators.places import NOWHERE, TOGETHER

FIRST_MONTH = "2026-01"
"""before Officina existed"""


def measure(municipality: str, period: str) -> Measured | None:
    """Completions from the beginning to the end of the month; the count is its own n."""
    counted = sorted(
        (month, each.module, each.municipality or NOWHERE, each.number)
        for month in periods.months(FIRST_MONTH, period)
        for each in completions(month)
        if municipality in (TOGETHER, each.municipality or NOWHERE)
    )
    if not counted:
        return None
    parts: Counter[str] = Counter()
    for _, _, place, number in counted:
        parts[place] += number
    modules = len({module for _, module, *_ in counted})
    return Measured(
        float(parts.total()),
        parts.total(),
        figures={"moduli": float(modules)},
        counts={"completamenti": dict(parts)},
        cannot=("Che cosa abbiano imparato le persone: dice soltanto quante hanno finito.",),
        digest=digest_of(counted),
    )


COMPLETIONS = Method("completamenti", 1, measure)
