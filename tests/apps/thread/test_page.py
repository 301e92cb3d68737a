from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from workbench.jobs import Events, Person, Status, open_job, submit
from workbench.jobs.state import change_state

ME = Person("locale", "amministratore")


@pytest.fixture
def start(home: Path) -> AppTest:
    def page() -> None:
        from apps.streamlit_app import main

        main("inizio")

    return AppTest.from_function(page, default_timeout=60)


def texts(app: AppTest) -> str:
    return "\n".join(each.proto.body for each in app.get("html"))


def put_job(kind: str, title: str, status: Status, owner: Person = ME) -> str:
    job = submit(kind, title, owner, ("python", "-V"), {"config.yaml": f"name: {title}\n"}, request_id=title)
    change_state(job.folder, {Status.QUEUED}, status=status)
    return job.id


def test_a_new_house_offers_to_try_the_shipped_data(start: AppTest) -> None:
    start.run()
    assert not start.exception
    assert [title.value for title in start.title] == ["Officina"]
    assert start.button(key="inizio.avanti").label == "Prova subito con i dati di esempio"
    assert "1. Dati <span>(fatto)</span>" in texts(start)
    assert "2. Addestramento <span>(ora)</span>" in texts(start)


def test_the_first_action_leads_to_the_training_with_the_shipped_data_chosen(start: AppTest) -> None:
    start.run().button(key="inizio.avanti").click().run()
    assert [title.value for title in start.title] == ["Addestramento"]
    assert "richieste" in start.selectbox(key="addestramento.dati").value


def test_a_running_training_is_what_comes_next(start: AppTest) -> None:
    job = open_job(put_job("addestramento", "prova", Status.RUNNING))
    Events(job.folder).write("step", step=3, steps=10, loss=1.0)
    start.run()
    assert start.button(key="inizio.avanti").label == "Segui l'addestramento"
    assert "in corso, passo 3 di 10" in texts(start)
    start.button(key="inizio.avanti").click().run()
    assert [title.value for title in start.title] == ["Lavori"]


def test_a_failed_training_is_looked_at_first(start: AppTest) -> None:
    put_job("addestramento", "prova", Status.FAILED)
    assert start.run().button(key="inizio.avanti").label == "Guarda perché si è fermato"


def test_the_work_of_others_is_not_on_my_path(start: AppTest) -> None:
    put_job("addestramento", "altrui", Status.RUNNING, Person("maria", "formatore"))
    assert start.run().button(key="inizio.avanti").label == "Prova subito con i dati di esempio"


def test_a_finished_evaluation_leads_to_its_result(start: AppTest) -> None:
    put_job("addestramento", "prova", Status.DONE)
    put_job("valutazione", "confronto", Status.DONE)
    start.run()
    assert "4. Confronto <span>(fatto)</span>" in texts(start)


def test_one_can_go_and_bring_data(start: AppTest) -> None:
    start.run().button(key="inizio.dati").click().run()
    assert [title.value for title in start.title] == ["Dati"]
    assert start.segmented_control(key="dati.vista").value == "porta"
