"""Figures of a result as an Italian reader expects them."""

from eval.result import Figure, MetricFacts
from workbench.italian import number, percent, points

NONE = "–"
UNKNOWN = "non stimabile"
SURE = percent(0.95, 0)
NO_WIDTH = 1e-9


def within(title: str) -> str:
    """The title inside a sentence: `Accuratezza` -> `accuratezza`, but `F1` stays."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def value(figure: Figure | None, is_share: bool = True) -> str:
    if figure is None:
        return NONE
    return percent(figure.value) if is_share else number(figure.value, 3)


def with_interval(figure: Figure | None, is_share: bool = True) -> str:
    """`83,3 % (da 80,2 a 86,1)`."""
    if figure is None:
        return NONE
    told = interval(figure.low, figure.high, is_share)
    return f"{value(figure, is_share)} ({f'intervallo {UNKNOWN}' if told == UNKNOWN else told})"


def interval(low: float, high: float, is_share: bool, *, sign: bool = False) -> str:
    """`da 80,2 a 86,1`; without width it could not be estimated (every resample gave the same)."""
    if high - low < NO_WIDTH:
        return UNKNOWN
    return f"da {bare(low, is_share, sign=sign)} a {bare(high, is_share, sign=sign)}"


def least(amount: float | None, is_share: bool) -> str:
    """The smallest effect that a comparison could see: `4,8 punti`."""
    if amount is None:
        return UNKNOWN
    return (points(amount) if is_share else number(amount, 3, sign=True)).lstrip("+")


def bare(amount: float, is_share: bool, *, sign: bool = False) -> str:
    return number(amount * 100, 1, sign=sign) if is_share else number(amount, 3, sign=sign)


def difference(amount: float, metric: MetricFacts) -> str:
    return points(amount) if metric.is_share else number(amount, 3, sign=True)


def p_value(p: float) -> str:
    return "< 0,001" if p < 0.001 else number(p, 3)


def count(amount: int | None) -> str:
    return NONE if amount is None else number(amount)
