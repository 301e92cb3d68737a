"""From the last checkpoint to a plain Llama-class folder in the list of models, with its Italian card."""

import copy
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finetune.pretraining.card import card
from finetune.publication import put_in_list, write_provenance
from workbench.models import UNDECLARED, Model

if TYPE_CHECKING:
    from finetune.pretraining.learning import Learning


def publish(learning: "Learning", run: str, figures: dict[str, Any]) -> Model:
    """Put weights in bfloat16, tokenizer, provenance and card in `var/models/<name>`."""

    def fill(folder: Path) -> None:
        import torch

        copy.deepcopy(learning.network).to(torch.bfloat16).save_pretrained(folder)
        learning.gathered.tokenizer.save_pretrained(folder)
        provenance = describe(learning, run, figures)
        write_provenance(provenance, card(provenance), folder)

    return put_in_list(learning.config.name, run, fill)


def describe(learning: "Learning", run: str, figures: dict[str, Any]) -> dict[str, Any]:
    """What must be known of the model later; no `task`, as it can be a base for any."""
    # Where the texts lie on this machine is nobody's business; their digests are among the figures.
    texts = {name: Path(path).name for name, path in learning.config.texts.items()}
    return {
        "name": learning.config.name,
        "run": run,
        "kind": "pre-addestrato",
        "licence": UNDECLARED,
        "language": "it",
        "config": learning.config.model_dump() | {"texts": texts},
        "figures": figures,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }
