"""The board: how to get in, how many did, and what the room answered once it may be seen."""

import time

from starlette.responses import Response
from starlette.routing import Route

from apps.labs.web.console.leading import here, led
from apps.labs.web.console.room_page import invitation, step_lines
from apps.labs.web.shared.page import html
from apps.labs.web.shared.results import Results
from apps.labs.web.shared.visit import Visit, endpoint
from workbench import rooms


def board_routes(results: Results) -> list[Route]:
    def show(room: rooms.Room, _visit: Visit) -> Response:
        return _board(room, results)

    return [Route("/aule/{code}/tabellone", endpoint(led(show)), methods=["GET"])]


def _board(room: rooms.Room, results: Results) -> Response:
    """Nothing of the answers before the trainer reveals them; texts only without personal data."""
    progress = rooms.progress(room.id)
    lines = step_lines(room, progress)
    current = lines[room.step] if 0 <= room.step < len(lines) else None
    charts = results.charts(room, room.step) if current and current.revealed else ()
    return html(
        "aule/tabellone.html",
        room=room,
        here=here(room),
        progress=progress,
        current=current,
        charts=charts,
        invitation=invitation(room),
        now=time.time(),
    )
