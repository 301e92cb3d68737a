"""No small cell is shown, and none can be worked out: checked by trying every table that fits."""

import itertools
import random

import numpy as np
import pytest

from workbench.errors import UserError
from workbench.publication import THRESHOLDS, Mean, Scope, Table, make_table, suppress
from workbench.publication.suppression import sensitive

SCOPE = Scope("studio di prova, dopo", "comune", "forma")


def table(*rows: tuple[int, ...], **more) -> Table:
    counts = {
        f"r{number}": {f"c{at}": count for at, count in enumerate(row)} for number, row in enumerate(rows)
    }
    return make_table("Prova", SCOPE, counts, **more)


def fitting(shown: Table, most: int = 12) -> list[list[list[int]]]:
    """Every table of counts up to `most` that has the totals and cells which are shown."""
    height, width = len(shown.rows), len(shown.columns)
    free = [(row, at) for row in range(height) for at in range(width) if shown.counts[row][at] is None]
    found = []
    for values in itertools.product(range(most + 1), repeat=len(free)):
        cells = [[shown.counts[row][at] or 0 for at in range(width)] for row in range(height)]
        for (row, at), value in zip(free, values, strict=True):
            cells[row][at] = value
        whole = [[*row, sum(row)] for row in cells]
        whole.append([sum(column) for column in zip(*whole, strict=True)])
        if all(
            seen in (None, count)
            for line, counts in zip(shown.counts, whole, strict=True)
            for seen, count in zip(line, counts, strict=True)
        ):
            found.append(whole)
    return found


def assert_nobody_can_tell(full: Table, topic: str) -> None:
    shown = suppress(full, topic)
    fits = fitting(shown)
    for row, at in sensitive(full, topic):
        assert shown.counts[row][at] is None
        possible = {cells[row][at] for cells in fits}
        assert len(possible) > 1, (full.counts, shown.counts, row, at)
        if sum(map(sum, fits[0])) and full.counts[-1][-1] >= THRESHOLDS[topic] and len(possible) < 13:
            assert max(possible) >= THRESHOLDS[topic], (full.counts, shown.counts, row, at)


@pytest.mark.parametrize("seed", range(60))
def test_in_random_tables_no_small_cell_can_be_worked_out_from_the_totals(seed):
    generator = random.Random(seed)
    rows = [tuple(generator.choice([0, 1, 2, 3, 5, 6, 8, 9, 11]) for _ in range(2)) for _ in range(2)]
    assert_nobody_can_tell(table(*rows), "presenze")


@pytest.mark.parametrize("seed", range(25))
def test_in_larger_tables_no_combination_of_the_totals_gives_a_small_cell(seed):
    """Solved for: a hidden cell is told if it is a combination of the equations of rows and columns."""
    generator = random.Random(seed)
    topic = generator.choice(list(THRESHOLDS))
    full = table(*[tuple(generator.choice([0, 1, 2, 4, 6, 9, 14, 30]) for _ in range(4)) for _ in range(4)])
    shown = suppress(full, topic)
    hidden = [(row, at) for row, at in full.places() if shown.counts[row][at] is None]
    equations = np.zeros((10, len(hidden)))
    for number, (row, at) in enumerate(hidden):
        equations[row, number] = -1 if at == 4 else 1
        equations[5 + at, number] = -1 if row == 4 else 1
    rank = np.linalg.matrix_rank(equations)
    for cell in sensitive(full, topic):
        alone = np.array([float(place == cell) for place in hidden])
        assert np.linalg.matrix_rank(np.vstack([equations, alone])) == rank + 1


def test_one_small_cell_takes_three_others_with_it():
    full = table((20, 3, 9), (7, 8, 9), (6, 15, 11))
    shown = suppress(full, "apprendimento")
    hidden = [(row, at) for row, at in full.places() if shown.counts[row][at] is None]
    assert len(hidden) == 4 and (0, 1) in hidden
    assert shown.counts[-1] == full.counts[-1]  # the totals stay
    assert [line[-1] for line in shown.counts] == [line[-1] for line in full.counts]


def test_two_small_cells_that_share_a_line_but_not_a_rectangle_are_both_protected():
    """Each line may have two hidden cells and still give one away: a bridge between two closed rings."""
    assert_nobody_can_tell(table((1, 9), (8, 2), (7, 7)), "presenze")
    assert_nobody_can_tell(table((2, 2), (9, 9)), "presenze")
    assert_nobody_can_tell(table((1, 0), (0, 9)), "presenze")


