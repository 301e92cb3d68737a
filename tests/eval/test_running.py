import json
from pathlib import Path

import pytest

from eval.config import EvaluationConfig
from eval.items import ITEMS, read_items
from eval.predicting import model_folder
from eval.predictors import scripted
from eval.result import read_result
from eval.running import run
from workbench.errors import UserError
from workbench.jobs import hold, read_events, request_stop

MODELS = ["uguale:tributi", "maggioranza", "tfidf"]


def config_of(data_set, **values) -> EvaluationConfig:
    return EvaluationConfig(**({"data": data_set.id, "models": MODELS, "resamples": 1000} | values))


def kinds(folder: Path) -> list[str]:
    return [event["kind"] for event in read_events(folder)[0]]


def test_a_comparison_has_figures_pairs_flips_and_events(offices, tmp_path):
    found = run(config_of(offices), tmp_path / "lavoro").comparison
    assert found == read_result(tmp_path / "lavoro")
    assert found.models[2].metrics["accuratezza"].value == 1
    assert found.models[0].confusion[0] == [0, 0, 10, 0]
    assert [pair.outcome for pair in found.pairs_of("accuratezza")] == ["incerto", "meglio"]
    assert len(found.pairs) == 4 and all(pair.p <= pair.p_adjusted for pair in found.pairs)
    assert sum(flip.direction == "guadagnato" for flip in found.flips if flip.other == "tfidf") == 20
    assert kinds(tmp_path / "lavoro")[-3:] == ["model_done", "comparison", "end"]
    assert kinds(tmp_path / "lavoro").count("model_done") == 3


def test_events_carry_no_text_of_the_rows(offices, tmp_path):
    run(config_of(offices, models=["maggioranza", "tfidf"]), tmp_path)
    assert "carta d'identità" not in (tmp_path / "events.jsonl").read_text(encoding="utf-8")
    line = json.loads((model_folder(tmp_path, "tfidf") / ITEMS).read_text("utf-8").splitlines()[0])
    assert set(line) == {"id", "expected", "predicted", "scores", "seconds"}
    assert line["scores"] == {"accuratezza": 1.0}


def test_an_interrupted_evaluation_asks_only_the_rest(offices, tmp_path, monkeypatch):
    config = config_of(offices, models=["uguale:tributi", "maggioranza"])
    run(config, tmp_path)
    path = model_folder(tmp_path, "uguale:tributi") / ITEMS
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:10]) + lines[10][:15])  # a kill in the middle of a line
    asked = []
    original = scripted.Scripted.answer

    def counted(self, rows):
        asked.append(len(rows))
        return original(self, rows)

    monkeypatch.setattr(scripted.Scripted, "answer", counted)
    again = run(config, tmp_path).comparison
    assert asked == [20]
    assert len(read_items(path.parent)) == again.n == 30
    assert kinds(tmp_path).count("model_done") == 2


def test_a_changed_model_starts_again_alone_and_the_old_answers_stay_aside(
    offices, tmp_path, tiny_classifier
):
    import shutil

    folder = tmp_path / "modello"
    shutil.copytree(tiny_classifier, folder)
    config = config_of(offices, models=["tfidf", str(folder)])
    run(config, tmp_path / "lavoro")
    readme = model_folder(tmp_path / "lavoro", "tfidf") / ITEMS
    before = readme.stat().st_mtime_ns
    changed = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(changed | {"rms_norm_eps": 0.01}))
    run(config, tmp_path / "lavoro")
    own = model_folder(tmp_path / "lavoro", str(folder))
    assert (own / "items-precedente-1.jsonl").exists() and len(read_items(own)) == 30
    assert readme.stat().st_mtime_ns == before


def test_a_larger_limit_keeps_the_items_already_answered(offices, tmp_path):
    first = run(config_of(offices, limit=10), tmp_path).comparison
    second = run(config_of(offices, limit=20), tmp_path).comparison
    assert (first.n, second.n) == (10, 20)
    assert len((model_folder(tmp_path, "tfidf") / ITEMS).read_text("utf-8").splitlines()) == 20
    assert any("20 esempi di prova su 30" in limit for limit in second.limits)


def test_a_request_to_stop_keeps_what_was_answered(offices, tmp_path):
    request_stop(tmp_path)
    assert run(config_of(offices), tmp_path).comparison is None
    assert kinds(tmp_path)[-1] == "stopped"
    (tmp_path / "STOP").unlink()
    assert run(config_of(offices), tmp_path).comparison is not None


def test_the_same_evaluation_is_not_run_twice_at_once(offices, tmp_path):
    with hold(tmp_path), pytest.raises(UserError, match="già in corso"):
        run(config_of(offices), tmp_path)


def test_missing_answers_are_counted_told_and_left_out_of_the_pairs(offices, tmp_path):
    config = config_of(offices, models=["uguale:tributi", "tfidf"])
    run(config, tmp_path)
    path = model_folder(tmp_path, "tfidf") / ITEMS
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for line in lines[:3]:
        line |= {"predicted": None, "scores": {}, "reason": "risposta persa"}
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    found = run(config, tmp_path).comparison
    assert found.models[1].metrics["accuratezza"].n == 27 and found.models[1].missing == 3
    assert found.pairs[0].n == 27
    told = next(limit for limit in found.limits if "non ha risposto" in limit)
    assert "risposta persa: 3" in told and "90,0" in told


def test_groups_are_drawn_together_and_few_groups_are_told(make_offices, tmp_path):
    data_set = make_offices(groups=4)
    found = run(config_of(data_set), tmp_path).comparison
    assert found.pairs[0].clusters is not None and found.pairs[0].clusters < 20
    assert "per gruppi" in found.pairs[0].test
    assert any("poco affidabili" in limit for limit in found.limits)


def test_written_answers_are_measured_with_their_own_metrics(answers, tmp_path):
    config = config_of(answers, models=["uguale:Alle 8", "uguale:Alle 9, dal lunedì al venerdì."])
    found = run(config, tmp_path).comparison
    assert [metric.name for metric in found.metrics] == ["f1_parole", "esatto", "chrf"]
    assert found.pairs_of("f1_parole")[0].outcome == "meglio"
    assert found.models[1].metrics["esatto"].value == pytest.approx(1 / 3)
    assert found.models[0].per_class == []


def test_one_model_alone_is_measured_without_comparisons(offices, tmp_path):
    found = run(config_of(offices, models=["tfidf"]), tmp_path).comparison
    assert found.pairs == [] and found.flips == []
    assert found.verdict.startswith("«TF-IDF»: accuratezza 100,0")


def test_a_metric_of_another_task_and_an_unknown_data_set_are_refused(offices, tmp_path):
    with pytest.raises(UserError, match="non vale per il compito"):
        run(config_of(offices, metrics=["chrf"]), tmp_path)
    with pytest.raises(UserError):
        run(config_of(offices, data="inesistente-00000000"), tmp_path)


def test_equal_seeds_give_equal_figures(offices, tmp_path):
    first = run(config_of(offices), tmp_path / "a").comparison
    second = run(config_of(offices), tmp_path / "b").comparison
    assert first.pairs == second.pairs
    assert [model.items_digest for model in first.models] == [model.items_digest for model in second.models]
