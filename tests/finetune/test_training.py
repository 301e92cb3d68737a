import json
from collections.abc import Callable
from pathlib import Path

import pytest
from safetensors.torch import load_file

from finetune.config import TrainingConfig
from finetune.training import TrainingResult, train
from workbench.data import DataSet, Row, Task
from workbench.errors import UserError
from workbench.jobs import Events, proven_checkpoint, read_events, request_stop
from workbench.models import (
    classify,
    encode_prompt,
    list_models,
    load_causal,
    load_classifier,
    load_tokenizer,
    resolve,
)

Configure = Callable[..., TrainingConfig]
CLASSIFIERS = ["tiny_llama", "tiny_qwen", "tiny_gpt2", "tiny_bert"]
WRITERS = ["tiny_llama", "tiny_qwen", "tiny_gpt2"]


def weights(home: Path, name: str) -> dict:
    (file,) = (home / "var" / "models" / name).glob("*.safetensors")
    return load_file(file)


def same(first: dict, second: dict) -> bool:
    return first.keys() == second.keys() and all((first[name] == second[name]).all() for name in first)


def events_of(folder: Path, kind: str) -> list[dict]:
    return [event for event in read_events(folder)[0] if event["kind"] == kind]


def stop_after(monkeypatch: pytest.MonkeyPatch, folder: Path, step: int) -> None:
    """Ask the job to stop when it tells that it has done this step, as a person watching would."""
    told = Events.write

    def write(self: Events, kind: str, **values: object) -> None:
        told(self, kind, **values)
        if kind == "step" and values["step"] == step:
            request_stop(folder)

    monkeypatch.setattr(Events, "write", write)
    monkeypatch.setattr("finetune.progress.TELL_SECONDS", 0.0)


@pytest.mark.parametrize("method", ["lora", "completo"])
@pytest.mark.parametrize("model", CLASSIFIERS)
def test_a_classifier_of_each_class_trains_and_reopens_with_the_same_predictions(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    offices: DataSet,
    configure: Configure,
    model: str,
    method: str,
) -> None:
    config = configure(offices, request.getfixturevalue(model), method=method)
    seen = {}

    def remember(trainer: object) -> None:
        seen["network"] = trainer.model  # type: ignore[attr-defined]

    result = _train_and_watch(config, tmp_path / "job", remember)
    opened = resolve("nuovo")
    tokenizer, texts = load_tokenizer(opened), [row.text for row in offices.rows("prova")]
    network = seen["network"].eval()
    if hasattr(network, "merge_and_unload"):
        network = network.merge_and_unload()
    there, here = classify(network, tokenizer, texts), classify(load_classifier(opened), tokenizer, texts)
    assert abs(there - here).max() < 1e-6
    assert (result.step, opened.labels, opened.task, opened.kind) == (
        3,
        offices.labels,
        "classificazione",
        method,
    )


def _train_and_watch(config: TrainingConfig, folder: Path, watch: Callable[[object], None]) -> TrainingResult:
    from finetune.progress import Progress

    original = Progress.run

    def run(self: Progress, checkpoint: object) -> None:
        original(self, checkpoint)  # type: ignore[arg-type]
        watch(self.trainer)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Progress, "run", run)
        # so that the last step is the one kept
        patch.setattr("finetune.training.best_validation", lambda history: history[-1], raising=False)
        patch.setattr("finetune.progress.best_validation", lambda history: history[-1])
        return train(config, folder)


@pytest.mark.parametrize("method", ["lora", "completo"])
@pytest.mark.parametrize("model", WRITERS)
def test_a_writer_of_each_class_trains_and_reopens_with_the_same_scores(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    answers: DataSet,
    configure: Configure,
    model: str,
    method: str,
) -> None:
    import torch

    config = configure(answers, request.getfixturevalue(model), method=method, max_length=128)
    seen = {}
    _train_and_watch(config, tmp_path / "job", lambda trainer: seen.update(network=trainer.model))  # type: ignore[attr-defined]
    opened = resolve("nuovo")
    prompt = torch.tensor([encode_prompt(load_tokenizer(opened), "il pulmino passa tardi")])
    network = seen["network"].eval()
    with torch.inference_mode():
        assert (network(prompt).logits - load_causal(opened)(prompt).logits).abs().max() < 1e-5


