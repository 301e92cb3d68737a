"""From what a config stores ("incorporato", a name, a folder, a hub id) to a checked model."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import UserError
from workbench.models import declarations
from workbench.models.digests import model_digest
from workbench.models.inspection import (
    check_config,
    check_tokenizer,
    count_parameters,
    is_adapter,
    read_json,
    weight_files,
)
from workbench.models.model import EMBEDDED, MODEL_FILE, SHIPPED, STAGES, Model, embedded_folder, shipped_path
from workbench.settings import settings

if TYPE_CHECKING:
    from workbench.data import Task

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
HUB_FILES = ["*.safetensors", "*.json", "*.model", "*.txt", "*.jinja", "README.md"]


def resolve(reference: str) -> Model:
    """The model behind a reference, with tokenizer, config and weights proven present and harmless."""
    reference = reference.strip()
    return describe(reference, find_folder(reference))


def find_folder(reference: str) -> Path:
    """The folder behind a reference; a hub id is fetched where the network is allowed."""
    if reference in SHIPPED or reference in STAGES:
        return embedded_folder(reference)
    if ".." in Path(reference).parts or "\0" in reference:
        raise UserError(
            "Il riferimento al modello esce dalle cartelle consentite.",
            value=reference,
            remedy="Indicare il nome di un modello in elenco o il percorso diretto della sua cartella.",
        )
    if reference.startswith(("/", "./", "~")):
        return _given_folder(reference)
    if NAME.fullmatch(reference) and (settings().models / reference).is_dir():
        return settings().models / reference
    if HUB_ID.fullmatch(reference):
        return _hub_folder(reference)
    raise UserError(
        "Non esiste un modello con questo nome.",
        value=reference,
        remedy="Scegliere un modello in elenco, una cartella o un identificativo autore/modello.",
    )


def _given_folder(reference: str) -> Path:
    folder = Path(reference).expanduser()
    if not folder.is_dir():
        raise UserError(
            "La cartella del modello non esiste.",
            value=reference,
            remedy="Controllare il percorso e riprovare.",
        )
    return folder


def _hub_folder(identifier: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    allowed = settings().allow_network
    try:
        return Path(snapshot_download(identifier, allow_patterns=HUB_FILES, local_files_only=not allowed))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as cause:
        if allowed:
            remedy = "Controllare l'identificativo, i permessi e la connessione; poi riprovare."
        else:
            remedy = (
                "La rete è spenta: per scaricare modelli avviare Officina con OFFICINA_ALLOW_NETWORK=true."
            )
        raise UserError("Il modello non si può scaricare.", value=identifier, remedy=remedy) from cause


def describe(reference: str, folder: Path) -> Model:
    """Facts about a model folder; UserError says what makes it unusable."""
    provenance = read_json(folder / MODEL_FILE) if (folder / MODEL_FILE).is_file() else {}
    files = weight_files(folder)
    check_tokenizer(folder)
    parameters = sum(map(count_parameters, files))
    base = provenance.get("base")
    adapter = is_adapter(folder)
    if adapter:
        base = base or read_json(folder / "adapter_config.json").get("base_model_name_or_path")
        config = check_config(folder) if (folder / "config.json").is_file() else {}
    else:
        config = check_config(folder)
    base_digest = provenance.get("base_digest", "") if adapter else ""
    return Model(
        name=provenance.get("name") or ("Modello incorporato" if reference == EMBEDDED else folder.name),
        reference=reference,
        folder=folder,
        task=_task(provenance, config),
        kind="lora" if adapter else provenance.get("kind", "base"),
        base=base,
        licence=declarations.licence(folder, provenance),
        language=declarations.language(folder, provenance),
        digest=model_digest(folder, base_digest),
        labels=tuple(provenance.get("labels") or _labels(config)),
        parameters=parameters + (provenance.get("base_parameters", 0) if adapter else 0),
        data_digest=provenance.get("data_digest"),
        mlflow_run=provenance.get("mlflow_run"),
        provenance=provenance,
    )


def _classifies(config: dict[str, Any]) -> bool:
    return any("SequenceClassification" in name for name in config.get("architectures") or ())


def _labels(config: dict[str, Any]) -> list[str]:
    if not _classifies(config):
        return []
    names = config.get("id2label") or {}
    return [str(names[key]) for key in sorted(names, key=int)]


def _task(provenance: dict[str, Any], config: dict[str, Any]) -> "Task | None":
    from workbench.data import Task

    if provenance.get("task"):
        return Task(provenance["task"])
    return Task.CLASSIFICATION if _classifies(config) else None


def list_models() -> list[Model]:
    """The shipped models, then the trained ones by name; `unusable_models` has the others."""
    return [found for _, found in _survey() if isinstance(found, Model)]


def unusable_models() -> list[tuple[str, UserError]]:
    """Names of trained models that no longer open, with the reason."""
    return [(name, found) for name, found in _survey() if isinstance(found, UserError)]


def _survey() -> Iterator[tuple[str, Model | UserError]]:
    folder = settings().models
    trained = (
        sorted(path.name for path in folder.iterdir() if NAME.fullmatch(path.name)) if folder.is_dir() else []
    )
    here = [name for name in SHIPPED if name == EMBEDDED or shipped_path(name).is_dir()]
    for name in (*here, *trained):
        try:
            yield name, resolve(name)
        except UserError as problem:
            yield name, problem


def delete_model(name: str) -> None:
    """Remove a trained model; models that others were built on stay."""
    folder = settings().models / name
    if not NAME.fullmatch(name) or not folder.is_dir():
        raise UserError(
            "Non esiste un modello con questo nome.", value=name, remedy="Aggiornare l'elenco dei modelli."
        )
    children = [model.name for model in list_models() if model.kind == "lora" and model.base == name]
    if children:
        raise UserError(
            "Il modello è la base di altri modelli e non si può eliminare.",
            value=", ".join(children),
            remedy="Eliminare prima i modelli che ne dipendono.",
        )
    shutil.rmtree(folder)
