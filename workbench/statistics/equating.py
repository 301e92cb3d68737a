"""Two forms of a test on one scale, through the questions that both have."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.errors import UserError
from workbench.statistics.intervals import Interval, expanded_percentiles
from workbench.statistics.paired import Scores
from workbench.statistics.resampling import Array, bootstrap

FEWEST_TO_EQUATE = 50
"""people who took each form first: with fewer the spread of a few decides how hard a form seems"""
RESAMPLES, SEED = 4000, 20
PARTS = 8
"""of one person, for each form: 1, score, score², anchors, anchors², and of pairs 1, score, later score"""


@dataclass(frozen=True)
class EquatedGain:
    """What the anchors say of two forms, and the change of n people with both measures on one scale."""

    n: int
    forms: tuple[str, str]
    taken: tuple[int, int]
    """people who took each form first: the equating rests on them"""
    harder: Interval
    """points by which the second form is harder for those who took it first"""
    spread: Interval
    """points of the first form that one point of the second is worth"""
    gain: Interval
    """mean change, all scores turned into points of the first form"""


def equated_gain(
    forms: Sequence[str], scores: Scores, anchors: Scores, later: Scores, resamples: int = RESAMPLES
) -> EquatedGain:
    """Linear equating of two forms chained through their anchors (mean, sigma), and the change on one scale.

    (n,) people: the form that each took first, its score, the points on the anchors in it, and the score on
    the other form later (NaN: none). Kolen and Brennan 2014, Test Equating, chapter 4: form to anchors where
    the one form was taken, anchors to form where the other was. Only first scores make the scale, because a
    later one holds what was learnt. 95 % intervals by bootstrap over people, the equating included.

    Raises:
        UserError: forms that are not two, fewer than 50 people who took one of them first, no later scores,
            or anchors that everybody solved alike.
    """
    names, place, counts = np.unique(np.asarray(forms, dtype=str), return_inverse=True, return_counts=True)
    if len(names) != 2:
        raise UserError(
            "Per mettere due forme sulla stessa scala servono proprio due forme.",
            value=", ".join(names) or "nessuna",
            remedy="Dare a metà delle persone per prima una forma, all'altra metà l'altra.",
        )
    if counts.min() < FEWEST_TO_EQUATE:
        raise UserError(
            "Troppo poche persone per mettere le due forme sulla stessa scala.",
            value=f"{names[int(counts.argmin())]}: {counts.min()}",
            remedy=f"Ne servono almeno {FEWEST_TO_EQUATE} che abbiano fatto per prima ciascuna forma.",
        )
    parts = _parts(place, *(np.asarray(each, dtype=float) for each in (scores, anchors, later)))
    _check(parts, place)
    found = _intervals(parts, resamples)
    first, second = map(int, counts)
    return EquatedGain(found[0].n, (str(names[0]), str(names[1])), (first, second), *found)


def _intervals(parts: Array, resamples: int) -> list[Interval]:
    """Of the three figures, from the same resamples; `n` is the number of pairs."""
    points = np.array(_chained(parts.sum(axis=0)))
    drawn = bootstrap(parts, lambda sums: np.stack(_chained(sums), axis=-1), resamples, SEED)
    pairs = int(parts[:, [5, PARTS + 5]].sum())
    return [
        Interval(float(point), *expanded_percentiles(values, len(parts)), pairs, None, float(values.std()))
        for point, values in zip(points, drawn.T, strict=True)
    ]


def _parts(place: Array, scores: Array, anchors: Array, later: Array) -> Array:
    """(n, 16): the parts of each person, under the form that was taken first."""
    paired = np.isfinite(later)
    own = np.column_stack(
        [
            np.ones_like(scores),
            scores,
            scores**2,
            anchors,
            anchors**2,
            paired,
            np.where(paired, scores, 0.0),
            np.where(paired, later, 0.0),
        ]
    )
    return np.hstack([own * (place == form)[:, None] for form in (0, 1)])


def _check(parts: Array, place: Array) -> None:
    for form in (0, 1):
        own = parts[place == form, form * PARTS : (form + 1) * PARTS]
        if own[:, 1].std() == 0 or own[:, 3].std() == 0:
            raise UserError(
                "Tutte le persone hanno lo stesso punteggio, nella prova o nelle domande comuni: le due "
                "forme non si possono mettere sulla stessa scala.",
                remedy="Usare domande comuni né troppo facili né troppo difficili.",
            )
        if own[:, 5].sum() == 0:
            raise UserError(
                "Nessuno di chi ha fatto per prima una delle due forme è stato misurato dopo.",
                remedy="Raccogliere le misure di dopo.",
            )


def _chained(sums: Array) -> tuple[Array, Array, Array]:
    """(…, 16) sums -> how much harder the second form is, what its point is worth, the mean change."""
    (a, b) = (_Taken(sums[..., form * PARTS : (form + 1) * PARTS]) for form in (0, 1))
    spread = (a.score_sigma / a.anchor_sigma) * (b.anchor_sigma / b.score_sigma)
    level = a.score + a.score_sigma / a.anchor_sigma * (b.anchor - a.anchor)

    def on_first(score: Array) -> Array:
        return level + spread * (score - b.score)

    changes = a.pairs * (on_first(a.later) - a.earlier) + b.pairs * (b.later - on_first(b.earlier))
    return level - b.score, spread, changes / (a.pairs + b.pairs)


class _Taken:
    """Means and spreads of those who took one form first."""

    def __init__(self, sums: Array) -> None:
        number, score, score_2, anchor, anchor_2, self.pairs, earlier, later = np.moveaxis(sums, -1, 0)
        self.score, self.anchor = score / number, anchor / number
        self.score_sigma = np.sqrt(score_2 / number - self.score**2)
        self.anchor_sigma = np.sqrt(anchor_2 / number - self.anchor**2)
        self.earlier, self.later = earlier / self.pairs, later / self.pairs
