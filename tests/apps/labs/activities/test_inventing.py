import json
from random import Random

import pytest

from apps.labs.activities import ACTIVITIES, activity
from apps.labs.activities.inventing import invented_answers
from workbench.privacy import find_personal


@pytest.mark.parametrize("each", ACTIVITIES, ids=lambda each: each.id)
def test_invented_people_fill_boards_and_scores(each, home):
    answers = [invented_answers(each, Random(seed)) for seed in range(30)]
    assert json.dumps(answers)
    charts = each.board(answers)
    assert all(chart.rows or chart.words for chart in charts)
    for row in answers:
        each.score(row)


def test_the_same_seed_invents_the_same_person(home):
    bets = activity("lab-parola-che-segue")
    assert invented_answers(bets, Random(7)) == invented_answers(bets, Random(7))


def test_invented_people_take_time_for_the_task(home):
    task = activity("compito-a-tempo")
    seconds = [task.score(invented_answers(task, Random(seed)))["secondi"] for seed in range(20)]
    assert all(found is not None and 59 < found < 482 for found in seconds)


def test_nothing_of_a_person_is_invented(home):
    for each in ACTIVITIES:
        for value in invented_answers(each, Random(1)).values():
            assert find_personal(str(value)) == [] or "ora" in str(value)
