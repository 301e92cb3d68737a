"""The same people before and after: effect sizes, gain of the class, ratio of times, each with its interval.

Every interval is for differences of roughly normal shape. Measured by simulation (tests/workbench/statistics/
test_paired.py): on normal scores and on tests of 12 questions the intervals hold the true value 93–97 times
in 100 from 8 pairs up, that of the class gain from 12 up. Near the ceiling of a test those of the mean and
the gain hold it 92–95 times, that of gz 99. On strongly skewed differences (exponential) those of the mean
and of d_av hold it 89–92 times up to 30 pairs. With heavy tails (t with 5 degrees) and an effect of 1 that of
gz holds it 89–93 times. So fewer than `FEWEST_PAIRS` pairs (for the gain `FEWEST_FOR_GAIN`) are refused,
fewer than `FEW_PAIRS` carry a warning, and above it skewness and tails are looked at: that finds nearly all
strong skewness, and heavy tails about every second time.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.errors import UserError
from workbench.statistics.intervals import Interval
from workbench.statistics.resampling import Array

FEWEST_PAIRS = 8
FEWEST_FOR_GAIN = 12
FEW_PAIRS = 30
ENOUGH_PAIRS = 60
SKEWED = 0.8
WIDTH_OFF = 1.13
TAIL = 0.025
NORMAL_QUANTILE = 1.959964
MOST_T = 1e4
"""beyond, the noncentral t of scipy is no longer right, and the changes are equal but for rounding"""
Scores = Sequence[float] | Array


@dataclass(frozen=True)
class PairedEffect:
    """How much the same n people changed, after minus before."""

    n: int
    difference: Interval
    """mean difference, in points"""
    gz: Interval
    """mean difference over the spread of the differences, corrected for few pairs"""
    d_av: Interval
    """mean difference over the mean spread of the two measures: comparable between studies"""
    smallest: float
    """smallest true effect (as gz) that this many pairs find 8 times in 10"""
    smallest_points: float
    """the same in points, with the spread seen here"""
    warnings: tuple[str, ...] = ()


def paired_effect(before: Scores, after: Scores) -> PairedEffect:
    """Mean difference, gz and d_av of (n,) scores of the same people.

    difference: t interval of the mean of the differences.
    gz: dz = mean/SD of the differences times J = Γ(m/2)/(√(m/2)·Γ((m−1)/2)), m = n−1 (Hedges 1981); interval
    by inverting the noncentral t (Cumming and Finch 2001; Goulet-Pelletier and Cousineau 2018).
    d_av: mean difference over √((s²before + s²after)/2) (Lakens 2013, Frontiers in Psychology 4:863);
    interval of Bonett 2008, Psychological Methods 13:99, for dependent measures.

    Raises:
        UserError: fewer than 8 pairs, values that are not numbers, or the same difference in everybody.
    """
    first, second = pairs_of(before, after)
    n, changes = len(first), second - first
    _check_spread(changes)
    smallest = smallest_paired_effect(n)
    in_points = smallest * float(changes.std(ddof=1))
    effects = _mean(changes), _gz(changes), _d_av(first, second)
    return PairedEffect(n, *effects, smallest, in_points, _caution(changes))


def class_gain(before: Scores, after: Scores, highest: float) -> Interval:
    """Share of what was left to gain that the class gained: (after − before)/(highest − before) of the means.

    (n,) scores of the same people, on the means of the class (Hake 1998, American Journal of Physics 66:64):
    the mean of individual gains is ruled by the few who were near the top. Interval of Fieller 1954 for the
    ratio of two paired means.

    Raises:
        UserError: fewer than 12 pairs, scores above `highest`, or a class already so near the top that what
            was left to gain cannot be told from nothing.
    """
    from scipy.special import stdtrit

    first, second = pairs_of(before, after, FEWEST_FOR_GAIN)
    if max(first.max(), second.max()) > highest:
        raise UserError(
            "Un punteggio supera il massimo indicato.",
            value=f"{max(first.max(), second.max()):g} su {highest:g}",
            remedy="Indicare il massimo punteggio della prova.",
        )
    n, change, room = len(first), second - first, highest - first
    reach = float(stdtrit(n - 1, 1 - TAIL)) ** 2 / n
    (v_change, both), (_, v_room) = np.cov(change, room)
    mean_change, mean_room = float(change.mean()), float(room.mean())
    a, b, c = mean_room**2 - reach * v_room, mean_change * mean_room - reach * both, mean_change**2
    if a <= 0 or mean_room <= 0:
        raise UserError(
            "Quanto restava da guadagnare non si distingue da zero: il guadagno della classe non si calcola.",
            value=f"media iniziale {float(first.mean()):.2f} su {highest:g}",
            remedy="Guardare la differenza in punti, o usare una prova più difficile.",
        )
    gain = mean_change / mean_room
    _check_spread(change - gain * room, scale=mean_room)
    root = math.sqrt(max(0.0, b * b - a * (c - reach * v_change)))
    error = float(np.std(change - gain * room, ddof=1)) / math.sqrt(n) / mean_room
    return Interval(gain, float((b - root) / a), float((b + root) / a), n, None, error)


def time_ratio(before: Scores, after: Scores) -> Interval:
    """Geometric mean of after/before of (n,) seconds of the same people: 0.8 is 20 % less time.

    t interval of the mean difference of the logarithms, because times are skewed and act by multiplication.

    Raises:
        UserError: fewer than 8 pairs, or a time that is not positive.
    """
    first, second = pairs_of(before, after)
    if min(first.min(), second.min()) <= 0:
        raise UserError(
            "Un tempo deve essere maggiore di zero.",
            value=f"{min(first.min(), second.min()):g} secondi",
            remedy="Togliere i tempi non misurati.",
        )
    changes = np.log(second) - np.log(first)
    _check_spread(changes)
    found = _mean(changes)
    ratio = math.exp(found.point)
    low, high = math.exp(found.low), math.exp(found.high)
    return Interval(ratio, low, high, found.n, None, ratio * found.standard_error)


def smallest_paired_effect(n: int, power: float = 0.8) -> float:
    """Smallest true dz that a two-sided 5 % paired t test of n pairs finds with this power (noncentral t)."""
    from scipy.special import nctdtr, stdtrit

    freedom, limit = n - 1, float(stdtrit(n - 1, 1 - TAIL))

    def found(ncp: float) -> float:
        return 1 - float(nctdtr(freedom, ncp, limit)) + float(nctdtr(freedom, ncp, -limit)) - power

    return _root(found, 0.0, limit + 5.0) / math.sqrt(n)


def pairs_of(before: Scores, after: Scores, fewest: int = FEWEST_PAIRS) -> tuple[Array, Array]:
    first, second = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if first.shape != second.shape or first.ndim != 1:
        raise UserError(
            "Le misure di prima e di dopo non sono in coppia.",
            value=f"{first.size} e {second.size}",
            remedy="Usare solo le persone misurate entrambe le volte.",
        )
    if not (np.isfinite(first).all() and np.isfinite(second).all()):
        raise UserError(
            "Tra le misure c'è un valore che non è un numero.", remedy="Togliere le coppie incomplete."
        )
    if len(first) < fewest:
        raise UserError(
            f"Con meno di {fewest} persone misurate prima e dopo questo intervallo non è affidabile.",
            value=f"{len(first)} coppie",
            remedy="Raccogliere altre misure, o riunire più gruppi.",
        )
    return first, second


def _check_spread(changes: Array, scale: float = 0.0) -> None:
    """Refuses changes that are equal but for rounding: their interval would have no width."""
    size = max(abs(float(changes.mean())), scale)
    if float(changes.std(ddof=1)) * MOST_T <= max(size * math.sqrt(len(changes)), 1e-8):
        raise UserError(
            "Le persone sono cambiate tutte allo stesso modo: l'incertezza non si può calcolare.",
            value=f"differenza {float(changes[0]):g}",
            remedy="Controllare che le misure di prima e di dopo siano quelle giuste.",
        )


def _caution(changes: Array) -> tuple[str, ...]:
    """What the shape of the (n,) changes does to the intervals."""
    n, dz = len(changes), float(changes.mean() / changes.std(ddof=1))
    standard = (changes - changes.mean()) / changes.std()
    skewness, tails = float((standard**3).mean()), float((standard**4).mean()) - 3
    if n < FEW_PAIRS:
        return (
            f"Solo {n} coppie: se i cambiamenti sono molto asimmetrici (pochi cambiano molto, gli altri "
            "poco) gli intervalli al 95% contengono il valore vero circa 90 volte su 100.",
        )
    warnings = []
    if n < ENOUGH_PAIRS and abs(skewness) > SKEWED:
        warnings.append(
            "I cambiamenti sono asimmetrici (pochi cambiano molto, gli altri poco): con così poche coppie "
            "gli intervalli al 95% contengono il valore vero circa 92 volte su 100."
        )
    # large-sample variance of dz, over what it is for normal changes
    width = math.sqrt((1 - skewness * dz + dz**2 * (tails + 2) / 4) / (1 + dz**2 / 2))
    if not 1 / WIDTH_OFF <= width <= WIDTH_OFF:
        side = "allargato" if width > 1 else "ristretto"
        warnings.append(
            "La forma dei cambiamenti non sembra quella normale: l'intervallo di gz andrebbe "
            f"{side} di circa il {abs(width - 1) * 100:.0f}%. Differenza e d_av ne risentono meno."
        )
    return tuple(warnings)


def _mean(values: Array) -> Interval:
    """t interval of the mean of (n,) independent values."""
    from scipy.special import stdtrit

    n, centre = len(values), float(values.mean())
    error = float(values.std(ddof=1)) / math.sqrt(n)
    reach = float(stdtrit(n - 1, 1 - TAIL)) * error
    return Interval(centre, centre - reach, centre + reach, n, None, error)


def _gz(changes: Array) -> Interval:
    n = len(changes)
    freedom = n - 1
    log_j = math.lgamma(freedom / 2) - math.lgamma((freedom - 1) / 2) - math.log(freedom / 2) / 2
    dz = float(changes.mean() / changes.std(ddof=1))
    low, high = (ncp / math.sqrt(n) for ncp in _noncentrality(dz * math.sqrt(n), freedom))
    error = (high - low) / (2 * NORMAL_QUANTILE)
    return Interval(math.exp(log_j) * dz, low, high, n, None, error)


def _noncentrality(t: float, freedom: int) -> tuple[float, float]:
    """The two noncentralities between which 95 % of noncentral t distributions could have given t.

    Far from t the distribution function comes out as NaN, so the search stays within ± 5 standard errors.
    """
    from scipy.special import nctdtr

    width = 5 * math.sqrt(1 + t * t / (2 * freedom))

    def above(ncp: float, share: float) -> float:
        found = float(nctdtr(freedom, ncp, t))
        return (float(ncp < t) if math.isnan(found) else found) - share

    return (
        _root(lambda ncp: above(ncp, 1 - TAIL), t - width, t),
        _root(lambda ncp: above(ncp, TAIL), t, t + width),
    )


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    from scipy.optimize import brentq

    return float(brentq(function, low, high, xtol=1e-10))


def _d_av(first: Array, second: Array) -> Interval:
    n = len(first)
    (v_first, both), (_, v_second) = np.cov(first, second)
    mean_variance = (v_first + v_second) / 2
    effect = float((second - first).mean() / np.sqrt(mean_variance))
    unequal = (v_first**2 + v_second**2 + 2 * both**2) / (8 * mean_variance**2 * (n - 1))
    of_the_change = (v_first + v_second - 2 * both) / (mean_variance * (n - 1))
    error = float(np.sqrt(effect**2 * unequal + of_the_change))
    return Interval(
        effect, effect - NORMAL_QUANTILE * error, effect + NORMAL_QUANTILE * error, n, None, error
    )
