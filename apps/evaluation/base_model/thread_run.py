"""The comparison of the fine-tuned model with TF-IDF: the newest that fits, or a new run."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from eval.base_model.gain import tuned_model
from eval.result import Comparison, read_result
from workbench.errors import UserError
from workbench.jobs import Job, last_event, list_jobs
from workbench.models import EMBEDDED, resolve
from workbench.settings import REPOSITORY

Run = tuple[Path, float | None]


def newest_run(tell: Callable[[str], None]) -> Run:
    """The newest finished evaluation of this very model and one trained from it. UserError: there is none."""
    digest = resolve(EMBEDDED).digest
    for job, found in _comparisons():
        tuned = tuned_model(found)
        if tuned is not None and found.model(EMBEDDED).digest == digest:
            tell(f"gain: si usa la valutazione {job.id}.")
            return job.folder, _training_seconds(tuned.reference)
    raise UserError(
        "Non c'è una valutazione finita di questo modello addestrato su «richieste-comune».",
        remedy="Togliere --skip-training, oppure eseguire prima: python -m apps demo.",
    )


def new_run(tell: Callable[[str], None]) -> Run:
    """Train and compare now, through `python -m apps demo`, in a process of its own."""
    tell("gain: si percorre tutto il filo (python -m apps demo)…")
    done = subprocess.run(
        [sys.executable, "-m", "apps", "demo"], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode != 0:
        raise UserError(
            "Il filo di esempio non è arrivato in fondo.",
            value=f"codice {done.returncode}",
            remedy="Il motivo è scritto sopra; provare con: python -m apps demo.",
        )
    folder = Path(json.loads(done.stdout.splitlines()[-1])["report"]).parent
    tuned = tuned_model(read_result(folder))
    return folder, _training_seconds(tuned.reference) if tuned else None


def _comparisons() -> Iterator[tuple[Job, Comparison]]:
    """Finished evaluations, the newest first."""
    for job in list_jobs():
        if job.kind == "valutazione":
            try:
                yield job, read_result(job.folder)
            except UserError:
                continue  # still running, or stopped


def _training_seconds(name: str) -> float | None:
    """How long the training of the model of this name took, as it told at its end."""
    for job in list_jobs():
        config = job.folder / "config.yaml"
        if job.kind == "addestramento" and config.is_file():
            told = yaml.safe_load(config.read_text("utf-8"))
            ended = last_event(job.folder, "end")
            if told.get("name") == name and ended:
                return ended.get("seconds")
    return None
