"""The console and the board: who may lead, what each button does, what the wall shows."""

import re
import time

import pytest

from apps.labs.web import Rooms
from apps.labs.web.shared.results import KEPT_SECONDS
from workbench import rooms
from workbench.backends import ScriptedBackend
from workbench.rooms import Plan, RoomOptions, Step

PLAN = Plan(name="breve", title="Capire", steps=(Step(activity="soddisfazione", minutes=10),))
PERSONAL = "Mi chiami al 347 1234567, codice fiscale RSSMRA85T10A562S"


@pytest.fixture
def owned(home):
    return rooms.start(rooms.open_room(PLAN, "tina", RoomOptions()).id)


def order(client, room, action, **fields):
    return client.post(f"/aule/{room.code}/comando", data={"azione": action, **fields})


@pytest.mark.parametrize(
    ("role", "name", "read", "write"),
    [
        ("formatore", "tina", 200, 303),
        ("formatore", "altro", 403, 403),
        ("ricercatore", "rita", 200, 403),
        ("amministratore", "capo", 200, 303),
    ],
)
def test_a_trainer_leads_their_own_room_a_researcher_reads_all(enter, owned, role, name, read, write):
    client = enter(role, name)
    for path in ("", "/tabellone", "/carta"):
        assert client.get(f"/aule/{owned.code}{path}").status_code == read, path
    assert order(client, owned, "pausa").status_code == write
    assert ("comando" in client.get(f"/aule/{owned.code}").text) == (write == 303)


def test_every_address_of_a_room_is_closed_to_the_trainer_of_another(enter, owned):
    client = enter("formatore", "altro")
    routes = [route for route in Rooms(ScriptedBackend()).routes() if route.path.startswith("/aule/{code}")]
    assert len(routes) > 7
    for route in routes:
        path = route.path.replace("{code}", owned.code).replace("{rest:path}", "altro")
        for method in route.methods:
            assert client.request(method, path).status_code == 403, (method, path)


def test_a_stranger_sees_no_console_but_comes_in_by_the_code(enter, door, owned):
    enter("formatore", "tina")
    stranger = door()
    for path in ("", "/tabellone", "/carta", "/tessere", "/eventi"):
        assert stranger.get(f"/aule/{owned.code}{path}").headers["location"].startswith("/entra"), path
    assert stranger.post(f"/aule/{owned.code}/comando", data={"azione": "chiudi"}).status_code == 401
    assert stranger.get(f"/v/{owned.code}").status_code == 200


def test_the_list_shows_a_trainer_only_their_rooms(enter, owned):
    other = rooms.open_room(PLAN, "altro", RoomOptions())
    page = enter("formatore", "tina").get("/aule").text
    assert owned.code in page and other.code not in page


def test_every_button_does_what_it_says(door, make_room):
    room = make_room("lab-temperatura", "soddisfazione", "pausa")
    client = door()

    def now():
        return rooms.room(room.id)

    order(client, room, "passo", passo="1")
    assert now().step == 1
    order(client, room, "pausa")
    assert now().state == "pausa" and now().left is not None
    order(client, room, "riprendi")
    before = now().ends
    order(client, room, "prolunga", minuti="2")
    assert now().ends == pytest.approx(before + 120, abs=1)
    order(client, room, "ingresso", valore="chiuso")
    order(client, room, "tempo", valore="si")
    order(client, room, "ritmo", ritmo="libera")
    order(client, room, "mostra", passo="0", valore="si")
    order(client, room, "insieme", valore="si")
    assert (now().locked, now().timer_shown, now().pace, now().batch) == (True, True, "libera", True)
    assert now().revealed == frozenset({0})
    assert order(client, room, "chiudi").status_code == 409 and now().state == "in corso"
    order(client, room, "chiudi", conferma="si")
    assert now().state == "chiusa"


@pytest.mark.parametrize("action", ["", "distruggi", "ritmo", "passo", "gruppi", "prova"])
def test_a_wrong_order_is_refused_with_a_way_back(door, room, action):
    answer = order(door(), room, action, passo="99", ritmo="di corsa")
    assert answer.status_code == 409 and f"/aule/{room.code}" in answer.text


def test_groups_are_drawn(door, phone, room):
    for _ in range(4):
        phone(room)
    order(door(), room, "gruppi", gruppi="2")
    assert sorted(one.group for one in rooms.participants(room.id)) == ["Gruppo 1"] * 2 + ["Gruppo 2"] * 2


