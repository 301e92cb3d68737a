import pytest

from eval.__main__ import main
from eval.config import EvaluationConfig, write_config
from workbench.jobs import read_events, request_stop


@pytest.fixture
def config(offices, tmp_path):
    path = tmp_path / "config.yaml"
    chosen = EvaluationConfig(data=offices.id, models=["maggioranza", "tfidf"], resamples=1000)
    path.write_text(write_config(chosen), encoding="utf-8")
    return path


def test_run_measures_and_writes_the_report(config, tmp_path, capsys):
    assert main(["run", str(config), "--folder", str(tmp_path / "lavoro")]) == 0
    assert "«TF-IDF» fa meglio di «Maggioranza»" in capsys.readouterr().out
    assert (tmp_path / "lavoro" / "rapporto.html").is_file()
    assert main(["report", str(tmp_path / "lavoro")]) == 0


def test_a_stop_ends_with_three(config, tmp_path):
    folder = tmp_path / "lavoro"
    folder.mkdir()
    request_stop(folder)
    assert main(["run", str(config), "--folder", str(folder)]) == 3


def test_what_a_person_can_put_right_ends_with_four_and_is_told_to_the_folder(config, tmp_path, capsys):
    config.write_text(config.read_text().replace("tfidf", "inesistente"), encoding="utf-8")
    folder = tmp_path / "lavoro"
    assert main(["run", str(config), "--folder", str(folder)]) == 4
    assert "Non esiste un modello" in capsys.readouterr().err
    (event,) = [event for event in read_events(folder)[0] if event["kind"] == "error"]
    assert "inesistente" in event["problem"] or event["value"] == "inesistente"


def test_effect_tells_what_the_test_could_see(config, capsys):
    assert main(["effect", str(config)]) == 0
    assert capsys.readouterr().out.count("\n") == 3
