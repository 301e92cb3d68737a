"""The plan builder: an ordered list of activities with minutes, saved under a name."""

from collections.abc import Sequence

from starlette.responses import Response

from apps.labs.activities import ACTIVITIES
from apps.labs.web.shared.page import html
from apps.labs.web.shared.visit import Visit, go
from workbench import rooms
from workbench.errors import UserError
from workbench.italian import slug

SPARE_ROWS, MOST_ROWS = 3, 30
Row = tuple[str, str, str, str]
"""place, activity, minutes, title; as typed"""


def show_builder(visit: Visit) -> Response:
    """Empty, or with the steps of the plan named in the address."""
    name = visit.query.get("da", "")
    if not name:
        return _page("", "", [])
    plan = rooms.read_plan(name)
    rows = [
        (str(number), step.activity, str(step.minutes), step.title)
        for number, step in enumerate(plan.steps, 1)
    ]
    return _page(plan.title, plan.description, rows)


def save(visit: Visit) -> Response:
    title, description, rows = visit.text("titolo").strip(), visit.text("descrizione").strip(), _rows(visit)
    try:
        plan = rooms.make_plan(
            {
                "name": slug(title),
                "title": title,
                "description": description,
                "steps": [_step(row) for row in rows],
            }
        )
        rooms.save_plan(plan)
    except UserError as error:
        return _page(title, description, rows, error)
    return go("/aule")


def _rows(visit: Visit) -> list[Row]:
    """The rows with an activity, in the order of their typed places."""
    places, names = visit.texts("posto"), visit.texts("attivita")
    minutes, titles = visit.texts("minuti"), visit.texts("nome")
    rows = [row for row in zip(places, names, minutes, titles, strict=False) if row[1]][:MOST_ROWS]
    return sorted(rows, key=lambda row: float(row[0]) if row[0].replace(".", "", 1).isdigit() else 1e9)


def _step(row: Row) -> dict[str, object]:
    _place, name, minutes, title = row
    return {"activity": name, "minutes": int(minutes) if minutes.isdigit() else 0, "title": title.strip()}


def _page(title: str, description: str, rows: Sequence[Row], error: UserError | None = None) -> Response:
    spare = max(SPARE_ROWS, 6 - len(rows)) if len(rows) < MOST_ROWS else 0
    filled = [*rows, *((str(len(rows) + number), "", "", "") for number in range(1, spare + 1))]
    return html(
        "aule/programma.html",
        422 if error else 200,
        title=title,
        description=description,
        rows=filled[:MOST_ROWS],
        activities=ACTIVITIES,
        error=error,
    )
