"""Small frozen data sets and models to measure on them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.data import PARTS, Columns, DataSet, Prepared, Row, Table, Task
from workbench.data.frozen import freeze_parts

OFFICES = {
    "anagrafe": "Vorrei rinnovare la carta d'identità numero {n}",
    "polizia_locale": "Ho preso una multa in via Verdi {n}",
    "tributi": "Quanto pago di TARI per la casa al civico {n}",
}
SIZES = {"addestramento": 45, "validazione": 12, "prova": 30}


def freeze_rows(rows: dict[str, list[Row]], task: Task, group: str | None = None) -> DataSet:
    everything = [row for part in PARTS for row in rows[part]]
    labels = tuple(sorted({row.target for row in everything})) if task == Task.CLASSIFICATION else ()
    table = Table("prova.jsonl", ("testo", "scopo"), [], [], "jsonl")
    columns = Columns(task, "testo", "scopo", group)
    return freeze_parts(
        "Prove d'ufficio",
        Prepared(everything, [], labels),
        table,
        (columns, rows),
        licence="CC0-1.0",
        source="test",
    )


@pytest.fixture
def make_offices(home: Path) -> Callable[..., DataSet]:
    """A classification set of three offices; `groups` puts that many test rows into each group."""

    def make(groups: int | None = None) -> DataSet:
        rows: dict[str, list[Row]] = {}
        number = 0
        for part, size in SIZES.items():
            rows[part] = []
            for place in range(size):
                number += 1
                office = list(OFFICES)[place % 3]
                text = OFFICES[office].format(n=number)
                group = None if groups is None else f"g{number // groups}"
                rows[part].append(Row(number, text, office, group))
        return freeze_rows(rows, Task.CLASSIFICATION, None if groups is None else "quartiere")

    return make


@pytest.fixture
def offices(make_offices: Callable[..., DataSet]) -> DataSet:
    return make_offices()


@pytest.fixture
def answers(home: Path) -> DataSet:
    """Requests with short written answers."""
    rows: dict[str, list[Row]] = {}
    number = 0
    for part, size in {"addestramento": 4, "validazione": 2, "prova": 12}.items():
        rows[part] = []
        for place in range(size):
            number += 1
            text = f"Quando apre l'ufficio {'tributi' * (1 + place % 3)} {number}?"
            rows[part].append(Row(number, text, f"Alle {8 + place % 3}, dal lunedì al venerdì."))
    return freeze_rows(rows, Task.INSTRUCTION)


@pytest.fixture(scope="session")
def tiny_classifier(tiny_llama: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random classifier of the three offices."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    folder = tmp_path_factory.mktemp("classificatore")
    torch.manual_seed(0)
    names = dict(enumerate(OFFICES))
    model = AutoModelForSequenceClassification.from_pretrained(
        tiny_llama, num_labels=3, id2label=names, label2id={name: place for place, name in names.items()}
    )
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(tiny_llama).save_pretrained(folder)
    return folder
