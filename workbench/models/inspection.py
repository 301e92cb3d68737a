"""Checks of a model folder that need no torch: everything that loading would refuse is refused here first."""

import json
import math
import struct
from pathlib import Path
from typing import Any

from workbench.errors import UserError

INDEX = "model.safetensors.index.json"
PICKLED = {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle"}
TOKENIZERS = (
    ("tokenizer.json",),
    ("tokenizer.model",),
    ("spiece.model",),
    ("vocab.txt",),
    ("vocab.json", "merges.txt"),
)
HEADER_LIMIT = 100_000_000


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file of a model folder."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as cause:
        raise UserError(
            "Un file del modello non si legge.",
            value=path.name,
            remedy="Copiare di nuovo la cartella del modello.",
        ) from cause
    if not isinstance(content, dict):
        raise UserError(
            "Un file del modello non ha la forma attesa.",
            value=path.name,
            remedy="Copiare di nuovo la cartella.",
        )
    return content


def is_adapter(folder: Path) -> bool:
    return (folder / "adapter_config.json").is_file()


def check_tokenizer(folder: Path) -> None:
    if not any(all((folder / name).is_file() for name in names) for names in TOKENIZERS):
        raise UserError(
            "La cartella del modello non contiene il tokenizer.",
            value=folder.name,
            remedy="Aggiungere tokenizer.json (o vocab.json con merges.txt) accanto ai pesi.",
        )


def check_config(folder: Path) -> dict[str, Any]:
    """`config.json` of the folder, refused when the model can only run with code of its own."""
    if not (folder / "config.json").is_file():
        raise UserError(
            "La cartella non contiene un modello di Hugging Face.",
            value=folder.name,
            remedy="Indicare una cartella con config.json, tokenizer e pesi safetensors.",
        )
    config = read_json(folder / "config.json")
    if "auto_map" in config and not _is_known(config.get("model_type")):
        raise UserError(
            "Il modello chiede di eseguire codice proprio, che Officina non esegue.",
            value=folder.name,
            remedy="Scegliere un modello che la libreria transformers apre senza trust_remote_code.",
        )
    return config


def _is_known(model_type: object) -> bool:
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING_NAMES

    return model_type in CONFIG_MAPPING_NAMES


def weight_files(folder: Path) -> list[Path]:
    """The safetensors files of a model or adapter folder; pickled weights are refused."""
    if is_adapter(folder):
        found = [folder / "adapter_model.safetensors"]
    elif (folder / INDEX).is_file():
        found = _shards(folder)
    else:
        found = [folder / "model.safetensors"]
    missing = [path.name for path in found if not path.is_file()]
    if missing and any(path.suffix in PICKLED for path in folder.iterdir()):
        raise UserError(
            "Il modello ha i pesi solo in formato pickle, che può nascondere codice e qui non si apre.",
            value=folder.name,
            remedy="Convertire i pesi in safetensors o scegliere una versione del modello che li offre.",
        )
    if missing:
        raise UserError(
            "Nella cartella del modello mancano i pesi safetensors.",
            value=", ".join(missing[:3]),
            remedy="Copiare di nuovo la cartella completa del modello.",
        )
    return found


def _shards(folder: Path) -> list[Path]:
    names = sorted(set(read_json(folder / INDEX).get("weight_map", {}).values()))
    if not names or any(Path(name).name != name for name in names):
        raise UserError(
            "L'indice dei pesi del modello è vuoto o nomina file fuori dalla cartella.",
            value=INDEX,
            remedy="Copiare di nuovo il modello da una fonte affidabile.",
        )
    return [folder / name for name in names]


def count_parameters(path: Path) -> int:
    """Numbers stored in a safetensors file, from its header alone.

    UserError when the file is shorter or longer than the header says. Layout: 8 bytes little-endian header
    length, JSON header, then the tensors end to end (https://huggingface.co/docs/safetensors).
    """
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > HEADER_LIMIT:
                raise ValueError(length)
            header = json.loads(file.read(length))
        header.pop("__metadata__", None)
        end = max((entry["data_offsets"][1] for entry in header.values()), default=0)
        if path.stat().st_size != 8 + length + end:
            raise ValueError(end)
        return sum(math.prod(entry["shape"]) for entry in header.values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error) as cause:
        raise UserError(
            "Il file dei pesi è incompleto o rovinato.",
            value=path.name,
            remedy="Copiare di nuovo il modello.",
        ) from cause
