"""The texts that the shipped model was trained on, split as they were then."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from workbench.corpus import Corpus, read_corpus
from workbench.errors import UserError
from workbench.models import embedded_folder

if TYPE_CHECKING:
    import numpy as np
    from transformers import PreTrainedTokenizerBase

RECIPE = "pretraining.yaml"
_AT_ONCE = 1000


@dataclass(frozen=True)
class Texts:
    """The files of each domain, and how its documents were held out."""

    files: dict[str, Path]
    held_out_percent: float
    seed: int

    @cached_property
    def corpora(self) -> dict[str, Corpus]:
        return {
            domain: read_corpus(path, held_out_percent=self.held_out_percent, seed=self.seed)
            for domain, path in self.files.items()
        }


def find_texts(folder: Path | None) -> Texts:
    """What the recipe beside the shipped model says, with its files below `folder`.

    Raises UserError when no folder is given, a file is not there or the recipe does not say it all.
    """
    if folder is None:
        raise UserError(
            "I testi di addestramento non sono stati indicati.",
            remedy="Indicare la loro cartella con --texts.",
        )
    recipe = yaml.safe_load((embedded_folder().parent / RECIPE).read_text("utf-8"))
    files = {domain: folder / name for domain, name in recipe["texts"].items()}
    for path in files.values():
        if not path.is_file():
            raise UserError(
                "Un file di testi non c'è.",
                value=path,
                remedy="Indicare con --texts la cartella usata per addestrare il modello.",
            )
    if not {"held_out_percent", "seed"} <= recipe.keys():
        # a default of today need not be the one that the model was trained with
        raise UserError(
            "La ricetta del modello incluso non dice quali testi furono tenuti da parte.",
            value=RECIPE,
            remedy="Aggiungervi held_out_percent e seed.",
        )
    return Texts(files, recipe["held_out_percent"], recipe["seed"])


def encode(tokenizer: "PreTrainedTokenizerBase", texts: list[str]) -> "list[np.ndarray]":
    """Token numbers of each text, without signs of beginning or end; int32."""
    import numpy as np

    def rows() -> Iterator[np.ndarray]:
        for start in range(0, len(texts), _AT_ONCE):
            batch = tokenizer(texts[start : start + _AT_ONCE], add_special_tokens=False, verbose=False)
            yield from (np.array(row, dtype=np.int32) for row in batch["input_ids"])

    return list(rows())
