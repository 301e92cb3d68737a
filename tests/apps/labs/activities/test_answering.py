import json

import pytest

from apps.labs.activities import ACTIVITIES, Item, Option, Screen
from apps.labs.activities.answering import checked
from workbench.errors import UserError

OPTIONS = (Option("a", "Prima"), Option("b", "Seconda"), Option("altro", "un'altra"))
ITEMS = (
    Item("scelta", "scelta", "", options=OPTIONS),
    Item("scelte", "scelte", "", options=OPTIONS),
    Item("scala", "scala", "", low=1, high=5),
    Item("numero", "numero", "", low=0, high=18),
    Item("testo", "testo", "", longest=50),
    Item("scommessa", "scommessa", "", options=OPTIONS),
    Item("richiesta", "richiesta", "", longest=50),
    Item("brani", "brani", "", options=OPTIONS),
    Item("libero", "testo", "", longest=50, required=False),
    Item("grado-libero", "scala", "", low=1, high=5, required=False),
)
SCREENS = (Screen("una", "Una", (), ITEMS),)
HOSTILE = [
    None,
    "",
    "   ",
    "\u202e\u200b",
    "x" * 100_000,
    -1,
    10**400,
    float("nan"),
    float("inf"),
    True,
    [],
    ["a"] * 50,
    [["a"]],
    [None],
    {},
    {"a": 100},
    {"a": -3, "b": 13},
    {"a": "dieci"},
    {"ignota": 10},
    {"a": {"b": 1}},
    {"a": True, "b": 9},
    b"bytes",
    object(),
    "<script>alert(1)</script>" * 20,
]


def answer(name, raw):
    return checked(SCREENS, name, raw)


@pytest.mark.parametrize("item", [item.id for item in ITEMS if item.required])
@pytest.mark.parametrize("raw", HOSTILE, ids=lambda raw: repr(raw).split(" at ")[0][:30])
def test_whatever_a_program_sends_is_refused_with_a_short_sentence(item, raw):
    with pytest.raises(UserError) as refused:
        answer(item, raw)
    assert len(str(refused.value)) < 400
    assert refused.value.remedy


@pytest.mark.parametrize("each", ACTIVITIES, ids=lambda each: each.id)
@pytest.mark.parametrize("raw", HOSTILE, ids=lambda raw: repr(raw).split(" at ")[0][:30])
def test_no_activity_breaks_on_what_a_program_sends(each, raw):
    for screen in each.screens(3):
        for item in screen.items:
            try:
                kept = each.check(item.id, raw, 3)
            except UserError as refused:
                assert refused.remedy
            else:
                assert json.loads(json.dumps(kept, allow_nan=False)) == kept


@pytest.mark.parametrize("name", ["ignota", "", "scelta\n", "../scelta"])
def test_an_unknown_question_is_refused(name):
    with pytest.raises(UserError, match="non fa parte"):
        answer(name, "a")


def test_choices_come_back_in_the_order_of_the_options_and_each_once():
    assert answer("scelte", ["b", "a", "b"]) == ["a", "b"]
    assert answer("brani", "b") == ["b"]


@pytest.mark.parametrize(("raw", "value"), [("3", 3), (5, 5), ("1,0", 1), (2.0, 2)])
def test_a_degree_of_a_scale_is_a_whole_number_however_it_is_written(raw, value):
    assert answer("scala", raw) == value


@pytest.mark.parametrize("raw", ["2,5", "6", "0", "1e3", "٣", "tre"])
def test_a_degree_outside_the_scale_is_refused(raw):
    with pytest.raises(UserError):
        answer("scala", raw)


def test_a_text_loses_the_marks_that_turn_it_round_and_keeps_its_lines():
    assert answer("testo", " riga\u202e una\r\nriga\x00 due\u2066 ") == "riga una\nriga due"
    assert answer("testo", "perché e\u0300 così") == "perché è così"


def test_a_text_at_the_limit_is_kept_and_one_letter_more_is_refused():
    assert answer("testo", "è" * 50) == "è" * 50
    with pytest.raises(UserError, match="51 caratteri su 50"):
        answer("testo", "è" * 51)


def test_a_bet_needs_all_its_ten_tokens():
    assert answer("scommessa", {"a": "7", "altro": 3}) == {"a": 7, "b": 0, "altro": 3}
    with pytest.raises(UserError, match="Metterne altri 3"):
        answer("scommessa", {"a": 7})
    with pytest.raises(UserError, match="Toglierne 2"):
        answer("scommessa", {"a": 7, "b": 5})


def test_what_is_not_required_may_stay_empty():
    assert answer("libero", "") == ""
    assert answer("libero", None) == ""
    assert answer("grado-libero", []) is None
