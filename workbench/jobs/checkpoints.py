"""Checkpoints that prove themselves: a manifest with the digest of every file, written last."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.jobs.files import disk_explained, replace_whole, sync

CHECKPOINTS = "checkpoints"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Checkpoint:
    step: int
    folder: Path
    extra: dict[str, Any]
    """what the trainer gave to `seal_checkpoint`"""


def checkpoint_folder(job_folder: Path, step: int) -> Path:
    return job_folder / CHECKPOINTS / f"step-{step}"


def seal_checkpoint(folder: Path, step: int, extra: dict[str, Any] | None = None) -> Checkpoint:
    """Declare `folder` complete: bring its files to the disk, then write their sizes and digests.

    Whatever interrupts this, before the manifest is in place the checkpoint does not count.
    """
    with disk_explained(folder):
        files = {}
        for path in _files(folder):
            sync(path)
            files[path.relative_to(folder).as_posix()] = {
                "size": path.stat().st_size,
                "sha256": _digest(path),
            }
        for inner in (path for path in folder.rglob("*") if path.is_dir()):
            sync(inner)
        manifest = {"step": step, "extra": extra or {}, "files": files}
        replace_whole(folder / MANIFEST, json.dumps(manifest, indent=1))
        sync(folder.parent)
    return Checkpoint(step, folder, extra or {})


def proven_checkpoint(job_folder: Path) -> Checkpoint | None:
    """The newest checkpoint whose every byte is as it was sealed; None when there is no such."""
    for folder in _newest_first(job_folder):
        if not checkpoint_problem(folder):
            manifest = _manifest(folder)
            return Checkpoint(manifest["step"], folder, manifest["extra"])
    return None


def checkpoint_problem(folder: Path) -> str:
    """Why this checkpoint may not be continued from, in Italian; empty when it may."""
    if not (folder / MANIFEST).exists():
        return "il salvataggio non è stato concluso"
    try:
        files = _manifest(folder)["files"]
    except (ValueError, KeyError):
        return "l'elenco dei file è illeggibile"
    if not files:
        return "il salvataggio è vuoto"
    for name, expected in files.items():
        path = folder / name
        if not path.is_file():
            return f"manca il file {name}"
        if path.stat().st_size != expected["size"] or _digest(path) != expected["sha256"]:
            return f"il file {name} è rovinato"
    return ""


def newest_problem(job_folder: Path) -> str:
    """What is wrong with the newest checkpoint, in Italian; empty when nothing is, or there is none."""
    return next((checkpoint_problem(folder) for folder in _newest_first(job_folder)), "")


def _newest_first(job_folder: Path) -> list[Path]:
    numbered = {
        int(path.name.removeprefix("step-")): path
        for path in (job_folder / CHECKPOINTS).glob("step-*")
        if path.name.removeprefix("step-").isdecimal()
    }
    return [numbered[step] for step in sorted(numbered, reverse=True)]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)


def _manifest(folder: Path) -> dict[str, Any]:
    return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_SEQUENTIAL)
        return hashlib.file_digest(file, "sha256").hexdigest()
