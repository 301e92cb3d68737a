import json
import shutil
from pathlib import Path

import pytest
import yaml

from workbench.jobs import Events, Job, Person, submit
from workbench.jobs.state import Status, change_state
from workbench.models import resolve
from workbench.tracking import copy_job
from workbench.tracking.client import client

SECRET = "zanzibar"


@pytest.fixture
def pretraining(traced: Path) -> Job:
    """A pre-training in the middle of its way."""
    config = {
        "name": "da-zero",
        "texts": {"pa": f"/home/{SECRET}/pa.jsonl.gz", "prosa": f"/home/{SECRET}/libri.txt"},
        "weights": {"pa": 0.6, "prosa": 0.4},
        "steps": 40,
        "seed": 20,
    }
    owner = Person(f"Anna {SECRET.capitalize()}", "ricercatore")
    job = submit("addestramento", "da-zero", owner, ("true",), {"config.yaml": yaml.safe_dump(config)})
    change_state(job.folder, {Status.QUEUED}, status=Status.RUNNING)
    events = Events(job.folder)
    digests = {"pa": "a" * 64, "prosa": "b" * 64}
    events.write("start", steps=40, rows=9, tokens={"pa": 900, "prosa": 600}, digests=digests, from_step=0)
    for step in (1, 20):
        events.write("step", step=step, steps=40, loss=6.0 / step, tokens_per_second=900 + step)
    events.write("validation", step=20, loss=4.2, bits_per_byte={"pa": 1.9, "prosa": 2.4})
    return job


def test_texts_and_weights_are_settings_under_their_genre_and_without_their_place(
    traced: Path, pretraining: Job
) -> None:
    run = client().get_run(copy_job(pretraining.folder) or "")
    assert run.data.params["texts/pa"] == "pa.jsonl.gz" and run.data.params["texts/prosa"] == "libri.txt"
    assert run.data.params["weights/prosa"] == "0.4" and run.data.params["steps"] == "40"
    assert "model" not in run.data.params
    assert run.data.tags["text_digest/prosa"] == "b" * 64
    content = b"".join(path.read_bytes() for path in (traced / "mlruns").glob("mlflow.db*")).lower()
    assert SECRET.encode() not in content


def test_bits_per_byte_are_a_curve_for_each_genre(traced: Path, pretraining: Job) -> None:
    Events(pretraining.folder).write("validation", step=40, loss=4.0, bits_per_byte={"pa": 1.8, "prosa": 2.3})
    run_id = copy_job(pretraining.folder) or ""
    history = client().get_metric_history(run_id, "validation/bits_per_byte/pa")
    assert [(metric.step, metric.value) for metric in history] == [(20, 1.9), (40, 1.8)]
    metrics = client().get_run(run_id).data.metrics
    assert metrics["tokens_per_second"] == 920 and metrics["start/tokens/prosa"] == 600


def test_the_finished_model_becomes_a_version(traced: Path, pretraining: Job, tiny_llama: Path) -> None:
    folder = traced / "var" / "models" / "da-zero"
    shutil.copytree(tiny_llama, folder)
    provenance = {"name": "da-zero", "kind": "pre-addestrato", "licence": "non dichiarata"}
    (folder / "officina.json").write_text(json.dumps(provenance), "utf-8")
    digest = resolve("da-zero").digest
    told = {"bits_per_byte": {"pa": 1.7, "prosa": 2.2}, "model_digest": digest}
    Events(pretraining.folder).write("end", model="da-zero", seconds=9.0, **told)
    change_state(pretraining.folder, {Status.RUNNING}, status=Status.DONE)
    run = client().get_run(copy_job(pretraining.folder) or "")
    assert run.info.status == "FINISHED" and run.data.metrics["end/bits_per_byte/prosa"] == 2.2
    assert client().get_model_version_by_alias("da-zero", "ultimo").tags["kind"] == "pre-addestrato"


def test_a_genre_with_a_strange_name_is_still_copied(traced: Path) -> None:
    genre = "atti: 50% «nuovi»"
    config = yaml.safe_dump({"name": "strano", "texts": {genre: "a.txt"}, "weights": {genre: 1.0}})
    job = submit("addestramento", "strano", Person("x", "ricercatore"), ("true",), {"config.yaml": config})
    Events(job.folder).write("start", steps=1, digests={genre: "a" * 64}, from_step=0)
    Events(job.folder).write("validation", step=1, bits_per_byte={genre: 2.0})
    run = client().get_run(copy_job(job.folder) or "")
    assert any(key.startswith("validation/bits_per_byte/atti") for key in run.data.metrics)
