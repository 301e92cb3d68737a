"""The addresses of participants, all without an account."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from apps.labs.web.participants import certificates, entering, rights
from apps.labs.web.participants.posto import Posto, refused
from apps.labs.web.participants.seat import Seat, find_seat, room_of
from apps.labs.web.shared.events import Watchers, stream
from apps.labs.web.shared.observing import Observatory
from apps.labs.web.shared.page import script_route
from apps.labs.web.shared.results import Results
from apps.labs.web.shared.visit import Visit, endpoint, go
from workbench import rooms
from workbench.errors import UserError

Asked = Callable[[Request], Awaitable[Response]]


def participant_routes(observatory: Observatory, watchers: Watchers, results: Results) -> list[Route]:
    posto = Posto(observatory, results)
    return [
        script_route(),
        Route("/v", endpoint(entering.ask_code), methods=["GET"]),
        Route("/v/", endpoint(entering.ask_code), methods=["GET"]),
        *_both("/v/{code}", entering.show, entering.enter),
        *_both("/v/{code}/rientro", entering.ask_rejoin, entering.rejoin),
        _seated("codice", entering.show_code),
        _seated("nome", entering.new_nickname, "POST"),
        _seated("tessera", entering.ask_card),
        _seated("tessera", entering.take_card, "POST"),
        _seated("posto", posto.show),
        _seated("risposte", posto.show),
        _seated("risposte", posto.take, "POST"),
        _seated("annulla", posto.cancel, "POST"),
        _seated("passo", posto.move, "POST"),
        _seated("dati", rights.show_data),
        _seated("dati/copia", rights.export),
        _seated("dati", rights.erase, "POST"),
        _seated("attestato", certificates.hand_over),
        Route("/v/{code}/eventi", _events(watchers), methods=["GET"]),
        Route("/attestati", endpoint(certificates.ask_certificate), methods=["GET"]),
        *_both("/attestati/ritiro", certificates.ask_name, certificates.redeem),
        Route("/attestati/{code}", endpoint(certificates.verify), methods=["GET"]),
        Route("/attestati/{code}/pdf", endpoint(certificates.pdf), methods=["GET"]),
        Route("/v/{rest:path}", endpoint(_lost), methods=["GET"]),
        Route("/attestati/{rest:path}", endpoint(_lost), methods=["GET"]),
    ]


def _lost(_visit: Visit) -> Response:
    """For addresses typed by hand that lead nowhere."""
    raise UserError("Questa pagina non c’è.", remedy="Ripartire dal codice dell’aula.")


def _both(path: str, show: Callable[[Visit], Response], take: Callable[[Visit], Response]) -> list[Route]:
    return [
        Route(path, endpoint(show), methods=["GET"]),
        Route(path, endpoint(take), methods=["POST"]),
    ]


def _seated(name: str, handler: Callable[[Seat, Visit], Response], method: str = "GET") -> Route:
    """A page for whoever has a seat; the others are led to the door of the room."""

    def answer(visit: Visit) -> Response:
        room = room_of(visit)
        seat = find_seat(visit, room)
        if seat is None:
            return go(f"/v/{room.code}")
        if visit.code != room.code:
            return go(f"/v/{room.code}/{name}")
        try:
            return handler(seat, visit)
        except UserError as error:
            return refused(seat, error)

    return Route(f"/v/{{code}}/{name}", endpoint(answer), methods=[method])


def _events(watchers: Watchers) -> Asked:
    """The stream of a room; while it is open its person is present."""

    def answer(visit: Visit) -> Response:
        room = room_of(visit)
        seat = find_seat(visit, room)
        if seat is None:
            return Response(status_code=204)  # tells the browser not to come back
        participant = seat.participant
        return stream(watchers.lines(room.id, everything=False, present=lambda: rooms.touch(participant)))

    return endpoint(answer)
