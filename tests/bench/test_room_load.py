"""The load simulation itself, small: a room that survives the death of its door."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from room_load import board_ages, outside, percentile
from room_people import Form, Page

PAGE = """<main data-scena="a1" data-revisione="7"><form action="/v/ABC234/risposte" method="post">
<input type="hidden" name="passo" value="2"><input type="hidden" name="schermo" value="0">
<input type="radio" name="voce.uno" value="a"><input type="radio" name="voce.uno" value="b">
<input type="radio" name="voce.due" value="x" disabled><textarea name="voce.tre"></textarea>
<button>Consegna</button></form></main>"""


def test_a_phone_fills_in_a_form_as_a_browser_would():
    import random

    page = Page(PAGE)
    form = page.form("/risposte")
    assert isinstance(form, Form) and page.main["data-revisione"] == "7"
    sent = form.fill(random.Random(1), "parole")
    assert ("passo", "2") in sent and ("voce.tre", "parole") in sent
    assert [name for name, _ in sent].count("voce.uno") == 1
    assert not any(name == "voce.due" for name, _ in sent)


def test_latencies_that_touch_the_outage_are_left_out():
    outage = [(10.0, 20.0)]
    assert outside(outage, 1, 9) and outside(outage, 21, 22)
    assert not any(outside(outage, start, end) for start, end in ((9, 10), (12, 13), (19, 25), (5, 30)))


def test_percentiles_are_values_that_occurred():
    assert percentile([float(value) for value in range(1, 101)], 0.95) == 95
    assert percentile([3.0], 0.95) == 3 and percentile([], 0.95) == -1


def test_the_age_of_the_board_runs_from_the_confirmation_to_the_drawing_that_counts_it():
    notes = {
        "believed": [
            {"participant": "p", "step": 0, "moment": 5.0},
            {"participant": "p", "step": 0, "moment": 9.0},
            {"participant": "q", "step": 0, "moment": 6.0},
        ],
        "board": [(5.5, 0), (5.75, 1), (6.5, 1), (7.5, 2)],
        "board_gaps": [],
    }
    assert board_ages(notes, [1.0], []) == [0.75, 1.5]
    assert board_ages(notes, [1.0], [(7.0, 7.2)]) == [0.75]


@pytest.mark.slow
def test_a_door_killed_in_the_middle_loses_and_doubles_no_answer():
    script = Path(__file__).with_name("room_load.py")
    steps = "esercizio-dati-personali,esercizio-dati-personali"
    arguments = ("--people", "6", "--arrival", "3", "--think", "3", "--steps", steps)
    done = subprocess.run(
        [sys.executable, script, *arguments], capture_output=True, text=True, timeout=600, check=True
    )
    last = json.loads(done.stdout.splitlines()[-1])
    assert last["people"] == 6 and last["restarts"] == 1
    assert (last["lost"], last["doubled"]) == (0, 0), done.stderr
