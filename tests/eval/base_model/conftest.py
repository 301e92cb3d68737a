"""Written corpora, small enough to count by hand."""

from pathlib import Path
from typing import Any

import pytest

from workbench.corpus import Corpus, Document

PLACES = ["via Verdi", "piazza Nuova", "viale dei Tigli", "largo Mercato", "via del Forno", "corso Italia"]
THINGS = ["il lampione", "il marciapiede", "la panchina", "la fontana", "il semaforo", "la pensilina"]


def _documents(source: str, start: int, count: int) -> list[Document]:
    return [
        Document(
            f"{source}/{number}",
            " ".join(
                f"Si avvisa che {THINGS[(number + place) % 6]} di {PLACES[(2 * number + place) % 6]} resta "
                f"chiusa al pubblico fino al giorno {number + place}, come da ordinanza del Comune."
                for place in range(4)
            ),
        )
        for number in range(start, start + count)
    ]


@pytest.fixture(scope="session")
def corpora() -> dict[str, Corpus]:
    return {
        name: Corpus(_documents(name, shift, 24), _documents(name, shift + 50, 6), {}, name)
        for name, shift in (("pa", 0), ("prosa", 7))
    }


@pytest.fixture(scope="session")
def tiny(tiny_llama: Path) -> tuple[Any, Any]:
    """(network, tokenizer) with random weights."""
    from workbench.models import load_causal, load_tokenizer, resolve

    model = resolve(str(tiny_llama))
    return load_causal(model), load_tokenizer(model)
