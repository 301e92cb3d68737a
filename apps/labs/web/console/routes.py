"""The addresses of whoever leads; the gate has checked the role."""

from starlette.responses import Response
from starlette.routing import Route

from apps.labs.web.console import opening, paper, plans, room_page
from apps.labs.web.console.commands import Commands
from apps.labs.web.console.leading import Led, led
from apps.labs.web.shared.events import Watchers, stream
from apps.labs.web.shared.results import Results
from apps.labs.web.shared.visit import Visit, endpoint
from workbench import rooms
from workbench.errors import UserError


def console_routes(commands: Commands, watchers: Watchers, results: Results) -> list[Route]:
    def events(room: rooms.Room, _visit: Visit) -> Response:
        return stream(watchers.lines(room.id, everything=True))

    def show(room: rooms.Room, visit: Visit) -> Response:
        return room_page.show(room, visit, results)

    def take(room: rooms.Room, visit: Visit) -> Response:
        answer = commands.take(room, visit)
        results.forget(room.id)
        return answer

    return [
        Route("/aule", endpoint(opening.show_list), methods=["GET"]),
        Route("/aule/", endpoint(opening.show_list), methods=["GET"]),
        Route("/aule", endpoint(opening.open_one), methods=["POST"]),
        Route("/aule/programma", endpoint(plans.show_builder), methods=["GET"]),
        Route("/aule/programma", endpoint(plans.save), methods=["POST"]),
        _led("", show),
        _led("/comando", take, "POST"),
        _led("/eventi", events),
        _led("/carta", paper.show_plan),
        _led("/tessere", paper.ask_cards),
        _led("/tessere", paper.print_cards, "POST"),
        _led("/{rest:path}", _lost),
    ]


def _lost(_room: rooms.Room, _visit: Visit) -> Response:
    raise UserError("Questa pagina non c’è.", remedy="Tornare all’aula.")


def _led(path: str, handler: Led, method: str = "GET") -> Route:
    return Route(f"/aule/{{code}}{path}", endpoint(led(handler)), methods=[method])
