"""Who may lead which room: a trainer their own, an administrator all; a researcher reads."""

from collections.abc import Callable

from starlette.responses import Response

from apps.labs.web.shared.finding import find_any
from apps.labs.web.shared.page import html
from apps.labs.web.shared.visit import Visit
from workbench import rooms
from workbench.errors import UserError
from workbench.jobs import Person

READS_ALL = frozenset({"amministratore", "ricercatore"})
Led = Callable[[rooms.Room, Visit], Response]


def who(visit: Visit) -> Person:
    """The person the gate let in."""
    assert visit.person is not None, "these addresses open behind the gate only"
    return visit.person


def may_see(person: Person, room: rooms.Room) -> bool:
    return person.role in READS_ALL or room.owner == person.name


def rooms_of(person: Person) -> list[rooms.Room]:
    return rooms.list_rooms(None if person.role in READS_ALL else person.name)


def led(handler: Led) -> Callable[[Visit], Response]:
    """A page of one room, for whoever may see it; what went wrong leads back to its console."""

    def answer(visit: Visit) -> Response:
        room = find_any(visit.code)
        if not may_see(who(visit), room):
            error = UserError("Quest’aula è di un’altra persona.", remedy="Aprire una delle proprie aule.")
            return html("aule/problema.html", 403, error=error, back="/aule")
        try:
            return handler(room, visit)
        except UserError as error:
            return html("aule/problema.html", 409, error=error, back=here(room))

    return answer


def here(room: rooms.Room) -> str:
    return f"/aule/{room.code}"
