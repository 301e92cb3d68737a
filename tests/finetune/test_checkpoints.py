"""A disk that takes no more, for real: a tiny file system, and a limit on the size of files."""

import resource
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from finetune.__main__ import main
from finetune.checkpoints import disk_full_explained
from finetune.config import TrainingConfig
from workbench.data import DataSet
from workbench.errors import UserError
from workbench.jobs import proven_checkpoint, read_events

Configure = Callable[..., TrainingConfig]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disco"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount a file system here")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_disk_full_during_a_checkpoint_keeps_the_one_before_and_the_run_resumes(
    tmp_path: Path,
    small_disk: Path,
    tiny_llama: Path,
    offices: DataSet,
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = configure(offices, tiny_llama, epochs=3)
    path, folder = tmp_path / "c.yaml", small_disk / "job"
    path.write_text(yaml.safe_dump(config.model_dump()), "utf-8")
    arguments = ["train", str(path), "--folder", str(folder)]
    folder.mkdir()
    (folder / "STOP").touch()
    assert main(arguments) == 3
    (folder / "STOP").unlink()
    filler = small_disk / "pieno"
    _fill(filler)
    assert main([*arguments, "--resume"]) == 4
    checkpoint = proven_checkpoint(folder)
    assert checkpoint is not None
    assert checkpoint.step == 1
    filler.unlink()
    assert not list((folder / "checkpoints").glob(".*"))
    assert main([*arguments, "--resume"]) == 0
    assert read_events(folder)[0][-1]["kind"] == "end"


def _fill(path: Path, left: int = 12_000) -> None:
    """Leave room for events, not for a checkpoint."""
    import shutil

    path.write_bytes(b"0" * (shutil.disk_usage(path.parent).free - left))


@pytest.mark.slow
def test_files_that_may_not_grow_are_a_full_disk_in_italian(
    tmp_path: Path, home: Path, tiny_llama: Path, offices: DataSet, configure: Configure
) -> None:
    import os
    import sys

    path, folder = tmp_path / "c.yaml", tmp_path / "job"
    path.write_text(yaml.safe_dump(configure(offices, tiny_llama).model_dump()), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "finetune", "train", str(path), "--folder", str(folder)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
        env=os.environ | {"OFFICINA_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4, done.stderr
    assert "Il disco è pieno" in read_events(folder)[0][-1]["problem"]


def test_another_error_while_saving_stays_what_it_is() -> None:
    with pytest.raises(OSError, match="input/output"), disk_full_explained():
        raise OSError(5, "input/output")
    with pytest.raises(UserError, match="disco è pieno"), disk_full_explained():
        raise OSError(28, "No space left on device")
