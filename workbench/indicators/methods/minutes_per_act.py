"""Minutes per act: how long people work on one, from the choice of the template to the finished file."""

from collections.abc import Sequence

from workbench.indicators.methods.finished_acts import by_place, check_enough, finished
from workbench.indicators.methods.method import Measured, Method, digest_of

CONFIDENCE = 0.95


def measure(municipality: str, period: str) -> Measured | None:
    """Median of active minutes, with the interval that order statistics give; None while none is finished.

    Raises:
        UserError: when acts are finished, but too few for a figure.
    """
    found = finished(municipality, period)
    if not found:
        return None
    minutes = sorted(each.minutes / each.acts for each in found)
    check_enough(len(minutes), "atti finiti")
    low, high = median_bounds(minutes)
    return Measured(
        _quantile(minutes, 0.5),
        len(minutes),
        low,
        high,
        figures={"primo_quartile": _quantile(minutes, 0.25), "terzo_quartile": _quantile(minutes, 0.75)},
        counts={"atti": by_place(found, "acts")},
        cannot=(
            "Il tempo fuori dallo strumento: istruttoria, preventivi, attese, firme.",
            "Se gli atti siano migliori: lo dice il tasso di correzione insieme ai controlli successivi.",
        ),
        digest=digest_of([vars(each) for each in found]),
    )


def median_bounds(values: Sequence[float]) -> tuple[float, float]:
    """Interval of the median of sorted values, without a shape: from one order statistic to another, whose
    binomial coverage is at least 95 % where the sample allows. Source: Conover 1999, Practical Nonparametric
    Statistics, chapter 3.2.
    """
    from scipy.stats import binom

    n = len(values)
    below = int(binom.ppf((1 - CONFIDENCE) / 2, n, 0.5))
    low = max(0, below - 1)
    return values[low], values[n - 1 - low]


def _quantile(values: Sequence[float], share: float) -> float:
    """Of sorted values, between the two nearest."""
    at = share * (len(values) - 1)
    first = int(at)
    rest = at - first
    return values[first] + (values[min(first + 1, len(values) - 1)] - values[first]) * rest


MINUTES_PER_ACT = Method("minuti-per-atto", 1, measure)
