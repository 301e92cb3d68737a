import json
import re
from pathlib import Path

import pytest
import yaml

import apps.labs.activities as package
from apps.labs.activities import ACTIVITIES, Asking, PromptExercise, activity
from workbench.backends import ScriptedBackend
from workbench.errors import UserError
from workbench.rooms.plan import SHIPPED, list_plans

IDS = [
    "lab-frammenti",
    "lab-parola-che-segue",
    "lab-temperatura",
    "lab-come-impara",
    "esercizio-riscrittura",
    "esercizio-estrazione",
    "esercizio-classificazione",
    "esercizio-dati-personali",
    "prova-a",
    "prova-b",
    "prova-personale",
    "soddisfazione",
    "compito-a-tempo",
    "pausa",
]
EVERY = pytest.mark.parametrize("each", ACTIVITIES, ids=lambda each: each.id)
SECOND_PERSON = re.compile(r"\b(tuo|tua|tuoi|tue|scegli|scrivi|clicca|premi|tu|ti)\b", re.IGNORECASE)


def test_the_activities_that_the_rooms_know_are_all_here():
    assert sorted(IDS) == sorted(each.id for each in ACTIVITIES)


def test_every_file_that_defines_an_activity_is_listed():
    folder = Path(package.__file__).parent
    listed = (folder / "__init__.py").read_text("utf-8")
    files = [path.stem for path in folder.glob("[!_]*.py") if "def screens(self" in path.read_text("utf-8")]
    unlisted = [name for name in files if f"from apps.labs.activities.{name} import" not in listed]
    assert len(files) > 6
    assert unlisted == []


def test_an_unknown_activity_is_refused_with_the_known_ones():
    with pytest.raises(UserError, match="lab-frammenti"):
        activity("quiz-a-premi")


def test_every_file_of_an_exercise_is_read_by_an_activity():
    files = {path.name for path in (Path(package.__file__).parent / "exercises").glob("*.yaml")}
    known = {f"{name}.yaml" for name in (*package.EXERCISES, "dati-personali", "compito-a-tempo")}
    assert {name for name in files if not name.endswith(".taratura.yaml")} == known


def _texts(content):
    if isinstance(content, str):
        yield content
    elif isinstance(content, list | dict):
        for each in content.values() if isinstance(content, dict) else content:
            yield from _texts(each)


def test_no_text_of_an_exercise_breaks_its_lines_within_a_sentence():
    """The pages keep line breaks, and a phone would show lines of every length."""
    for path in (Path(package.__file__).parent / "exercises").glob("*.yaml"):
        for text in _texts(yaml.safe_load(path.read_text("utf-8"))):
            assert not re.search(r"[^.:?!;]\n[a-zà-ù]", text), f"{path.name}: {text}"


@EVERY
@pytest.mark.parametrize("seed", [0, 1])
def test_the_items_of_an_activity_have_names_of_their_own(each, seed):
    names = [item.id for screen in each.screens(seed) for item in screen.items]
    assert len(set(names)) == len(names)
    screens = [screen.name for screen in each.screens(seed)]
    assert len(set(screens)) == len(screens)


@EVERY
def test_what_people_read_addresses_nobody_by_tu(each):
    for screen in each.screens(0):
        told = [screen.title, *screen.text, *(item.label + item.help for item in screen.items)]
        assert [text for text in told if SECOND_PERSON.search(text)] == []


@EVERY
def test_an_empty_room_has_a_board_and_no_scores(each):
    charts = each.board([])
    assert all(value == 0 for chart in charts for _, value in chart.rows)
    assert all(value is None for value in each.score({}).values())


@EVERY
def test_a_person_who_answered_nothing_does_not_break_the_board(each):
    alone, asked = each.board([{}, {}]), each.board([{}], Asking(ScriptedBackend(), "incorporato"))
    assert [chart.title for chart in alone] == [chart.title for chart in asked]
    assert all(value == 0 for chart in alone for _, value in chart.rows)


@EVERY
def test_only_prompts_cost_calls(each):
    for screen in each.screens(0):
        for item in screen.items:
            asked = each.calls(item.id, "Estrai i dati.")
            assert bool(asked) == (item.kind == "richiesta")
            if asked:
                assert each.calls_per_person % len(asked) == 0


def test_every_shipped_plan_is_made_of_known_activities(home):
    plans = list_plans()
    assert {path.stem for path in SHIPPED.glob("*.yaml")} == {plan.name for plan in plans}
    assert len(plans) >= 3
    for plan in plans:
        assert [activity(step.activity).id for step in plan.steps]


def test_the_minutes_of_the_plans_are_what_they_promise(home):
    minutes = {plan.name: sum(step.minutes for step in plan.steps) for plan in list_plans()}
    assert minutes["primo-incontro"] == 60
    assert minutes["vedere-come-impara"] == 45
    assert minutes["scrivere-richieste"] == 90
    assert minutes["prova-e-misura"] == 40


def test_importing_the_activities_loads_nothing_heavy():
    import subprocess
    import sys

    heavy = {"torch", "transformers", "tokenizers", "sklearn", "scipy", "pandas", "numpy", "mlflow"}
    modules = "json, sys, apps.labs.activities, apps.labs.calibration"
    code = f"import {modules}; print(json.dumps(sorted({heavy} & set(sys.modules))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_the_hidden_texts_of_an_exercise_are_not_shown_before():
    for each in ACTIVITIES:
        if isinstance(each, PromptExercise):
            shown = " ".join(screen.source + " ".join(screen.text) for screen in each.screens(0))
            assert not [given.name for given in each.inputs if given.text in shown]
