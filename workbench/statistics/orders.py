"""Few municipalities: what a random starting order can prove, and the smallest p that a design can give.

With five municipalities the usual cluster-robust tests reject a true null hypothesis up to 40 times in 100.
The only valid 5 % test comes from the draw itself: the order in which they start is one of 5! = 120.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Literal, NamedTuple

import numpy as np

from workbench.errors import UserError
from workbench.statistics.resampling import Array

Design = Literal["ordine", "prima e dopo", "uno trattato", "due trattati"]
"""random starting order | before and after in all | one or two treated, drawn, against the others"""
MOST_MUNICIPALITIES = 8
LEVEL = 0.05


class OrderTest(NamedTuple):
    """Effect of having started, with the p over all the orders that could have been drawn."""

    estimate: float
    p: float
    smallest: float
    """the smallest p that this draw could have given, whatever the data"""
    low: float
    """95 % limits: the effects that the same test does not reject; infinite where no order can reject"""
    high: float


def order_test(
    table: Mapping[str, Sequence[float]], order: Sequence[str], starts: Sequence[int] | None = None
) -> OrderTest:
    """Stepped wedge: effect of having started, tested over every starting order that could have been drawn.

    Args:
        table: municipality -> mean of each wave; every municipality in every wave.
        order: the order that was drawn, first to start first. If it was chosen, not drawn, the p is only
            "as if drawn" and must be called so.
        starts: the wave (from 0) at which each place of the order starts; by default the first at wave 1,
            the second at wave 2, and so on.

    Two-way fixed effects on cell means: the effect of "has started" net of municipality and wave (Hussey and
    Hughes 2007). p: share of all the orders whose estimate is at least as far from zero (Ji, Fink, Robyn and
    Small 2017, Annals of Applied Statistics 11). It assumes one immediate and constant effect, the same time
    course everywhere and no leakage. The interval holds the effects that the same test does not reject.

    Raises:
        UserError: fewer than 2 or more than 8 municipalities, missing cells, or an order of other names.
    """
    values = _checked(table, order)
    number, waves = values.shape
    places = _placed(number, waves, starts)
    arrangements = np.array(list(permutations(places)))  # the first one is the order that was drawn
    started = (np.arange(waves) >= arrangements[:, :, None]).astype(float)
    net = _net(started)
    scale = float((net[0] ** 2).sum())
    if scale < 1e-12:
        raise UserError(
            "Con questi avvii l'effetto non si distingue dal tempo.",
            value=f"avvii {places}",
            remedy="Almeno due comuni devono iniziare in ondate diverse.",
        )
    estimates = (net * values).sum(axis=(1, 2)) / scale
    resemblance = (net * net[0]).sum(axis=(1, 2)) / scale
    far = _at_least(np.abs(estimates), abs(float(estimates[0])))
    low, high = _inverted(estimates, resemblance)
    same = float((np.abs(np.abs(resemblance) - 1) < 1e-9).mean())
    return OrderTest(float(estimates[0]), float(far.mean()), same, low, high)


def _placed(number: int, waves: int, starts: Sequence[int] | None) -> list[int]:
    """The wave at which each place of the order starts. UserError where nobody is seen before or after."""
    places = list(range(1, number + 1)) if starts is None else list(starts)
    if len(places) != number or min(places) < 1 or min(places) >= waves:
        raise UserError(
            "Le ondate non bastano per vedere qualcuno prima e dopo l'avvio.",
            value=f"{waves} ondate, avvii {places}",
            remedy="Serve almeno un'ondata prima del primo avvio.",
        )
    return places


def smallest_p(municipalities: int, design: Design) -> float:
    """The smallest two-sided p that the design can give with this many municipalities, whatever the data.

    "ordine": 1/n!. "prima e dopo": 2/2^n, the change of each municipality could have had the other sign.
    "uno trattato" 1/n and "due trattati" 1/(n choose 2): which ones were drawn. Twice as much where half are
    treated (and with an order of two): the opposite draw gives the opposite effect, as far from zero.
    """
    if municipalities < 1:
        raise UserError(
            "Serve almeno un comune.", value=municipalities, remedy="Indicare i comuni dello studio."
        )
    if design == "ordine":
        return 1.0 if municipalities == 2 else 1 / math.factorial(municipalities)
    if design == "prima e dopo":
        return 2 / 2**municipalities
    treated = 1 if design == "uno trattato" else 2
    mirrored = 2 if 2 * treated == municipalities else 1
    return mirrored / max(1, math.comb(municipalities, treated))


def printed_p(p: float, smallest: float) -> str:
    """«p = 0,033 (il più piccolo possibile è 0,0083)»: never stars, never a p that the design cannot give.

    Raises:
        UserError: for a p under the smallest attainable: it comes from a method that is not valid here.
    """
    if not 0 < smallest <= 1 or not p <= 1 or p < smallest * (1 - 1e-9):
        raise UserError(
            "Questo p non si può ottenere con così pochi comuni: viene da un metodo non valido.",
            value=f"p = {p:g}, il più piccolo possibile è {smallest:g}",
            remedy="Usare il confronto fra tutti gli ordini di avvio, o descrivere soltanto.",
        )
    return f"p = {_italian(p)} (il più piccolo possibile è {_italian(smallest)})"


def _italian(p: float) -> str:
    return f"{p:.2g}".replace(".", ",") if p >= 0.0001 else f"{p:.0e}".replace("e-0", "e-")


def _checked(table: Mapping[str, Sequence[float]], order: Sequence[str]) -> Array:
    if sorted(order) != sorted(table) or not 2 <= len(order) <= MOST_MUNICIPALITIES:
        raise UserError(
            "L'ordine di avvio e la tabella devono avere gli stessi comuni, da 2 a 8.",
            value=", ".join(order),
            remedy="Usare l'ordine estratto all'inizio dello studio.",
        )
    lengths = {len(table[name]) for name in order}
    values = np.array([table[name] for name in order], dtype=float) if len(lengths) == 1 else np.array([[]])
    if len(lengths) != 1 or values.shape[1] < 2 or not np.isfinite(values).all():
        raise UserError(
            "Nella tabella manca qualche media: ogni comune deve essere misurato in ogni ondata.",
            value=f"{sorted(lengths)} ondate",
            remedy="Togliere l'ondata incompleta.",
        )
    return values


def _net(cells: Array) -> Array:
    """(..., municipalities, waves) net of the means of municipalities and waves."""
    rows, columns = cells.mean(axis=-1, keepdims=True), cells.mean(axis=-2, keepdims=True)
    net: Array = cells - rows - columns + cells.mean(axis=(-2, -1), keepdims=True)
    return net


def _at_least(values: Array, limit: float) -> Array:
    """Equal sums of decimals arrive in another order: they must count as equal."""
    return np.asarray(values >= limit - 1e-9 * max(1.0, abs(limit)))


def _inverted(estimates: Array, resemblance: Array) -> tuple[float, float]:
    """Effects not rejected at 5 %: |a − b·θ| ≥ |a₀ − θ| in more than 5 % of the orders.

    Each order holds this for θ between (a₀ − a)/(1 − b) and (a₀ + a)/(1 + b), and a₀ is always between them.
    """
    drawn = float(estimates[0])
    with np.errstate(divide="ignore", invalid="ignore"):
        one = np.where(resemblance > 1 - 1e-9, np.nan, (drawn - estimates) / (1 - resemblance))
        two = np.where(resemblance < 1e-9 - 1, np.nan, (drawn + estimates) / (1 + resemblance))
    unlimited = np.isnan(one) | np.isnan(two)
    lows = np.sort(np.where(unlimited, -np.inf, np.minimum(one, two)))
    highs = np.sort(np.where(unlimited, np.inf, np.maximum(one, two)))[::-1]
    place = math.floor(LEVEL * len(estimates) + 1e-9)
    return float(lows[place]), float(highs[place])
