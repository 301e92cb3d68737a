import base64
import time
from datetime import date, timedelta

import pytest

from workbench import attendance
from workbench.attendance.tokens import new_number, read_token
from workbench.errors import UserError

TODAY = date.today()


@pytest.fixture
def store(sqlite_store):
    """Tokens do not touch the register."""
    return sqlite_store


def test_a_token_says_what_was_attended_and_nothing_about_room_or_person(held_room):
    room = held_room()
    token = attendance.issue_token(room, 52)
    content = base64.urlsafe_b64decode(token.split(".")[0 if not token.startswith(".") else 1] + "==")
    if token.startswith("."):
        import zlib

        content = zlib.decompress(content)
    for secret in (room.id, room.code, room.owner, str(int(room.opened))):
        assert secret.encode() not in content
    attended = read_token(token, TODAY)
    assert (attended.module, attended.municipality, attended.minutes) == (room.plan.title, "Legnano", 45)
    assert attended.day == date.fromtimestamp(room.opened)


def test_two_tokens_of_one_room_differ_by_chance_only(held_room):
    room = held_room()
    first, second = (read_token(attendance.issue_token(room, 52), TODAY) for _ in range(2))
    assert first.receipt != second.receipt
    assert first.module == second.module and first.day == second.day


@pytest.mark.parametrize(("present", "written"), [(7.5, 15), (22.4, 15), (22.5, 30), (60, 60), (4000, 4005)])
def test_minutes_are_rounded_to_the_quarter_of_an_hour(held_room, present, written):
    assert read_token(attendance.issue_token(held_room(), present), TODAY).minutes == written


@pytest.mark.parametrize("present", [0, 7.4])
def test_who_was_there_for_a_moment_gets_no_token(held_room, present):
    with pytest.raises(UserError, match="troppo breve"):
        attendance.issue_token(held_room(), present)


@pytest.mark.parametrize("present", [-1, float("nan"), float("inf")])
def test_an_impossible_time_is_a_bug(held_room, present):
    with pytest.raises(ValueError):
        attendance.issue_token(held_room(), present)


def test_an_open_room_gives_no_token(held_room):
    with pytest.raises(UserError, match="chiusa"):
        attendance.issue_token(held_room(closed=False), 60)


def test_a_rehearsal_gives_no_token(held_room):
    with pytest.raises(UserError, match="prova generale"):
        attendance.issue_token(held_room(rehearsal=True), 60)


def test_a_changed_or_invented_token_is_refused(token):
    head, signature = token.rsplit(".", 1)
    for forged in ("", "x", "a.b.c", f"{head}x.{signature}", f"{head}.{signature[:-2]}aa", "é" * 1000):
        with pytest.raises(UserError, match="non è valido"):
            read_token(forged, TODAY)


def test_a_token_of_another_installation_is_refused(token, tmp_path, monkeypatch):
    from workbench.settings import settings

    monkeypatch.setenv("OFFICINA_HOME", str(tmp_path / "altra"))
    settings.cache_clear()
    with pytest.raises(UserError, match="non è valido"):
        read_token(token, TODAY)


def test_a_token_expires_with_the_nicknames(token):
    read_token(token, TODAY + timedelta(days=30))
    with pytest.raises(UserError, match="30 giorni"):
        read_token(token, TODAY + timedelta(days=31 + 1))


def test_a_token_holds_no_instant(held_room):
    room = held_room()
    number = new_number()
    first = attendance.issue_token(room, 52, number)
    time.sleep(1.1)  # a signer with time stamp would now write another second
    assert attendance.issue_token(room, 52, number) == first
