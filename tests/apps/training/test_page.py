import json
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from apps.training import estimating, wish
from finetune.config import TrainingConfig
from workbench.data import shipped_data_sets
from workbench.errors import UserError
from workbench.italian import read_number
from workbench.jobs import Person, list_jobs
from workbench.settings import settings

ME = Person("locale", "amministratore")
ANSWER = {
    "seconds": 93.0,
    "peak_bytes": 612_000_000,
    "steps": 40,
    "seconds_per_step": 2.3,
    "fits": True,
    "reason": None,
    "truncated_rows": 3,
}


@pytest.fixture
def app(home: Path, tiny_llama: Path) -> AppTest:
    def page() -> None:
        from apps.streamlit_app import main

        main("addestramento")

    test = AppTest.from_function(page, default_timeout=60).run()
    test.selectbox(key="addestramento.modello").set_value(wish.OTHER).run()
    return test.text_input(key="addestramento.altro_modello").set_value(str(tiny_llama)).run()


def texts(app: AppTest) -> str:
    return "\n".join(each.proto.body for each in app.get("html"))


def chosen(model: Path, **others: object) -> TrainingConfig:
    """The config that the form of `app` stands for."""
    name = others.pop("name", "richieste-comune-lora")
    data = shipped_data_sets()[0].id
    return TrainingConfig(recipe="classificazione", model=str(model), data=data, name=name, **others)


def answered(config: TrainingConfig, answer: dict[str, object]) -> None:
    """What the dry run leaves behind."""
    folder = estimating.folder_of(config)
    folder.mkdir(parents=True)
    (folder / estimating.PROCESS).write_text(json.dumps({"pid": 1, "started": time.time()}), "utf-8")
    (folder / estimating.ANSWER).write_text(json.dumps(answer), "utf-8")


def test_the_form_shows_the_fields_of_the_config(app: AppTest) -> None:
    assert not app.exception
    drawn = [*app.number_input, *app.selectbox, *app.checkbox, *app.text_input]
    start = "addestramento.classificazione.lora."
    shown = {each.key.removeprefix(start) for each in drawn if each.key.startswith(start)}
    assert shown == set(TrainingConfig.model_fields) - wish.ASKED_APART


def test_nothing_starts_before_an_estimate(app: AppTest) -> None:
    assert app.button(key="addestramento.avvia").disabled
    assert "Si può avviare dopo una stima" in texts(app)


def test_after_an_estimate_that_fits_the_training_starts(app: AppTest, tiny_llama: Path) -> None:
    answered(chosen(tiny_llama), ANSWER)
    app.run()
    assert "1 min 33 s al massimo" in texts(app)
    assert "612,0 MB" in texts(app)
    app.button(key="addestramento.avvia").click().run()
    assert not app.exception
    assert [title.value for title in app.title] == ["Lavori"]
    (job,) = list_jobs()
    assert job.command[:4] == ("python", "-m", "finetune", "train")
    assert TrainingConfig(**json_of(job.folder)) == chosen(tiny_llama)


def json_of(folder: Path) -> dict[str, object]:
    import yaml

    return yaml.safe_load((folder / "config.yaml").read_text("utf-8"))


def test_the_same_press_sent_twice_makes_one_job(home: Path, tiny_llama: Path) -> None:
    data_set, config = shipped_data_sets()[0], chosen(tiny_llama)
    first = wish.start(config, data_set, ME, "richiesta")
    assert wish.start(config, data_set, ME, "richiesta").id == first.id
    assert len(list_jobs()) == 1


def test_what_does_not_fit_is_refused_with_the_reason(app: AppTest, tiny_llama: Path) -> None:
    reason = "servono circa 9,0 GB di memoria e ne sono disponibili 2,0 GB. Usare LoRA."
    answered(chosen(tiny_llama), ANSWER | {"fits": False, "reason": reason, "steps": 0})
    app.run()
    assert app.button(key="addestramento.avvia").disabled
    assert "servono circa 9,0 GB" in app.error[0].value


def test_another_value_asks_for_another_estimate(app: AppTest, tiny_llama: Path) -> None:
    answered(chosen(tiny_llama), ANSWER)
    app.run()
    assert not app.button(key="addestramento.avvia").disabled
    app.number_input(key="addestramento.classificazione.lora.epochs").set_value(2).run()
    assert app.button(key="addestramento.avvia").disabled


def test_another_name_keeps_the_estimate(app: AppTest, tiny_llama: Path) -> None:
    answered(chosen(tiny_llama), ANSWER)
    app.run().text_input(key="addestramento.nome.richieste-comune-lora").set_value("altro-nome").run()
    assert not app.button(key="addestramento.avvia").disabled


def test_a_name_that_is_taken_is_refused(app: AppTest) -> None:
    (settings().models / "gia-preso").mkdir(parents=True)
    app.text_input(key="addestramento.nome.richieste-comune-lora").set_value("gia-preso").run()
    assert "esiste già" in app.error[0].value


def test_a_wrong_name_is_told_in_italian(app: AppTest) -> None:
    app.text_input(key="addestramento.nome.richieste-comune-lora").set_value("../fuori").run()
    assert not app.exception
    assert "Nome del nuovo modello" in app.error[0].value


def test_the_full_method_starts_from_its_own_values_without_lora_fields(app: AppTest) -> None:
    app.selectbox(key="addestramento.metodo").set_value("completo").run()
    keys = {each.key for each in [*app.number_input, *app.selectbox]}
    assert "addestramento.classificazione.completo.epochs" in keys
    assert not any(".lora_" in key for key in keys)
    rate = app.text_input(key="addestramento.classificazione.completo.learning_rate")
    assert read_number(rate.value) == wish.start_values("classificazione", "completo")["learning_rate"]


def test_a_folder_of_this_machine_is_not_opened_for_everybody() -> None:
    with pytest.raises(UserError, match="non si aprono cartelle"):
        wish.checked_reference("/etc", Person("maria", "formatore"))
    assert wish.checked_reference(" autore/modello ", Person("maria", "formatore")) == "autore/modello"


def test_an_answer_of_yesterday_is_asked_again(home: Path, tiny_llama: Path) -> None:
    config = chosen(tiny_llama)
    answered(config, ANSWER)
    old = {"pid": 1, "started": time.time() - 2 * estimating.FRESH_SECONDS}
    (estimating.folder_of(config) / estimating.PROCESS).write_text(json.dumps(old), "utf-8")
    assert estimating.look(config) is None


def test_a_dry_run_that_left_no_answer_is_told(home: Path, tiny_llama: Path) -> None:
    config = chosen(tiny_llama)
    answered(config, {})
    found = estimating.look(config)
    assert found is not None
    assert "si è interrotta" in found.problem


@pytest.mark.slow
def test_a_real_dry_run_answers_while_the_page_stays_usable(app: AppTest, tiny_llama: Path) -> None:
    app.number_input(key="addestramento.classificazione.lora.max_length").set_value(32).run()
    app.button(key="addestramento.stima").click().run()
    assert "Prova in corso" in app.info[0].value
    for _ in range(120):
        app.run()
        if not app.button(key="addestramento.avvia").disabled:
            break
        time.sleep(1)
    assert "Tempo previsto" in texts(app)


@pytest.mark.slow
def test_what_stops_a_dry_run_is_told_in_italian(home: Path) -> None:
    config = chosen(Path("non-esiste"))
    estimating.begin(config)
    for _ in range(120):
        found = estimating.look(config)
        if found and not found.running:
            break
        time.sleep(1)
    assert found is not None
    assert "modello" in found.problem
