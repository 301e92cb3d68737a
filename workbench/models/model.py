"""What the workbench knows about a model without opening its weights."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import UserError

if TYPE_CHECKING:
    from workbench.data import Task

EMBEDDED = "incorporato"
INSTRUCTED = "incorporato-istruzioni"
SHIPPED = {EMBEDDED: "model", INSTRUCTED: "instructed"}
STAGES = {f"incorporato-tappa-{number}": f"stages/{number}" for number in range(1, 5)}
"""the same small model at four moments of its training, for the lab that shows them; in no list to choose
from. Both: reference -> folder under `workbench/embedded`"""
UNDECLARED = "non dichiarata"
MODEL_FILE = "officina.json"
"""provenance of a model made here; absent in models from elsewhere"""


@dataclass(frozen=True)
class Model:
    name: str
    reference: str
    """what configs store: `incorporato`, `incorporato-istruzioni`, the name of a trained model, a folder or a
    hub id"""
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

    @property
    def shipped(self) -> bool:
        """Whether it comes with Officina: it was not made here and is not deleted."""
        return self.reference in SHIPPED | STAGES


def embedded_folder(reference: str = EMBEDDED) -> Path:
    """The folder of a model that comes with Officina."""
    folder = shipped_path(reference)
    if not any((folder / name).is_file() for name in ("config.json", "adapter_config.json")):
        raise UserError(
            "Il modello incorporato non è presente in questa installazione.",
            value=reference,
            remedy="Ripristinare la cartella workbench/embedded dalla distribuzione.",
        )
    return folder


def shipped_path(reference: str) -> Path:
    """Where a model that comes with Officina stands, if it is there."""
    return Path(__file__).resolve().parents[1] / "embedded" / (SHIPPED | STAGES)[reference]
