"""From what the form says to a config, a job and a name."""

from typing import Any

import yaml
from pydantic import BaseModel

from finetune.config import TrainingConfig, read_config, suggested
from workbench.data import DataSet
from workbench.errors import UserError
from workbench.italian import number, slug
from workbench.jobs import Job, Person, submit
from workbench.models import Model
from workbench.settings import settings

METHODS = {"lora": "LoRA: aggiunge poco, impara in fretta", "completo": "Completo: cambia tutti i pesi"}
ASKED_APART = frozenset({"recipe", "method", "model", "data", "name"})
SHOWN = frozenset({"epochs", "learning_rate", "batch_size", "max_length"})
"""what everybody sees; every other field of the config is folded away"""
OTHER = "\0altro"
"""the choice of typing a folder or an identifier"""
ABOUT_SIZE = "Fra parentesi quanti parametri ha: più sono, più impara e più tempo chiede."
MAY_NAME_PATHS = frozenset({"amministratore", "ricercatore"})


def left_out(method: str) -> frozenset[str]:
    """Fields that the form does not draw: asked apart, or meant for another method."""
    foreign = {name for name in TrainingConfig.model_fields if name.startswith("lora_") and method != "lora"}
    return ASKED_APART | foreign


def folded() -> frozenset[str]:
    return frozenset(TrainingConfig.model_fields) - SHOWN


def start_values(recipe: str, method: str) -> dict[str, Any]:
    """What the form shows at first for this recipe and method."""
    return suggested(recipe, method)


def proposed_name(data_set: DataSet, method: str) -> str:
    """A free name for the new model: data, method, and a number if that is taken."""
    stem = f"{slug(data_set.name)[:40].rstrip('-')}-{method}"
    names = [stem, *(f"{stem}-{n}" for n in range(2, 1000))]
    return next(name for name in names if not (settings().models / name).exists())


def may_name_paths(person: Person) -> bool:
    """A path opens any file of the server: only for who runs it, and only where the machine is their own."""
    return settings().is_local and not settings().public_origins and person.role in MAY_NAME_PATHS


def checked_reference(reference: str, person: Person) -> str:
    """A typed model; folders of this machine only for those who run it, where it is their own."""
    reference = reference.strip()
    if not reference:
        raise UserError(
            "Manca il modello di base.",
            remedy="Scrivere una cartella o un identificativo del tipo autore/modello.",
        )
    if reference.startswith(("/", ".", "~")) and not may_name_paths(person):
        raise UserError(
            "Da qui non si aprono cartelle del computer.",
            value=reference,
            remedy="Scegliere un modello dell'elenco o un identificativo del tipo autore/modello.",
        )
    return reference


def make_config(values: dict[str, Any], person: Person) -> TrainingConfig:
    """The config of a form; UserError names what is not right."""
    config = read_config(values | {"model": checked_reference(values["model"], person)})
    if (settings().models / config.name).exists():
        raise UserError(
            "Un modello con questo nome esiste già.", value=config.name, remedy="Scegliere un altro nome."
        )
    return config


def as_yaml(config: BaseModel) -> str:
    return yaml.safe_dump(config.model_dump(), allow_unicode=True, sort_keys=False)


def start(config: TrainingConfig, data_set: DataSet, person: Person, request_id: str) -> Job:
    """Put the training in the queue; the same request twice is the same job."""
    command = ("python", "-m", "finetune", "train", "{folder}/config.yaml", "--folder", "{folder}")
    title = f"{config.name}, addestrato su {data_set.name}"
    return submit(
        "addestramento", title, person, command, {"config.yaml": as_yaml(config)}, request_id=request_id
    )


def tell_model(model: Model) -> str:
    """A few words, because a list of choices cuts what a narrow screen has no room for."""
    return f"{model.name} ({number(model.parameters / 1e6, 1)} milioni)"
