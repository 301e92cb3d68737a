"""What is theirs: to read, to take away, to erase; with the code alone."""

import json

from starlette.responses import Response

from apps.labs.web.participants.seat import Seat
from apps.labs.web.shared.cookies import forget_place
from apps.labs.web.shared.page import html
from apps.labs.web.shared.visit import Visit
from workbench import rooms


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


def _lines(seat: Seat) -> list[tuple[str, str]]:
    """Step and value of each answer."""
    steps = seat.room.plan.steps
    return [
        (steps[given.step].title or f"Passo {given.step + 1}", _plain(given.value))
        for given in rooms.answers_of(seat.participant)
        if given.step < len(steps)
    ]


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name.strip()}: {one}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)
