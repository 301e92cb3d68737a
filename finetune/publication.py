"""From the best checkpoint to a model in the list: complete or not there at all."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from finetune.card import card
from finetune.checkpoints import disk_full_explained
from finetune.preparation import Ingredients, check_name_is_free, is_published_by
from workbench.errors import UserError
from workbench.jobs import checkpoint_problem
from workbench.jobs.files import sync
from workbench.models import Model, resolve
from workbench.models.model import MODEL_FILE
from workbench.settings import settings

WEIGHTS = (
    "*.safetensors",
    "*.safetensors.index.json",
    "adapter_config.json",
    "config.json",
    "generation_config.json",
)


def publish(ingredients: Ingredients, checkpoint: Path, run: str, figures: dict[str, Any]) -> Model:
    """Put weights, tokenizer, provenance and card in `var/models/<name>`."""
    fill = partial(_fill, ingredients, checkpoint, run, figures)
    return put_in_list(ingredients.config.name, run, fill)


def put_in_list(name: str, run: str, fill: Callable[[Path], None]) -> Model:
    """Let `fill` write a model aside, then move it to `var/models/<name>`; never over an existing model.

    Nothing is written when the model there is of this very run: it was killed after the move.
    """
    place = settings().models / name
    check_name_is_free(name, run)
    if not is_published_by(run, place):
        temporary = place.with_name(f".{name}.{run}.tmp")
        shutil.rmtree(temporary, ignore_errors=True)
        try:
            with disk_full_explained():
                temporary.mkdir(parents=True)
                fill(temporary)
                for path in temporary.iterdir():
                    sync(path)
            temporary.rename(place)
            sync(place.parent)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return resolve(name)


def _fill(
    ingredients: Ingredients, checkpoint: Path, run: str, figures: dict[str, Any], folder: Path
) -> None:
    if problem := checkpoint_problem(checkpoint):
        raise UserError(
            f"Il salvataggio da cui nasce il modello non è utilizzabile: {problem}.",
            value=checkpoint.name,
            remedy="Avviare un nuovo addestramento con la stessa configurazione.",
        )
    for pattern in WEIGHTS:
        for path in checkpoint.glob(pattern):
            shutil.copy2(path, folder)
    ingredients.tokenizer.save_pretrained(folder)
    provenance = describe(ingredients, run, figures)
    write_provenance(provenance, card(provenance), folder)


def write_provenance(provenance: dict[str, Any], text: str, folder: Path) -> None:
    """What the workbench reads of a model, and the card that people read."""
    write_description(provenance, folder)
    (folder / "README.md").write_text(text, "utf-8")


def write_description(provenance: dict[str, Any], folder: Path) -> None:
    (folder / MODEL_FILE).write_text(json.dumps(provenance, ensure_ascii=False, indent=1), "utf-8")


def describe(ingredients: Ingredients, run: str, figures: dict[str, Any]) -> dict[str, Any]:
    """Everything that must be known of the model later: what it was made of, how, and how it scored."""
    base, data = ingredients.base, ingredients.data_set
    return {
        "name": ingredients.config.name,
        "run": run,
        "task": str(data.task),
        "kind": ingredients.config.method,
        "base": base.reference,
        "base_name": base.name,
        "base_digest": base.digest,
        "base_parameters": base.parameters,
        "licence": base.licence,
        "language": data.language,
        "base_language": base.language,
        "labels": list(data.labels),
        "data": data.id,
        "data_name": data.name,
        "data_digest": data.digest,
        "data_licence": data.licence,
        "data_source": data.source,
        "rows": {
            "addestramento": len(ingredients.training.examples),
            "validazione": len(ingredients.validation.examples),
        },
        "cut_rows": len(ingredients.training.cut),
        "empty_rows": len(ingredients.training.empty),
        "config": ingredients.config.model_dump(),
        "figures": figures,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }
