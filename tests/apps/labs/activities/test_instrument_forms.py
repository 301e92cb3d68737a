import pytest

from apps.labs.activities import activity, instrument_form
from workbench.errors import UserError
from workbench.instruments import highest, instrument

TEST_A, TEST_B = activity("prova-a"), activity("prova-b")
OWN, SURVEY = activity("prova-personale"), activity("soddisfazione")


def items(each, seed=0):
    return [item for screen in each.screens(seed) for item in screen.items]


def all_right(each, seed):
    """What somebody answers who knows every key."""
    made = instrument(each.forms[seed % len(each.forms)])
    keys = [asked.key for asked in made.items]
    return {item.id: key for item, key in zip(items(each, seed), keys, strict=True)}


def test_even_and_odd_people_get_different_forms_of_the_test(home):
    a, b = {item.id for item in items(OWN, 0)}, {item.id for item in items(OWN, 1)}
    assert not a & b
    assert len(a) == len(b) == 12


@pytest.mark.parametrize("seed", [0, 1])
def test_all_right_is_the_highest_score_of_the_form_that_was_taken(home, seed):
    answers = {name: OWN.check(name, key, seed) for name, key in all_right(OWN, seed).items()}
    made = OWN.form_of(answers)
    assert made.id == OWN.forms[seed]
    assert OWN.score(answers)["totale"] == highest(made, "totale")


def test_nobody_is_scored_before_answering(home):
    assert OWN.score({}) == {}
    assert OWN.form_of({"estranea": "x"}) is None


def test_one_answer_alone_is_no_score(home):
    name, key = next(iter(all_right(TEST_A, 0).items()))
    assert TEST_A.score({name: key})["totale"] is None


def test_a_test_asks_everything_and_a_survey_nothing(home):
    assert all(item.required for item in items(TEST_A) + items(TEST_B) + items(OWN, 1))
    assert not any(item.required for item in items(SURVEY))


def test_the_form_of_somebody_else_is_refused(home):
    with pytest.raises(UserError):
        OWN.check(items(OWN, 1)[0].id, "a", 0)


def test_a_test_tells_nobody_what_was_right(home):
    name, key = next(iter(all_right(TEST_A, 0).items()))
    assert TEST_A.feedback(name, key, []).lines == ()


def test_under_five_people_the_board_shows_no_distribution(home):
    answers = [all_right(OWN, 0)] * 4
    assert all(chart.rows == () for chart in OWN.board(answers))
    shown = OWN.board([*answers, all_right(OWN, 0)])
    assert sum(value for _, value in shown[0].rows) == 5


def test_charts_look_their_instrument_up_as_often_for_a_full_room_as_for_one_person(home, monkeypatch):
    looked_up, answers = [], all_right(OWN, 0)
    monkeypatch.setattr(instrument_form, "instrument", lambda name: looked_up.append(1) or instrument(name))
    OWN.board([answers])
    for_one = len(looked_up)
    OWN.board([answers] * 200)
    assert len(looked_up) == 2 * for_one


def test_the_degrees_of_a_survey_are_read_and_its_comments_reach_the_wall(home):
    scale = next(item for item in items(SURVEY) if item.kind == "scala")
    text = next(item for item in items(SURVEY) if item.kind == "testo")
    answers = [{scale.id: SURVEY.check(scale.id, "4", 0), text.id: "Chiaro e utile."}] * 5
    charts = SURVEY.board(answers)
    assert any(value == 5 for chart in charts for _, value in chart.rows)
    assert charts[-1].words == ("Chiaro e utile.",) * 5
