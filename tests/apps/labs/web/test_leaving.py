"""What is left to a person: a certificate without scores, a copy of their data, or nothing."""

import re
import time

import pytest
from sqlalchemy import select

from workbench import attendance, rooms
from workbench.store import engine
from workbench.store.tables.attendance import certificates

BETS = {"passo": "0", "schermo": "0", "voce.freddo": "5", "voce.tiepido": "2", "voce.caldo": "1"}


@pytest.fixture
def lab(make_room):
    return make_room("lab-temperatura")


@pytest.fixture
def stayed(phone, lab):
    """A phone that was there for an hour in a room that is closed now."""
    client = phone(lab)
    person = rooms.participants(lab.id)[0]
    now = time.time()
    for minute in range(61):
        rooms.touch(person, now + 60 * minute)
    rooms.close(lab.id)
    return client


def test_the_certificate_waits_for_the_end_of_the_room(phone, lab):
    answer = phone(lab).get(f"/v/{lab.code}/attestato")
    assert "si ritira alla fine" in answer.text and "set-cookie" not in answer.headers


def ask_token(client, room):
    """The number of the token first, then the token."""
    first = client.get(f"/v/{room.code}/attestato")
    return client.get(first.headers["location"]) if "numero=1" in first.headers["location"] else first


def test_a_phone_gets_its_token_once_and_only_then_a_name_is_asked(stayed, lab, shown):
    answer = ask_token(stayed, lab)
    assert answer.headers["location"] == "/attestati/ritiro"
    cookie = answer.headers["set-cookie"]
    assert "Path=/attestati" in cookie and "HttpOnly" in cookie
    person = rooms.participants(lab.id)[0]
    assert (
        person.token_issued
        and person.id not in cookie
        and lab.id not in cookie
        and person.nickname not in cookie
    )
    assert "Nome e cognome" in stayed.get("/attestati/ritiro").text

    done = stayed.post("/attestati/ritiro", data={"nome": "Anna D'Amico"})
    assert done.status_code == 303
    page = shown(stayed.get(done.headers["location"]).text)
    assert "Anna D'Amico" in page and "60 minuti" in page
    code = done.headers["location"].split("/")[2].split("?")[0]
    pdf = stayed.get(f"/attestati/{code}/pdf")
    assert pdf.headers["content-type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert "non c’è un buono" in stayed.get("/attestati/ritiro").text


@pytest.mark.parametrize("lost", [("numero",), ("gettone",), ("numero", "gettone")])
def test_a_token_whose_answer_was_lost_can_be_asked_again(stayed, lab, lost):
    first = stayed.get(f"/v/{lab.code}/attestato")
    if "numero" in lost:
        del stayed.cookies[f"numero_{lab.code}"]
        first = stayed.get(f"/v/{lab.code}/attestato")
    stayed.get(first.headers["location"])
    if "gettone" in lost:
        del stayed.cookies["gettone"]
    assert ask_token(stayed, lab).headers["location"] == "/attestati/ritiro"
    assert stayed.post("/attestati/ritiro", data={"nome": "Anna Rossi"}).status_code == 303


def test_a_token_asked_again_after_it_was_used_leads_to_the_same_certificate(stayed, lab):
    made = []
    for name in ("Anna Rossi", "Carlo Bianchi"):
        ask_token(stayed, lab)
        made.append(stayed.post("/attestati/ritiro", data={"nome": name}).headers["location"])
    assert made[0] == made[1]
    with engine("attendance").connect() as connection:
        assert [row.name for row in connection.execute(select(certificates))] == ["Anna Rossi"]


def test_two_numbers_of_one_person_give_one_token(stayed, lab):
    stayed.get(f"/v/{lab.code}/attestato")
    former = stayed.cookies[f"numero_{lab.code}"]
    del stayed.cookies[f"numero_{lab.code}"]
    ask_token(stayed, lab)
    del stayed.cookies["gettone"]
    stayed.cookies.set(f"numero_{lab.code}", former, domain="127.0.0.1", path=f"/v/{lab.code}")
    refused = [cookie for cookie in stayed.cookies.jar if cookie.name == f"numero_{lab.code}"]
    assert [cookie.value for cookie in refused] == [former]
    assert "set-cookie" not in stayed.get(f"/v/{lab.code}/attestato").headers


def test_another_phone_of_the_same_person_gets_no_second_token(stayed, door, lab):
    code = re.search(r"\d{4}-\d{4}", stayed.get(f"/v/{lab.code}/codice").text.split("<main")[1])[0]
    ask_token(stayed, lab)
    other = door()
    other.post(f"/v/{lab.code}/rientro", data={"rientro": code})
    answer = other.get(f"/v/{lab.code}/attestato")
    assert answer.headers["location"] == "/attestati/ritiro" and "set-cookie" not in answer.headers
    assert "su un altro telefono" in other.get("/attestati/ritiro").text


def test_the_request_with_the_name_carries_no_seat(stayed, lab):
    ask_token(stayed, lab)
    sent = stayed.build_request("POST", "http://127.0.0.1:8800/attestati/ritiro", data={"nome": "Anna Rossi"})
    assert "gettone=" in sent.headers["cookie"]
    assert not {"aula_", "numero_"} & set(re.findall(r"(\w+?_)\w+=", sent.headers["cookie"]))


def test_a_name_that_cannot_be_printed_comes_back(stayed, lab):
    ask_token(stayed, lab)
    answer = stayed.post("/attestati/ritiro", data={"nome": "  "})
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert "Nome e cognome" in stayed.get("/attestati/ritiro").text


def test_everybody_who_holds_the_paper_can_verify_it(stayed, door, lab):
    ask_token(stayed, lab)
    done = stayed.post("/attestati/ritiro", data={"nome": "Anna Rossi"})
    code = done.headers["location"].split("/")[2].split("?")[0]
    stranger = door()
    answer = stranger.get("/attestati", params={"codice": code.lower()})
    assert "Attestato valido" in stranger.get(answer.headers["location"]).text
    unknown = stranger.get("/attestati/<b>XX")
    assert unknown.status_code == 404 and "<b>XX" not in unknown.text
    assert attendance.find_certificate(code) is not None


def test_a_token_of_nobody_is_refused(door):
    answer = door().post("/attestati/ritiro", data={"nome": "Anna"}, headers={"cookie": "gettone=inventato"})
    assert answer.status_code == 422 and "non è valido" in answer.text


def test_too_short_a_stay_gives_no_certificate_and_says_why(phone, lab):
    client = phone(lab)
    rooms.close(lab.id)
    answer = ask_token(client, lab)
    assert answer.status_code == 409 and "troppo breve" in answer.text
    assert not rooms.participants(lab.id)[0].token_issued


def test_a_person_reads_takes_away_and_erases_what_is_theirs(phone, lab):
    client = phone(lab)
    client.post(f"/v/{lab.code}/risposte", data=BETS)
    assert "Risposte conservate" in client.get(f"/v/{lab.code}/dati").text
    assert len(client.get(f"/v/{lab.code}/dati/copia").json()["risposte"]) == 3
    refused = client.post(f"/v/{lab.code}/dati", data={})
    assert refused.status_code == 422 and len(rooms.participants(lab.id)) == 1
    gone = client.post(f"/v/{lab.code}/dati", data={"conferma": "si"})
    assert "non resta niente" in gone.text
    assert rooms.participants(lab.id) == [] and rooms.answers_to(lab.id, 0) == []
    assert client.get(f"/v/{lab.code}/posto").headers["location"] == f"/v/{lab.code}"


def test_it_works_with_the_code_alone_long_after_the_room_expired(phone, door, lab, monkeypatch):
    client = phone(lab)
    code = re.search(r"\d{4}-\d{4}", client.get(f"/v/{lab.code}/codice").text.split("<main")[1])[0]
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 5 * 86_400)
    assert client.get(f"/v/{lab.code}/dati/copia").status_code == 200
    other = door()
    assert other.post(f"/v/{lab.code}/rientro", data={"rientro": code}).status_code == 303
    assert other.get(f"/v/{lab.code}/dati/copia").json()["aula"] == "Capire l'IA"


