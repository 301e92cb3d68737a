import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from safetensors.torch import load_file

from finetune.__main__ import main
from finetune.pretraining.config import PretrainingConfig, read_pretraining
from finetune.pretraining.diagnosis import diagnose
from finetune.pretraining.pretraining import PretrainingResult, pretrain
from finetune.training import train
from workbench.data import DataSet
from workbench.errors import UserError
from workbench.jobs import Events, proven_checkpoint, read_events, request_stop
from workbench.models import UNDECLARED, list_models, resolve

Scratch = Callable[..., PretrainingConfig]


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
    monkeypatch.setattr("finetune.pretraining.learning.TELL_SECONDS", 0.0)


def stopped_at(config: PretrainingConfig, folder: Path, step: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        stop_after(patch, folder, step)
        result = pretrain(config, folder)
    assert (result.stopped, result.step) == (True, step)
    (folder / "STOP").unlink()


def last_weights(folder: Path) -> dict:
    checkpoint = proven_checkpoint(folder)
    assert checkpoint is not None
    return load_file(checkpoint.folder / "model.safetensors")


def same(first: dict, second: dict) -> bool:
    return first.keys() == second.keys() and all((first[name] == second[name]).all() for name in first)


def test_a_finished_run_leaves_measures_a_model_in_the_list_and_its_story(
    tmp_path: Path, home: Path, scratch: Scratch
) -> None:
    config = scratch()
    result = pretrain(config, tmp_path / "job")
    assert json.loads((tmp_path / "job" / "result.json").read_text("utf-8"))["model"] == "da-zero"
    assert result.parameters == config.parameters
    assert set(result.bits_per_byte) == {"avvisi", "racconti"} and 0 < min(result.bits_per_byte.values()) < 8
    (model,) = [each for each in list_models() if each.reference == "da-zero"]
    assert (model.kind, model.licence, model.task, model.parameters) == (
        "pre-addestrato",
        UNDECLARED,
        None,
        config.parameters,
    )
    start, *_, end = read_events(tmp_path / "job")[0]
    assert (start["kind"], start["steps"], start["digests"]) == ("start", 8, result.digests)
    assert (end["kind"], end["model_digest"]) == ("end", model.digest)
    assert "Bit per byte" in end["diagnosis"][0]
    measured = events_of(tmp_path / "job", "validation")
    assert [event["step"] for event in measured] == [4, 8]
    assert all(
        event["bits_per_byte"].keys() == config.texts.keys() and event["loss"] > 0 for event in measured
    )


def test_the_model_says_how_to_make_it_again_and_not_where_this_machine_keeps_its_texts(
    tmp_path: Path, home: Path, scratch: Scratch
) -> None:
    config = scratch()
    pretrain(config, tmp_path / "job")
    folder = resolve("da-zero").folder
    for path in ("officina.json", "README.md"):
        assert str(tmp_path) not in (folder / path).read_text("utf-8")
    card = (folder / "README.md").read_text("utf-8")
    again = read_pretraining(yaml.safe_load(card.split("```yaml\n")[1].split("```")[0]))
    assert again.model_dump(exclude={"texts"}) == config.model_dump(exclude={"texts"})
    assert again.texts["avvisi"] == "avvisi.jsonl"


def test_the_published_folder_opens_and_writes_with_plain_transformers(
    tmp_path: Path, home: Path, scratch: Scratch
) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    pretrain(scratch(), tmp_path / "job")
    folder = home / "var" / "models" / "da-zero"
    network, loading = AutoModelForCausalLM.from_pretrained(folder, output_loading_info=True)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    assert type(network).__name__ == "LlamaForCausalLM" and not loading["missing_keys"]
    assert network.dtype == torch.bfloat16
    given = tokenizer("Il cittadino", return_tensors="pt")
    written = network.generate(**given, max_new_tokens=8, do_sample=False)
    assert written.shape[1] > given["input_ids"].shape[1]
    trained = last_weights(tmp_path / "job")["model.embed_tokens.weight"]
    assert (network.get_input_embeddings().weight == trained.bfloat16()).all()


def test_the_stages_asked_for_stay_as_models_that_open_from_the_untrained_to_the_last(
    tmp_path: Path, home: Path, scratch: Scratch
) -> None:
    pretrain(scratch(keep=[0, 3, 8]), tmp_path / "job")
    stages = [resolve(str(tmp_path / "job" / "tappe" / step)) for step in ("0", "3", "8")]
    assert len({stage.digest for stage in stages}) == 3
    read = [stage.provenance["figures"] for stage in stages]
    assert [each["tokens"] for each in read] == [0, 3 * 4 * 64, 8 * 4 * 64]
    assert read[0]["bytes"] == 0 < read[1]["bytes"] < read[2]["bytes"]
    assert read[2]["bits_per_byte"]["avvisi"] < read[0]["bits_per_byte"]["avvisi"]
    assert same(
        load_file(stages[-1].folder / "model.safetensors"),
        load_file(home / "var" / "models" / "da-zero" / "model.safetensors"),
    )


@pytest.mark.parametrize("stop", [1, 4, 7])
def test_a_run_stopped_and_resumed_ends_with_the_same_weights(
    tmp_path: Path, scratch: Scratch, stop: int
) -> None:
    whole = pretrain(scratch(name="intero"), tmp_path / "intero")
    config = scratch(name="due-volte")
    stopped_at(config, tmp_path / "job", stop)
    again = pretrain(config, tmp_path / "job", resume=True)
    assert same(last_weights(tmp_path / "intero"), last_weights(tmp_path / "job"))
    assert again.bits_per_byte == whole.bits_per_byte
    assert [event["from_step"] for event in events_of(tmp_path / "job", "start")] == [0, stop]


def test_stopping_saves_a_proven_checkpoint_and_makes_no_model(
    tmp_path: Path, home: Path, scratch: Scratch
) -> None:
    stopped_at(scratch(), tmp_path / "job", 3)
    checkpoint = proven_checkpoint(tmp_path / "job")
    assert checkpoint is not None and checkpoint.step == 3
    assert not (home / "var" / "models" / "da-zero").exists()
    assert events_of(tmp_path / "job", "stopped") == [read_events(tmp_path / "job")[0][-1]]


def test_the_same_seed_gives_the_same_weights_and_another_seed_others(
    tmp_path: Path, scratch: Scratch
) -> None:
    for name, seed in (("uno", 5), ("due", 5), ("tre", 6)):
        pretrain(scratch(name=name, seed=seed, steps=3), tmp_path / name)
    one, two, three = (last_weights(tmp_path / name) for name in ("uno", "due", "tre"))
    assert same(one, two)
    assert not same(one, three)


def test_a_resume_with_other_texts_or_another_config_is_refused_with_the_reason(
    tmp_path: Path, scratch: Scratch, write_texts: Callable[..., dict[str, str]]
) -> None:
    stopped_at(scratch(), tmp_path / "job", 2)
    others = write_texts(tmp_path / "altri", start=300)
    for changes, reason in (
        ({"texts": others}, "i testi sono diversi"),
        ({"matrix_rate": 0.01}, "la configurazione è diversa"),
        ({"steps": 9}, "la configurazione è diversa"),
    ):
        with pytest.raises(UserError, match=reason):
            pretrain(scratch(**changes), tmp_path / "job", resume=True)


def test_texts_that_were_moved_and_other_intervals_do_not_hinder_a_resume(
    tmp_path: Path, scratch: Scratch, write_texts: Callable[..., dict[str, str]]
) -> None:
    stopped_at(scratch(), tmp_path / "job", 2)
    moved = write_texts(tmp_path / "spostati")
    changes = {"texts": moved, "validate_every": 3, "checkpoint_seconds": 1.0, "keep": [8]}
    assert pretrain(scratch(**changes), tmp_path / "job", resume=True).step == 8


def test_a_damaged_checkpoint_alone_is_not_resumed_from(tmp_path: Path, scratch: Scratch) -> None:
    stopped_at(scratch(), tmp_path / "job", 2)
    damaged = tmp_path / "job" / "checkpoints" / "step-2" / "optimizers.pt"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    with pytest.raises(UserError, match="Nessun salvataggio è completo"):
        pretrain(scratch(), tmp_path / "job", resume=True)


def test_a_finished_job_is_not_run_again_but_a_resume_gives_its_result(
    tmp_path: Path, scratch: Scratch
) -> None:
    result = pretrain(scratch(steps=2), tmp_path / "job")
    with pytest.raises(UserError, match="già concluso"):
        pretrain(scratch(steps=2), tmp_path / "job")
    assert pretrain(scratch(steps=2), tmp_path / "job", resume=True) == result


def test_a_name_that_is_taken_is_refused_before_any_text_is_read(
    tmp_path: Path, home: Path, scratch: Scratch
) -> None:
    (home / "var" / "models" / "da-zero").mkdir(parents=True)
    with pytest.raises(UserError, match="Esiste già un modello"):
        pretrain(scratch(texts={"avvisi": "manca", "racconti": "manca"}), tmp_path / "job")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"vocabulary": 50_000}, "troppo pochi per un vocabolario"),
        ({"texts": {"avvisi": "/non/esiste.txt", "racconti": "/non/esiste.txt"}}, "non c'è"),
    ],
)
def test_texts_that_do_not_serve_are_told(
    tmp_path: Path, scratch: Scratch, changes: dict[str, object], reason: str
) -> None:
    with pytest.raises(UserError, match=reason):
        pretrain(scratch(**changes), tmp_path / "job")