def test_the_result_says_what_was_measured_and_the_model_is_in_the_list(
    tmp_path: Path, tiny_llama: Path, offices: DataSet, configure: Configure
) -> None:
    result = train(configure(offices, tiny_llama, epochs=4), tmp_path / "job")
    stored = json.loads((tmp_path / "job" / "result.json").read_text("utf-8"))
    assert stored["value"] == result.value
    assert result.data_digest == offices.digest
    assert result.majority is not None
    assert any("riaperto, dà sulla validazione lo stesso risultato" in line for line in result.diagnosis)
    assert "nuovo" in [model.name for model in list_models()]
    kinds = [event["kind"] for event in read_events(tmp_path / "job")[0]]
    assert kinds[0] == "start"
    assert kinds[-1] == "end"
    assert {"step", "validation", "checkpoint"} <= set(kinds)


@pytest.mark.parametrize(("method", "stop"), [("lora", 5), ("lora", 6), ("completo", 5)])
def test_a_run_stopped_and_resumed_ends_with_the_same_weights(
    tmp_path: Path,
    home: Path,
    tiny_llama: Path,
    offices: DataSet,
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    stop: int,
) -> None:
    changes = {"epochs": 3, "method": method, "lora_dropout": 0.1}
    train(configure(offices, tiny_llama, name="intero", **changes), tmp_path / "intero")
    halves = configure(offices, tiny_llama, name="due-volte", **changes)
    with monkeypatch.context() as patch:
        stop_after(patch, tmp_path / "job", stop)
        first = train(halves, tmp_path / "job")
    (tmp_path / "job" / "STOP").unlink()
    second = train(halves, tmp_path / "job", resume=True)
    assert (first.stopped, first.step) == (True, stop)
    assert (second.stopped, second.step) == (False, 9)
    assert events_of(tmp_path / "job", "start")[1]["from_step"] == stop
    assert same(weights(home, "intero"), weights(home, "due-volte"))


