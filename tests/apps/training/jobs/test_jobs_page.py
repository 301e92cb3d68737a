from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from apps.training.jobs import wording
from apps.training.jobs.progress import Progress, log_tail
from workbench.jobs import Events, Job, Person, Status, list_jobs, open_job, stop_requested, submit
from workbench.jobs.state import change_state

ME, MARIA = Person("locale", "amministratore"), Person("maria", "formatore")


@pytest.fixture
def app(home: Path) -> AppTest:
    def page() -> None:
        from apps.streamlit_app import main

        main("lavori")

    return AppTest.from_function(page, default_timeout=60)


def put_job(title: str, status: Status = Status.QUEUED, owner: Person = ME) -> Job:
    job = submit("addestramento", title, owner, ("python", "-V"), {"config.yaml": "name: x\n"})
    change_state(job.folder, {Status.QUEUED}, status=status, started="2026-11-22T10:00:00+00:00")
    return open_job(job.id)


def running(title: str = "prova") -> Job:
    job = put_job(title, Status.RUNNING)
    events = Events(job.folder)
    events.write("start", steps=40, rows=100)
    for step in (1, 10, 20):
        events.write(
            "step",
            step=step,
            steps=40,
            epoch=step / 10,
            loss=2.0 / step,
            tokens_per_second=812,
            seconds_left=75,
        )
    events.write("validation", step=20, loss=0.4, metric="accuratezza", value=0.71)
    events.write("checkpoint", step=20, path="checkpoints/step-20")
    return open_job(job.id)


def opened(app: AppTest, job: Job) -> AppTest:
    app.query_params["lavoro"] = job.id
    return app.run()


def texts(app: AppTest) -> str:
    return "\n".join(each.proto.body for each in app.get("html"))


def test_an_empty_queue_says_where_jobs_come_from(app: AppTest) -> None:
    assert "Addestramento e Valutazione" in app.run().info[0].value


def test_the_queue_tells_each_place(app: AppTest) -> None:
    put_job("primo")
    put_job("secondo", owner=MARIA)
    app.run()
    said = texts(app)
    assert "in coda, il prossimo a partire" in said
    assert "in coda, posizione 2" in said
    assert "avviato da maria" in texts(app)


def test_a_running_job_shows_step_curve_speed_and_time_left(app: AppTest) -> None:
    opened(app, running())
    assert not app.exception
    assert "<dd>20 di 40</dd>" in texts(app)
    assert "<dd>812 token/s</dd>" in texts(app)
    assert "<dd>1 min 15 s</dd>" in texts(app)
    assert "<dd>passo 20</dd>" in texts(app)
    assert "accuratezza 71,0" in texts(app)
    assert [each.value for each in app.subheader] == ["Perdita durante l'addestramento"]


def test_stop_asks_the_job_to_save(app: AppTest) -> None:
    job = put_job("in coda")
    opened(app, job)
    assert app.button(key="lavori.ferma").label == "Togli dalla coda"
    app.button(key="lavori.ferma").click().run()
    assert open_job(job.id).status is Status.STOPPED


def test_a_running_job_is_stopped_with_what_it_has_saved(app: AppTest) -> None:
    job = running()
    opened(app, job).button(key="lavori.ferma").click().run()
    assert not app.error
    assert stop_requested(job.folder)
    assert app.button(key="lavori.ferma").disabled


def test_resume_is_not_offered_without_a_proven_checkpoint_and_says_why(app: AppTest) -> None:
    opened(app, put_job("interrotto", Status.INTERRUPTED))
    assert app.button(key="lavori.riprendi").disabled
    assert "Non si può riprendere" in texts(app)


def test_nobody_stops_the_work_of_another(app: AppTest) -> None:
    job = put_job("suo", Status.RUNNING, MARIA)
    assert wording.why_not(job, Person("luca", "ricercatore")).startswith("È il lavoro di maria")
    assert wording.why_not(job, MARIA) == ""
    assert wording.why_not(job, ME) == ""


def test_an_ended_job_can_be_deleted(app: AppTest) -> None:
    job = put_job("vecchio", Status.FAILED)
    opened(app, job).button(key="lavori.elimina").click().run()
    assert not app.exception
    assert list_jobs() == []


def test_a_finished_training_leads_to_its_measure(app: AppTest) -> None:
    job = put_job("finito", Status.DONE)
    events = Events(job.folder)
    events.write("validation", step=20, loss=0.4, metric="accuratezza", value=0.833)
    kept = {"best_step": 10, "metric": "accuratezza", "value": 0.917}
    events.write("end", model="x", diagnosis=["La perdita è scesa da 2,0 a 0,1."], **kept)
    opened(app, job)
    assert "<dt>Ultima misura di validazione</dt><dd>accuratezza 83,3" in texts(app)
    assert "<dt>Modello tenuto</dt><dd>passo 10, accuratezza 91,7" in texts(app)
    assert "La perdita è scesa" in texts(app)
    assert not [each for each in app.button if each.key in ("lavori.ferma", "lavori.riprendi")]
    app.button(key="lavori.misura").click().run()
    assert [title.value for title in app.title] == ["Valutazione"]


def test_an_unknown_job_in_the_address_is_explained(app: AppTest) -> None:
    app.query_params["lavoro"] = "addestramento-000000000000"
    assert "non esiste" in app.run().error[0].value


def test_only_what_is_new_is_read(home: Path) -> None:
    job = running()
    progress = Progress().follow(job.folder)
    before = progress.offset
    Events(job.folder).write("step", step=21, steps=40, loss=0.1)
    progress.follow(job.folder)
    assert progress.offset > before
    assert [event["step"] for event in progress.steps] == [1, 10, 20, 21]


def test_steps_after_the_checkpoint_are_told_anew_by_a_resumed_run(home: Path) -> None:
    job = running()
    events = Events(job.folder)
    events.write("start", steps=40, from_step=10)
    events.write("step", step=15, steps=40, loss=0.2)
    progress = Progress().follow(job.folder)
    assert [event["step"] for event in progress.steps] == [1, 10, 15]
    assert progress.validations == []


def test_the_log_is_shown_from_a_whole_line(home: Path) -> None:
    job = put_job("registro")
    (job.folder / "log.txt").write_text("prima riga\nseconda riga\nterza riga\n", "utf-8")
    assert log_tail(job.folder, limit=20) == "terza riga\n"