def test_compiling_without_a_compiler_is_refused_with_what_to_do(
    tmp_path: Path, scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(UserError, match="compilatore C"):
        pretrain(scratch(compile=True), tmp_path / "job")


def test_a_loss_that_is_no_number_ends_the_run_with_advice(
    tmp_path: Path, scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finetune.pretraining.learning.update", lambda *_: float("nan"))
    with pytest.raises(UserError, match="Ridurre il passo delle matrici"):
        pretrain(scratch(), tmp_path / "job")


def test_texts_read_very_often_are_named_in_the_diagnosis() -> None:
    measured = {
        "bits_per_byte": {"avvisi": 1.5, "racconti": 2.25},
        "epochs": {"avvisi": 12.3, "racconti": 3.9},
    }
    first, second = diagnose(PretrainingResult(False, "da-zero", 9, 9, 1.0, **measured))
    assert "avvisi 1,50, racconti 2,25" in first
    assert "più di 4 volte: «avvisi» 12,3 volte" in second and "racconti" not in second


def test_from_the_command_line_it_ends_with_zero_stops_with_three_and_tells_errors_with_four(
    tmp_path: Path, scratch: Scratch, capsys: pytest.CaptureFixture
) -> None:
    path, folder = tmp_path / "c.yaml", tmp_path / "job"
    path.write_text(yaml.safe_dump(scratch(steps=2).model_dump()), "utf-8")
    folder.mkdir()
    (folder / "STOP").touch()
    assert main(["pretrain", str(path), "--folder", str(folder)]) == 3
    (folder / "STOP").unlink()
    assert main(["pretrain", str(path), "--folder", str(folder), "--resume"]) == 0
    assert "Bit per byte" in capsys.readouterr().out
    assert main(["pretrain", str(path), "--folder", str(tmp_path / "altro")]) == 4
    assert "Esiste già un modello" in events_of(tmp_path / "altro", "error")[0]["problem"]


def test_it_is_listed_among_the_recipes(capsys: pytest.CaptureFixture) -> None:
    assert main(["recipes"]) == 0
    assert "pre-addestramento: " in capsys.readouterr().out


@pytest.mark.parametrize(("fixture", "method"), [("offices", "lora"), ("answers", "completo")])
def test_the_other_recipes_train_on_top_of_it(
    tmp_path: Path,
    scratch: Scratch,
    request: pytest.FixtureRequest,
    configure: Callable,
    fixture: str,
    method: str,
) -> None:
    pretrain(scratch(steps=2, name="base-nuova"), tmp_path / "base")
    data_set: DataSet = request.getfixturevalue(fixture)
    result = train(configure(data_set, "base-nuova", method=method), tmp_path / "job")
    trained = resolve("nuovo")
    assert (result.stopped, trained.base, trained.licence) == (False, "base-nuova", UNDECLARED)
    assert result.base_digest == resolve("base-nuova").digest
