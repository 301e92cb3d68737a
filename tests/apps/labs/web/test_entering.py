"""Coming in: codes in any spelling, one seat per tap, the way back from another phone."""

import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from apps.labs.web import Rooms
from workbench import rooms
from workbench.backends import ScriptedBackend


def code_on(page: str) -> str:
    return re.search(r'class="codice">(\d{4}-\d{4})<', page)[1]


def key_on(page: str) -> str:
    return re.search(r'name="ingresso" value="([^"]+)"', page)[1]


def spelled(code: str) -> list[str]:
    plain = code.replace("-", "")
    return [plain.lower(), f"{plain[:3]}-{plain[3:]}", f" {plain[:3]} {plain[3:]} "]


def test_the_code_opens_its_room_in_any_spelling(door, home, room):
    for typed in spelled(room.code):
        assert door().get("/v", params={"codice": typed}).headers["location"] == f"/v/{room.code}"
    assert door().get(f"/v/{room.code.lower()}").headers["location"] == f"/v/{room.code}"


@pytest.mark.parametrize("typed", ["ZZZZZZ", "<script>", "' or 1=1", "a" * 5000, "\u202eABC"])
def test_a_wrong_code_is_told_kindly_and_comes_back_harmless(door, typed):
    answer = door().get("/v", params={"codice": typed})
    assert answer.status_code == 404
    assert "Nessuna aula ha questo codice" in answer.text and "<script>" not in answer.text
    assert 'role="alert"' in answer.text and len(answer.content) < 20_000


def test_an_unknown_room_is_a_page_not_an_error(door):
    for path in ("", "/posto", "/rientro", "/dati", "/eventi", "/attestato"):
        answer = door().get(f"/v/ZZZZZZ{path}")
        assert answer.status_code == 404 and "Nessuna aula" in answer.text, path


def test_joining_asks_no_name_and_shows_the_way_back_with_its_purpose(door, room, shown):
    client = door()
    page = client.get(f"/v/{room.code}").text
    assert re.findall(r'<(?:input|textarea|select)(?! type="hidden")', page) == []
    client.post(f"/v/{room.code}")
    words = shown(client.get(f"/v/{room.code}/codice").text)
    assert re.search(r"\d{4}-\d{4}", words) and "tornare al proprio posto da un altro telefono" in words
    assert rooms.participants(room.id)[0].nickname in words


def test_two_taps_on_the_button_seat_one_person(door, room):
    client = door()
    key = key_on(client.get(f"/v/{room.code}").text)
    first = client.post(f"/v/{room.code}", data={"ingresso": key})
    client.cookies.clear()  # the second tap left before the answer to the first had come
    second = client.post(f"/v/{room.code}", data={"ingresso": key})
    assert first.status_code == second.status_code == 303
    assert len(rooms.participants(room.id)) == 1


def test_a_tap_whose_answer_was_lost_in_a_restart_leads_to_the_same_seat_and_code(door, room):
    key = key_on(door().get(f"/v/{room.code}").text)
    shown = []
    for _ in range(2):
        restarted = TestClient(Starlette(routes=Rooms(ScriptedBackend()).routes()), follow_redirects=False)
        assert restarted.post(f"/v/{room.code}", data={"ingresso": key}).status_code == 303
        shown.append(code_on(restarted.get(f"/v/{room.code}/codice").text))
    assert shown[0] == shown[1] and len(rooms.participants(room.id)) == 1


def test_every_page_of_the_entrance_draws_a_key_of_its_own(door, room):
    assert len({key_on(door().get(f"/v/{room.code}").text) for _ in range(5)}) == 5


def test_who_has_a_seat_is_led_to_it(phone, room):
    client = phone(room)
    assert client.get(f"/v/{room.code}").headers["location"].endswith("/posto")
    assert client.post(f"/v/{room.code}").headers["location"].endswith("/posto")
    assert len(rooms.participants(room.id)) == 1


def test_the_seat_is_in_a_signed_cookie_of_its_room(door, room):
    answer = door().post(f"/v/{room.code}")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "samesite=lax" in cookie.lower() and f"Path=/v/{room.code}" in cookie
    name, value = cookie.split(";")[0].split("=", 1)
    client = door()
    for forged in (value[:-2] + "xx", "x", "", value.split(".")[0] + ".abc"):
        answer = client.get(f"/v/{room.code}/posto", headers={"cookie": f"{name}={forged}"})
        assert answer.headers["location"] == f"/v/{room.code}"


def test_a_seat_in_one_room_is_none_in_another(door, room, another_room):
    value = door().post(f"/v/{room.code}").headers["set-cookie"].split(";")[0].split("=", 1)[1]
    there = f"/v/{another_room.code}"
    answer = door().get(f"{there}/posto", headers={"cookie": f"aula_{another_room.code}={value}"})
    assert answer.headers["location"] == there


def test_another_phone_returns_to_the_same_place_with_the_code(door, phone, room):
    code = code_on(phone(room).get(f"/v/{room.code}/codice").text)
    other = door()
    answer = other.post(f"/v/{room.code}/rientro", data={"rientro": code.replace("-", " ")})
    assert answer.headers["location"] == f"/v/{room.code}/posto"
    assert len(rooms.participants(room.id)) == 1
    assert code_on(other.get(f"/v/{room.code}/codice").text).replace("-", "") == code.replace("-", "")


def test_a_wrong_way_back_is_refused_and_guessing_is_slowed(door, room):
    client = door()
    for _ in range(20):
        answer = client.post(f"/v/{room.code}/rientro", data={"rientro": "1111-1111"})
        assert answer.status_code == 403
    assert "troppi codici" in client.post(f"/v/{room.code}/rientro", data={"rientro": "1111-1111"}).text


def test_a_locked_room_lets_nobody_new_in_and_says_so(door, phone, room):
    inside = phone(room)
    rooms.lock(room.id, True)
    page = door().get(f"/v/{room.code}")
    assert "chiuso l’ingresso" in page.text and "Entra nell’aula" not in page.text
    refused = door().post(f"/v/{room.code}")
    assert refused.status_code == 409 and "codice di rientro" in refused.text
    assert inside.get(f"/v/{room.code}/posto").status_code == 200


def test_a_group_shares_a_telephone(door, make_room):
    room = make_room(groups=True)
    client = door()
    assert "Un solo telefono per gruppo" in client.get(f"/v/{room.code}").text
    client.post(f"/v/{room.code}", data={"gruppo": "3"})
    assert rooms.participants(room.id)[0].group == "Gruppo 3"


def test_another_nickname_at_a_tap(phone, room):
    client = phone(room)
    before = rooms.participants(room.id)[0].nickname
    client.post(f"/v/{room.code}/nome")
    assert rooms.participants(room.id)[0].nickname != before


def test_a_card_stays_on_the_phone(phone, make_room, study):
    room = make_room(study=study.name, municipality="Rho", wave="prima")
    client = phone(room)
    wrong = client.post(f"/v/{room.code}/tessera", data={"tessera": "KTRM-4829-XX"})
    assert wrong.status_code == 422 and 'role="alert"' in wrong.text
    from workbench.studies import new_card

    card = new_card()
    answer = client.post(f"/v/{room.code}/tessera", data={"tessera": card.lower()})
    assert f"tessera_{room.code}" in answer.headers["set-cookie"]
    assert card.replace("-", "").lower() not in str(rooms.export_of(rooms.participants(room.id)[0])).lower()
