"""From the last checkpoint to a plain Llama-class folder in the list of models, with its Italian card."""

import copy
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finetune.checkpoints import disk_full_explained
from finetune.pretraining.card import card
from finetune.publication import put_in_list, write_description, write_provenance
from workbench.models import UNDECLARED, Model

if TYPE_CHECKING:
    from finetune.pretraining.learning import Learning

STAGES = "tappe"
"""folder of the stages that a config asks to keep"""


def publish(learning: "Learning", run: str, figures: dict[str, Any]) -> Model:
    """Put weights in bfloat16, tokenizer, provenance and card in `var/models/<name>`."""

    def fill(folder: Path) -> None:
        write_model(learning, folder)
        provenance = describe(learning, run, figures)
        write_provenance(provenance, card(provenance), folder)

    return put_in_list(learning.config.name, run, fill)


def write_model(learning: "Learning", folder: Path) -> None:
    """Weights of this moment in bfloat16, config and tokenizer: what any tool opens."""
    import torch

    copy.deepcopy(learning.network).to(torch.bfloat16).save_pretrained(folder)
    learning.gathered.tokenizer.save_pretrained(folder)


def keep_stage(learning: "Learning", run: str) -> None:
    """Leave the model of this moment in `tappe/<step>` of the job's folder, with what it had read by then."""
    bits, _ = learning.measure(learning.gathered.held_out)
    read = learning.step * learning.config.rows * learning.config.context
    figures = {
        "step": learning.step,
        "tokens": read,
        "bytes": round(read * _bytes_per_token(learning)),
        "bits_per_byte": {name: round(value, 4) for name, value in bits.items()},
    }
    provenance = describe(learning, run, figures)
    provenance["name"] = f"{learning.config.name}, passo {learning.step}"
    folder = learning.folder / STAGES / str(learning.step)
    with disk_full_explained():
        write_model(learning, folder)
        write_description(provenance, folder)


def _bytes_per_token(learning: "Learning") -> float:
    """Bytes of text behind a place of a row, with the domains weighed as they are read."""
    packed, counts = learning.gathered.packed, learning.gathered.counts
    return sum(
        share * counts[name]["byte"] / packed[name].filled for name, share in learning.config.weights.items()
    )


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
