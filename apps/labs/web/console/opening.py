"""The list of rooms, and a new one from a plan: one button, everything else has a default."""

import time

from pydantic import ValidationError
from starlette.responses import Response

from apps.labs.rehearsing import invite
from apps.labs.web.console.leading import here, rooms_of, who
from apps.labs.web.console.room_page import PACE_WORDS, WORDS
from apps.labs.web.shared.page import html
from apps.labs.web.shared.visit import Visit, go
from workbench import rooms, studies
from workbench.errors import UserError
from workbench.models import EMBEDDED, list_models
from workbench.rooms import RoomOptions

SHOWN = 40
"""rooms listed, the last opened first"""


def list_page(visit: Visit, error: UserError | None = None) -> Response:
    person = who(visit)
    return html(
        "aule/elenco.html",
        409 if error else 200,
        rooms=rooms_of(person)[:SHOWN],
        plans=rooms.list_plans(),
        chosen=visit.text("programma") or visit.query.get("programma", ""),
        studies=studies.list_studies(),
        models=[model.reference for model in list_models()] or [EMBEDDED],
        paces=PACE_WORDS,
        words=WORDS,
        error=error,
        now=time.time(),
        may_write=person.role != "ricercatore",
    )


def show_list(visit: Visit) -> Response:
    return list_page(visit)


def open_one(visit: Visit) -> Response:
    """A new room from the form, or a rehearsal with invented people."""
    try:
        plan = rooms.read_plan(visit.text("programma"))
        rehearsal = visit.text("prova") == "si"
        room = rooms.open_room(plan, who(visit).name, _options(visit, rehearsal))
        if rehearsal:
            invite(room, seed=int(time.time()))
    except UserError as error:
        return list_page(visit, error)
    return go(here(room))


def _options(visit: Visit, rehearsal: bool) -> RoomOptions:
    study = visit.text("studio")
    try:
        return RoomOptions.model_validate(
            {
                "municipality": visit.text("comune").strip(),
                "study": study,
                "wave": visit.text("ondata") if study else "",
                "pace": visit.text("ritmo", "guidata"),
                "hours": visit.whole("ore", 8),
                "rehearsal": rehearsal,
                "batch": visit.text("insieme") == "si",
                "model": visit.text("modello") or EMBEDDED,
                "groups": visit.text("gruppi") == "si",
            }
        )
    except ValidationError as error:
        place = str(error.errors()[0]["loc"][0])
        raise UserError(
            "Una delle scelte per l’aula non va bene.",
            value=error.errors()[0].get("input"),
            remedy=f"Controllare la voce «{OPTION_WORDS.get(place, place)}».",
        ) from error


OPTION_WORDS = {
    "municipality": "Comune",
    "study": "Studio",
    "wave": "Prima o dopo",
    "pace": "Ritmo",
    "hours": "Ore",
    "model": "Modello",
}
