"""Small frozen data sets and configs for the trainings of these tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from finetune.config import TrainingConfig
from workbench.data import Columns, DataSet, Prepared, Row, Table, Task
from workbench.data.frozen import freeze_parts

OFFICES = {
    "anagrafe": [
        "mi scade il documento con la foto",
        "ho cambiato casa a maggio",
        "serve la nascita di mia figlia",
    ],
    "tributi": [
        "quanto pago per la casa della nonna",
        "il bollettino dei rifiuti è doppio",
        "vorrei pagare a rate",
    ],
    "scuola": [
        "il menu di mio figlio celiaco",
        "il pulmino passa tardi",
        "posti liberi al nido di via Verdi",
    ],
}


def _rows(task: Task, count: int) -> list[Row]:
    rows = []
    for number in range(1, count + 1):
        office = list(OFFICES)[number % 3]
        text = f"{OFFICES[office][number // 3 % 3]} " + "davvero " * (number % 5)
        answer = office if task is Task.CLASSIFICATION else f"Se ne occupa l'ufficio {office}."
        rows.append(Row(number, text.strip(), answer))
    return rows


@pytest.fixture
def freeze_rows(home: Path) -> Callable[..., DataSet]:
    """A function that freezes rows as a data set: (task, training, validation, test rows)."""

    def freeze(task: Task, *parts: list[Row]) -> DataSet:
        every = [row for part in parts for row in part]
        labels = tuple(sorted({row.target for row in every})) if task is Task.CLASSIFICATION else ()
        split = dict(zip(("addestramento", "validazione", "prova"), parts, strict=True))
        columns = Columns(task, "testo", "risposta")
        table = Table("prova.jsonl", ("testo", "risposta"), [], [], "jsonl")
        return freeze_parts(
            "prova", Prepared(every, [], labels), table, (columns, split), licence="CC0-1.0", source="test"
        )

    return freeze


@pytest.fixture
def offices(freeze_rows: Callable[..., DataSet]) -> DataSet:
    rows = _rows(Task.CLASSIFICATION, 42)
    return freeze_rows(Task.CLASSIFICATION, rows[:24], rows[24:33], rows[33:])


@pytest.fixture
def answers(freeze_rows: Callable[..., DataSet]) -> DataSet:
    rows = _rows(Task.INSTRUCTION, 42)
    return freeze_rows(Task.INSTRUCTION, rows[:24], rows[24:33], rows[33:])


@pytest.fixture
def configure(request: pytest.FixtureRequest) -> Callable[..., TrainingConfig]:
    """A function that makes a config of three steps: (data set, model folder, changes)."""

    def config(data_set: DataSet, model: Path, **changes: object) -> TrainingConfig:
        values = {
            "recipe": str(data_set.task),
            "method": "lora",
            "model": str(model),
            "data": data_set.id,
            "name": "nuovo",
            "epochs": 1,
            "batch_size": 8,
            "learning_rate": 5e-3,
            "lora_rank": 4,
            "max_length": 64,
            "patience": 0,
        }
        return TrainingConfig(**(values | changes))

    return config


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Tiny models are faster on one thread, and sums in one order."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
