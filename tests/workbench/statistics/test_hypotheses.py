"""Size by simulation: with no true difference at most 6 tests in 100 may reject."""

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

from workbench.errors import UserError
from workbench.statistics import holm, mcnemar_exact, paired_permutation, smallest_effect

SIMULATIONS = 1000


def size(test, draw) -> float:
    return np.mean([test(*draw(np.random.default_rng(seed))) < 0.05 for seed in range(SIMULATIONS)])


def test_mcnemar_is_exact_and_agrees_with_statsmodels():
    a, b = np.repeat([1.0, 0, 1, 0], [30, 25, 4, 15]), np.repeat([1.0, 0, 0, 1], [30, 25, 4, 15])
    expected = mcnemar([[30, 4], [15, 25]], exact=True).pvalue
    assert mcnemar_exact(a, b) == pytest.approx(expected)
    assert mcnemar_exact(a, a) == 1.0


def test_mcnemar_keeps_its_size():
    def draw(generator):
        return (generator.random(150) < 0.7) * 1.0, (generator.random(150) < 0.7) * 1.0

    assert size(mcnemar_exact, draw) <= 0.06


def test_the_permutation_keeps_its_size_on_graded_scores():
    def draw(generator):
        return generator.beta(0.4, 0.6, 60), generator.beta(0.4, 0.6, 60)

    assert size(lambda a, b: paired_permutation(a, b, resamples=999), draw) <= 0.06


def test_the_permutation_by_groups_keeps_its_size_where_items_are_not_independent():
    names = np.repeat(np.arange(20), 5).astype(str)

    def draw(generator):
        return np.zeros(100), np.repeat(generator.normal(0, 1, 20), 5)

    assert size(lambda a, b: paired_permutation(a, b, clusters=names, resamples=999), draw) <= 0.06
    assert size(lambda a, b: paired_permutation(a, b, resamples=499), draw) > 0.2


def test_the_permutation_agrees_with_mcnemar_on_binary_scores():
    a, b = np.repeat([1.0, 0, 1, 0], [30, 25, 4, 15]), np.repeat([1.0, 0, 0, 1], [30, 25, 4, 15])
    assert paired_permutation(a, b, resamples=50_000) == pytest.approx(mcnemar_exact(a, b), abs=0.004)


def test_holm_agrees_with_statsmodels():
    ps = [0.04, 0.001, 0.03, 0.5, 0.011]
    assert holm(ps) == pytest.approx(multipletests(ps, method="holm")[1])
    assert holm([]) == []


def test_the_smallest_effect_is_the_one_found_eight_times_in_ten():
    n, share = 600, 0.2
    effect = smallest_effect(n, discordant_share=share)
    assert smallest_effect(200, discordant_share=0.2) == pytest.approx(0.0886, abs=5e-4)

    def draw(generator):
        u = generator.random(n)
        better, worse = (share + effect) / 2, (share - effect) / 2
        return ((u >= better) & (u < better + worse)) * 1.0, (u < better) * 1.0

    # the exact test is a little cautious
    assert 0.75 <= size(mcnemar_exact, draw) <= 0.85


def test_the_smallest_effect_needs_one_measure_of_spread():
    assert smallest_effect(100, sd=0.5) == pytest.approx(0.1401, abs=1e-4)
    with pytest.raises(UserError):
        smallest_effect(100)
