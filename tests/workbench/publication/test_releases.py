"""A table that, together with an earlier one, would uncover somebody is refused, and the log says so."""

import contextlib
import itertools
import random

import pytest

from workbench.errors import UserError
from workbench.publication import Scope, accesses, make_table, note_access, release, releases
from workbench.store import engine

FORMS = Scope("studio di prova, dopo", "comune", "forma")
WHO = "ricercatore"


def by_form(**rows: tuple[int, ...]):
    return make_table(
        "Per forma",
        FORMS,
        {name: {f"f{at}": count for at, count in enumerate(row)} for name, row in rows.items()},
    )


def by_place(where=None, population=FORMS.population, **rows: int):
    return make_table("Per comune", Scope(population, "comune", where=where), rows)


def test_a_release_is_logged_with_what_was_shown_and_nothing_that_was_hidden(store):
    shown = release(by_form(Rho=(3, 20), Bollate=(17, 9)), "apprendimento", WHO)
    assert shown.counts[0] == (None, None, 23)
    (logged,) = releases()
    assert (logged.table, logged.topic, logged.who, logged.refused) == (shown, "apprendimento", WHO, "")
    with engine("measures").connect() as connection:
        name = "releases" if connection.dialect.name == "sqlite" else "measures.releases"
        kept = connection.exec_driver_sql(f"SELECT content FROM {name}").scalar_one()
    assert '"counts": [[null, null, 23], [null, null, 26], [20, 29, 49]]' in (
        kept if isinstance(kept, str) else __import__("json").dumps(kept)
    )


def test_the_same_table_again_is_shown_and_not_logged_twice(store):
    first = release(by_place(Rho=20, Bollate=30), "apprendimento", WHO)
    assert release(by_place(Rho=20, Bollate=30), "apprendimento", "amministratore") == first
    assert len(releases()) == 1


def test_one_person_more_would_be_told_by_the_difference(store):
    release(by_place(Rho=20, Bollate=30), "apprendimento", WHO)
    for more in (1, 4, -1, -4):
        with pytest.raises(UserError, match="farebbe riconoscere poche persone"):
            release(by_place(Rho=20 + more, Bollate=30), "apprendimento", WHO)
    assert release(by_place(Rho=25, Bollate=30), "apprendimento", WHO).counts[0] == (25,)
    assert len(releases()) == 2 and len(releases(refused=True)) == 4
    refused = releases(refused=True)[0]
    assert refused.table.counts == () and "comune Rho" in refused.refused


def test_everybody_and_everybody_but_two_are_not_both_shown(sqlite_store):
    release(by_place(Rho=20, Bollate=30), "apprendimento", WHO)
    with pytest.raises(UserError):
        release(by_place(("età", "fino a 55"), Rho=18, Bollate=22), "apprendimento", WHO)
    assert release(by_place(("età", "fino a 55"), Rho=12, Bollate=22), "apprendimento", WHO).counts[0] == (
        12,
    )


def test_a_cell_hidden_in_one_table_cannot_be_had_from_two_others(sqlite_store):
    """Rho has 3 people of form f0; its total and its other forms come out in pieces."""
    release(by_form(Rho=(3, 20), Bollate=(17, 9)), "apprendimento", WHO)
    # 20 of form f1 in Rho alone would leave 3 for f0
    with pytest.raises(UserError):
        release(
            make_table("Rho", Scope(FORMS.population, "forma", where=("comune", "Rho")), {"f1": 20}),
            "apprendimento",
            WHO,
        )
    assert [each.table.title for each in releases(refused=True)] == ["Rho"]


