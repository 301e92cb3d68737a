"""Prompts that run on hidden inputs: queued, cancelled, shown together, judged, tried again."""

import time

import pytest

from apps.labs.activities import activity
from apps.labs.calibration import Measure, content_digest, save_measure, weights_digest
from workbench import rooms
from workbench.models import EMBEDDED

EXERCISE = "esercizio-classificazione"
PROMPT = "Scegliere l'ufficio: rispondere con una parola."


def offer(model=EMBEDDED):
    """A calibration card that lets the exercise be offered, as a measured one would."""
    rate = {"point": 0.5, "low": 0.4, "high": 0.6, "prompt": "x", "passed": 1, "total": 2}
    exercise = activity(EXERCISE)
    save_measure(
        Measure.model_validate(
            {
                "exercise": EXERCISE,
                "content": content_digest(exercise),
                "model": model,
                "digest": weights_digest(model),
                "day": "2026-11-22",
                "inputs": 20,
                "nothing": rate,
                "weak": rate,
                "reference": rate,
                "gain": {"point": 0.5, "low": 0.4, "high": 0.6},
            }
        )
    )


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    from apps.labs.web.shared import offering

    monkeypatch.setattr(offering, "_kept", {})


@pytest.fixture
def at_the_prompt(phone, make_room):
    """A phone at the screen where the prompt is written, and what sends one."""

    def opened(**options):
        offer()
        room = make_room(EXERCISE, **options)
        client = phone(room)
        client.post(f"/v/{room.code}/risposte", data={"passo": "0", "schermo": "0", "voce.previsione": "3"})

        def ask(text=PROMPT, attempt=1):
            form = {"passo": "0", "schermo": "1", "richiesta": "richiesta", "prova": str(attempt)}
            return client.post(f"/v/{room.code}/risposte", data={**form, "voce.richiesta": text})

        return room, client, ask

    return opened


def page_when(client, room, words, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        page = client.get(f"/v/{room.code}/posto?passo=0&schermo=1").text
        if words in page:
            return page
        time.sleep(0.1)
    raise AssertionError(page)


def test_an_exercise_that_the_model_cannot_carry_says_so_on_phone_and_console(door, phone, make_room):
    room = make_room(EXERCISE, "soddisfazione", pace="propria", model="sconosciuto")
    client = phone(room)
    page = client.get(f"/v/{room.code}/posto").text
    assert "Non disponibile con questo modello" in page and "Vai al passo seguente" in page
    form = {"passo": "0", "schermo": "0", "voce.previsione": "3"}
    assert client.post(f"/v/{room.code}/risposte", data=form).status_code == 303
    assert rooms.answers_to(room.id, 0) == []
    assert "Non disponibile con questo modello" in door().get(f"/aule/{room.code}").text


def test_a_prompt_is_run_judged_and_tried_again_with_the_same_text(at_the_prompt):
    room, client, ask = at_the_prompt()
    assert "riferimento" not in client.get(f"/v/{room.code}/posto?passo=0&schermo=1").text
    assert ask().headers["location"].endswith("schermo=1")
    page = page_when(client, room, "Prova di nuovo")
    assert 'class="voto"' in page and " su " in page and "Che cosa non è riuscito" in page
    assert PROMPT.replace("'", "&#39;") in page and 'name="prova" value="2"' in page
    assert "Un esempio di richiesta che funziona" in page
    ask("Solo il nome dell'ufficio.", 2)
    assert "Nella prova 1 erano" in page_when(client, room, 'name="prova" value="3"')


def test_the_same_attempt_twice_asks_the_model_once(at_the_prompt):
    room, _client, ask = at_the_prompt(batch=True)
    ask()
    before = len(rooms.runs_to(room.id, 0))
    ask()
    ask("un'altra richiesta, dalla scheda vecchia")
    assert len(rooms.runs_to(room.id, 0)) == before > 0
    assert [one.value for one in rooms.answers_to(room.id, 0) if one.item == "richiesta"] == [PROMPT]


def test_held_requests_are_shown_as_such_cancelled_and_tried_again(at_the_prompt):
    room, client, ask = at_the_prompt(batch=True)
    ask()
    page = client.get(f"/v/{room.code}/posto?passo=0&schermo=1").text
    assert "risponde a tutta l’aula insieme" in page and 'data-ancora="2"' in page
    client.post(f"/v/{room.code}/annulla", data={"passo": "0", "schermo": "1"})
    page = client.get(f"/v/{room.code}/posto?passo=0&schermo=1").text
    assert "è stata annullata" in page and 'name="prova" value="2"' in page


def test_held_requests_run_and_are_shown_together(door, at_the_prompt):
    room, client, ask = at_the_prompt(batch=True)
    ask()
    trainer = door()
    trainer.post(f"/aule/{room.code}/comando", data={"azione": "esegui", "passo": "0"})
    page = page_when(client, room, "Prova di nuovo")
    assert 0 in rooms.room(room.id).revealed and 'class="voto"' in page


def test_a_prompt_that_is_too_long_comes_back_whole(at_the_prompt):
    _room, _client, ask = at_the_prompt()
    answer = ask("a" * 100_000)
    assert answer.status_code == 413 and "a" * 100_000 in answer.text
