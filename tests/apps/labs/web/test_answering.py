"""Answers: checked, kept once, given back when they do not go; no text does harm or gets lost."""

import re
import time

import pytest

from apps.labs.activities import activity
from workbench import rooms
from workbench.rooms import Plan, RoomOptions, Step

BETS = {"voce.freddo": "5", "voce.tiepido": "2", "voce.caldo": "1"}
HARM = "<script>alert(1)</script> =1+1 \u202eribaltato\u202c <b>"


def send(client, room, passo=0, schermo=0, **fields):
    form = {
        "passo": str(passo),
        "schermo": str(schermo),
        **{key.replace("__", "."): v for key, v in fields.items()},
    }
    return client.post(f"/v/{room.code}/risposte", data=form)


def given(room, step=0):
    return {(one.item, one.attempt): one.value for one in rooms.answers_to(room.id, step)}


@pytest.fixture
def lab(make_room):
    return make_room("lab-temperatura", "soddisfazione")


def test_a_second_tap_changes_nothing(phone, lab):
    client = phone(lab)
    first, second = send(client, lab, **BETS), send(client, lab, **BETS)
    assert first.headers["location"] == second.headers["location"]
    assert given(lab) == {("freddo", 1): 5, ("tiepido", 1): 2, ("caldo", 1): 1}


def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(phone, lab):
    answer = send(phone(lab), lab, **{"voce.freddo": "5", "voce.tiepido": "9"})
    assert answer.status_code == 422
    assert answer.text.count('class="error" id="voce-') == 2
    assert 'aria-describedby="voce-caldo-errore"' in answer.text and 'aria-invalid="true"' in answer.text
    assert re.search(r'name="voce.freddo" value="5" checked', answer.text)
    assert given(lab) == {("freddo", 1): 5}


def test_a_guess_is_not_changed_once_the_result_was_shown(phone, lab):
    client = phone(lab)
    send(client, lab, **BETS)
    send(client, lab, **{**BETS, "voce.freddo": "1"})
    assert given(lab)[("freddo", 1)] == 5
    back = client.get(f"/v/{lab.code}/posto?passo=0&schermo=0").text
    assert "disabled" in back and "non si cambia" in back


@pytest.mark.parametrize(
    ("lab_id", "screen", "guess"),
    [
        ("lab-frammenti", 1, {"voce.parola": "4", "voce.lingua": "1"}),
        (
            "lab-come-impara",
            1,
            {f"voce.scommessa.{place}": "10" if place == 2 else "" for place in range(4)},
        ),
    ],
)
def test_a_text_of_ones_own_may_be_left_out_or_tried_again_and_again(phone, make_room, lab_id, screen, guess):
    room = make_room(lab_id, "soddisfazione")
    client = phone(room)
    send(client, room, **guess)
    place = f"/v/{room.code}/posto?passo=0&schermo={screen}"
    page = client.get(place).text
    (name,) = re.findall(r'<(?:textarea|input)[^>]* name="voce\.(testo|frase)"', page)
    assert "non si cambia" not in page and f"schermo={screen + 1}" in page
    for text in ("Una prova.", "Un'altra prova."):
        assert send(client, room, schermo=screen, **{f"voce.{name}": text}).status_code == 303
        assert given(room)[(name, 1)] == text
        assert text.split()[-1] in client.get(place).text


def test_a_screen_ahead_does_not_open_before_its_time(phone, lab):
    client = phone(lab)
    assert "Prima di guardare" in client.get(f"/v/{lab.code}/posto?passo=0&schermo=5").text
    assert send(client, lab, schermo=1, voce__trasferimento="1").headers["location"].endswith("/posto")
    assert given(lab) == {}


def test_a_choice_with_a_verdict_is_explained_and_stays(phone, lab, shown):
    client = phone(lab)
    send(client, lab, **BETS)
    answer = send(client, lab, schermo=1, voce__trasferimento="3")
    assert answer.headers["location"].endswith("schermo=1")
    words = shown(client.get(answer.headers["location"]).text)
    assert "0 su 1" in words and "A temperatura 0 il modello prende sempre" in words
    send(client, lab, schermo=1, voce__trasferimento="1")
    assert given(lab)[("trasferimento", 1)] == "3"


