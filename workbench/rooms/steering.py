"""What the trainer does with a room. Doing a thing twice is the same as doing it once."""

import json
import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from workbench.errors import UserError
from workbench.rooms.opening import change_room, room
from workbench.rooms.queue import cancel_all
from workbench.rooms.values import Pace, Room
from workbench.store import writing
from workbench.store.tables.rooms import participants

MINUTE = 60.0
LONGEST_EXTENSION = 180


def start(room_id: str) -> Room:
    """Opens the first step; a room already started stays where it is."""

    def change(found: Room) -> Mapping[str, Any]:
        _not_closed(found)
        if found.state != "attesa":
            return {}
        return {"state": "in corso", "step": 0, "ends": time.time() + _seconds(found, 0, found.pace)}

    return change_room(room_id, change)


def move(room_id: str, step: int) -> Room:
    """Brings everybody to a step, in any direction; its time begins anew (while paused: stands still)."""

    def change(found: Room) -> Mapping[str, Any]:
        _not_closed(found)
        _known_step(found, step)
        if found.state == "attesa":
            raise UserError("L'aula non è ancora iniziata.", value=found.code, remedy="Prima iniziare.")
        return {"step": step, **_timer(found, _seconds(found, step, found.pace))}

    return change_room(room_id, change)


def pause(room_id: str) -> Room:
    """Freezes answers and time for everybody."""

    def change(found: Room) -> Mapping[str, Any]:
        if found.state != "in corso":
            return {}
        now = time.time()
        left = None if found.ends is None else max(0.0, found.ends - now)
        return {"state": "pausa", "ends": None, "remaining": left, "paused_since": now}

    return change_room(room_id, change)


def resume(room_id: str) -> Room:
    """Goes on with the time that was left; the pause is counted, because it is no time of work."""

    def change(found: Room) -> Mapping[str, Any]:
        if found.state != "pausa":
            return {}
        now = time.time()
        ends = None if found.left is None else now + found.left
        paused = found.paused + max(0.0, now - (found.paused_since or now))
        timer = {"ends": ends, "remaining": None, "paused_seconds": paused, "paused_since": None}
        return {"state": "in corso", **timer}

    return change_room(room_id, change)


def extend(room_id: str, minutes: int) -> Room:
    """Adds minutes to the time that is left, or from now if it had run out."""
    if not 1 <= minutes <= LONGEST_EXTENSION:
        raise UserError(
            "I minuti da aggiungere non vanno bene.",
            value=minutes,
            remedy=f"Indicarne da 1 a {LONGEST_EXTENSION}.",
        )

    def change(found: Room) -> Mapping[str, Any]:
        _not_closed(found)
        if found.state == "attesa":
            raise UserError("L'aula non è ancora iniziata.", value=found.code, remedy="Prima iniziare.")
        return _timer(found, _seconds_left(found) + minutes * MINUTE)

    return change_room(room_id, change)


def set_pace(room_id: str, pace: Pace) -> Room:
    """Changes who decides the step, while the room runs: people go on from where the room is."""
    before = room(room_id)

    def change(found: Room) -> Mapping[str, Any]:
        _not_closed(found)
        if found.pace == pace:
            return {}
        if found.state == "attesa":
            return {"pace": pace}
        guided = "guidata" in (found.pace, pace)
        return {"pace": pace, **(_timer(found, _seconds(found, found.step, pace)) if guided else {})}

    changed = change_room(room_id, change)
    if before.pace == "guidata" != pace and changed.step >= 0:
        with writing("rooms") as connection:
            here = update(participants).where(participants.c.room == room_id)
            connection.execute(here.values(step=changed.step))
    return changed


def lock(room_id: str, locked: bool) -> Room:
    """Lets nobody new in; who is in may come back."""
    return change_room(room_id, lambda found: {} if found.locked == locked else {"locked": locked})


def reveal(room_id: str, step: int, shown: bool) -> Room:
    """Shows or hides what the room answered in a step."""

    def change(found: Room) -> Mapping[str, Any]:
        _known_step(found, step)
        revealed = found.revealed | {step} if shown else found.revealed - {step}
        return {} if revealed == found.revealed else {"revealed": json.dumps(sorted(revealed))}

    return change_room(room_id, change)


def show_timer(room_id: str, shown: bool) -> Room:
    return change_room(room_id, lambda found: {} if found.timer_shown == shown else {"timer_shown": shown})


def hold_runs(room_id: str, held: bool) -> Room:
    """Whether model calls asked from now on wait until they are released together."""
    return change_room(room_id, lambda found: {} if found.batch == held else {"batch": held})


def close(room_id: str) -> Room:
    """Ends the room: no more answers, and nobody waits for a model any longer. It does not open again."""

    def change(found: Room) -> Mapping[str, Any]:
        return {} if found.state == "chiusa" else {"state": "chiusa", "ends": None, "remaining": None}

    change_room(room_id, change)
    cancel_all(room_id)
    return room(room_id)


def _seconds(found: Room, step: int, pace: Pace) -> float:
    """The time of a step for all, or, at one's own pace, of the plan from there on."""
    steps = found.plan.steps[step : step + 1] if pace == "guidata" else found.plan.steps[step:]
    return sum(each.minutes for each in steps) * MINUTE


def _seconds_left(found: Room) -> float:
    if found.state == "pausa":
        return found.left or 0.0
    return max(0.0, (found.ends or 0.0) - time.time())


def _timer(found: Room, seconds: float) -> Mapping[str, Any]:
    if found.state == "pausa":
        return {"remaining": seconds}
    return {"ends": time.time() + seconds}


def _not_closed(found: Room) -> None:
    if found.state == "chiusa":
        raise UserError("L'aula è chiusa.", value=found.code, remedy="Aprirne un'altra.")


def _known_step(found: Room, step: int) -> None:
    if not 0 <= step < len(found.plan.steps):
        raise UserError(
            "Il programma non ha questo passo.",
            value=step + 1,
            remedy=f"Scegliere un passo da 1 a {len(found.plan.steps)}.",
        )