def test_zeros_do_not_protect_by_themselves():
    """1 and 0 hidden with the total 1 shown would be two possible tables, both of one person."""
    assert_nobody_can_tell(table((1, 0), (9, 9), (0, 8)), "presenze")


def test_a_table_without_small_cells_is_shown_whole():
    full = table((5, 6), (0, 9))
    assert suppress(full, "apprendimento").counts == full.counts


def test_each_topic_has_its_threshold():
    assert THRESHOLDS == {"benessere": 10, "apprendimento": 5, "soddisfazione": 5, "presenze": 3}
    one = make_table("Prova", Scope("p", "comune"), {"Rho": 4, "Bollate": 30, "Legnano": 9})
    assert suppress(one, "presenze").counts == one.counts
    assert suppress(one, "apprendimento").counts[0] == (None,)
    assert suppress(one, "benessere").counts == ((None,), (30,), (None,), (43,))
    with pytest.raises(UserError, match="non c'è una soglia"):
        suppress(one, "umore")


def test_a_table_of_one_variable_hides_a_second_row_so_that_the_total_does_not_tell():
    shown = suppress(make_table("p", Scope("p", "comune"), {"a": 24, "b": 2, "c": 23}), "apprendimento")
    assert shown.counts == ((24,), (None,), (None,), (49,))
    only = suppress(make_table("p", Scope("p", "comune"), {"a": 2}), "apprendimento")
    assert only.counts == ((None,), (None,))


def test_fewer_people_in_all_than_the_threshold_are_not_shown_at_all():
    shown = suppress(table((1, 1), (1, 0)), "apprendimento")
    assert {count for line in shown.counts for count in line} <= {None, 0}
    assert_nobody_can_tell(table((1, 1), (1, 0)), "apprendimento")


def test_people_of_a_row_who_all_answered_the_same_are_hidden_however_many():
    counts = {"Rho": {"sì": 40, "no": 0}, "Bollate": {"sì": 9, "no": 12}}
    full = make_table("p", Scope("p", "comune", "risposta"), counts, answers=True)
    shown = suppress(full, "soddisfazione")
    assert shown.counts[0][:2] == (None, None) and shown.counts[0][2] == 40
    assert suppress(make_table("p", Scope("p", "comune", "risposta"), counts), "soddisfazione").counts[0] == (
        40,
        0,
        40,
    )


def test_means_are_hidden_with_their_counts_and_so_are_those_without_spread():
    means = {
        "r0": {"c0": Mean(4.0, 0.5), "c1": Mean(2.0, 0.5)},
        "r1": {"c0": Mean(3.0, 0.0), "c1": Mean(5.0, 1.0)},
        "r2": {"c0": Mean(3.5, 1.0), "c1": Mean(5.0, 1.0)},
    }
    full = table((10, 30), (20, 20), (25, 25), means=means)
    assert full.means[0][2] == pytest.approx((10 * 4 + 30 * 2) / 40)
    shown = suppress(full, "apprendimento")
    assert shown.counts[1][0] is None and shown.means[1][0] is None
    for line, figures in zip(shown.counts, shown.means, strict=True):
        assert [count is None for count in line] == [figure is None for figure in figures]
    assert sum(count is None for line in shown.counts for count in line) == 4


def test_at_most_two_variables_are_crossed():
    with pytest.raises(UserError, match="al massimo due"):
        make_table("p", Scope("p", "comune", "forma", ("età", "oltre 55")), {"Rho": {"a": 1}})
    with pytest.raises(UserError, match="al massimo due"):
        make_table("p", Scope("p", "comune", "comune"), {"Rho": {"Rho": 1}})


@pytest.mark.parametrize(
    "counts",
    [{}, {"a": {}}, {"a": {"x": 1}, "b": {"y": 1}}, {"a": {"x": 1}, "b": {}}, {"a": {"x": -1}}, {"a": 3}],
)
def test_tables_with_holes_are_refused(counts):
    with pytest.raises(UserError):
        make_table("p", SCOPE, counts)


def test_a_table_says_who_is_counted():
    for population in ("", " ", "x" * 201):
        with pytest.raises(UserError, match="chi è contato"):
            make_table("p", Scope(population, "comune"), {"Rho": 9})


def test_five_municipalities_by_six_columns_take_little_time():
    generator = random.Random(8)
    full = table(*[tuple(generator.choice([0, 2, 4, 7, 12, 30]) for _ in range(6)) for _ in range(5)])
    shown = suppress(full, "apprendimento")
    assert all(shown.counts[row][at] is None for row, at in sensitive(full, "apprendimento"))
