from pathlib import Path

import numpy as np
import pytest

from eval.config import EvaluationConfig
from eval.predictors import KINDS, Setting, build_predictor
from eval.predictors.likelihood import Judge, label_likelihood
from eval.predictors.prompting import PROMPTS
from workbench.data import TEST, DataSet
from workbench.errors import UserError
from workbench.models import resolve


def setting(data_set: DataSet, **values: object) -> Setting:
    return Setting(data_set, EvaluationConfig(data=data_set.id, models=["maggioranza"], **values))


def answered(reference: str, chosen: Setting) -> dict[str, str | None]:
    rows = chosen.data_set.rows(TEST)
    found = [one for batch in build_predictor(reference, chosen).answer(rows) for one in batch]
    assert sorted(one.row.id for one in found) == sorted(row.id for row in rows)
    return {one.row.id: one.text for one in found}


def test_the_majority_answers_the_first_of_the_most_frequent_categories(offices):
    assert set(answered("maggioranza", setting(offices)).values()) == {"anagrafe"}


def test_tfidf_learns_from_the_training_part_and_says_which_strength_it_chose(offices):
    predictor = build_predictor("tfidf", setting(offices))
    rows = offices.rows(TEST)
    found = [one for batch in predictor.answer(rows) for one in batch]
    assert sum(one.text == one.row.target for one in found) == len(rows)
    assert "sulla validazione" in predictor.decoding
    assert predictor.subject.digest == build_predictor("tfidf", setting(offices)).subject.digest


def test_the_script_always_says_the_same(offices):
    assert set(answered("uguale:tributi", setting(offices)).values()) == {"tributi"}


@pytest.mark.parametrize("family", ["tiny_llama", "tiny_qwen", "tiny_gpt2"])
def test_label_likelihood_in_one_pass_equals_one_label_at_a_time(family, offices, request):
    import torch

    judge = Judge(resolve(str(request.getfixturevalue(family))), offices.labels)
    rows = offices.rows(TEST)[:3]
    texts = [rows[0].text, "Breve", rows[1].text * 2]
    asked = [judge.ask(PROMPTS[0], text).ids for text in texts]
    labels = judge.continuations(PROMPTS[0])
    found = label_likelihood(judge.network, asked, labels, judge.tokenizer.pad_token_id)
    with torch.inference_mode():
        for place, request_ids in enumerate(asked):
            for number, label in enumerate(labels):
                logits = judge.network(torch.tensor([request_ids + label])).logits[0].log_softmax(-1)
                alone = sum(
                    logits[len(request_ids) - 1 + step, token].item() for step, token in enumerate(label)
                )
                assert found[place, number] == pytest.approx(alone, abs=1e-3)


def test_a_base_model_answers_with_labels_and_tells_how_it_was_asked(offices, tiny_llama):
    predictor = build_predictor(str(tiny_llama), setting(offices, batch_size=7))
    found = [one for batch in predictor.answer(offices.rows(TEST)) for one in batch]
    assert {one.text for one in found} <= set(offices.labels)
    assert "12 esempi di validazione" in predictor.decoding


def test_a_text_longer_than_the_model_reads_is_cut_and_marked(offices, tiny_llama):
    judge = Judge(resolve(str(tiny_llama)), offices.labels)
    asked = judge.ask(PROMPTS[1], "parole " * 2000)
    assert asked.cut and len(asked.ids) < 256
    assert judge.tokenizer.decode(asked.ids).endswith("Categoria:")
    assert np.isfinite(judge.likelihood(PROMPTS[1], [asked])).all()


def test_a_classifier_answers_the_label_with_the_highest_score(offices, tiny_classifier):
    first = answered(str(tiny_classifier), setting(offices, batch_size=4))
    assert set(first.values()) <= set(offices.labels)
    assert first == answered(str(tiny_classifier), setting(offices, batch_size=30))


def test_scores_that_are_not_numbers_are_a_missing_answer(offices, tiny_classifier, tmp_path):
    import shutil

    from safetensors.torch import load_file, save_file

    folder = tmp_path / "divergente"
    shutil.copytree(tiny_classifier, folder)
    weights = load_file(folder / "model.safetensors")
    weights["score.weight"][:] = float("nan")
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    rows = offices.rows(TEST)
    found = [one for batch in build_predictor(str(folder), setting(offices)).answer(rows) for one in batch]
    assert all(one.text is None and "non sono numeri" in (one.reason or "") for one in found)


def test_written_answers_do_not_depend_on_the_batch(answers, tiny_llama):
    together = answered(str(tiny_llama), setting(answers, batch_size=8, max_new_tokens=6))
    alone = answered(str(tiny_llama), setting(answers, batch_size=1, max_new_tokens=6))
    assert together == alone


def test_what_cannot_do_the_task_is_refused(answers, offices, tiny_classifier):
    for reference in ("tfidf", "maggioranza", str(tiny_classifier)):
        with pytest.raises(UserError):
            build_predictor(reference, setting(answers))
    with pytest.raises(UserError, match="Non esiste un modello"):
        build_predictor("inesistente", setting(offices))


def test_a_classifier_of_other_categories_is_refused(offices, tiny_classifier, tmp_path):
    import json
    import shutil

    folder = tmp_path / "estraneo"
    shutil.copytree(tiny_classifier, folder)
    config = json.loads((folder / "config.json").read_text())
    config["id2label"] = {"0": "x", "1": "y", "2": "z"}
    config["label2id"] = {"x": 0, "y": 1, "z": 2}
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(UserError, match="altre etichette"):
        build_predictor(str(folder), setting(offices))


@pytest.mark.parametrize("package", ["predictors", "metrics", "benchmarks"])
def test_every_file_that_defines_one_thing_is_listed(package):
    import importlib

    parts = importlib.import_module(f"eval.{package}")
    listed = getattr(
        parts, {"predictors": "KINDS", "metrics": "METRICS", "benchmarks": "BENCHMARKS"}[package]
    )
    name = {"predictors": "KIND", "metrics": "METRIC", "benchmarks": "BENCHMARK"}[package]
    for path in Path(str(parts.__file__)).parent.glob("*.py"):
        module = importlib.import_module(f"eval.{package}.{path.stem}") if path.stem != "__init__" else parts
        assert getattr(module, name, listed[0]) in listed, path.name
    assert len({kind.name for kind in KINDS}) == len(KINDS)
