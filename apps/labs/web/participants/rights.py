"""What is theirs: to read, to take away, to erase; with the code alone."""

import json

from starlette.responses import Response

from apps.labs.activities import Item
from apps.labs.web.participants.seat import Seat
from apps.labs.web.shared.cookies import forget_place
from apps.labs.web.shared.page import html
from apps.labs.web.shared.results import items_of
from apps.labs.web.shared.visit import Visit
from workbench import rooms
from workbench.errors import UserError
from workbench.italian import exact


def show_data(seat: Seat, _visit: Visit) -> Response:
    """What is kept of this person, in readable lines."""
    return html("aula/dati.html", seat=seat, found=_lines(seat))


def export(seat: Seat, _visit: Visit) -> Response:
    """All of it as JSON."""
    text = json.dumps(rooms.export_of(seat.participant), ensure_ascii=False, indent=2)
    headers = {
        "Content-Disposition": f'attachment; filename="officina-{seat.room.code}.json"',
        "Cache-Control": "no-store",
    }
    return Response(text, media_type="application/json; charset=utf-8", headers=headers)


def erase(seat: Seat, visit: Visit) -> Response:
    """Erases everything, after a box was ticked."""
    if visit.text("conferma") != "si":
        return html("aula/dati.html", 422, seat=seat, found=_lines(seat), unconfirmed=True)
    rooms.erase(seat.participant)
    answer = html("aula/cancellato.html", room=seat.room)
    forget_place(answer, visit, seat.room.code)
    return answer


def _lines(seat: Seat) -> list[tuple[str, str, str]]:
    """Step, question and value of each answer, in words where the activity is known here."""
    steps = seat.room.plan.steps
    found = []
    for given in rooms.answers_of(seat.participant):
        if given.step < len(steps):
            item = _items(seat, given.step).get(given.item)
            question = item.label if item else given.item
            found.append((f"Passo {given.step + 1}", question, _plain(given.value, item)))
    return found


def _items(seat: Seat, step: int) -> dict[str, Item]:
    try:
        return {item.id: item for item in items_of(seat.room, step)}
    except UserError:  # an activity of an earlier version: its answers stay readable
        return {}


def _plain(value: object, item: Item | None) -> str:
    labels = {option.value: option.label for option in item.options} if item else {}
    if isinstance(value, dict):
        return ", ".join(f"{labels.get(name, name)}: {_plain(one, None)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(labels.get(str(one), str(one)) for one in value)
    if isinstance(value, float):
        return exact(value)
    return "" if value is None else labels.get(str(value), str(value))
