import json
from dataclasses import dataclass, field

import pytest
import yaml

from apps.labs import calibration
from apps.labs.__main__ import main
from apps.labs.activities import ACTIVITIES, PromptExercise, activity
from apps.labs.activities.exercise import FOLDER
from apps.labs.calibration import (
    LEAST_GAIN,
    Span,
    availability,
    calibrate,
    content_digest,
    read_measures,
    save_measure,
    weights_digest,
)
from workbench.backends import Answer, ScriptedBackend
from workbench.backends.answers import USUAL
from workbench.errors import UserError
from workbench.models import EMBEDDED, INSTRUCTED

EXTRACTION = activity("esercizio-estrazione")
PROMPT_EXERCISES = [each for each in ACTIVITIES if isinstance(each, PromptExercise)]


@dataclass
class Reader:
    """Stands for a server whose model does what is asked, and says something else when nothing is asked."""

    obeys: tuple[str, ...] = EXTRACTION.prompts.reference
    asked: list[str] = field(default_factory=list)

    def complete(self, prompt, *, model="", decoding=USUAL, person="", request_id=""):
        text = prompt[-1]["content"]
        self.asked.append(text)
        given = next(given for given in EXTRACTION.inputs if given.text in text)
        obeyed = any(text.startswith(order) for order in self.obeys)
        return Answer(json.dumps(given.gold) if obeyed else "È un avviso di gara.", model, 0.0)


def silent(_sentence):
    return None


def measured(backend=None):
    return calibrate(EXTRACTION, "server-altrove", backend or Reader(), silent)


def test_a_model_that_does_what_is_asked_carries_the_exercise(home):
    measure = measured()
    assert (measure.nothing.passed, measure.weak.passed, measure.reference.passed) == (0, 0, 18)
    assert measure.reference.total == 18
    assert measure.inputs == 6
    assert measure.gain.point == 1
    assert 0 < measure.gain.low < 1
    assert measure.passes


def test_a_model_that_answers_the_same_whatever_is_asked_does_not(home):
    measure = measured(Reader(obeys=("",)))
    assert measure.reference.point == measure.weak.point == 1
    assert not measure.passes


def test_the_best_wording_of_the_reference_counts_and_is_named(home):
    second = EXTRACTION.prompts.reference[1]
    assert measured(Reader(obeys=(second,))).reference.prompt == second


def test_scripted_answers_are_no_calibration(home):
    with pytest.raises(UserError, match="copione"):
        calibrate(EXTRACTION, EMBEDDED, ScriptedBackend(otherwise="{}"), silent)


def test_what_was_never_measured_is_not_offered(home):
    found = availability(EXTRACTION, "server-altrove")
    assert not found.offered
    assert found.words.startswith("Non disponibile con questo modello")


def test_a_measured_exercise_is_offered_with_its_figures(home):
    path = save_measure(measured())
    assert path.is_relative_to(home / "var" / "calibrations")
    found = availability(EXTRACTION, "server-altrove")
    assert found.offered
    assert "su 6 testi" in found.words


def test_a_new_measure_takes_the_place_of_the_old_one_and_spares_other_models(home):
    measure = measured()
    save_measure(measure)
    save_measure(measure.model_copy(update={"model": "un-altro"}))
    save_measure(measured(Reader(obeys=("",))))
    own = [each for each in read_measures(EXTRACTION.id) if each.model in ("server-altrove", "un-altro")]
    assert len(own) == 2
    assert not availability(EXTRACTION, "server-altrove").offered
    assert availability(EXTRACTION, "un-altro").offered


@pytest.mark.parametrize("changed", [{"content": "altro"}, {"digest": "altri pesi"}])
def test_a_changed_exercise_or_model_must_be_measured_again(home, changed):
    save_measure(measured().model_copy(update=changed))
    found = availability(EXTRACTION, "server-altrove")
    assert not found.offered
    assert "va ripetuta" in found.words


@pytest.mark.parametrize(("point", "offered"), [(0.2999, False), (0.3, True), (0.1 + 0.2, True)])
def test_the_threshold_is_three_points_in_ten(home, point, offered):
    gain = Span(point=point, low=-0.1, high=0.6)
    save_measure(measured().model_copy(update={"gain": gain}))
    assert availability(EXTRACTION, "server-altrove").offered is offered
    assert LEAST_GAIN == 0.3


