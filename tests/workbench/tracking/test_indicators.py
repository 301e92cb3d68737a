import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.settings import settings
from workbench.tracking import IndicatorPoint, indicator_history, lineage, run_link, track_indicator
from workbench.tracking.client import client

CARD = {"codice": "R03", "nome": "Persone coinvolte", "limiti noti": "x" * 6000}
POINT = IndicatorPoint(
    code="R03",
    municipality="Rho",
    version=1,
    step=202611,
    metrics={"valore": 12.0, "n": 12.0, "ic_basso": 12.0, "ic_alto": 20.0, "target": 4.2},
    moment=1_795_000_000.0,
    data_digest="d" * 64,
    code_version="c" * 40,
    role="ricercatore",
)


def rows(home: Path) -> int:
    with sqlite3.connect(home / "mlruns" / "mlflow.db") as database:
        return int(database.execute("SELECT count(*) FROM metrics").fetchone()[0])


def test_a_point_has_its_experiment_its_run_and_its_month(traced: Path) -> None:
    run = client().get_run(track_indicator(POINT, CARD))
    experiment = client().get_experiment(run.info.experiment_id)
    assert experiment.name == "impatto/R03" and experiment.tags["nome"] == "Persone coinvolte"
    assert run.info.run_name == "R03/Rho/v1" and run.info.status == "FINISHED"
    (point,) = client().get_metric_history(run.info.run_id, "valore")
    assert (point.step, point.value) == (202611, 12.0)
    assert run.data.tags["mlflow.user"] == "ricercatore" and run.data.tags["versione_metodo"] == "1"
    assert run.data.tags["data_digest"] == "d" * 64 and run.data.tags["code"] == "c" * 40
    (given,) = run.inputs.dataset_inputs
    assert given.dataset.digest == "d" * 36
    assert run.info.experiment_id in run_link(run.info.run_id)


def test_months_of_a_series_share_a_run_and_a_new_method_starts_another(traced: Path) -> None:
    first = track_indicator(POINT, CARD)
    assert track_indicator(replace(POINT, step=202612, moment=POINT.moment + 9), CARD) == first
    assert track_indicator(replace(POINT, version=2), CARD) != first
    assert track_indicator(replace(POINT, municipality="Legnano"), CARD) != first
    assert list(indicator_history(first)) == [202611, 202612]


def test_a_correction_keeps_the_old_row_and_is_the_one_that_is_read(traced: Path) -> None:
    run = track_indicator(POINT, CARD)
    corrected = replace(
        POINT, metrics={"valore": 11.0, "n": 11.0}, moment=POINT.moment + 60, correction="errore nei dati"
    )
    assert track_indicator(corrected, CARD) == run
    assert len(client().get_metric_history(run, "valore")) == 2
    # The interval of the first row does not survive beside the corrected value.
    assert indicator_history(run) == {202611: {"valore": 11.0, "n": 11.0}}
    tags = client().get_run(run).data.tags
    assert tags["rettifica/202611"] == "errore nei dati"


def test_telling_the_same_point_twice_adds_nothing(traced: Path) -> None:
    track_indicator(POINT, CARD)
    before = rows(traced)
    track_indicator(POINT, CARD)
    assert rows(traced) == before


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused_before_mlflow_takes_it(traced: Path, bad: float) -> None:
    before = rows(traced)
    with pytest.raises(ValueError, match="not a number"):
        track_indicator(replace(POINT, metrics={"valore": bad}), CARD)
    assert rows(traced) == before


def test_the_lineage_of_an_indicator_is_its_sources_and_its_methods(traced: Path) -> None:
    run = track_indicator(POINT, CARD)
    track_indicator(replace(POINT, step=202612, data_digest="e" * 64, moment=POINT.moment + 9), CARD)
    newer = track_indicator(replace(POINT, version=2), CARD)
    track_indicator(replace(POINT, municipality="Legnano"), CARD)
    assert lineage(run) == [
        ("fonte dell'indicatore", "R03 Rho 202611", run_link(run)),
        ("fonte dell'indicatore", "R03 Rho 202612", run_link(run)),
        ("indicatore", "R03/Rho/v1", run_link(run)),
        ("indicatore", "R03/Rho/v2", run_link(newer)),
    ]


def test_a_municipality_with_an_apostrophe_keeps_one_run(traced: Path) -> None:
    point = replace(POINT, municipality="Sant'Angelo")
    assert track_indicator(point, CARD) == track_indicator(point, CARD)


def test_the_experiment_follows_a_card_that_changed(traced: Path) -> None:
    track_indicator(POINT, CARD)
    run = client().get_run(track_indicator(POINT, CARD | {"nome": "Persone"}))
    assert client().get_experiment(run.info.experiment_id).tags["nome"] == "Persone"


def test_a_moved_folder_takes_its_indicators_along(
    traced: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    track_indicator(POINT, CARD)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(traced / "mlruns", elsewhere / "mlruns")
    monkeypatch.setenv("OFFICINA_HOME", str(elsewhere))
    settings.cache_clear()
    run = track_indicator(replace(POINT, step=202612, moment=POINT.moment + 60), CARD)
    assert list(indicator_history(run)) == [202611, 202612]
    location = client().get_experiment_by_name("impatto/R03").artifact_location
    assert location == str(elsewhere / "mlruns" / "artifacts" / "impatto" / "r03")
