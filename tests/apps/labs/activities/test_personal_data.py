import pytest

from apps.labs.activities import activity
from apps.labs.activities.personal_data import f1
from workbench.privacy import find_personal

EXERCISE = activity("esercizio-dati-personali")
FIRST, SECOND = EXERCISE.texts
TEXTS = pytest.mark.parametrize("message", EXERCISE.texts, ids=lambda message: message.id)


@TEXTS
def test_the_rules_find_nothing_in_what_may_stay(message):
    found = {piece.text: find_personal(piece.text) for piece in message.pieces if not piece.kind}
    assert {text: rules for text, rules in found.items() if rules} == {}


@TEXTS
def test_the_rules_find_what_has_a_form_and_miss_what_needs_reading(message):
    for piece in message.pieces:
        if piece.kind and piece.kind not in ("dato sulla salute", "indirizzo"):
            assert [found.kind for found in find_personal(piece.text)] == [piece.kind], piece.text
        elif piece.kind:
            assert find_personal(piece.text) == []


@TEXTS
def test_every_piece_that_must_go_says_why(message):
    assert all(piece.why for piece in message.pieces if piece.kind)


def test_who_ticks_exactly_the_personal_pieces_has_the_full_score():
    found = EXERCISE.feedback(FIRST.id, list(FIRST.personal), [])
    assert (found.score, found.passed, found.total) == (1, len(FIRST.pieces), len(FIRST.pieces))
    assert "Tortolani" not in found.reference


def test_ticking_everything_misses_nothing_and_still_costs():
    every = [option.value for option in FIRST.options]
    scores = EXERCISE.score({FIRST.id: every})
    assert scores["riconosciuti"] == 1
    assert scores["f1"] < 0.7
    assert any(line.check == "Tolto senza motivo" for line in EXERCISE.feedback(FIRST.id, every, []).lines)


def test_f1_by_hand():
    personal = {"1": ("nome", ""), "2": ("targa", ""), "3": ("e-mail", "")}
    assert f1(personal, ["1", "9"]) == pytest.approx(2 * 1 / (3 + 2))
    assert f1(personal, []) == 0


def test_the_board_counts_people_for_each_kind_and_the_false_alarms():
    every = [option.value for option in SECOND.options]
    chart = EXERCISE.board([{SECOND.id: every}, {SECOND.id: list(SECOND.personal)}, {}])[1]
    assert dict(chart.rows)["targa"] == 2
    assert f"senza motivo: {len(every) - len(SECOND.personal)}" in chart.note
