"""The board: how to get in, how many did, and what the room answered once it may be seen."""

import time
from collections.abc import Sequence

from starlette.responses import Response
from starlette.routing import Route

from apps.labs.web.console.leading import here, led
from apps.labs.web.console.room_page import invitation, step_lines
from apps.labs.web.shared.page import html
from apps.labs.web.shared.results import Drawing, Drawn, Results
from apps.labs.web.shared.visit import Visit, endpoint
from workbench import rooms

AT_ONCE = 3
"""charts side by side"""


def board_routes(results: Results) -> list[Route]:
    def show(room: rooms.Room, visit: Visit) -> Response:
        return _board(room, results, visit.whole("parte", 0))

    return [Route("/aule/{code}/tabellone", endpoint(led(show)), methods=["GET"])]


def _board(room: rooms.Room, results: Results, part: int) -> Response:
    """Nothing of the answers before the trainer reveals them; texts only without personal data."""
    progress = rooms.progress(room.id)
    lines = step_lines(room, progress)
    current = lines[room.step] if 0 <= room.step < len(lines) else None
    drawing = Drawing(revision=room.revision)
    if current and current.revealed:
        drawing = results.drawing(room, room.step)
    pages = _pages(drawing.charts)
    page = min(max(part, 0), len(pages) - 1)
    return html(
        "aule/tabellone.html",
        room=room,
        here=here(room),
        progress=progress,
        current=current,
        charts=pages[page],
        again_in=drawing.again_in(room),
        page=page,
        pages=len(pages),
        invitation=invitation(room),
        now=time.time(),
    )


def _pages(charts: Sequence[Drawn]) -> list[Sequence[Drawn]]:
    """As many charts at a time as can be read from the last row; a wall of texts stands alone."""
    bars = [chart for chart in charts if not chart.words]
    walls = [[chart] for chart in charts if chart.words]
    together = [bars[start : start + AT_ONCE] for start in range(0, len(bars), AT_ONCE)]
    return [*together, *walls] or [()]
