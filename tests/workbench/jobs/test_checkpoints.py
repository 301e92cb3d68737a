import errno
import os
from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.jobs import (
    checkpoint_folder,
    checkpoint_problem,
    disk_explained,
    proven_checkpoint,
    seal_checkpoint,
)


def _write(job: Path, step: int, *, sealed: bool = True) -> Path:
    folder = checkpoint_folder(job, step)
    (folder / "inner").mkdir(parents=True)
    (folder / "weights.bin").write_bytes(os.urandom(5000))
    (folder / "inner" / "optimizer.bin").write_bytes(b"abc")
    if sealed:
        seal_checkpoint(folder, step, {"epoch": 1})
    return folder


def test_a_sealed_checkpoint_is_proven_with_what_the_trainer_noted(tmp_path: Path) -> None:
    folder = _write(tmp_path, 10)
    found = proven_checkpoint(tmp_path)
    assert found and (found.step, found.folder, found.extra) == (10, folder, {"epoch": 1})


def test_the_newest_by_number_is_chosen_not_by_name(tmp_path: Path) -> None:
    for step in (9, 10, 100):
        _write(tmp_path, step)
    assert proven_checkpoint(tmp_path).step == 100  # type: ignore[union-attr]


def test_a_checkpoint_never_sealed_does_not_count(tmp_path: Path) -> None:
    _write(tmp_path, 10)
    unsealed = _write(tmp_path, 20, sealed=False)
    assert checkpoint_problem(unsealed) == "il salvataggio non è stato concluso"
    assert proven_checkpoint(tmp_path).step == 10  # type: ignore[union-attr]


def test_one_flipped_byte_is_enough_to_fall_back(tmp_path: Path) -> None:
    _write(tmp_path, 10)
    weights = _write(tmp_path, 20) / "weights.bin"
    content = bytearray(weights.read_bytes())
    content[2500] ^= 1
    weights.write_bytes(content)
    assert "weights.bin è rovinato" in checkpoint_problem(weights.parent)
    assert proven_checkpoint(tmp_path).step == 10  # type: ignore[union-attr]


def test_a_shortened_or_missing_file_is_noticed(tmp_path: Path) -> None:
    folder = _write(tmp_path, 10)
    os.truncate(folder / "weights.bin", 100)
    assert "rovinato" in checkpoint_problem(folder)
    (folder / "weights.bin").unlink()
    assert "manca il file" in checkpoint_problem(folder)


def test_a_torn_manifest_does_not_prove_anything(tmp_path: Path) -> None:
    folder = _write(tmp_path, 10)
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text()[:50])
    assert proven_checkpoint(tmp_path) is None


def test_an_empty_checkpoint_is_not_proven(tmp_path: Path) -> None:
    folder = checkpoint_folder(tmp_path, 1)
    folder.mkdir(parents=True)
    seal_checkpoint(folder, 1)
    assert proven_checkpoint(tmp_path) is None


def test_a_full_disk_is_said_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="disco è pieno"), disk_explained(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_another_failure_of_the_disk_is_not_disguised(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Input/output"), disk_explained(tmp_path):
        raise OSError(errno.EIO, "Input/output error")
