"""Time and memory before starting: a dry run in a process of its own, so that no page waits for it.

What was asked and answered stands in a folder named by the digest of the question: asking again costs
nothing, and two people who ask the same share the answer.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from apps.training.wish import as_yaml
from workbench.italian import duration, number, size
from workbench.settings import REPOSITORY, settings

NOT_ASKED = frozenset({"name", "patience", "checkpoint_seconds"})
"""these do not change time or memory of a whole run"""
QUESTION, ANSWER, LOG, PROCESS = "config.yaml", "stima.json", "log.txt", "processo.json"
LONGEST_SECONDS = 600
FRESH_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Estimating:
    """How an estimate stands: still `running`, or with an `answer`, or with a `problem` in Italian."""

    running: bool = False
    answer: dict[str, Any] | None = None
    problem: str = ""


def folder_of(config: BaseModel) -> Path:
    asked = {name: value for name, value in config.model_dump().items() if name not in NOT_ASKED}
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    return settings().var / "estimates" / digest[:16]


def begin(config: BaseModel) -> None:
    """Start the dry run, unless it runs already or has answered."""
    folder = folder_of(config)
    found = look(config)
    if found and (found.running or found.answer):
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / QUESTION).write_text(as_yaml(config), "utf-8")
    command = [sys.executable, "-m", "finetune", "estimate", str(folder / QUESTION), "--json"]
    with (folder / ANSWER).open("wb") as answer, (folder / LOG).open("wb") as log:
        child = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=log,
            start_new_session=True,
            env=os.environ | {"OFFICINA_HOME": str(settings().home)},
        )
    _children[folder] = child
    (folder / PROCESS).write_text(json.dumps({"pid": child.pid, "started": time.time()}), "utf-8")


_children: dict[Path, subprocess.Popen[bytes]] = {}
"""dry runs started by this process, to see how they end"""


def look(config: BaseModel) -> Estimating | None:
    """How the estimate for these values stands; None when nobody asked or the answer is old."""
    folder = folder_of(config)
    if not (folder / PROCESS).is_file():
        return None
    started = json.loads((folder / PROCESS).read_text("utf-8"))["started"]
    answer = _answer(folder)
    if answer is not None:
        return Estimating(answer=answer) if time.time() - started < FRESH_SECONDS else None
    child = _children.get(folder)
    if child is not None and child.poll() is None and time.time() - started < LONGEST_SECONDS:
        return Estimating(running=True)
    return _ended_badly(folder, child)


def _answer(folder: Path) -> dict[str, Any] | None:
    lines = (folder / ANSWER).read_text("utf-8", "replace").strip().splitlines()
    try:
        found = json.loads(lines[-1]) if lines else None
    except ValueError:
        return None  # still being written, or another sort of line
    return found if isinstance(found, dict) and "fits" in found else None


def _ended_badly(folder: Path, child: subprocess.Popen[bytes] | None) -> Estimating:
    if child is not None and child.poll() is None:
        child.kill()
        return Estimating(
            problem="La stima dura troppo: ridurre il modello, la lunghezza o le righe per passo."
        )
    if child is not None and child.returncode == 4:
        lines = (folder / LOG).read_text("utf-8", "replace").strip().splitlines()
        return Estimating(problem=lines[-1] if lines else "La stima non è riuscita.")
    return Estimating(
        problem="La stima si è interrotta prima di rispondere: riprovare, o ridurre memoria e lunghezza."
    )


def tell(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """Names and values of an estimate; a refusal before any step knows the memory only."""
    told = [("Memoria al massimo", size(answer["peak_bytes"]))]
    if answer["steps"]:
        told.insert(0, ("Tempo previsto", f"{duration(answer['seconds'])} al massimo"))
        told.append(("Passi", f"{number(answer['steps'])}, {duration(answer['seconds_per_step'])} l'uno"))
    if answer.get("disk_bytes"):
        told.append(("Spazio su disco", size(answer["disk_bytes"])))
    if answer.get("longest"):
        told.append(("Riga più lunga", f"{number(answer['longest'])} token"))
    cut = answer.get("truncated_rows")
    if cut is not None:
        told.append(("Righe tagliate", number(cut) if cut else "nessuna"))
    return told


def refusal(answer: dict[str, Any]) -> str:
    """Why it does not fit; empty when it does."""
    if answer["fits"]:
        return ""
    return f"Non è possibile avviare: {answer.get('reason') or 'non ci sta in questa macchina.'}"
