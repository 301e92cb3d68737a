"""The command that measures the shipped model."""

import json
from pathlib import Path

import pytest

from apps.evaluation.__main__ import main
from apps.evaluation.base_model.thread_run import newest_run
from eval.config import EvaluationConfig
from eval.result import Comparison, write_result
from eval.running import run
from workbench.data import shipped_data_sets
from workbench.errors import UserError
from workbench.jobs import Events, Person, submit
from workbench.models import EMBEDDED, resolve

PERSON = Person("locale", "amministratore")
NULL = {"pa": None, "tecnico": None, "prosa": None}


def test_without_texts_or_trainings_the_command_says_what_is_missing_and_ends_well(home, capsys):
    assert main(["base-model", "--only", "text", "--only", "gain", "--skip-training", "--json"]) == 0
    printed = capsys.readouterr()
    figures = json.loads(printed.out.splitlines()[-1])
    assert figures["bits_per_byte"] == figures["ngram5_bits_per_byte"] == NULL
    assert figures["gain_over_tfidf"] is None and figures["tokens_per_s"] is None
    assert 0 < figures["megabytes"] <= 40
    assert "--texts" in printed.err and "--skip-training" in printed.err
    (report,) = (home / "var" / "jobs").glob("modello-di-base-*/rapporto.html")
    assert "Che cosa non è stato misurato" in report.read_text("utf-8")


def test_a_folder_without_the_texts_is_named(home, tmp_path, capsys):
    assert main(["base-model", "--only", "text", "--texts", str(tmp_path / "vuota")]) == 0
    assert "Un file di testi non c'è." in capsys.readouterr().err


def _comparison(folder: Path) -> Comparison:
    """A real comparison, in which simple models stand for the shipped one and the tuned one."""
    data_set = next(found for found in shipped_data_sets() if found.name == "richieste-comune")
    models = ["maggioranza", "uguale:tributi", "tfidf"]
    found = run(
        EvaluationConfig(data=data_set.id, models=models, resamples=1000, limit=40), folder
    ).comparison
    assert found is not None
    return found


def _renamed(found: Comparison, digest: str, tuned: str) -> Comparison:
    first, second, third = found.models
    models = [
        first.model_copy(update={"reference": EMBEDDED, "digest": digest}),
        second.model_copy(update={"reference": tuned, "base": EMBEDDED}),
        third,
    ]
    return found.model_copy(update={"models": models})


@pytest.mark.slow
def test_only_an_evaluation_of_this_very_model_is_used_again_with_the_time_of_its_training(home):
    with pytest.raises(UserError, match="--skip-training"):
        newest_run(print)
    training = submit("addestramento", "prova", PERSON, ("true",), {"config.yaml": "name: prova-lora\n"})
    Events(training.folder).write("end", seconds=61.5)
    fitting = submit("valutazione", "di ora", PERSON, ("true",), {})
    found = _comparison(fitting.folder)
    write_result(fitting.folder, _renamed(found, resolve(EMBEDDED).digest, "prova-lora"))
    newer = submit("valutazione", "di un altro modello", PERSON, ("true",), {})
    write_result(newer.folder, _renamed(found, "0" * 64, "altra-lora"))
    assert newest_run(print) == (fitting.folder, 61.5)


@pytest.mark.slow
def test_the_model_process_is_measured_and_leaves_nothing_running(home):
    import psutil

    from eval.base_model.server import model_server

    with model_server() as server:
        answer = server.ask(EMBEDDED, "Il Comune informa che", 12, "persona 1")
        assert psutil.pid_exists(server.pid)
    assert 0 < answer.first <= answer.seconds and answer.text
    assert not psutil.pid_exists(server.pid)


@pytest.mark.slow
def test_what_was_measured_once_is_not_measured_again(home, capsys):
    assert main(["base-model", "--only", "probes"]) == 0
    assert "probes: si misura" in capsys.readouterr().err
    assert main(["base-model", "--only", "probes"]) == 0
    assert "probes: già misurato" in capsys.readouterr().err
    assert main(["base-model", "--only", "probes", "--again"]) == 0
    assert "probes: si misura" in capsys.readouterr().err