def test_a_card_that_cannot_be_read_offers_nothing(home):
    path = save_measure(measured())
    for text in ("gain: [", "nome: solo", "[{model: x}]"):
        path.write_text(text, "utf-8")
        with pytest.raises(UserError, match="taratura"):
            availability(EXTRACTION, "server-altrove")


def test_what_uses_no_prompt_is_always_offered(home):
    for each in ACTIVITIES:
        if not isinstance(each, PromptExercise):
            assert availability(each, "qualunque").offered


def test_the_digest_of_an_exercise_changes_with_what_is_asked_only():
    other = EXTRACTION.model_copy(update={"title": "Un altro titolo"})
    assert content_digest(other) == content_digest(EXTRACTION)
    other = EXTRACTION.model_copy(update={"inputs": EXTRACTION.inputs[:5]})
    assert content_digest(other) != content_digest(EXTRACTION)


@pytest.mark.parametrize("exercise", PROMPT_EXERCISES, ids=lambda each: each.id)
@pytest.mark.parametrize("model", [EMBEDDED, INSTRUCTED])
def test_the_shipped_models_have_a_card_that_is_still_theirs(exercise, model):
    """After a change of model or exercise: python -m apps.labs calibrate --shipped."""
    listed = yaml.safe_load((FOLDER / f"{exercise.id}{calibration.SUFFIX}").read_text("utf-8"))
    card = next(each for each in listed if each["model"] == model)
    assert card["content"] == content_digest(exercise)
    assert card["digest"] == weights_digest(model)


def test_the_list_of_activities_says_with_which_model_they_can_be_done(home, capsys):
    assert main(["activities", "--model", "server-altrove"]) == 0
    told = capsys.readouterr().out
    assert all(each.id in told for each in ACTIVITIES)
    assert told.count("Non disponibile con questo modello") == len(PROMPT_EXERCISES)


def test_a_lab_cannot_be_calibrated(home, capsys):
    assert main(["calibrate", "pausa"]) == 4
    assert "non usa richieste" in capsys.readouterr().err


def test_the_cards_that_are_there_go_to_mlflow_as_figures_and_digests(home, capsys):
    from workbench.tracking.client import client, experiment_id

    save_measure(measured())
    arguments = [
        "calibrate",
        "--record",
        "esercizio-estrazione",
        "--model",
        "server-altrove",
        "--model",
        INSTRUCTED,
    ]
    assert main(arguments) == 0 and main(arguments) == 0
    assert "2 schede di taratura in MLflow" in capsys.readouterr().out
    runs = client().search_runs([experiment_id("Tarature")])
    assert {run.data.tags["modello"] for run in runs} == {"server-altrove", INSTRUCTED} and len(runs) == 2
    kept = str([run.to_dictionary() for run in runs])
    prompts = EXTRACTION.prompts
    assert not any(prompt in kept for prompt in (prompts.weak, *prompts.reference) if prompt)
    own = next(run for run in runs if run.data.tags["modello"] == "server-altrove")
    assert own.data.metrics["guadagno/valore"] == 1 and own.data.metrics["riferimento/prove"] == 18


def test_a_card_that_mlflow_does_not_take_is_told_and_kept(home, capsys):
    save_measure(measured())
    (home / "mlruns").mkdir()
    (home / "mlruns" / "mlflow.db").write_text("non è un archivio")
    main(["calibrate", "--record", "esercizio-estrazione", "--model", "server-altrove"])
    assert "Per riprovare" in capsys.readouterr().err
    assert availability(EXTRACTION, "server-altrove").offered


@pytest.mark.slow
def test_the_card_of_the_shipped_model_says_what_that_model_does():
    from eval.base_model.server import model_server
    from workbench.backends import HttpBackend

    with model_server() as server:
        again = calibrate(EXTRACTION, INSTRUCTED, HttpBackend(server.address, server.key), silent)
    shipped = next(each for each in read_measures(EXTRACTION.id) if each.model == INSTRUCTED)
    assert again.model_copy(update={"day": shipped.day}) == shipped
