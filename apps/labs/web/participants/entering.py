"""Coming in: the code of the room, a seat under an invented nickname, the code that leads back to it."""

import secrets
from dataclasses import replace

from starlette.responses import Response

from apps.labs.web.participants.measuring import hand_in
from apps.labs.web.participants.seat import Seat, find_seat
from apps.labs.web.shared.cookies import Place, keep_card, keep_place
from apps.labs.web.shared.finding import find_any
from apps.labs.web.shared.page import html
from apps.labs.web.shared.visit import Visit, go
from workbench import rooms, studies
from workbench.errors import UserError

GROUPS = 30
"""groups that a person may name when a device is shared"""


def ask_code(visit: Visit) -> Response:
    """The page where the code is typed, and where a typed one leads."""
    typed = visit.query.get("codice", "")
    if not typed:
        return html("aula/codice.html")
    try:
        return go(f"/v/{rooms.find_room(typed).code}")
    except UserError as error:
        return html("aula/codice.html", 404, typed=typed[:40], error=error)


def show(visit: Visit) -> Response:
    """Before joining: what will happen here, and one button."""
    room = rooms.find_room(visit.code)
    if visit.code != room.code:
        return go(f"/v/{room.code}")
    if find_seat(visit, room):
        return go(f"/v/{room.code}/posto")
    return _door(room)


def enter(visit: Visit) -> Response:
    room = rooms.find_room(visit.code)
    if find_seat(visit, room):
        return go(f"/v/{room.code}/posto")
    group = visit.whole("gruppo", 0) if room.options.groups else 0
    try:
        name = f"Gruppo {group}" if 0 < group <= GROUPS else ""
        # The form draws the key: a double tap, or one cut by a restart, does not seat a person twice.
        found, rejoin_code = rooms.join(room, group=name, key=visit.text("ingresso")[:64])
    except UserError as error:
        return _door(room, error)
    answer = go(f"/v/{room.code}/codice")
    keep_place(answer, visit, room.code, Place(room.id, found.id, rejoin_code))
    return answer


def ask_rejoin(visit: Visit) -> Response:
    return html("aula/rientro.html", room=find_any(visit.code))


def rejoin(visit: Visit) -> Response:
    room, typed = find_any(visit.code), visit.text("rientro").strip()
    try:
        found = rooms.rejoin(room, typed[:40])
    except UserError as error:
        return html("aula/rientro.html", 403, room=room, error=error, typed=typed[:40])
    answer = go(f"/v/{room.code}/posto")
    keep_place(answer, visit, room.code, Place(room.id, found.id, _in_print(typed)))
    return answer


def _door(room: rooms.Room, error: UserError | None = None) -> Response:
    shut = room.state == "chiusa" or room.locked
    values = {"key": secrets.token_urlsafe(16), "groups": GROUPS, "shut": shut, "error": error}
    return html("aula/ingresso.html", 409 if error else 200, room=room, **values)


def _in_print(typed: str) -> str:
    """The rejoin code as it was shown: `4821 7730` -> `4821-7730`."""
    digits = "".join(one for one in typed if one.isdigit())
    return f"{digits[:4]}-{digits[4:]}"


def show_code(seat: Seat, _visit: Visit) -> Response:
    """The rejoin code, on a page of its own."""
    return html("aula/posto_codice.html", seat=seat)


def new_nickname(seat: Seat, _visit: Visit) -> Response:
    rooms.new_nickname(seat.participant)
    return go(f"{seat.here}/codice")


def ask_card(seat: Seat, _visit: Visit) -> Response:
    return html("aula/tessera.html", seat=seat)


def take_card(seat: Seat, visit: Visit) -> Response:
    """Keeps the card on this phone only; it is checked by its last character."""
    typed = visit.text("tessera").strip()[:40]
    if not studies.card_is_valid(typed):
        error = UserError(
            "Il codice della tessera non è giusto: manca un carattere, o uno è sbagliato.",
            remedy="Ricopiare i dieci caratteri stampati sulla tessera, per esempio KTRM-4829-X7.",
        )
        return html("aula/tessera.html", 422, seat=seat, error=error, typed=typed)
    hand_in(replace(seat, card=typed))
    answer = go(f"{seat.here}/posto")
    keep_card(answer, visit, seat.room.code, typed)
    return answer