@pytest.mark.parametrize("seed", range(12))
def test_of_whatever_is_published_in_turn_no_small_cell_can_be_worked_out(sqlite_store, seed):
    """Every order of the table and of its slices; then every 2 × 2 table that fits all that was shown."""
    generator = random.Random(seed)
    cells = {(row, at): generator.choice([1, 2, 4, 5, 8, 9]) for row in "ab" for at in "xy"}
    slices = [
        make_table("tutta", FORMS, {row: {at: cells[row, at] for at in "xy"} for row in "ab"}),
        *(
            make_table(
                at, Scope(FORMS.population, "comune", where=("forma", at)), {r: cells[r, at] for r in "ab"}
            )
            for at in "xy"
        ),
        *(
            make_table(
                row, Scope(FORMS.population, "forma", where=("comune", row)), {a: cells[row, a] for a in "xy"}
            )
            for row in "ab"
        ),
        make_table(
            "righe",
            Scope(FORMS.population, "comune"),
            {row: cells[row, "x"] + cells[row, "y"] for row in "ab"},
        ),
    ]
    generator.shuffle(slices)
    seen = {}
    for each in slices:
        with contextlib.suppress(UserError):
            seen |= release(each, "apprendimento", WHO).visible()
    fits = []
    for values in itertools.product(range(14), repeat=4):
        whole = dict(zip(cells, values, strict=True))
        counted = {
            key: sum(n for (row, at), n in whole.items() if key <= {("comune", row), ("forma", at)})
            for key in seen
        }
        if counted == seen:
            fits.append(whole)
    for cell, count in cells.items():
        if count < 5:
            assert len({whole[cell] for whole in fits}) > 1 and max(whole[cell] for whole in fits) >= 5


def test_hiding_other_cells_the_second_time_uncovers_those_of_the_first(sqlite_store):
    """The pattern changes because one column grew: what is now shown would open what was hidden."""
    first = release(by_form(Rho=(3, 8, 9), Bollate=(20, 21, 22), Legnano=(23, 24, 25)), "apprendimento", WHO)
    hidden = [at for at in range(3) if first.counts[0][at] is None]
    assert hidden == [0, 1]
    # f2 of Rho now hidden with f0, and f1 shown: 20 − 8 − 9 = 3
    grown = by_form(Rho=(3, 8, 9), Bollate=(20, 41, 22), Legnano=(23, 24, 5))
    with pytest.raises(UserError, match="comune Rho, forma f0"):
        release(grown, "apprendimento", WHO)


def test_a_cell_shown_before_and_too_small_now_is_not_left_to_be_guessed(sqlite_store):
    release(by_form(Rho=(8, 20), Bollate=(17, 19)), "apprendimento", WHO)
    with pytest.raises(UserError):
        release(by_form(Rho=(2, 20), Bollate=(17, 19)), "apprendimento", WHO)


def test_a_small_group_that_has_grown_may_be_shown(sqlite_store):
    release(by_form(Rho=(3, 20), Bollate=(17, 9)), "apprendimento", WHO)
    grown = release(by_form(Rho=(23, 40), Bollate=(37, 29)), "apprendimento", WHO)
    assert all(count is not None for line in grown.counts for count in line)


def test_what_grew_twice_over_does_not_stop_another_table(sqlite_store):
    release(by_form(Rho=(3, 20), Bollate=(17, 9)), "apprendimento", WHO)
    release(by_form(Rho=(23, 40), Bollate=(37, 29)), "apprendimento", WHO)
    assert release(by_place(Rho=63, Bollate=66), "apprendimento", WHO).counts == ((63,), (66,), (129,))


def test_the_stricter_of_two_topics_decides(sqlite_store):
    release(by_place(Rho=20, Bollate=30), "presenze", WHO)
    with pytest.raises(UserError):
        release(by_place(Rho=24, Bollate=30), "apprendimento", WHO)
    release(by_place(population="altri", Rho=20, Bollate=30), "presenze", WHO)
    assert release(by_place(population="altri", Rho=24, Bollate=30), "presenze", WHO).counts[0] == (24,)


def test_other_people_are_another_population(sqlite_store):
    release(by_place(Rho=20, Bollate=30), "apprendimento", WHO)
    assert release(by_place(population="un altro studio", Rho=21, Bollate=30), "apprendimento", WHO)
    assert [each.table.scope.population for each in releases(FORMS.population)] == [FORMS.population]


def test_accesses_are_added_and_read_newest_first(store):
    for number in range(3):
        note_access("ricercatore", f"tabella {number}")
    assert [(each.who, each.what) for each in accesses(2)] == [
        ("ricercatore", "tabella 2"),
        ("ricercatore", "tabella 1"),
    ]
    note_access("x" * 300, "y" * 3000)
    assert len(accesses()[0].what) == 200
