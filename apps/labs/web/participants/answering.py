"""Takes what a form sends, checks it, keeps it. Sending the same twice changes nothing."""

import time
from collections.abc import Sequence
from typing import Any

from apps.labs.activities import Item, TimedTask
from apps.labs.web.participants.fields import attempt_name, read_raw
from apps.labs.web.participants.step import Typed
from apps.labs.web.participants.work import Work
from apps.labs.web.shared.visit import Visit
from workbench import rooms
from workbench.errors import UserError
from workbench.italian import number

FIRST = 1
"""the number of the first attempt"""


def take_answers(visit: Visit, work: Work, index: int) -> Typed | None:
    """Keeps the answers to one screen; what could not be kept comes back with the reason, else None."""
    screen = work.screens[index]
    if work.is_locked(index):
        return None  # handed in already: a second tap changes nothing
    try:
        # Said once above the form, not beside every field.
        rooms.check_open(work.seat.room, work.seat.participant, work.number)
    except UserError as error:
        asked = [item for item in screen.items if item.kind != "richiesta"]
        return Typed({item.id: read_raw(visit, item) for item in asked}, {}, _said(error))
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    ready: dict[str, rooms.Given] = {}
    # Buttons last: what stops a clock or hands in does so only when the rest is in order.
    for item in sorted(screen.items, key=lambda item: item.once):
        if item.kind == "richiesta" or work.is_settled(item) or (item.once and errors):
            continue
        raw = read_raw(visit, item)
        try:
            if given := _checked(work, item, raw, visit.whole(attempt_name(item), FIRST)):
                ready[item.id] = given
        except UserError as error:
            values[item.id], errors[item.id] = raw, _said(error)
    try:
        rooms.save_answers(work.seat.room, work.seat.participant, list(ready.values()))
    except UserError as error:
        values |= {item.id: read_raw(visit, item) for item in screen.items if item.id in ready}
        return Typed(values, errors, _said(error))
    return Typed(values, errors) if errors else None


def take_prompt(visit: Visit, work: Work, item: Item, attempt: int) -> Typed | None:
    """Keeps a prompt and asks for its runs; the same attempt sent again asks for nothing new."""
    raw = read_raw(visit, item)
    if attempt <= work.given_attempts(item):
        return None
    try:
        _check_length(item, raw)
        value = work.activity.check(item.id, raw, work.seed)
        if not FIRST <= attempt <= item.attempts:
            raise UserError("Le prove di questo esercizio sono finite.", remedy="Si può passare avanti.")
        seat, given = work.seat, _given(work, item, attempt, value)
        rooms.save_answer(seat.room, seat.participant, given)
        rooms.request_runs(seat.room, seat.participant, given, work.activity.calls(item.id, value))
    except UserError as error:
        return Typed({item.id: raw}, {item.id: _said(error)})
    return None


def _checked(work: Work, item: Item, raw: Any, asked: int) -> rooms.Given | None:
    """The answer to be kept; None when there is nothing to keep. Raises UserError when it does not do."""
    if raw is None and not item.required:
        return None
    if raw is None and item.kind not in ("brani", "scelte"):
        raise UserError("Manca la risposta.", remedy="Scegliere o scrivere qualcosa.")
    attempt = FIRST
    if work.verdict(item):
        # What has its verdict stays as it is; only a further attempt is taken.
        attempt = work.given_attempts(item) + 1
        if asked != attempt:
            return None
    _check_length(item, raw)
    value = work.activity.check(item.id, [] if raw is None else raw, work.seed)
    if isinstance(work.activity, TimedTask):
        value = work.activity.with_pauses(item.id, value, work.seat.room.paused)
    return _given(work, item, attempt, value)


def _check_length(item: Item, raw: Any) -> None:
    if isinstance(raw, str) and item.kind in ("testo", "richiesta") and len(raw) > item.longest:
        raise UserError(
            f"Il testo è troppo lungo: ha {number(len(raw))} caratteri e può averne al massimo "
            f"{number(item.longest)}.",
            remedy="Il testo è ancora qui sotto: accorciarlo e consegnare di nuovo.",
        )


def _given(work: Work, item: Item, attempt: int, value: Any) -> rooms.Given:
    return rooms.Given(
        participant=work.seat.participant.id,
        step=work.number,
        item=item.id,
        attempt=attempt,
        value=value,
        saved=time.time(),
        words=item.kind in ("testo", "richiesta"),
    )


def _said(error: UserError) -> str:
    return f"{error.problem} {error.remedy}".strip()


def too_long(work: Work, items: Sequence[Item], typed: Typed) -> bool:
    """Whether something that came back is longer than its item allows."""
    return any(
        isinstance(raw := typed.values.get(item.id), str) and len(raw) > item.longest for item in items
    )
