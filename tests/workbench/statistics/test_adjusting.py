"""The adjusted gain: its interval holds the truth also where the forms differ and their orders are uneven."""

import numpy as np
import pytest

from workbench.errors import UserError
from workbench.statistics import FEWEST_OF_AN_ORDER, adjusted_gain, paired_effect

FIRST, SECOND = "a → b", "b → a"
GAIN, HARDER = 1.5, 1.0
"""points gained; points by which form b is harder"""


def normal(generator, shape):
    people = generator.normal(6, 1.5, size=shape)
    return people + generator.normal(0, 1.2, shape), people + GAIN + generator.normal(0, 1.2, shape)


def uneven(generator, shape):
    """Who starts low gains more, and differs more from the others."""
    people = generator.normal(6, 1.5, size=shape)
    gain = GAIN - 0.5 * (people - 6)
    spread = np.exp(-0.3 * (people - 6))
    return people + generator.normal(0, 1, shape), people + gain + spread * generator.normal(0, 1, shape)


def questions(generator, shape):
    """Right answers to 12 questions: no point more for who had them all."""
    able = generator.normal(0, 1, size=shape)

    def right(shift):
        chance = 1 / (1 + np.exp(-(able + shift)))
        return generator.binomial(12, chance).astype(float)

    return right(0.0), right(0.6)


def taken(draw, generator, simulations, n, share):
    """Scores and orders; `share` of the people take form b, which is harder, the second time."""
    before, after = draw(generator, (simulations, n))
    last = max(1, round(n * share))
    orders = [FIRST] * last + [SECOND] * (n - last)
    after[:, :last] -= HARDER
    before[:, last:] -= HARDER
    return before, after, orders


def coverage(draw, n, share, simulations=4000):
    generator = np.random.default_rng(4)
    first, second = draw(np.random.default_rng(99), (1000, 1000))
    truth = float((second - first).mean())
    before, after, orders = taken(draw, generator, simulations, n, share)
    held = [adjusted_gain(*each, orders).gain for each in zip(before, after, strict=True)]
    return float(np.mean([each.low <= truth <= each.high for each in held]))


@pytest.mark.slow
@pytest.mark.parametrize("draw", [normal, uneven, questions], ids=lambda draw: draw.__name__)
@pytest.mark.parametrize(("n", "share"), [(24, 0.5), (36, 0.33), (40, 0.7), (100, 0.2)])
def test_the_interval_holds_the_truth_95_times_in_100(draw, n, share):
    assert 0.93 <= coverage(draw, n, share) <= 0.97


@pytest.mark.slow
def test_the_plain_difference_misses_the_truth_where_the_orders_are_uneven():
    before, after, _ = taken(normal, np.random.default_rng(4), 500, 60, 0.8)
    plain = [paired_effect(*each).difference for each in zip(before, after, strict=True)]
    assert np.mean([each.low <= GAIN <= each.high for each in plain]) < 0.5
    assert coverage(normal, 60, 0.8, 500) >= 0.93


@pytest.mark.slow
def test_where_nothing_changed_at_most_six_in_a_hundred_see_a_gain():
    before, after, orders = taken(normal, np.random.default_rng(5), 2000, 40, 0.4)
    found = [adjusted_gain(*each, orders).gain for each in zip(before, after - GAIN, strict=True)]
    assert np.mean([not each.low <= 0 <= each.high for each in found]) <= 0.06


def test_without_chance_the_figures_are_those_of_the_hand():
    before = np.array([2.0, 3, 4, 5, 6, 7, 8, 9, 5, 6, 5, 6] * 2)
    orders = [FIRST] * 12 + [SECOND] * 12
    noise = np.tile([0.1, -0.1, -0.1, 0.1], 6)
    after = before + 2 - 0.5 * (before - 5.5) + np.repeat([-0.5, 0.5], 12) + noise
    found = adjusted_gain(before, after, orders)
    assert found.n == 24
    assert found.gain.point == pytest.approx(2, abs=0.02)
    assert found.slope.point == pytest.approx(-0.5, abs=0.01)
    assert found.forms.point == pytest.approx(1, abs=0.03)
    assert found.gain.low < 2 < found.gain.high


def test_a_form_that_is_harder_changes_no_gain():
    before, after, orders = taken(normal, np.random.default_rng(1), 1, 40, 0.5)
    second = np.array(orders) == SECOND
    harder = adjusted_gain(before[0] - 2 * second, after[0] - 2 * ~second, orders).gain
    plain = adjusted_gain(before[0], after[0], orders).gain
    assert (harder.point, harder.low) == pytest.approx((plain.point, plain.low))


def test_the_same_shift_of_all_scores_changes_the_gain_by_nothing():
    before, after, orders = taken(normal, np.random.default_rng(1), 1, 30, 0.5)
    first, moved = (
        adjusted_gain(before[0], after[0], orders),
        adjusted_gain(before[0] + 3, after[0] + 3, orders),
    )
    assert moved.gain.low == pytest.approx(first.gain.low) and moved.slope.high == pytest.approx(
        first.slope.high
    )


@pytest.mark.parametrize(
    ("orders", "words"),
    [
        ([FIRST] * 24, "due ordini"),
        ([FIRST] * (24 - FEWEST_OF_AN_ORDER + 1) + [SECOND] * (FEWEST_OF_AN_ORDER - 1), "troppo poche"),
        ([FIRST, SECOND, "a → a", "b → b"] * 6, "due ordini"),
        ([FIRST, SECOND] * 11, "due ordini"),
    ],
)
def test_orders_that_cannot_be_told_apart_are_refused(orders, words):
    scores = np.arange(24.0)
    with pytest.raises(UserError, match=words):
        adjusted_gain(scores, scores + np.arange(24) % 3, orders)


def test_fewer_people_than_two_full_orders_are_refused():
    with pytest.raises(UserError, match="meno di 24"):
        adjusted_gain(range(23), range(23), [FIRST, SECOND] * 11 + [FIRST])


def test_people_who_start_or_change_alike_have_no_interval():
    orders = [FIRST, SECOND] * 12
    with pytest.raises(UserError, match="stesso punteggio"):
        adjusted_gain([5.0] * 24, range(24), orders)
    with pytest.raises(UserError, match="non si può calcolare"):
        adjusted_gain(range(24), range(3, 27), orders)
