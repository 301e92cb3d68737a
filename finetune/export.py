"""A trained model for elsewhere: half the size, and no path of this machine in it."""

import json
import shutil
from pathlib import Path

from workbench.errors import UserError
from workbench.models import resolve

ADAPTER = "adapter_config.json"


def export(reference: str, folder: Path) -> Path:
    """Copy a model to a new `folder` with its weights in bfloat16; returns the folder.

    Raises UserError when there is no such model or the folder exists already.
    """
    from safetensors.torch import load_file, save_file

    model = resolve(reference)
    if folder.exists():
        raise UserError("La cartella esiste già.", value=folder, remedy="Indicare una cartella nuova.")
    shutil.copytree(model.folder, folder)
    for path in folder.glob("*.safetensors"):
        halved = {name: weights.bfloat16().contiguous() for name, weights in load_file(path).items()}
        save_file(halved, path, {"format": "pt"})
    if (folder / ADAPTER).is_file():
        config = json.loads((folder / ADAPTER).read_text("utf-8"))
        config["base_model_name_or_path"] = model.base
        (folder / ADAPTER).write_text(json.dumps(config, indent=1), "utf-8")
    return folder