@pytest.mark.parametrize("state", ["pausa", "chiusa", "altro passo", "scaduto"])
def test_what_comes_too_late_is_refused_and_comes_back_in_the_form(phone, lab, state, monkeypatch):
    client = phone(lab)
    if state == "pausa":
        rooms.pause(lab.id)
    elif state == "chiusa":
        rooms.close(lab.id)
    elif state == "altro passo":
        rooms.move(lab.id, 1)
    else:
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + 3600)
    answer = send(client, lab, **BETS)
    assert answer.status_code == 422 and answer.text.count('class="error"') == 1
    assert "data-scritto" in answer.text, "the script does not draw over it"
    assert re.search(r'name="voce.tiepido" value="2" checked', answer.text)
    assert given(lab) == {}


@pytest.mark.parametrize(
    "fields", [{"passo": "99"}, {"passo": "-1"}, {"schermo": "77"}, {"passo": "x" * 50}, {}]
)
def test_a_form_that_was_tampered_with_leads_back_to_the_place(phone, lab, fields):
    client = phone(lab)
    answer = client.post(f"/v/{lab.code}/risposte", data=fields)
    assert answer.status_code == 303 and answer.headers["location"] == f"/v/{lab.code}/posto"


def test_a_text_of_100000_characters_is_refused_kindly_and_nothing_is_lost(phone, survey):
    text = "parola " * 14_286
    answer = send(phone(survey), survey, schermo=survey_text_screen(survey), **{f"voce.{text_item()}": text})
    assert answer.status_code == 413 and "troppo lungo" in answer.text and "1.000" in answer.text
    assert answer.text.count("parola ") > 14_000


def test_more_than_a_million_characters_do_not_even_get_in(phone, survey):
    answer = send(phone(survey), survey, **{f"voce.{text_item()}": "a" * 1_100_000})
    assert answer.status_code == 413 and "tasto «Indietro»" in answer.text


def test_harmful_texts_are_harmless_on_phone_console_board_and_export(door, phone, survey, shown):
    client = phone(survey)
    send(client, survey, schermo=survey_text_screen(survey), **{f"voce.{text_item()}": HARM})
    rooms.reveal(survey.id, 0, True)
    trainer = door()
    pages = [
        client.get(f"/v/{survey.code}/dati").text,
        client.get(f"/v/{survey.code}/posto?passo=0&schermo=9").text,
        trainer.get(f"/aule/{survey.code}").text,
        trainer.get(f"/aule/{survey.code}/tabellone?parte=99").text,
    ]
    for page in pages:
        assert "<script>alert" not in page and "\u202e" not in page
    assert all("alert(1)" in shown(page) for page in pages[2:])
    copy = client.get(f"/v/{survey.code}/dati/copia")
    assert copy.headers["content-type"].startswith("application/json")
    assert "attachment" in copy.headers["content-disposition"]
    assert "alert(1)" in str(copy.json()["risposte"])


def test_a_timed_task_starts_and_stops_once_by_the_clock_of_the_server(phone, make_room):
    room = make_room("compito-a-tempo")
    client = phone(room)
    assert 'name="voce.inizio"' in client.get(f"/v/{room.code}/posto").text
    send(client, room, voce__inizio="si")
    started = given(room)[("inizio", 1)]
    send(client, room, voce__inizio="si")
    assert given(room)[("inizio", 1)] == started
    long = send(client, room, schermo=1, **{first_fact(client, room): "x" * 200, "voce.consegna": "si"})
    assert long.status_code == 413 and ("consegna", 1) not in given(room), (
        "the clock runs on until it is in order"
    )
    done = send(client, room, schermo=1, **{first_fact(client, room): "ok", "voce.consegna": "si"})
    assert done.headers["location"].endswith("schermo=2")
    assert "dati su 8" in client.get(done.headers["location"]).text