def test_the_console_shows_numbers_and_never_who_answered_what(door, phone, make_room, shown):
    room = make_room("lab-temperatura")
    client = phone(room)
    form = {"passo": "0", "schermo": "0", "voce.freddo": "5", "voce.tiepido": "2", "voce.caldo": "1"}
    client.post(f"/v/{room.code}/risposte", data=form)
    person = rooms.participants(room.id)[0]
    page = door().get(f"/aule/{room.code}").text
    assert "1 entrata" in shown(page) and "1 presente ora" in shown(page)
    assert person.nickname not in page and person.id not in page


def test_texts_lose_personal_data_before_the_wall_and_can_be_hidden(door, phone, make_room, wall_text, shown):
    room = make_room("soddisfazione")
    wall_text(phone(room), room, PERSONAL)
    trainer = door()
    order(trainer, room, "mostra", passo="0", valore="si")
    board = "/tabellone?parte=99"  # the last part: the wall stands alone
    for path in ("", board):
        page = trainer.get(f"/aule/{room.code}{path}").text
        assert "347 1234567" not in page and "RSSMRA" not in page and "[telefono]" in page, path
    page = trainer.get(f"/aule/{room.code}").text
    button = page.split('value="nascondi"')[1].split("</form>")[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', button))
    order(trainer, room, "nascondi", **fields)
    assert "[telefono]" not in trainer.get(f"/aule/{room.code}{board}").text
    assert "Rimetti" in trainer.get(f"/aule/{room.code}").text


def test_a_board_that_shows_older_answers_asks_again_by_itself(door, phone, make_room, wall_text):
    room = make_room("soddisfazione")
    first, second = phone(room), phone(room)
    trainer = door()
    order(trainer, room, "mostra", passo="0", valore="si")
    pages = (f"/aule/{room.code}", f"/aule/{room.code}/tabellone?parte=99")
    for path in pages:
        assert "data-ancora" not in trainer.get(path).text
    wall_text(first, room, "Più esempi")
    wall_text(second, room, "Meno fretta")
    for path in pages:
        page = trainer.get(path).text
        assert 'data-ancora="1"' in page, path
    time.sleep(KEPT_SECONDS)
    for path in pages:
        page = trainer.get(path).text
        assert "Meno fretta" in page and "data-ancora" not in page, path


def test_the_board_says_how_to_get_in_then_how_many_then_what(door, make_room, monkeypatch, shown):
    from workbench.settings import settings

    monkeypatch.setenv("OFFICINA_PUBLIC_ORIGINS", '["http://127.0.0.1:8800"]')
    settings.cache_clear()
    from workbench.store import create_account

    create_account("capo", "amministratore", "quattro gatti sul tetto")
    room = rooms.open_room(PLAN, "capo", RoomOptions())
    client = door()
    seal = client.get("/entra").text.split('name="sigillo" value="')[1].split('"')[0]
    client.post("/entra", data={"nome": "capo", "password": "quattro gatti sul tetto", "sigillo": seal})
    page = client.get(f"/aule/{room.code}/tabellone").text
    assert "<svg" in page and "127.0.0.1:8800/v" in page and f"{room.code[:3]}-{room.code[3:]}" in page
    rooms.start(room.id)
    page = client.get(f"/aule/{room.code}/tabellone").text
    assert "0 su 0" in shown(page) and 'class="grafici"' not in page
    assert f'data-revisione="{rooms.revision(room.id)}"' in page


def test_a_room_opens_from_a_ready_plan_with_one_form(door, home):
    client = door()
    page = client.get("/aule").text
    plan = re.search(r'name="programma" value="([^"]+)" checked', page)[1]
    answer = client.post("/aule", data={"programma": plan, "comune": "Rho", "ore": "4", "ritmo": "guidata"})
    room = rooms.find_room(answer.headers["location"].rsplit("/", 1)[1])
    assert (room.options.municipality, room.options.hours, room.owner) == ("Rho", 4, "locale")


@pytest.mark.parametrize("fields", [{"programma": "nessuno"}, {"ore": "99"}, {"ritmo": "di corsa"}])
def test_a_wrong_choice_for_a_room_is_told_on_the_list(door, home, fields):
    rooms.save_plan(PLAN)
    answer = door().post("/aule", data={"programma": "breve", **fields})
    assert answer.status_code == 409 and 'role="alert"' in answer.text
    assert rooms.list_rooms() == []


def test_a_rehearsal_fills_a_room_at_one_click(door, home, shown):
    rooms.save_plan(PLAN)
    client = door()
    console = client.post("/aule", data={"programma": "breve", "prova": "si"}).headers["location"]
    words = shown(client.get(console).text)
    assert "prova generale" in words and "20 entrate" in words and "20 hanno risposto" in words


def test_the_time_of_the_model_is_said_before_starting(door, home, shown):
    from apps.labs.activities import activity

    exercise = activity("esercizio-classificazione")
    plan = Plan(name="lungo", title="Lungo", steps=(Step(activity=exercise.id, minutes=10),))
    room = rooms.open_room(plan, "locale")
    words = shown(door().get(f"/aule/{room.code}").text)
    assert "Quanto lavorerà il modello" in words and "30 persone" in words
    seconds = 30 * exercise.calls_per_person * exercise.calls_tokens / 1000
    from workbench.italian import duration

    assert f"30 persone {duration(round(seconds))}" in words


def test_the_speed_of_a_model_is_measured_once(home):
    from apps.labs.web.console.estimate import measure_rate, rate_of
    from workbench.backends import ScriptedBackend

    assert rate_of("uno") is None and rate_of("incorporato") == 1000
    assert measure_rate("uno", ScriptedBackend(otherwise="gennaio febbraio")) == rate_of("uno") > 0


def test_a_plan_is_built_in_the_order_of_its_places(door, home):
    form = {
        "titolo": "Il mio programma",
        "descrizione": "",
        "posto": ["2", "1", "3"],
        "attivita": ["lab-frammenti", "lab-temperatura", ""],
        "minuti": ["10", "5", "9"],
        "nome": ["", "Caldo e freddo", ""],
    }
    answer = door().post("/aule/programma", data=form)
    assert answer.headers["location"] == "/aule"
    plan = rooms.read_plan("il-mio-programma")
    assert [(step.activity, step.minutes) for step in plan.steps] == [
        ("lab-temperatura", 5),
        ("lab-frammenti", 10),
    ]
    again = door().get("/aule/programma?da=il-mio-programma").text
    assert 'value="Caldo e freddo"' in again


def test_a_plan_without_steps_comes_back_with_what_was_typed(door, home):
    answer = door().post("/aule/programma", data={"titolo": "Vuoto", "posto": [""], "attivita": [""]})
    assert answer.status_code == 422 and 'value="Vuoto"' in answer.text and 'role="alert"' in answer.text


def test_the_plan_prints_with_blanks_for_every_question(door, make_room, shown):
    room = make_room("lab-temperatura", "lab-parola-che-segue", "soddisfazione", "compito-a-tempo")
    page = door().get(f"/aule/{room.code}/carta").text
    assert 'class="casella tonda"' in page and "gettoni" in page and 'class="righe"' in page
    assert "@media print" in page


def test_cards_print_only_where_there_is_a_study_and_none_is_kept(door, make_room, room, study):
    from workbench.studies import card_is_valid, handed_out

    client = door()
    assert client.post(f"/aule/{room.code}/tessere", data={"quante": "3"}).status_code == 409
    there = make_room(study=study.name, municipality="Rho", wave="prima")
    page = client.post(f"/aule/{there.code}/tessere", data={"quante": "3"}).text
    cards = re.findall(r'class="codice tessera">([^<]+)<', page)
    assert len(set(cards)) == 3 and all(card_is_valid(card) for card in cards) and page.count("<svg") == 3
    assert handed_out(study.name) == {"Rho": 3}


def test_an_expired_room_can_still_be_closed(door, room, monkeypatch):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 90 * 3600)
    client = door()
    assert "codice è scaduto" in client.get(f"/aule/{room.code}").text
    assert order(client, room, "chiudi", conferma="si").status_code == 303
    assert rooms.room(room.id).state == "chiusa"


def test_showing_results_is_noted_for_the_page_of_guarantees(door, room):
    order(door(), room, "mostra", passo="0", valore="si")
    page = door().get("/garanzie").text
    assert "risultati dell&#39;aula" in page and "amministratore" in page and "locale" not in page
