import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from finetune import estimation
from finetune.config import TrainingConfig
from finetune.dry_run import extrapolate, sorted_batches
from finetune.estimation import available_memory, estimate
from finetune.recipe import Example
from workbench.data import DataSet
from workbench.errors import UserError

Configure = Callable[..., TrainingConfig]


def rows_of(lengths: list[int]) -> list[Example]:
    return [Example([1] * length, [0]) for length in lengths]


@pytest.mark.slow
def test_a_dry_run_measures_time_memory_and_disk(
    tiny_llama: Path, offices: DataSet, configure: Configure
) -> None:
    found = estimate(configure(offices, tiny_llama, epochs=2, max_length=16))
    assert found.fits
    assert found.steps == 6
    assert found.seconds > 0
    assert 100e6 < found.peak_bytes < 3e9
    assert found.disk_bytes > 10_000
    assert found.truncated_rows > 0
    assert found.longest == 16
    assert found.seconds_per_step > 0
    assert "6 passi" in found.sentence()


def test_a_run_that_does_not_fit_in_memory_is_refused_before_anything_is_loaded(
    tiny_llama: Path, offices: DataSet, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimation, "available_memory", lambda: 50_000_000)
    monkeypatch.setattr(estimation, "_dry_run", lambda config: pytest.fail("loaded"))
    found = estimate(configure(offices, tiny_llama, method="completo"))
    assert not found.fits
    assert "memoria" in found.sentence()
    assert "50,0 MB" in str(found.reason)


def test_a_run_whose_measured_peak_or_disk_does_not_fit_is_refused(
    tiny_llama: Path, offices: DataSet, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = {"seconds": 1.0, "steps": 3, "seconds_per_step": 0.1, "truncated_rows": 0}
    for figures, word in (
        ({"peak_bytes": 10**13, "disk_bytes": 1}, "memoria"),
        ({"peak_bytes": 1, "disk_bytes": 10**17}, "disco"),
    ):
        monkeypatch.setattr(estimation, "_dry_run", lambda config, figures=figures: measured | figures)
        found = estimate(configure(offices, tiny_llama))
        assert not found.fits
        assert word in str(found.reason)


@pytest.mark.slow
def test_what_stops_the_training_stops_the_estimate(
    tiny_bert: Path, answers: DataSet, configure: Configure
) -> None:
    with pytest.raises(UserError, match="non sa scrivere"):
        estimate(configure(answers, tiny_bert))


def test_the_whole_time_follows_the_distribution_of_lengths_not_the_longest_row() -> None:
    batches = sorted_batches(rows_of([10] * 99 + [1000]), 1)
    # ten tokens take 1 s, a thousand take 100 s
    assert extrapolate(batches, slow=100.0, fast=1.0) == pytest.approx(99 * 1 + 100)


def test_rows_of_one_length_take_one_time() -> None:
    assert extrapolate(sorted_batches(rows_of([10] * 30), 10), slow=2.0, fast=2.0) == pytest.approx(6)


def test_the_longest_batch_of_the_trial_is_a_full_one() -> None:
    assert len(sorted_batches(rows_of([3, 4, 5, 6, 7]), 4)[-1]) == 4


def test_available_memory_is_a_number_of_bytes_of_this_machine() -> None:
    assert 10_000_000 < available_memory() < 10**15


@pytest.mark.slow
def test_the_process_that_asks_for_an_estimate_loads_no_torch(
    tmp_path: Path, home: Path, tiny_llama: Path, offices: DataSet, configure: Configure
) -> None:
    code = (
        "import sys; from finetune import TrainingConfig, estimate; "
        "found = estimate(TrainingConfig.model_validate_json(sys.argv[1])); "
        "print(found.fits, {'torch', 'transformers'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, configure(offices, tiny_llama).model_dump_json()],
        env=os.environ | {"OFFICINA_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "True set()"
