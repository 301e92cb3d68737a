import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from workbench.jobs import Job
from workbench.tracking import Calibration, copy_job, lineage, run_link, track_calibration
from workbench.tracking.client import client

CARD = Calibration(
    exercise="esercizio-estrazione",
    content="c" * 16,
    model="incorporato",
    model_digest="d" * 64,
    day=date(2026, 11, 23),
    figures={
        "riferimento": {"valore": 0.94, "basso": 0.7, "alto": 1.0, "riuscite": 17, "prove": 18},
        "guadagno": {"valore": 0.94, "basso": 0.6, "alto": 1.0},
    },
    inputs=6,
    offered=True,
)


def rows(home: Path) -> list[int]:
    with sqlite3.connect(home / "mlruns" / "mlflow.db") as database:
        return [
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("metrics", "runs", "tags")
        ]


def test_a_card_is_a_run_of_its_own_experiment_with_figures_and_digests(traced: Path) -> None:
    run = client().get_run(track_calibration(CARD))
    assert client().get_experiment(run.info.experiment_id).name == "Tarature"
    assert run.info.run_name == "esercizio-estrazione / incorporato" and run.info.status == "FINISHED"
    assert run.data.metrics["guadagno/basso"] == 0.6 and run.data.metrics["riferimento/riuscite"] == 17
    assert run.data.metrics["testi"] == 6 and run.data.metrics["disponibile"] == 1
    assert run.data.tags["contenuto"] == "c" * 16 and run.data.tags["model_digest"] == "d" * 64
    assert run.data.tags["giorno"] == "2026-11-23" and "code" in run.data.tags


def test_the_same_card_told_twice_is_one_run(traced: Path) -> None:
    first = track_calibration(CARD)
    before = rows(traced)
    assert track_calibration(CARD) == first and rows(traced) == before


def test_another_day_model_or_exercise_is_another_run(traced: Path) -> None:
    others = [
        {"day": date(2026, 11, 24)},
        {"model_digest": "e" * 64},
        {"content": "f" * 16},
        {"exercise": "altro"},
    ]
    found = [track_calibration(replace(CARD, **each)) for each in others]  # type: ignore[arg-type]
    assert len({track_calibration(CARD), *found}) == 5


def test_a_model_of_a_server_has_no_digest_and_a_folder_no_path(traced: Path) -> None:
    run = client().get_run(track_calibration(replace(CARD, model="/srv/modelli/mio", model_digest="")))
    assert run.data.tags["modello"] == "mio" and "model_digest" not in run.data.tags
    assert "/srv" not in str(run.to_dictionary())
    assert lineage(run.info.run_id) == [("taratura", "esercizio-estrazione / mio", run_link(run.info.run_id))]


def test_the_lineage_leads_from_the_card_to_the_training_and_back(
    traced: Path, training: Job, end: Callable[[], None]
) -> None:
    from workbench.models import resolve

    end()
    trained = copy_job(training.folder) or ""
    card = track_calibration(replace(CARD, model="uffici", model_digest=resolve("uffici").digest))
    expected = ["insieme di dati", "addestramento", "versione del modello", "taratura"]
    assert [stage.kind for stage in lineage(card)] == expected == [stage.kind for stage in lineage(trained)]
    assert lineage(card)[1].link == run_link(trained) and lineage(trained)[3].link == run_link(card)
