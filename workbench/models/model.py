"""What the workbench knows about a model without opening its weights."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import UserError

if TYPE_CHECKING:
    from workbench.data import Task

EMBEDDED = "incorporato"
UNDECLARED = "non dichiarata"
MODEL_FILE = "officina.json"
"""provenance of a model made here; absent in models from elsewhere"""


@dataclass(frozen=True)
class Model:
    name: str
    reference: str
    """what configs store: `incorporato`, the name of a trained model, a folder or a hub id"""
    folder: Path
    task: "Task | None"
    kind: str
    """`base`, `lora` (an adapter on `base`) or `completo`"""
    base: str | None
    licence: str
    language: str
    digest: str
    """sha256 hex of weights, tokenizer and config, and of the base under an adapter"""
    labels: tuple[str, ...] = ()
    parameters: int = 0
    data_digest: str | None = None
    mlflow_run: str | None = None
    provenance: dict[str, Any] = field(default_factory=dict, hash=False)


def embedded_folder() -> Path:
    """The folder of the model that comes with Officina."""
    folder = Path(__file__).resolve().parents[1] / "embedded" / "model"
    if not (folder / "config.json").is_file():
        raise UserError(
            "Il modello incorporato non è presente in questa installazione.",
            value=folder.name,
            remedy="Ripristinare la cartella workbench/embedded/model dalla distribuzione di Officina.",
        )
    return folder
