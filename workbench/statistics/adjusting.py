"""The gain of the same people with the two orders of the forms weighing the same, and how it depends on the
first score."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.errors import UserError
from workbench.statistics.intervals import Interval
from workbench.statistics.paired import TAIL, Scores, pairs_of
from workbench.statistics.resampling import Array

FEWEST_OF_AN_ORDER = 12
"""people who took the forms in one order: with 8 the interval is wider than it says (97.3 instead of 95)"""
SMALLEST = 1e-9
"""below, everybody changed alike but for rounding, and the uncertainty is not known"""


@dataclass(frozen=True)
class AdjustedGain:
    """What a regression of the gain on first score and order of the forms says of n people."""

    n: int
    gain: Interval
    """points gained on average, with both orders weighing the same"""
    slope: Interval
    """points of gain for one more point at the start; below 0 also by regression to the mean alone"""
    forms: Interval
    """gain in the second order (by name) minus gain in the first, for equal first scores"""


def adjusted_gain(before: Scores, after: Scores, orders: Sequence[str]) -> AdjustedGain:
    """Gain adjusted by the first score and the order of the forms ("a → b", "b → a"), each of (n,) people.

    Least squares of after − before on the order (±½) and on the first score, with errors that hold whatever
    the spread of each person (HC3, MacKinnon and White 1985, Journal of Econometrics 29:305) and t quantiles.
    The first score counts from the mean of those who took the same form: who takes which form is drawn, so a
    distance between the two means is first of all one between the forms, and must not pass for a better
    start. These means are of a sample: slope² · s²/n of each order, weighed ¼, is added to the variance of
    the gain, without which the interval would be about these very people only.

    Raises:
        UserError: pairs that are no pairs, orders that are not two, or too few people in one of them.
    """
    from statsmodels.api import OLS

    first, second = pairs_of(before, after, 2 * FEWEST_OF_AN_ORDER)
    side = _sides(orders, len(first))
    halves = [side < 0, side > 0]
    start = first - sum(half * first[half].mean() for half in halves)
    if float(start.std()) <= SMALLEST * max(1.0, float(np.abs(first).max())):
        raise UserError(
            "Tutte le persone partono dallo stesso punteggio: il guadagno non si può correggere per quello.",
            value=f"{first[0]:g}",
            remedy="Usare la differenza tra prima e dopo.",
        )
    fitted = OLS(second - first, np.column_stack([np.ones(len(first)), start, side])).fit(cov_type="HC3")
    points, variances = np.asarray(fitted.params), np.diag(fitted.cov_params())
    of_the_start = points[1] ** 2 * sum(float(start[half].var(ddof=1)) / half.sum() for half in halves)
    errors = np.sqrt(variances + of_the_start * np.array([0.25, 0.0, 1.0]))
    found = [_interval(point, error, len(first)) for point, error in zip(points, errors, strict=True)]
    return AdjustedGain(len(first), *found)


def _sides(orders: Sequence[str], people: int) -> Array:
    """−½ for the first order by name, ½ for the second."""
    names, place, counts = np.unique(np.asarray(orders, dtype=str), return_inverse=True, return_counts=True)
    if len(orders) != people or len(names) != 2:
        raise UserError(
            "Le forme della prova devono essere state date in due ordini.",
            value=", ".join(names) or "nessuno",
            remedy="Dare a metà delle persone prima la forma A e poi la B, all'altra metà il contrario.",
        )
    if counts.min() < FEWEST_OF_AN_ORDER:
        raise UserError(
            "In uno dei due ordini delle forme ci sono troppo poche persone: la differenza corretta per la "
            "forma non si calcola.",
            value=f"{names[int(counts.argmin())]}: {counts.min()}",
            remedy=f"Ne servono almeno {FEWEST_OF_AN_ORDER} per ordine.",
        )
    return place - 0.5


def _interval(point: float, error: float, n: int) -> Interval:
    from scipy.special import stdtrit

    reach = float(stdtrit(n - 3, 1 - TAIL)) * float(error)
    if not math.isfinite(reach) or reach <= SMALLEST:
        raise UserError(
            "La differenza corretta non si può calcolare con queste misure.",
            remedy="Usare la differenza tra prima e dopo.",
        )
    return Interval(float(point), float(point) - reach, float(point) + reach, n, None, float(error))
