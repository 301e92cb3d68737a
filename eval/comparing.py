"""From the items of several models to paired differences, flips and a sentence."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from eval.figures import answered, answers_at, draws_at
from eval.items import Item
from eval.metrics import Draws, MeanMetric, Metric
from eval.result import YARDSTICKS, Flip, ModelResult, Pair
from eval.wording import SURE, interval, least, p_value, within
from workbench.data import DataSet, Row
from workbench.italian import number, plural, points
from workbench.statistics import Difference, holm, smallest_effect

LEVEL = 0.05
NO_SPREAD = 1e-9
BETTER, WORSE, UNSURE = "meglio", "peggio", "incerto"
GAINED, LOST = "guadagnato", "perso"
MUTE = ("maggioranza", "copione")
"""the same answer for every text: nothing to see by category or by example"""
TRAINED = ("lora", "completo")


@dataclass(frozen=True)
class Measured:
    """Everything that was answered: the same rows, every model."""

    data_set: DataSet
    rows: Sequence[Row]
    items: Mapping[str, Mapping[str, Item]]
    """model reference -> row id -> item"""
    metrics: Sequence[Metric]
    draws: Draws
    kinds: Mapping[str, str]
    """model reference -> kind"""

    def couples(self) -> list[tuple[str, str]]:
        """The first model with all; the others with each other, never two yardsticks: nobody asks that."""
        first = next(iter(self.items))
        return [
            (one, other)
            for one, other in combinations(self.items, 2)
            if one == first or not {self.kinds[one], self.kinds[other]} <= set(YARDSTICKS)
        ]


def compare_all(measured: Measured) -> list[Pair]:
    """Every couple of models on every metric.

    Holm over the pairs of one metric: a decision is taken on the first metric only, so the others do not make
    a false alarm in it more likely.
    """
    found = []
    for metric in measured.metrics:
        pairs = [
            pair
            for reference, other in measured.couples()
            if (pair := _compare(measured, reference, other, metric)) is not None
        ]
        adjusted = holm([pair.p for pair in pairs])
        found += [_judged(pair, p) for pair, p in zip(pairs, adjusted, strict=True)]
    return found


def _compare(measured: Measured, reference: str, other: str, metric: Metric) -> Pair | None:
    """None when the two models have fewer than two answered items in common."""
    first, second = measured.items[reference], measured.items[other]
    places = sorted({*answered(measured.rows, first)} & {*answered(measured.rows, second)})
    if len(places) < 2:
        return None
    labels = measured.data_set.labels
    a = answers_at(measured.rows, first, places, labels)
    b = answers_at(measured.rows, second, places, labels)
    found = metric.compare(a, b, draws_at(measured.draws, places))
    better, worse = _count_changes(metric, a, b)
    difference = found.difference
    return Pair(
        reference=reference,
        other=other,
        metric=metric.name,
        difference=difference.point,
        low=difference.low,
        high=difference.high,
        p=found.p,
        p_adjusted=found.p,
        test=found.test,
        smallest_effect=_seen(difference, better == worse == 0 or a.predicted == b.predicted),
        n=difference.n,
        clusters=difference.clusters,
        better=better,
        worse=worse,
        outcome=UNSURE,
    )


def _seen(difference: Difference, all_equal: bool) -> float | None:
    """The smallest visible effect; None when nothing varies, because then the rows tell nothing about it."""
    if all_equal or difference.standard_error < NO_SPREAD:
        return None
    return smallest_effect(difference.n, sd=difference.standard_error * math.sqrt(difference.n))


def _count_changes(metric: Metric, a: object, b: object) -> tuple[int | None, int | None]:
    first, second = metric.scores(a), metric.scores(b)  # type: ignore[arg-type]
    if first is None or second is None:
        return None, None
    changes = [y - x for x, y in zip(first, second, strict=True)]
    return sum(change > 0 for change in changes), sum(change < 0 for change in changes)


def _judged(pair: Pair, p_adjusted: float) -> Pair:
    """A side is taken only when the corrected test and the interval agree on it."""
    outcome = UNSURE
    if p_adjusted < LEVEL and pair.low > 0:
        outcome = BETTER
    elif p_adjusted < LEVEL and pair.high < 0:
        outcome = WORSE
    return pair.model_copy(update={"p_adjusted": p_adjusted, "outcome": outcome})


def flips(measured: Measured) -> list[Flip]:
    """Items on which a model does better or worse than the reference, by the first mean of item scores."""
    reference, *others = measured.items
    metric = next((one for one in measured.metrics if isinstance(one, MeanMetric)), None)
    if metric is None:
        return []
    found = []
    for other in others:
        for row in measured.rows:
            a = measured.items[reference][row.id].predicted
            b = measured.items[other][row.id].predicted
            if a is None or b is None:
                continue
            change = metric.score(row.target, b) - metric.score(row.target, a)
            if change:
                found.append(
                    Flip(
                        reference=reference,
                        other=other,
                        id=row.id,
                        text=row.text,
                        expected=row.target,
                        a=a,
                        b=b,
                        direction=GAINED if change > 0 else LOST,
                    )
                )
    return found


def verdict(pair: Pair, reference: ModelResult, other: ModelResult, metric: tuple[str, bool]) -> str:
    """One plain Italian sentence about one pair; `metric` is (title, whether it is a share)."""
    title, is_share = metric
    show = points if is_share else _plain
    what = f"{show(pair.difference)} di {within(title)}"
    between = f"intervallo {SURE} {interval(pair.low, pair.high, is_share, sign=True)}"
    ground = f"su {plural(pair.n, 'esempio', 'esempi')} di prova"
    trained_from = other.kind in TRAINED and other.base == reference.reference
    if pair.outcome == BETTER:
        head = (
            "L'addestramento ha aiutato"
            if trained_from
            else f"«{other.name}» fa meglio di «{reference.name}»"
        )
        return f"{head}: {what}, {between}, {ground}."
    if pair.outcome == WORSE:
        head = (
            "L'addestramento ha peggiorato il modello"
            if trained_from
            else f"«{other.name}» fa peggio di «{reference.name}»"
        )
        return f"{head}: {what}, {between}, {ground}."
    head = (
        "La prova non basta a dire se l'addestramento ha aiutato"
        if trained_from
        else f"La prova non basta a dire chi fa meglio fra «{other.name}» e «{reference.name}»"
    )
    if pair.low > 0 or pair.high < 0:
        ground += f"; p = {p_value(pair.p_adjusted)}, corretto per il numero di confronti"
    return f"{head}: {what}, {between}, {ground}; {_could_see(pair, is_share)}."


def _could_see(pair: Pair, is_share: bool) -> str:
    if pair.smallest_effect is None:
        return "la differenza è la stessa su ogni esempio: la più piccola visibile non si può stimare"
    return f"poteva mostrare differenze da circa {least(pair.smallest_effect, is_share)} in su"


def headline(pairs: Sequence[Pair], models: Mapping[str, ModelResult]) -> Pair | None:
    """The pair that the reader came for: the reference and the first model that is no yardstick."""
    with_reference = [pair for pair in pairs if pair.reference == next(iter(models))]
    real = [pair for pair in with_reference if models[pair.other].kind not in YARDSTICKS]
    return next(iter(real or with_reference), None)


def _plain(value: float) -> str:
    return number(value, 3, sign=True)
