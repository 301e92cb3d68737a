"""Draws are recorded before anyone is measured, once, and anybody can repeat them from the public seed."""

import hashlib
import itertools
from collections import Counter

import pytest

from workbench.errors import UserError
from workbench.studies import (
    Measure,
    create_study,
    draw_waiting_list,
    list_studies,
    new_card,
    read_study,
    record_measure,
    waiting_lists,
)
from workbench.studies.drawing import draw

FIVE = ["Legnano", "Buccinasco", "Bollate", "Cinisello Balsamo", "Rho"]


def started(name="pilota", seed=2026):
    return create_study(name, municipalities=FIVE, primary="prova", seed=seed)


def test_the_order_is_that_of_the_digests_which_anyone_can_compute(store):
    found = started()
    assert list(found.municipalities) == sorted(
        FIVE, key=lambda name: hashlib.sha256(f"2026/{name}".encode()).hexdigest()
    )
    # written down here: no version of anything may change it
    assert found.municipalities == ("Buccinasco", "Cinisello Balsamo", "Bollate", "Legnano", "Rho")
    assert read_study("pilota") == found and list_studies() == [found]


def test_the_order_in_which_the_names_are_given_and_blanks_around_them_do_not_matter():
    assert draw(FIVE, 7) == draw(FIVE[::-1], 7)


def test_over_many_seeds_every_order_comes_up_about_as_often():
    names = ("Rho", "Bollate", "Legnano")
    counted = Counter(draw(names, seed) for seed in range(6000))
    assert set(counted) == set(itertools.permutations(names))
    assert all(880 < number < 1120 for number in counted.values())


def test_a_study_is_drawn_once(store):
    started()
    for seed in (2026, 2027):
        with pytest.raises(UserError, match="una volta sola"):
            started(seed=seed)
    assert read_study("pilota").seed == "2026"


@pytest.mark.parametrize(
    "municipalities", [[], [""], ["Rho", "rho"], ["Rho", " Rho "], ["a/b"], ["x" * 81], ["Rho\n2"]]
)
def test_wrong_municipalities_are_refused(sqlite_store, municipalities):
    with pytest.raises(UserError, match="elenco dei comuni"):
        create_study("pilota", municipalities=municipalities, primary="prova", seed=1)


def test_a_study_says_its_primary_outcome_first(sqlite_store):
    for primary in ("", "  ", "x" * 201):
        with pytest.raises(UserError, match="esito principale"):
            create_study("pilota", municipalities=FIVE, primary=primary, seed=1)


def test_a_waiting_list_is_drawn_and_recorded_once(store):
    started()
    slots = [f"riga {number}" for number in range(1, 41)]
    found = draw_waiting_list("pilota", "Rho", slots, 5)
    assert found.slots == draw(slots, 5, "Rho") != tuple(slots) and sorted(found.slots) == sorted(slots)
    with pytest.raises(UserError, match="già stata estratta"):
        draw_waiting_list("pilota", "Rho", slots, 6)
    assert waiting_lists("pilota") == [found]
    other = draw_waiting_list("pilota", "Bollate", slots, 5)
    assert other.slots != found.slots


def test_after_the_first_measure_nothing_can_be_drawn(store):
    started()
    draw_waiting_list("pilota", "Rho", ["riga 1", "riga 2"], 5)
    record_measure("pilota", new_card(), Measure("prima", "Legnano", "prova-a", 5, 12))
    for municipality in ("Legnano", "Bollate"):
        with pytest.raises(UserError, match="già stato misurato"):
            draw_waiting_list("pilota", municipality, ["riga 1", "riga 2"], 5)
    started("un-altro")
    assert draw_waiting_list("un-altro", "Bollate", ["riga 1"], 5).slots == ("riga 1",)


@pytest.mark.parametrize("slots", [["Mario Rossi", "riga 2"], [], ["riga 1", "riga 1"], ["riga 1", ""]])
def test_a_list_of_names_or_with_doubles_is_refused(sqlite_store, slots):
    started()
    with pytest.raises(UserError):
        draw_waiting_list("pilota", "Rho", slots, 5)
    assert waiting_lists("pilota") == []


def test_an_unknown_study_or_municipality_is_answered_with_the_known_ones(sqlite_store):
    started()
    with pytest.raises(UserError, match="Studi presenti: pilota"):
        read_study("altro")
    with pytest.raises(UserError, match="Bollate, Buccinasco"):
        draw_waiting_list("pilota", "Milano", ["riga 1"], 5)
