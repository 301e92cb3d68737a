"""Checkpoints of a run: written aside, sealed, put in place in one move; the latest and the best are kept."""

import errno
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from workbench.errors import UserError
from workbench.jobs import (
    Checkpoint,
    checkpoint_folder,
    checkpoint_problem,
    disk_explained,
    proven_checkpoint,
    seal_checkpoint,
)

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
WRITE_FAILED = re.compile(r"os error (28|122|27)\b|file write failed|unexpected pos")
"""how safetensors and torch report a disk that takes no more"""
FREE = {"checkpoint_seconds", "validate_every", "rows_at_once", "texts", "keep"}
"""what may change in a config between start and resume; texts are known by their digests"""
CHANGED = {
    "data_digest": "l'insieme di dati è diverso",
    "base_digest": "il modello di base è diverso",
    "digests": "i testi sono diversi",
    "config": "la configurazione è diversa",
}


def write_checkpoint(trainer: Any, folder: Path, extra: dict[str, Any]) -> Path:
    """Save everything that a resume needs; on a full disk UserError, and what was there before stays."""

    def fill(temporary: Path) -> None:
        save_network(trainer.model, temporary)
        trainer._save_optimizer_and_scheduler(str(temporary))
        trainer._save_rng_state(str(temporary))
        trainer.state.save_to_json(str(temporary / "trainer_state.json"))

    return place_checkpoint(folder, trainer.state.global_step, extra, fill)


def place_checkpoint(folder: Path, step: int, extra: dict[str, Any], fill: Callable[[Path], None]) -> Path:
    """Let `fill` write aside, seal what it wrote and put it in place; older ones but the best are removed."""
    place = checkpoint_folder(folder, step)
    if place.exists() and not checkpoint_problem(place):
        return place
    temporary = place.with_name(f".{place.name}.tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    shutil.rmtree(place, ignore_errors=True)
    try:
        with disk_full_explained():
            temporary.mkdir(parents=True)
            fill(temporary)
            with disk_explained(temporary):
                seal_checkpoint(temporary, step, extra)
        temporary.rename(place)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    _prune(folder, {step, extra.get("best_step")})
    return place


def save_network(network: Any, folder: Path) -> None:
    """Weights as safetensors: the adapter alone under LoRA, the whole network otherwise."""
    if hasattr(network, "peft_config"):
        # peft would look on the hub whether the vocabulary grew; it did not
        network.save_pretrained(folder, save_embedding_layers=False)
        network.get_base_model().config.save_pretrained(folder)
    else:
        network.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)  # peft's own card, in English and without licence


@contextmanager
def disk_full_explained() -> Iterator[None]:
    """Say in Italian that the disk is full, however the library that was writing says it."""
    from safetensors import SafetensorError

    try:
        yield
    except (OSError, RuntimeError, SafetensorError) as cause:
        if getattr(cause, "errno", None) in FULL or WRITE_FAILED.search(str(cause)):
            raise UserError(
                "Il disco è pieno: il salvataggio non è riuscito e l'addestramento si è fermato.",
                remedy="Liberare spazio e riprendere: l'ultimo salvataggio completo è rimasto al suo posto.",
            ) from cause
        raise


def _prune(folder: Path, kept: set[int | None]) -> None:
    names = {f"step-{step}" for step in kept}
    for path in checkpoint_folder(folder, 0).parent.iterdir():
        if path.name not in names:
            shutil.rmtree(path, ignore_errors=True)


def start_point(folder: Path, *, resume: bool) -> Checkpoint | None:
    """The checkpoint to go on from, None to begin; UserError when either would lose something."""
    found = proven_checkpoint(folder)
    if found and not resume:
        raise UserError(
            "In questa cartella c'è già un addestramento iniziato.",
            value=folder.name,
            remedy="Riprenderlo con --resume, oppure usare una cartella nuova.",
        )
    broken = checkpoint_folder(folder, 0).parent
    if resume and not found and any(broken.glob("step-*")):
        raise UserError(
            "Nessun salvataggio è completo: non si può riprendere.",
            value=folder.name,
            remedy="Avviare un nuovo addestramento con la stessa configurazione.",
        )
    return found


def check_unchanged(checkpoint: Checkpoint, identity: dict[str, Any]) -> None:
    """UserError when what the run learns from, or its config, is not what the checkpoint was made with."""
    for name, told in CHANGED.items():
        if _essence(checkpoint.extra.get(name)) != _essence(identity.get(name)):
            raise UserError(
                f"Non si può riprendere: {told} da quando l'addestramento è iniziato.",
                value=identity["config"]["name"],
                remedy="Rimettere ciò che c'era all'avvio, oppure avviare un nuovo addestramento.",
            )


def _essence(values: Any) -> Any:
    return (
        {name: value for name, value in values.items() if name not in FREE}
        if isinstance(values, dict)
        else values
    )
