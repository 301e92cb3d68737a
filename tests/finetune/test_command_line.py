import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from safetensors.torch import load_file

from finetune.__main__ import main
from finetune.config import TrainingConfig
from workbench.data import DataSet
from workbench.jobs import proven_checkpoint, read_events

Configure = Callable[..., TrainingConfig]
PATIENCE = 240
"""seconds, for machines that are busy with other things"""


def write(config: TrainingConfig, folder: Path) -> Path:
    path = folder / f"{config.name}.yaml"
    path.write_text(yaml.safe_dump(config.model_dump(), allow_unicode=True), "utf-8")
    return path


def launch(config: Path, folder: Path, home: Path, *more: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "finetune", "train", str(config), "--folder", str(folder), *more],
        env=os.environ | {"OFFICINA_HOME": str(home), "OMP_NUM_THREADS": "1"},
        stderr=subprocess.DEVNULL,
    )


def wait_for(folder: Path, kind: str, step: int = 0) -> None:
    deadline = time.monotonic() + PATIENCE
    while not any(e["kind"] == kind and e.get("step", 0) >= step for e in read_events(folder)[0]):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_training_from_the_command_line_ends_with_zero(
    tmp_path: Path, tiny_llama: Path, offices: DataSet, configure: Configure
) -> None:
    config = write(configure(offices, tiny_llama), tmp_path)
    assert main(["train", str(config), "--folder", str(tmp_path / "job")]) == 0
    assert (tmp_path / "job" / "result.json").is_file()


def test_a_stop_file_ends_with_three(
    tmp_path: Path, tiny_llama: Path, offices: DataSet, configure: Configure
) -> None:
    (tmp_path / "job").mkdir()
    (tmp_path / "job" / "STOP").touch()
    config = write(configure(offices, tiny_llama), tmp_path)
    assert main(["train", str(config), "--folder", str(tmp_path / "job")]) == 3


def test_an_error_of_the_person_ends_with_four_and_is_the_last_event(
    tmp_path: Path, tiny_llama: Path, offices: DataSet, configure: Configure, capsys: pytest.CaptureFixture
) -> None:
    config = write(configure(offices, tiny_llama / "manca"), tmp_path)
    assert main(["train", str(config), "--folder", str(tmp_path / "job")]) == 4
    last = read_events(tmp_path / "job")[0][-1]
    assert last["kind"] == "error"
    assert "La cartella del modello non esiste" in last["problem"]
    assert last["remedy"] not in last["problem"]
    assert "Controllare il percorso" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["recipe: [", "\x00", "epochs: 3"])
def test_a_config_file_that_is_no_config_ends_with_four(tmp_path: Path, home: Path, content: str) -> None:
    (tmp_path / "c.yaml").write_text(content, "utf-8")
    assert main(["estimate", str(tmp_path / "c.yaml")]) == 4
    assert main(["estimate", str(tmp_path / "manca.yaml")]) == 4


@pytest.mark.slow
def test_the_recipes_and_the_estimate_are_printed(
    tmp_path: Path, tiny_llama: Path, offices: DataSet, configure: Configure, capsys: pytest.CaptureFixture
) -> None:
    assert main(["recipes"]) == 0
    assert "classificazione" in capsys.readouterr().out
    assert main(["estimate", str(write(configure(offices, tiny_llama), tmp_path)), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["fits"] is True


@pytest.mark.slow
def test_sigterm_saves_and_the_run_can_be_resumed(
    tmp_path: Path, home: Path, tiny_llama: Path, offices: DataSet, configure: Configure
) -> None:
    config = write(configure(offices, tiny_llama, epochs=200, learning_rate=1e-9), tmp_path)
    process = launch(config, tmp_path / "job", home)
    wait_for(tmp_path / "job", "step")
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 3
    assert proven_checkpoint(tmp_path / "job") is not None


@pytest.mark.slow
def test_a_run_killed_between_steps_and_resumed_ends_with_the_same_weights(
    tmp_path: Path, home: Path, tiny_llama: Path, offices: DataSet, configure: Configure
) -> None:
    changes = {"epochs": 10, "checkpoint_seconds": 0.001, "lora_dropout": 0.1}
    whole = write(configure(offices, tiny_llama, name="intero", **changes), tmp_path)
    assert launch(whole, tmp_path / "intero", home).wait(PATIENCE) == 0
    config = write(configure(offices, tiny_llama, name="ucciso", **changes), tmp_path)
    killed = launch(config, tmp_path / "job", home)
    wait_for(tmp_path / "job", "checkpoint", step=7)
    killed.kill()
    killed.wait()
    checkpoint = proven_checkpoint(tmp_path / "job")
    assert checkpoint is not None
    assert 7 <= checkpoint.step < 30
    assert launch(config, tmp_path / "job", home, "--resume").wait(PATIENCE) == 0
    first, second = (
        load_file(home / "var" / "models" / name / "adapter_model.safetensors")
        for name in ("intero", "ucciso")
    )
    assert all((first[name] == second[name]).all() for name in first)


@pytest.mark.slow
def test_the_same_job_started_twice_is_refused_while_the_first_goes_on(
    tmp_path: Path, home: Path, tiny_llama: Path, offices: DataSet, configure: Configure
) -> None:
    config = write(configure(offices, tiny_llama, epochs=200, learning_rate=1e-9), tmp_path)
    first = launch(config, tmp_path / "job", home)
    wait_for(tmp_path / "job", "start")
    assert launch(config, tmp_path / "job", home).wait(PATIENCE) == 4
    assert first.poll() is None
    first.kill()
    first.wait()