def test_a_pause_in_the_middle_of_a_timed_task_is_no_time_of_work(phone, make_room, monkeypatch):
    room = make_room("compito-a-tempo")
    client, now = phone(room), time.time()
    send(client, room, voce__inizio="si")
    for moment, change in ((10, rooms.pause), (130, rooms.resume)):
        monkeypatch.setattr(time, "time", lambda at=moment: now + at)
        change(room.id)
    monkeypatch.setattr(time, "time", lambda: now + 150)
    send(client, room, schermo=1, **{first_fact(client, room): "ok", "voce.consegna": "si"})
    answers = {item: value for (item, _), value in given(room).items()}
    assert activity("compito-a-tempo").score(answers)["secondi"] == pytest.approx(30, abs=2)


def test_pieces_may_be_tried_again_and_the_same_try_sent_twice_counts_once(phone, make_room):
    room = make_room("esercizio-dati-personali")
    client = phone(room)
    page = client.get(f"/v/{room.code}/posto").text
    name = re.search(r'name="(voce\.[^"]+)"', page)[1]
    item = name.removeprefix("voce.")
    assert send(client, room, **{name: "0"}).headers["location"].endswith("schermo=0")
    page = client.get(f"/v/{room.code}/posto?passo=0&schermo=0").text
    assert "Prova di nuovo" in page and "Avanti" in page and "Sfuggito" in page
    for _ in range(2):
        send(client, room, **{name: "1", f"prova.{item}": "2"})
    assert sorted(attempt for found, attempt in given(room) if found == item) == [1, 2]
    assert given(room)[(item, 1)] == ["0"]


def test_own_pace_goes_step_by_step_and_free_pace_anywhere(phone, make_room):
    room = make_room("pausa", "lab-temperatura", "soddisfazione", pace="propria")
    client = phone(room)
    assert "niente da fare" in client.get(f"/v/{room.code}/posto").text
    client.post(f"/v/{room.code}/passo", data={"passo": "1"})
    assert "Prima di guardare" in client.get(f"/v/{room.code}/posto").text
    refused = client.post(f"/v/{room.code}/passo", data={"passo": "9"})
    assert refused.status_code == 409 and "non è ancora aperto" in refused.text
    rooms.set_pace(room.id, "libera")
    assert client.get(f"/v/{room.code}/posto?elenco=1").text.count("/passo") == 3
    client.post(f"/v/{room.code}/passo", data={"passo": "2"})
    assert "Passo 3 di 3" in client.get(f"/v/{room.code}/posto").text


def test_waiting_pause_closed_and_expired_each_have_a_calm_page(door, home, shown, monkeypatch):
    room = rooms.open_room(
        Plan(name="x", title="X", steps=(Step(activity="lab-frammenti", minutes=1),)),
        "locale",
        RoomOptions(hours=1),
    )
    client = door()
    client.post(f"/v/{room.code}")

    def words():
        return shown(client.get(f"/v/{room.code}/posto").text)

    assert "Tra poco si comincia" in words()
    rooms.start(room.id)
    rooms.pause(room.id)
    assert "Tutto è fermo" in words()
    rooms.resume(room.id)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 7200)
    assert "Il tempo di quest’aula è finito" in words()
    monkeypatch.undo()
    rooms.close(room.id)
    assert "Attestato di partecipazione" in words()


def test_the_timer_is_hidden_until_the_trainer_shows_it(phone, lab):
    client = phone(lab)
    assert "data-fine" not in client.get(f"/v/{lab.code}/posto").text
    rooms.show_timer(lab.id, True)
    assert "data-fine" in client.get(f"/v/{lab.code}/posto").text


@pytest.fixture
def survey(make_room):
    return make_room("soddisfazione")


def text_item() -> str:
    from apps.labs.activities import activity

    screens = activity("soddisfazione").screens(0)
    return next(item.id for screen in screens for item in screen.items if item.kind == "testo")


def survey_text_screen(_room) -> int:
    from apps.labs.activities import activity

    screens = activity("soddisfazione").screens(0)
    return next(n for n, screen in enumerate(screens) if any(item.kind == "testo" for item in screen.items))


def first_fact(client, room) -> str:
    page = client.get(f"/v/{room.code}/posto?passo=0&schermo=1").text
    return re.search(r'<input class="riga"[^>]* name="([^"]+)"', page)[1]
