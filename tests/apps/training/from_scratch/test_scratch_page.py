import json
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from apps.training import estimating
from apps.training.from_scratch import texts, wish
from finetune.pretraining.config import PretrainingConfig
from workbench.jobs import list_jobs

ANSWER = {
    "seconds": 240.0,
    "peak_bytes": 612_000_000,
    "steps": 300,
    "seconds_per_step": 0.8,
    "fits": True,
    "reason": None,
    "truncated_rows": None,
    "disk_bytes": 21_000_000,
    "notes": ["Preparare i testi richiede 3 s: sono compresi nel tempo."],
}


@pytest.fixture
def app(home: Path) -> AppTest:
    def page() -> None:
        from apps.streamlit_app import main

        main("addestramento")

    test = AppTest.from_function(page, default_timeout=60)
    test.query_params["vista"] = "da-zero"
    return test


@pytest.fixture
def with_text(app: AppTest) -> AppTest:
    """The page after a stored text was chosen."""
    place = texts.keep("avvisi.txt", b"Il Comune risponde entro trenta giorni.\n" * 200)
    return app.run().multiselect(key="dazero.caricati").set_value([place]).run()


def said(app: AppTest) -> str:
    return "\n".join(each.proto.body for each in app.get("html"))


def wished(app: AppTest) -> PretrainingConfig:
    """The config that the form stands for at first."""
    (place,) = texts.kept()
    chosen = [texts.Text(place, "avvisi", 1.0)]
    return wish.make_config({"name": "da-zero-piccolo", **wish.SIZES["piccolo"]}, chosen)


def test_the_address_opens_the_view_which_says_what_such_a_model_can_do(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert "Non sa rispondere" in said(app)
    assert "Serve almeno un file di testo" in app.info[0].value


def test_the_form_shows_every_field_of_the_config_and_few_unfolded(with_text: AppTest) -> None:
    assert not with_text.exception and not with_text.error
    drawn = [*with_text.number_input, *with_text.selectbox, *with_text.checkbox, *with_text.text_input]
    start = "dazero.piccolo."
    shown = {each.key.removeprefix(start) for each in drawn if each.key.startswith(start)}
    assert shown == set(PretrainingConfig.model_fields) - wish.LEFT_OUT
    assert "milioni di parametri" in said(with_text)


def test_nothing_starts_before_an_estimate(with_text: AppTest) -> None:
    assert with_text.button(key="addestramento.avvia").disabled


def test_after_an_estimate_that_fits_the_pretraining_starts(with_text: AppTest) -> None:
    folder = estimating.folder_of(wished(with_text))
    folder.mkdir(parents=True)
    (folder / estimating.PROCESS).write_text(json.dumps({"pid": 1, "started": time.time()}), "utf-8")
    (folder / estimating.ANSWER).write_text(json.dumps(ANSWER), "utf-8")
    with_text.run()
    assert "Preparare i testi richiede" in said(with_text) and "Righe tagliate" not in said(with_text)
    with_text.button(key="addestramento.avvia").click().run()
    assert not with_text.exception
    assert [title.value for title in with_text.title] == ["Lavori"]
    (job,) = list_jobs()
    assert job.command[3] == "pretrain" and job.kind == "addestramento"


def test_a_path_that_is_not_there_is_told_and_the_rest_stays_usable(app: AppTest) -> None:
    app.run().text_input(key="dazero.percorso").set_value("/non/esiste.txt").run()
    assert not app.exception
    assert "non c'è" in app.error[0].value


def test_another_size_starts_from_its_own_values(with_text: AppTest) -> None:
    with_text.selectbox(key="dazero.misura").set_value("incluso").run()
    assert with_text.number_input(key="dazero.incluso.hidden").value == 256


def test_the_other_view_is_still_there(app: AppTest) -> None:
    app.query_params["vista"] = "altro"
    app.run()
    assert not app.exception
    assert app.selectbox(key="addestramento.dati")
