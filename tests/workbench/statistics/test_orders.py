"""The test over all starting orders is exact: simulated size 5 %, and no p under the smallest attainable."""

import math

import numpy as np
import pytest

from workbench.errors import UserError
from workbench.statistics import order_test, printed_p, smallest_p

NAMES = ("Bollate", "Buccinasco", "Cinisello Balsamo", "Legnano", "Rho")
SIMULATIONS = 2000


def wedge(generator, effect: float, people: int, shock: float = 0.1):
    """Cell means of five municipalities in six waves with differences of place and time; a random order."""
    order = [NAMES[place] for place in generator.permutation(5)]
    started = np.arange(6) >= np.array([order.index(name) for name in NAMES])[:, None] + 1
    noise = generator.normal(0, shock, (5, 6)) + generator.normal(0, 1 / math.sqrt(people), (5, 6))
    cells = generator.normal(0, 0.5, (5, 1)) + 0.1 * np.arange(6) + effect * started + noise
    return dict(zip(NAMES, cells, strict=True)), order


def found(effect: float, people: int, simulations: int = SIMULATIONS, **more):
    generator = np.random.default_rng(12)
    return [order_test(*wedge(generator, effect, people, **more)) for _ in range(simulations)]


@pytest.mark.parametrize("shock", [0.0, 0.1, 0.6])
def test_with_no_effect_at_most_six_in_a_hundred_orders_reject_and_the_interval_holds_zero(shock):
    tests = found(0.0, 20, shock=shock)
    assert 0.035 <= np.mean([test.p <= 0.05 for test in tests]) <= 0.06
    assert 0.93 <= np.mean([test.low <= 0 <= test.high for test in tests]) <= 0.97


def test_municipalities_that_drift_on_their_own_do_not_make_it_reject_more():
    """Slopes of their own break the usual tests; the order was drawn, so this one stays exact."""
    generator, rejected = np.random.default_rng(4), 0
    for _ in range(SIMULATIONS):
        table, order = wedge(generator, 0.0, 20)
        drifting = {
            name: cells + 0.2 * place * np.arange(6) for place, (name, cells) in enumerate(table.items())
        }
        rejected += order_test(drifting, order).p <= 0.05
    assert rejected / SIMULATIONS <= 0.06


@pytest.mark.parametrize(("people", "effect", "power"), [(20, 0.4, 0.62), (20, 0.5, 0.78), (40, 0.4, 0.84)])
def test_it_finds_a_true_effect_as_often_as_designed_and_the_interval_holds_it(people, effect, power):
    tests = found(effect, people)
    assert np.mean([test.p <= 0.05 for test in tests]) == pytest.approx(power, abs=0.05)
    assert np.mean([test.estimate for test in tests]) == pytest.approx(effect, abs=0.02)
    assert 0.93 <= np.mean([test.low <= effect <= test.high for test in tests]) <= 0.97


def test_the_interval_leaves_out_exactly_what_the_test_rejects():
    table, order = wedge(np.random.default_rng(7), 0.4, 20)
    whole = order_test(table, order)

    def p_without(effect: float) -> float:
        place = {name: row for row, name in enumerate(order)}
        net = {
            name: [mean - effect * (wave >= place[name] + 1) for wave, mean in enumerate(cells)]
            for name, cells in table.items()
        }
        return order_test(net, order).p

    assert p_without(whole.low + 1e-6) > 0.05 >= p_without(whole.low - 1e-6)
    assert p_without(whole.high - 1e-6) > 0.05 >= p_without(whole.high + 1e-6)


def test_the_estimate_is_that_of_least_squares_with_effects_of_place_and_time():
    table, order = wedge(np.random.default_rng(3), 0.4, 20)
    rows = [(name, wave) for name in NAMES for wave in range(6)]
    design = [
        [float(wave >= order.index(name) + 1), *(name == n for n in NAMES), *(wave == w for w in range(1, 6))]
        for name, wave in rows
    ]
    fitted = np.linalg.lstsq(
        np.array(design, dtype=float), np.array([table[n][w] for n, w in rows]), rcond=None
    )
    assert order_test(table, order).estimate == pytest.approx(fitted[0][0])


def test_no_data_gives_less_than_the_smallest_p():
    steps = {name: [float(wave > place) for wave in range(6)] for place, name in enumerate(NAMES)}
    test = order_test(steps, NAMES)
    assert test.estimate == pytest.approx(1) and test.p == test.smallest == smallest_p(5, "ordine") == 1 / 120


@pytest.mark.parametrize("number", [2, 3, 4, 6])
def test_the_smallest_p_of_an_order_is_the_one_that_the_test_has(number):
    names = "abcdefgh"[:number]
    steps = {name: [float(wave > place) for wave in range(number + 1)] for place, name in enumerate(names)}
    test = order_test(steps, list(names))
    assert test.p == pytest.approx(smallest_p(number, "ordine")) == test.smallest
    assert math.isinf(test.low) and math.isinf(test.high) if number < 4 else math.isfinite(test.low)


def test_two_that_start_together_cost_part_of_the_proof():
    table, order = wedge(np.random.default_rng(1), 0.4, 20)
    assert order_test(table, order, [1, 1, 2, 3, 4]).smallest == pytest.approx(2 / 120)
    assert order_test(table, order, [1, 1, 1, 1, 2]).smallest == pytest.approx(1 / 5)


def test_the_smallest_p_of_the_other_designs():
    assert smallest_p(5, "uno trattato") == 0.2 and smallest_p(5, "due trattati") == 0.1
    assert smallest_p(5, "prima e dopo") == 0.0625
    assert (
        smallest_p(1, "prima e dopo") == smallest_p(1, "uno trattato") == smallest_p(2, "uno trattato") == 1
    )
    with pytest.raises(UserError):
        smallest_p(0, "ordine")


def test_a_p_is_printed_with_the_smallest_attainable_and_never_below_it():
    assert printed_p(1 / 30, 1 / 120) == "p = 0,033 (il più piccolo possibile è 0,0083)"
    assert "*" not in printed_p(0.0625, 0.0625)
    for wrong in (0.001, 0.0, -1.0, math.nan, 1.5):
        with pytest.raises(UserError, match="non si può ottenere"):
            printed_p(wrong, 0.0625)


def test_a_table_with_holes_or_other_municipalities_is_refused():
    table, order = wedge(np.random.default_rng(0), 0, 20)
    for wrong in (
        {**table, "Rho": [0.0] * 5},
        {**table, "Rho": [math.nan] * 6},
        {**table, "Milano": [0.0] * 6},
        {name: cells[:1] for name, cells in table.items()},
    ):
        with pytest.raises(UserError):
            order_test(wrong, order)
    with pytest.raises(UserError, match="non si distingue"):
        order_test(table, order, [1] * 5)
    many = {str(number): [0.0] * 10 for number in range(9)}
    with pytest.raises(UserError, match="da 2 a 8"):
        order_test(many, list(many))


def test_a_study_can_be_looked_at_before_the_last_has_started():
    table, order = wedge(np.random.default_rng(2), 0.4, 20)
    so_far = order_test({name: cells[:4] for name, cells in table.items()}, order)
    assert so_far.smallest == pytest.approx(2 / 120)  # the two that have not started are alike
