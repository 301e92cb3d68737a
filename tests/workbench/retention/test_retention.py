"""What a person left behind goes when its days are over, and a dry run takes nothing."""

import time

import pytest

from workbench import attendance, retention, rooms
from workbench.rooms import Given, Plan, Step
from workbench.settings import settings

DAY = 86_400
PLAN = Plan(name="breve", title="Incontro breve", steps=(Step(activity="pausa", minutes=5),))


@pytest.fixture
def ended(sqlite_store: str) -> rooms.Participant:
    """Somebody who wrote a text in a room that is closed now, and has a certificate."""
    room = rooms.open_room(PLAN, "anna")
    person, _ = rooms.join(room)
    room = rooms.start(room.id)
    rooms.save_answer(room, person, Given(person.id, 0, "testo", 1, "Un pensiero", time.time()))
    room = rooms.close(room.id)
    attendance.redeem(attendance.issue_token(room, 30), "Maria Rossi")
    return person


def counts(days: int, *, dry_run: bool) -> dict[str, int]:
    found = retention.sweep(time.time() + days * DAY, dry_run=dry_run)
    return {each.what: each.count for each in found}


def test_nothing_goes_on_the_day_itself(ended: rooms.Participant) -> None:
    assert not any(counts(0, dry_run=False).values())


def test_a_dry_run_tells_and_takes_nothing(ended: rooms.Participant) -> None:
    first, second = counts(200, dry_run=True), counts(200, dry_run=True)
    assert first == second
    assert first["testi scritti nelle risposte"] == 1


def test_texts_and_nicknames_go_after_their_days(ended: rooms.Participant) -> None:
    assert counts(200, dry_run=False)["testi scritti nelle risposte"] == 1
    assert not any(counts(200, dry_run=False).values())
    left = rooms.participant(ended.room_id, ended.id)
    assert left is not None
    assert left.nickname != ended.nickname


def test_certificates_stay_until_somebody_decides_for_how_long(
    ended: rooms.Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "attestati" not in counts(4000, dry_run=False)
    monkeypatch.setenv("OFFICINA_ATTENDANCE_DAYS", "365")
    settings.cache_clear()
    assert counts(300, dry_run=False)["attestati"] == 0
    assert counts(400, dry_run=False)["attestati"] == 1