def test_a_finished_test_goes_to_the_study_under_the_card_and_once(phone, make_room, study):
    from workbench.studies import measures_of, new_card

    card = new_card()
    for wave in ("prima", "dopo"):
        room = make_room("prova-personale", study=study.name, municipality="Rho", wave=wave)
        client = phone(room)
        client.post(f"/v/{room.code}/tessera", data={"tessera": card})
        fill_in(client, room)
        fill_in(client, room)
    found = measures_of(study.name, "prova")
    assert [one.measure.wave for one in found] == ["dopo", "prima"]
    assert {one.measure.form for one in found} == {"alfabetizzazione-a", "alfabetizzazione-b"}
    assert len({one.pseudonym for one in found}) == 1
    shared = measures_of(study.name, "ancore")
    assert [(one.measure.wave, one.measure.highest) for one in shared] == [("dopo", 4), ("prima", 4)]
    assert [one.measure.form for one in shared] == [one.measure.form for one in found]
    assert len(measures_of(study.name)) == 4


def test_a_card_that_comes_late_still_counts_and_changes_no_form(phone, make_room, study):
    from workbench.studies import measures_of, new_card

    for _ in range(4):
        room = make_room("prova-personale", study=study.name, municipality="Rho", wave="prima")
        client = phone(room)
        fill_in(client, room)
        form = next(iter(rooms.answers_to(room.id, 0))).item[0]
        client.post(f"/v/{room.code}/tessera", data={"tessera": new_card()})
        assert "Fatto" in client.get(f"/v/{room.code}/posto").text
        assert {one.item[0] for one in rooms.answers_to(room.id, 0)} == {form}
    assert len(measures_of(study.name, "prova")) == 4


def test_without_a_card_nothing_goes_to_the_study(phone, make_room, study):
    from workbench.studies import measures_of

    room = make_room("prova-a", study=study.name, municipality="Rho", wave="prima")
    fill_in(phone(room), room)
    assert measures_of(study.name) == []


def fill_in(client, room):
    """Answers every screen of the first step with the first option of each question."""
    here = f"/v/{room.code}/posto"
    for screen in range(20):
        page = client.get(f"{here}?passo=0&schermo={screen}").text
        if "<h1>Fatto" in page:
            return
        names = dict.fromkeys(re.findall(r'name="(voce\.[^"]+)" value="', page))
        form = {name: re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page)[1] for name in names}
        client.post(f"/v/{room.code}/risposte", data={"passo": "0", "schermo": str(screen), **form})
    raise AssertionError(page)
