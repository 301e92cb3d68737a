"""Tests of "the two systems do not differ" on the same items, and their correction when there are several."""

from collections.abc import Sequence

import numpy as np

from workbench.statistics.resampling import Array, Statistic, mean_parts, mean_statistic, swaps, units


def mcnemar_exact(a: Sequence[float] | Array, b: Sequence[float] | Array) -> float:
    """Two-sided exact p of McNemar's test for (n,) paired 0/1 results: binomial on the discordant pairs.

    Source: McNemar 1947; Dietterich 1998, Approximate statistical tests for comparing classifiers.
    """
    from scipy.stats import binomtest

    first, second = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    better, worse = int((second > first).sum()), int((second < first).sum())
    return 1.0 if better + worse == 0 else float(binomtest(better, better + worse).pvalue)


def paired_permutation(
    a: Sequence[float] | Array,
    b: Sequence[float] | Array,
    *,
    clusters: Sequence[str] | None = None,
    resamples: int = 10_000,
    seed: int = 20,
) -> float:
    """Two-sided p of the mean difference of (n,) scores: see `permuted_statistic`."""
    parts = mean_parts(a), mean_parts(b)
    return permuted_statistic(mean_statistic, parts, clusters=clusters, resamples=resamples, seed=seed)


def permuted_statistic(
    statistic: Statistic,
    parts: tuple[Array, Array],
    *,
    clusters: Sequence[str] | None = None,
    resamples: int = 10_000,
    seed: int = 20,
) -> float:
    """Two-sided p when each item's (or cluster's) two results could as well be exchanged.

    `parts` are (n, k) of the first and the second system. Approximate randomisation, with the observed
    arrangement counted in (Yeh 2000, More accurate tests for the statistical significance of result
    differences; Phipson and Smyth 2010, Permutation p-values should never be zero).
    """
    first, second = units(parts[0], clusters), units(parts[1], clusters)
    observed = abs(float(statistic(second.sum(axis=0)) - statistic(first.sum(axis=0))))
    found = np.abs(swaps(first, second, statistic, resamples, seed))
    # sums of decimals arrive in another order: equal differences must count as equal
    return float((1 + (found >= observed - 1e-12).sum()) / (1 + resamples))


def holm(ps: Sequence[float]) -> list[float]:
    """Holm's step-down adjustment: the chance of any false alarm in the whole family stays within 5 %."""
    order = np.argsort(ps, kind="stable")
    adjusted = np.empty(len(ps))
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(ps) - rank) * ps[place]))
        adjusted[place] = highest
    return adjusted.tolist()
