"""On paper: the plan with blanks for whoever has no telephone, and cards for a study."""

from starlette.responses import Response

from apps.labs.activities import Screen, activity
from apps.labs.web.shared.addresses import join_address, qr, reach
from apps.labs.web.shared.page import html
from apps.labs.web.shared.visit import Visit
from workbench import rooms, studies
from workbench.errors import UserError

MOST_CARDS, USUAL_CARDS = 120, 24


def show_plan(room: rooms.Room, _visit: Visit) -> Response:
    """Every screen as a sheet: questions with boxes and lines to write on."""
    sheets: list[tuple[str, int, tuple[Screen, ...]]] = []
    for step in room.plan.steps:
        at_work = activity(step.activity)
        sheets.append((step.title or at_work.title, step.minutes, at_work.screens(0)))
    return html(
        "carta/programma.html", room=room, sheets=sheets, reach=reach(), qr=qr(join_address(room.code))
    )


def ask_cards(room: rooms.Room, _visit: Visit) -> Response:
    return html("carta/quante.html", room=room, most=MOST_CARDS, usual=USUAL_CARDS)


def print_cards(room: rooms.Room, visit: Visit) -> Response:
    """New cards, each once: nothing of them is kept here, only how many were handed out."""
    if not room.options.study:
        raise UserError(
            "Quest’aula non fa parte di uno studio: le tessere non servono.",
            remedy="Scegliere lo studio quando si apre l’aula.",
        )
    number = min(max(visit.whole("quante", USUAL_CARDS), 1), MOST_CARDS)
    cards = [studies.new_card() for _ in range(number)]
    studies.hand_out(room.options.study, room.options.municipality, number)
    return html("carta/tessere.html", room=room, cards=[(card, qr(card)) for card in cards])
