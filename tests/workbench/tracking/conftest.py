"""A home with MLflow ready, a frozen data set, a trained model and jobs that have told their events."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.data import Columns, DataSet, Prepared, Row, Table, Task, freeze
from workbench.jobs import Events, Job, Person, submit
from workbench.jobs.state import Status, change_state

SECRET = "zanzibar"
"""a word of the rows, of titles and of people's names, which must not reach MLflow"""
OWNER = Person(f"Anna {SECRET.capitalize()}", "formatore")


@pytest.fixture(scope="session")
def ready_mlruns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Creating the tables takes seconds: done once, in a home that every test then moves from."""
    from workbench.settings import settings
    from workbench.tracking import prepare

    home = tmp_path_factory.mktemp("first_home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OFFICINA_HOME", str(home))
        settings.cache_clear()
        prepare()
    settings.cache_clear()
    return home / "mlruns"


@pytest.fixture
def traced(home: Path, ready_mlruns: Path) -> Path:
    shutil.copytree(ready_mlruns, home / "mlruns")
    return home


@pytest.fixture
def data_set(traced: Path) -> DataSet:
    rows = [Row(n, f"{SECRET} riga {n}", ("Anagrafe", "Tributi")[n % 2]) for n in range(60)]
    columns = Columns(Task.CLASSIFICATION, "testo", "ufficio")
    cells = [{"testo": row.text, "ufficio": row.target} for row in rows]
    numbers = [row.number for row in rows]
    table = Table("dati.csv", ("testo", "ufficio"), cells, numbers, "csv", content=b"testo")
    prepared = Prepared(rows, [], ("Anagrafe", "Tributi"))
    return freeze("Richieste", prepared, table, columns, licence="CC0-1.0", source=f"di {SECRET}")


@pytest.fixture
def training(data_set: DataSet) -> Job:
    """A training that has run to its end; its model is called `uffici`."""
    config = f"data: {data_set.id}\nname: uffici\nmodel: incorporato\nseed: 20\nlearning_rate: 0.001\n"
    job = submit("addestramento", f"Prova di {SECRET}", OWNER, ("true",), {"config.yaml": config})
    change_state(job.folder, {Status.QUEUED}, status=Status.RUNNING)
    events = Events(job.folder)
    events.write("start", steps=40, rows=42, parameters=1000, trainable=10, from_step=0)
    for step in range(1, 41):
        events.write("step", step=step, steps=40, epoch=step / 20, loss=1 / step, seconds_left=1.0)
    events.write("validation", step=40, loss=0.1, metric="accuratezza", value=0.9)
    return job


@pytest.fixture
def end(training: Job, traced: Path, tiny_llama: Path, data_set: DataSet) -> Callable[[], None]:
    """Lets the training end with a model."""

    def finish() -> None:
        folder = traced / "var" / "models" / "uffici"
        shutil.copytree(tiny_llama, folder)
        provenance = {
            "name": "uffici",
            "data_digest": data_set.digest,
            "licence": "Apache-2.0",
            "base": "incorporato",
        }
        (folder / "officina.json").write_text(json.dumps(provenance))
        from workbench.models import resolve

        digest = resolve("uffici").digest
        Events(training.folder).write("end", model="uffici", seconds=3.5, value=0.9, model_digest=digest)
        change_state(training.folder, {Status.RUNNING}, status=Status.DONE)

    return finish


@pytest.fixture
def evaluation(data_set: DataSet) -> Callable[[str], Job]:
    """An evaluation of `uffici`, with the given digest, against the embedded model."""

    def measure(digest: str) -> Job:
        config = f"data: {data_set.id}\nmodels: [incorporato, uffici, 'uguale:{SECRET}']\nseed: 20\n"
        job = submit("valutazione", "Confronto", OWNER, ("true",), {"config.yaml": config})
        events = Events(job.folder)
        for model, weights in (("incorporato", "b" * 64), ("uffici", digest), (f"uguale:{SECRET}", "c" * 64)):
            figures = {"accuratezza": {"value": 0.8, "low": 0.7, "high": 0.9, "n": 12}}
            events.write("model_done", model=model, digest=weights, metrics=figures, items_digest="d" * 64)
        pair = {"reference": "incorporato", "other": "uffici", "metric": "accuratezza", "test": "mcnemar"}
        pair |= {"difference": 0.1, "low": 0.02, "high": 0.18, "p": 0.01, "n": 12}
        events.write("comparison", pairs=[pair])
        return job

    return measure