def test_stopping_saves_a_proven_checkpoint_and_makes_no_model(
    tmp_path: Path,
    home: Path,
    tiny_llama: Path,
    offices: DataSet,
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop_after(monkeypatch, tmp_path / "job", 1)
    result = train(configure(offices, tiny_llama), tmp_path / "job")
    checkpoint = proven_checkpoint(tmp_path / "job")
    assert result.stopped
    assert checkpoint is not None
    assert checkpoint.step == 1
    assert not (home / "var" / "models" / "nuovo").exists()
    assert events_of(tmp_path / "job", "stopped")[0]["step"] == 1


def test_at_most_the_latest_and_the_best_checkpoint_are_kept(
    tmp_path: Path, tiny_llama: Path, offices: DataSet, configure: Configure
) -> None:
    train(configure(offices, tiny_llama, epochs=4, checkpoint_seconds=0.001), tmp_path / "job")
    kept = list((tmp_path / "job" / "checkpoints").iterdir())
    assert 1 <= len(kept) <= 2
    assert (tmp_path / "job" / "checkpoints" / "step-12").is_dir()


def test_patience_ends_the_run_early_and_the_best_checkpoint_becomes_the_model(
    tmp_path: Path, home: Path, tiny_llama: Path, offices: DataSet, configure: Configure
) -> None:
    # a rate this small never changes an answer: the first validation stays the best
    result = train(
        configure(offices, tiny_llama, epochs=20, learning_rate=1e-9, patience=2), tmp_path / "job"
    )
    assert result.step < result.steps
    best = tmp_path / "job" / "checkpoints" / f"step-{result.best_step}"
    assert same(weights(home, "nuovo"), load_file(best / "adapter_model.safetensors"))


def test_a_resume_after_the_last_step_only_publishes(
    tmp_path: Path,
    home: Path,
    tiny_llama: Path,
    offices: DataSet,
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = configure(offices, tiny_llama)
    with monkeypatch.context() as patch:
        patch.setattr("finetune.publication._fill", _full_disk)
        with pytest.raises(OSError):
            train(config, tmp_path / "job")
    result = train(config, tmp_path / "job", resume=True)
    assert result.step == 3
    assert len(events_of(tmp_path / "job", "step")) == len(
        {e["step"] for e in events_of(tmp_path / "job", "step")}
    )
    assert (home / "var" / "models" / "nuovo" / "README.md").is_file()


def _full_disk(*_: object) -> None:
    raise OSError(5, "the process ends here")


def test_a_finished_job_is_not_run_again_but_a_resume_gives_its_result(
    tmp_path: Path, tiny_llama: Path, offices: DataSet, configure: Configure
) -> None:
    config = configure(offices, tiny_llama)
    result = train(config, tmp_path / "job")
    with pytest.raises(UserError, match="già concluso"):
        train(config, tmp_path / "job")
    assert train(config, tmp_path / "job", resume=True) == result


def test_a_model_name_is_never_used_twice(
    tmp_path: Path, tiny_llama: Path, offices: DataSet, configure: Configure
) -> None:
    train(configure(offices, tiny_llama), tmp_path / "job")
    with pytest.raises(UserError, match="Esiste già un modello"):
        train(configure(offices, tiny_llama), tmp_path / "altro")


def test_a_resume_with_other_data_or_config_is_refused_with_the_reason(
    tmp_path: Path,
    tiny_llama: Path,
    tiny_qwen: Path,
    offices: DataSet,
    freeze_rows: Callable[..., DataSet],
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        stop_after(patch, tmp_path / "job", 1)
        train(configure(offices, tiny_llama), tmp_path / "job")
    parts = [offices.rows(part) for part in ("addestramento", "validazione", "prova")]
    other = freeze_rows(Task.CLASSIFICATION, parts[0][1:], *parts[1:])
    for config, reason in (
        (configure(other, tiny_llama), "l'insieme di dati è diverso"),
        (configure(offices, tiny_qwen), "il modello di base è diverso"),
        (configure(offices, tiny_llama, learning_rate=1e-4), "la configurazione è diversa"),
    ):
        with pytest.raises(UserError, match=reason):
            train(config, tmp_path / "job", resume=True)


def test_a_resume_from_a_damaged_checkpoint_alone_is_refused(
    tmp_path: Path, tiny_llama: Path, offices: DataSet, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        stop_after(patch, tmp_path / "job", 1)
        train(configure(offices, tiny_llama), tmp_path / "job")
    damaged = tmp_path / "job" / "checkpoints" / "step-1" / "optimizer.pt"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    with pytest.raises(UserError, match="Nessun salvataggio è completo"):
        train(configure(offices, tiny_llama), tmp_path / "job", resume=True)


def test_a_loss_that_is_no_number_ends_the_run_with_advice(
    tmp_path: Path,
    home: Path,
    tiny_llama: Path,
    offices: DataSet,
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from dataclasses import replace

    from finetune.recipes.classification import CLASSIFICATION

    def explode(network: object, batch: object) -> object:
        loss, verdict = CLASSIFICATION.judge(network, batch)  # type: ignore[arg-type]
        return loss * float("nan"), verdict

    monkeypatch.setattr("finetune.recipes.RECIPES", (replace(CLASSIFICATION, judge=explode),))
    with pytest.raises(UserError, match="Ridurre il passo di apprendimento"):
        train(configure(offices, tiny_llama), tmp_path / "job")
    assert not (home / "var" / "models" / "nuovo").exists()


def test_a_label_with_one_example_trains_and_is_named_in_the_diagnosis(
    tmp_path: Path,
    tiny_llama: Path,
    offices: DataSet,
    freeze_rows: Callable[..., DataSet],
    configure: Configure,
) -> None:
    rows = offices.rows("addestramento")
    lonely = [*rows, Row(900, "il loculo del nonno", "cimiteri")]
    data_set = freeze_rows(Task.CLASSIFICATION, lonely, offices.rows("validazione"), offices.rows("prova"))
    result = train(configure(data_set, tiny_llama), tmp_path / "job")
    assert any("cimiteri" in line for line in result.diagnosis)


def test_a_data_set_without_validation_rows_trains_to_the_last_step(
    tmp_path: Path,
    tiny_llama: Path,
    offices: DataSet,
    freeze_rows: Callable[..., DataSet],
    configure: Configure,
) -> None:
    data_set = freeze_rows(Task.CLASSIFICATION, offices.rows("addestramento"), [], offices.rows("prova"))
    result = train(configure(data_set, tiny_llama), tmp_path / "job")
    assert (result.value, result.best_step) == (None, None)
    assert "Non ci sono righe di validazione" in result.diagnosis[0]


def test_a_recipe_for_another_task_is_refused(
    tmp_path: Path, tiny_llama: Path, answers: DataSet, configure: Configure
) -> None:
    with pytest.raises(UserError, match="non è adatta"):
        train(configure(answers, tiny_llama, recipe="classificazione"), tmp_path / "job")


def test_a_model_that_cannot_write_is_refused_for_instructions(
    tmp_path: Path, tiny_bert: Path, answers: DataSet, configure: Configure
) -> None:
    with pytest.raises(UserError, match="non sa scrivere"):
        train(configure(answers, tiny_bert), tmp_path / "job")


def test_parts_that_a_base_lacks_are_trained_and_saved_under_lora(
    tmp_path: Path, tiny_bert: Path, offices: DataSet, configure: Configure
) -> None:
    """A BERT saved without its pooler: random weights that were not saved would change every answer."""
    from transformers import BertForMaskedLM

    folder = tmp_path / "senza-pooler"
    import shutil

    shutil.copytree(tiny_bert, folder)
    BertForMaskedLM.from_pretrained(tiny_bert).save_pretrained(folder)
    seen = {}
    _train_and_watch(
        configure(offices, folder), tmp_path / "job", lambda trainer: seen.update(network=trainer.model)
    )  # type: ignore[attr-defined]
    opened = resolve("nuovo")
    tokenizer, texts = load_tokenizer(opened), [row.text for row in offices.rows("prova")]
    there = classify(seen["network"].eval().merge_and_unload(), tokenizer, texts)
    assert abs(there - classify(load_classifier(opened), tokenizer, texts)).max() < 1e-6


def test_an_adapter_on_a_changed_base_does_not_open(
    tmp_path: Path, tiny_llama: Path, offices: DataSet, configure: Configure
) -> None:
    import shutil

    base = tmp_path / "base"
    shutil.copytree(tiny_llama, base)
    train(configure(offices, base), tmp_path / "job")
    from transformers import LlamaForCausalLM

    network = LlamaForCausalLM.from_pretrained(base)
    network.model.norm.weight.data += 1
    network.save_pretrained(base)
    with pytest.raises(UserError, match="modello di base è cambiato"):
        load_classifier(resolve("nuovo"))


@pytest.mark.parametrize(("choice", "trained"), [("automatico", True), ("sì", True), ("no", False)])
def test_a_classifier_learns_the_vectors_of_a_small_vocabulary_unless_told_not_to(
    tmp_path: Path,
    home: Path,
    tiny_llama: Path,
    offices: DataSet,
    configure: Configure,
    choice: str,
    trained: bool,
) -> None:
    train(configure(offices, tiny_llama, lora_words=choice), tmp_path / "job")
    assert any("embed_tokens" in name for name in weights(home, "nuovo")) is trained


def test_a_writer_never_trains_the_word_vectors_that_its_output_layer_shares(
    tmp_path: Path, home: Path, tiny_llama: Path, answers: DataSet, configure: Configure
) -> None:
    train(configure(answers, tiny_llama, lora_words="sì", max_length=128), tmp_path / "job")
    assert not any("embed_tokens" in name for name in weights(home, "nuovo"))
