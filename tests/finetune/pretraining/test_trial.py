import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from finetune import estimation
from finetune.__main__ import main
from finetune.estimation import estimate
from finetune.pretraining.config import PretrainingConfig
from finetune.pretraining.trial import trial
from workbench.errors import UserError
from workbench.settings import settings

Scratch = Callable[..., PretrainingConfig]


@pytest.mark.parametrize("steps", [1, 2, 50])
def test_a_trial_measures_time_memory_and_disk_and_leaves_nothing_behind(
    scratch: Scratch, steps: int
) -> None:
    found = trial(scratch(steps=steps))
    assert found["steps"] == steps
    assert found["seconds"] > steps * found["seconds_per_step"] > 0
    assert 100e6 < found["peak_bytes"] < 5e9
    # twice the weights and at least one moment in float32, then the finished model in bfloat16
    assert found["disk_bytes"] > (2 * 2 * 4 + 2) * scratch().parameters
    assert not list(settings().var.glob(".prova-*"))


def test_a_trial_tells_what_goes_before_the_steps_and_how_often_each_text_is_read(scratch: Scratch) -> None:
    notes = " ".join(trial(scratch())["notes"])
    assert "Preparare i testi" in notes and "compilare" not in notes
    assert "«avvisi»" in notes and "«racconti»" in notes


def test_a_network_too_large_for_the_memory_is_refused_before_anything_is_loaded(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimation, "_dry_run", lambda config: pytest.fail("loaded"))
    monkeypatch.setattr(estimation, "available_memory", lambda: 8_000_000_000)
    found = estimate(scratch(hidden=8192, layers=64, heads=64, intermediate=22_528))
    assert not found.fits and "memoria" in found.sentence()


def test_a_name_that_is_taken_is_told_before_the_trial(scratch: Scratch, home: Path) -> None:
    (home / "var" / "models" / "da-zero").mkdir(parents=True)
    with pytest.raises(UserError, match="Esiste già"):
        estimate(scratch())


@pytest.mark.slow
def test_the_command_estimates_a_pretraining_and_what_would_stop_it_ends_with_four(
    tmp_path: Path, home: Path, scratch: Scratch, capsys: pytest.CaptureFixture
) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(yaml.safe_dump(scratch().model_dump()), "utf-8")
    assert main(["estimate", str(path)]) == 0
    assert "8 passi" in capsys.readouterr().out
    path.write_text(yaml.safe_dump(scratch(vocabulary=50_000).model_dump()), "utf-8")
    assert main(["estimate", str(path)]) == 4
    assert "troppo pochi" in capsys.readouterr().err


@pytest.mark.slow
def test_a_compiled_run_and_its_estimate_end(tmp_path: Path, home: Path, scratch: Scratch) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(yaml.safe_dump(scratch(compile=True, steps=5).model_dump()), "utf-8")
    environment = os.environ | {"OFFICINA_HOME": str(home)}
    command = [sys.executable, "-m", "finetune"]
    found = subprocess.run(
        [*command, "estimate", path], env=environment, capture_output=True, text=True, check=True
    )
    assert "compilare il modello" in found.stdout
    done = subprocess.run(
        [*command, "pretrain", path, "--folder", tmp_path / "job"], env=environment, check=False
    )
    assert done.returncode == 0
