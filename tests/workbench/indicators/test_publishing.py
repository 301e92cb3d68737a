import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.indicators import TOGETHER, Value, compute, publish, series
from workbench.indicators.series import Origin, keep
from workbench.publication import releases
from workbench.rooms import Room, participants
from workbench.tracking import TrackingError, indicator_history
from workbench.tracking.client import client

MONTH = f"{date.today():%Y-%m}"
STEP = int(MONTH.replace("-", ""))
SECRET = "zanzibar"
Hold = Callable[..., Room]
People = Callable[..., list[str]]


def value(code: str = "R03", municipality: str = "Rho", month: str = MONTH) -> Value:
    found = compute(code, municipality, month)
    assert found is not None
    return found


def test_a_value_arrives_in_store_and_mlflow_with_what_leads_back(place: Path, hold: Hold) -> None:
    hold("Rho", 6)
    run = client().get_run(publish(value(), "ricercatore"))
    (kept,) = series("R03", "Rho")
    assert [(point.period, point.value, point.run) for point in kept.points] == [(MONTH, 6, run.info.run_id)]
    assert run.info.run_name == "R03/Rho/v1"
    figures = indicator_history(run.info.run_id)[STEP]
    assert (figures["valore"], figures["n"], figures["ic_basso"], figures["ic_alto"]) == (6, 6, 6, 6)
    assert figures["baseline"] == 0 and figures["partecipazioni"] == 6
    # 300 people are the goal of all the municipalities together: Rho has none of its own.
    assert "target" not in figures
    together = indicator_history(publish(value(municipality=TOGETHER)))[STEP]
    assert 0 < together["target"] < 300
    assert run.data.tags["mlflow.user"] == "ricercatore" and run.data.tags["soglia"] == "3"
    assert run.data.tags["data_digest"] == kept.points[0].data_digest
    assert run.data.tags["code"] == kept.points[0].code_version
    tags = client().get_experiment(run.info.experiment_id).tags
    assert (
        tags["codice"] == "R03" and "tessera" in tags["regola di conteggio"] and "2028" in tags["traguardi"]
    )


def test_publishing_the_same_again_adds_nothing(place: Path, hold: Hold) -> None:
    hold("Rho", 6)
    first, logged = publish(value()), len(releases())
    assert publish(value()) == first
    assert len(client().get_metric_history(first, "valore")) == 1 and len(releases()) == logged


def test_too_few_people_come_out_nowhere(place: Path, hold: Hold) -> None:
    hold("Rho", 2)
    with pytest.raises(UserError, match="troppo poche persone"):
        publish(value())
    assert series("R03", "Rho") == ()
    assert client().get_experiment_by_name("impatto/R03") is None


def test_growing_by_one_person_is_refused_and_logged_and_by_many_is_a_correction(
    place: Path, hold: Hold
) -> None:
    hold("Rho", 6)
    run = publish(value())
    hold("Rho", 7)
    with pytest.raises(UserError, match="già pubblicata"):
        publish(value())
    assert len(releases(refused=True)) == 1
    hold("Rho", 10)
    assert publish(value(), "ricercatore", "errore nei dati") == run
    (kept,) = series("R03", "Rho")
    assert [(point.value, point.correction) for point in kept.points] == [(10, "errore nei dati")]
    assert indicator_history(run)[STEP]["valore"] == 10
    assert len(client().get_metric_history(run, "valore")) == 2
    assert client().get_run(run).data.tags[f"rettifica/{STEP}"] == "errore nei dati"


def test_a_total_that_would_tell_a_small_part_is_refused(place: Path, hold: Hold) -> None:
    hold("Rho", 6)
    hold("Legnano", 2)
    publish(value())
    with pytest.raises(UserError):
        publish(value(municipality=TOGETHER))
    assert series("R03", TOGETHER) == ()


def test_a_new_method_starts_a_new_series(place: Path, hold: Hold) -> None:
    hold("Rho", 6)
    publish(value())
    keep(replace(value(), version=2, value=60.0), Origin("ricercatore", "c" * 40, 0.0))
    old, new = series("R03", "Rho")
    assert (old.version, new.version) == (1, 2)
    assert [point.value for point in old.points] == [6] and [point.value for point in new.points] == [60]


def test_what_mlflow_did_not_take_is_brought_there_by_asking_again(
    place: Path, hold: Hold, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mlflow import MlflowClient
    from mlflow.exceptions import MlflowException

    def full(*_: object, **__: object) -> None:
        raise MlflowException("disk full")

    hold("Rho", 6)
    with monkeypatch.context() as patch:
        patch.setattr(MlflowClient, "log_batch", full)
        with pytest.raises(TrackingError, match="disk full"):
            publish(value())
    (kept,) = series("R03", "Rho")
    assert kept.points[0].run == ""
    run = publish(value())
    assert indicator_history(run)[STEP]["valore"] == 6
    assert series("R03", "Rho")[0].points[0].run == run


def test_two_months_are_two_steps_of_one_run(place: Path, hold: Hold) -> None:
    hold("Rho", 6)
    run = publish(value())
    assert publish(value(month="2031-01")) == run
    assert list(indicator_history(run)) == [STEP, 203101]


def test_no_nickname_code_card_text_or_name_reaches_mlflow(
    place: Path, hold: Hold, measure_people: People, certify: Callable[[Room, int], None]
) -> None:
    room = hold("Rho", 6)
    certify(room, 5)
    cards = measure_people(12, timed=True)
    nicknames = [each.nickname for each in participants(room.id)]
    for code in ("R02", "R03", "C05"):
        publish(value(code), "ricercatore")
    content = b"".join(path.read_bytes() for path in (place / "mlruns").rglob("*") if path.is_file()).lower()
    assert b"c05/rho/v1" in content
    for word in (SECRET, room.id, room.owner, *nicknames, *cards):
        assert word.lower().encode() not in content, word
    # Six characters may stand inside a digest by chance: as a word they do not.
    assert f'"{room.code}"'.encode() not in content


def test_the_log_of_releases_names_roles_and_no_figures_of_what_was_refused(place: Path, hold: Hold) -> None:
    hold("Rho", 6)
    publish(value(), "ricercatore")
    hold("Rho", 7)
    with pytest.raises(UserError):
        publish(value(), "ricercatore")
    assert {each.who for each in (*releases(), *releases(refused=True))} == {"ricercatore"}
    assert all(each.table.counts == () for each in releases(refused=True))
    with sqlite3.connect(place / "var" / "measures.db") as database:
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert "indicator_values" in tables
