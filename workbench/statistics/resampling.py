"""Statistics of items as functions of sums, so that thousands of resamples cost one matrix product.

Every figure used here (a mean, macro-F1, corpus chrF) depends on the items only through sums of a few
numbers per item, its *parts*: a mean needs (score, 1), macro-F1 needs hits, answers and truths per class.
A resample is then a vector of weights, and the statistic of all resamples at once is
`statistic(weights @ parts)`.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from workbench.errors import UserError

Array = np.ndarray
Statistic = Callable[[Array], Array]
"""(resamples, k) sums of parts -> (resamples,) values"""

CELLS = 4_000_000
"""most weights held in memory at once (32 MB)"""


def mean_parts(scores: Sequence[float] | Array) -> Array:
    """(n,) scores -> (n, 2) parts of their mean."""
    values = np.asarray(scores, dtype=float)
    return np.column_stack([values, np.ones_like(values)])


def mean_statistic(sums: Array) -> Array:
    """(…, 2) sums of `mean_parts` -> (…,) means."""
    return sums[..., 0] / sums[..., 1]


def units(parts: Array, clusters: Sequence[str] | None) -> Array:
    """Rows that are drawn together: the items themselves, or the sum of the items of each cluster."""
    if len(parts) == 0:
        raise UserError(
            "Nessun elemento da misurare.", remedy="Controllare che la parte di prova non sia vuota."
        )
    if clusters is None:
        return parts
    names, place = np.unique(np.asarray(clusters, dtype=str), return_inverse=True)
    if len(names) < 2:
        raise UserError(
            "Con un solo gruppo non si può calcolare un intervallo.",
            value=names[0],
            remedy="Scegliere un'altra colonna di gruppo, o nessuna.",
        )
    sums = np.zeros((len(names), parts.shape[1]))
    np.add.at(sums, place, parts)
    return sums


def bootstrap(drawn: Array, statistic: Statistic, resamples: int, seed: int) -> Array:
    """`statistic` on `resamples` draws with replacement of the rows of `drawn` (n, k) -> (resamples,).

    Equal rows are drawn together by one multinomial count, which has the same distribution and makes 0/1
    scores far cheaper.
    """
    rows, counts = np.unique(drawn, axis=0, return_counts=True)
    generator = np.random.default_rng(seed)
    n = len(drawn)

    def weights(size: int) -> Array:
        if len(rows) < n // 4:
            return generator.multinomial(n, counts / n, size=size)
        picks = generator.integers(n, size=(size, n)) + n * np.arange(size)[:, None]
        return np.bincount(picks.ravel(), minlength=size * n).reshape(size, n)

    chosen = rows if len(rows) < n // 4 else drawn
    return np.concatenate([statistic(weights(size) @ chosen) for size in _chunks(resamples, len(chosen))])


def swaps(a: Array, b: Array, statistic: Statistic, resamples: int, seed: int) -> Array:
    """Second minus first after a fair coin exchanged each unit's two results -> (resamples,)."""
    pairs, counts = np.unique(np.hstack([a, b]), axis=0, return_counts=True)
    width = a.shape[1]
    change = pairs[:, width:] - pairs[:, :width]
    generator = np.random.default_rng(seed)
    found = []
    for size in _chunks(resamples, len(pairs)):
        moved = generator.binomial(counts, 0.5, size=(size, len(pairs))) @ change
        found.append(statistic(b.sum(axis=0) - moved) - statistic(a.sum(axis=0) + moved))
    return np.concatenate(found)


def _chunks(resamples: int, width: int) -> Iterator[int]:
    step = max(1, CELLS // max(width, 1))
    for start in range(0, resamples, step):
        yield min(step, resamples - start)
