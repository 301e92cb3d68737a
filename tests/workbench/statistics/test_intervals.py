"""Coverage is checked by simulation: 93–97 % of the intervals must hold the true value."""

import numpy as np
import pytest

from workbench.errors import UserError
from workbench.statistics import (
    mean_interval,
    paired_difference,
    paired_statistic,
    statistic_interval,
    wilson,
)

SIMULATIONS = 1000


def coverage(draw, truth: float) -> float:
    """Share of simulated data sets `draw(generator) -> (a, b, clusters)` whose interval holds the truth."""
    held = 0
    for seed in range(SIMULATIONS):
        a, b, clusters = draw(np.random.default_rng(seed))
        found = paired_difference(a, b, clusters=clusters, resamples=1000, seed=seed)
        held += found.low <= truth <= found.high
    return held / SIMULATIONS


def binary(n: int, better: float, worse: float):
    def draw(generator):
        u = generator.random(n)
        agreed = (u >= better + worse) & (generator.random(n) < 0.5)
        a = agreed | ((u >= better) & (u < better + worse))
        return a * 1.0, (agreed | (u < better)) * 1.0, None

    return draw


@pytest.mark.parametrize(("n", "better", "worse"), [(30, 0.3, 0.1), (200, 0.2, 0.1), (600, 0.35, 0.05)])
def test_the_interval_of_a_binary_difference_covers_the_truth_95_times_in_100(n, better, worse):
    assert 0.93 <= coverage(binary(n, better, worse), better - worse) <= 0.97


def test_where_nearly_all_pairs_agree_the_interval_is_cautious_and_never_a_point():
    assert coverage(binary(60, 0.04, 0.02), 0.02) >= 0.93
    equal = paired_difference([1.0] * 50, [1.0] * 50)
    assert equal.point == 0 and equal.low < -0.02 and equal.high > 0.02
    changed = paired_difference([0.0] * 50, [1.0] * 50)
    assert changed.point == changed.high == 1 and changed.low < 0.95


def test_the_interval_of_a_graded_difference_covers_the_truth():
    def draw(generator):
        return generator.beta(2, 3, 40) * 0.9, generator.beta(2, 2, 40), None

    assert 0.93 <= coverage(draw, 0.5 - 0.36) <= 0.97


def correlated(clusters: int):
    def draw(generator):
        effects = generator.normal(0, 0.5, clusters)[:, None] + generator.normal(0.1, 1, (clusters, 5))
        names = np.repeat(np.arange(clusters), 5).astype(str)
        return np.zeros(effects.size), effects.ravel(), names

    return draw


def test_the_cluster_interval_covers_the_truth_where_the_item_interval_does_not():
    assert 0.93 <= coverage(correlated(30), 0.1) <= 0.97

    def strong(generator):
        effects = np.repeat(generator.normal(0, 1, 30), 5)
        return np.zeros(150), effects, None

    assert coverage(strong, 0.0) < 0.75


def test_wilson_agrees_with_the_published_example():
    found = wilson(0, 20)
    assert found.low == 0 and found.high == pytest.approx(0.1611, abs=1e-4)


def test_one_score_is_wilson_when_binary_and_bootstrap_otherwise():
    assert mean_interval([1.0] * 8 + [0.0] * 2).low == pytest.approx(wilson(8, 10).low)
    graded = np.random.default_rng(0).random(300)
    found = mean_interval(graded)
    error = graded.std(ddof=1) / np.sqrt(300)
    assert found.low == pytest.approx(graded.mean() - 1.968 * error, abs=0.002)
    assert found.standard_error == pytest.approx(error, rel=0.05)


def test_all_right_or_all_wrong_in_groups_is_wilson_on_the_groups():
    names = [str(n // 5) for n in range(50)]
    right, wrong = mean_interval([1.0] * 50, clusters=names), mean_interval([0.0] * 50, clusters=names)
    assert (right.point, right.low, right.n, right.clusters) == (1, pytest.approx(wilson(10, 10).low), 50, 10)
    assert (wrong.point, wrong.high) == (0, pytest.approx(wilson(0, 10).high))
    same = paired_difference([1.0] * 50, [1.0] * 50, clusters=names)
    assert (same.point, same.n, same.clusters) == (0, 50, 10)
    assert same.low < -0.1 and same.high > 0.1
    changed = paired_difference([0.0] * 50, [1.0] * 50, clusters=names)
    assert changed.point == changed.high == 1 and changed.low < 0.8


def test_ten_thousand_resamples_of_600_items_take_well_under_a_second(stopwatch):
    generator = np.random.default_rng(0)
    a, b = generator.random(600), generator.random(600)
    with stopwatch() as taken:
        paired_difference(a, b)
    assert taken.seconds < 1


def test_a_figure_that_is_not_a_mean_is_resampled_on_both_sides_together():
    parts = np.random.default_rng(0).random((200, 2))

    def ratio(sums):
        return sums[..., 0] / sums[..., 1]

    same = paired_statistic(ratio, (parts, parts))
    assert (same.point, same.low, same.high) == (0, 0, 0)
    alone = statistic_interval(ratio, parts)
    assert alone.low < alone.point < alone.high


def test_equal_seeds_give_equal_intervals_and_groups_are_counted():
    a, b, names = correlated(12)(np.random.default_rng(3))
    first = paired_difference(a, b, clusters=names)
    assert first == paired_difference(a, b, clusters=names)
    assert (first.n, first.clusters, first.few_clusters) == (60, 12, True)


def test_no_items_or_one_group_is_refused_in_italian():
    with pytest.raises(UserError, match="Nessun elemento"):
        mean_interval([])
    with pytest.raises(UserError, match="un solo gruppo"):
        mean_interval([0.1, 0.2], clusters=["a", "a"])
