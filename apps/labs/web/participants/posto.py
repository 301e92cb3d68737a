"""The present step: what a participant sees most of the time."""

import time
from typing import Any

from starlette.responses import Response

from apps.labs.web.participants.answering import take_answers, take_prompt, too_long
from apps.labs.web.participants.measuring import hand_in
from apps.labs.web.participants.seat import Seat
from apps.labs.web.participants.step import View, view
from apps.labs.web.participants.work import Work, work_of
from apps.labs.web.shared.events import scene_of
from apps.labs.web.shared.observing import Observatory
from apps.labs.web.shared.offering import offered
from apps.labs.web.shared.page import html
from apps.labs.web.shared.results import Results
from apps.labs.web.shared.visit import Visit, go
from workbench import rooms
from workbench.errors import UserError


class Posto:
    """Shows the step a person is at, and takes what they hand in."""

    def __init__(self, observatory: Observatory, results: Results) -> None:
        self._observatory = observatory
        self._results = results

    def show(self, seat: Seat, visit: Visit) -> Response:
        rooms.touch(seat.participant)
        over = seat.room.expires <= time.time()
        if over or seat.room.state != "in corso" or seat.room.step < 0:
            return _calm(seat)
        if seat.room.pace == "libera" and "elenco" in visit.query:
            return _list(seat)
        number = seat.step()
        work = work_of(seat, number)
        if work.activity.kind == "pausa":
            return _page(seat, "aula/pausa_passo.html", number=number, activity=work.activity)
        if not (found := offered(work.activity, seat.room.options.model)).offered:
            following = _following(work)
            return _page(seat, "aula/non_disponibile.html", number=number, found=found, following=following)
        asked = visit.whole("schermo") if visit.whole("passo") == number else -1
        index = asked if asked >= 0 else work.first()
        return self._step(view(work, index, self._observatory))

    def take(self, seat: Seat, visit: Visit) -> Response:
        """What a form of a step sends. It comes back in the page when it cannot be kept."""
        rooms.touch(seat.participant)
        number, index = visit.whole("passo"), visit.whole("schermo")
        if not 0 <= number < len(seat.room.plan.steps):
            return go(f"{seat.here}/posto")
        work = work_of(seat, number)
        closed = not offered(work.activity, seat.room.options.model).offered
        if closed or not 0 <= index < work.open_until:
            return go(f"{seat.here}/posto")
        screen, wanted = work.screens[index], visit.text("richiesta")
        prompt = next((one for one in screen.items if one.kind == "richiesta" and one.id == wanted), None)
        if prompt:
            typed = take_prompt(visit, work, prompt, visit.whole("prova", 1))
            onward = index
        else:
            typed = take_answers(visit, work, index)
            onward = index + 1
        after = work_of(seat, number)
        if typed is None:
            hand_in(seat)
            # Where an answer has a verdict, it is read before going on.
            onward = index if after.tells(screen) else onward
            return go(f"{seat.here}/posto?passo={number}&schermo={onward}")
        status = 413 if too_long(work, screen.items, typed) else 422
        return self._step(view(after, index, self._observatory, typed), status)

    def cancel(self, seat: Seat, visit: Visit) -> Response:
        number = visit.whole("passo")
        if 0 <= number < len(seat.room.plan.steps):
            rooms.cancel_runs(seat.participant, number)
        return go(f"{seat.here}/posto?passo={number}&schermo={visit.whole('schermo', 0)}")

    def move(self, seat: Seat, visit: Visit) -> Response:
        """To another step, where the pace is not the trainer's."""
        if seat.room.pace != "guidata":
            rooms.go_to(seat.participant, visit.whole("passo", 0))
        return go(f"{seat.here}/posto")

    def _step(self, found: View, status: int = 200) -> Response:
        work = found.work
        seat, number = work.seat, work.number
        shown = found.screen is None and number in seat.room.revealed
        return _page(
            seat,
            "aula/passo.html",
            status,
            view=found,
            work=work,
            number=number,
            charts=self._results.drawing(seat.room, number).charts if shown else (),
            following=_following(work),
        )


def _calm(seat: Seat) -> Response:
    """Waiting, paused or closed: nothing to do, and it says so."""
    names = {"chiusa": "aula/chiusa.html", "pausa": "aula/pausa.html"}
    if seat.room.state != "chiusa" and seat.room.expires <= time.time():
        return _page(seat, "aula/scaduta.html")
    return _page(seat, names.get(seat.room.state, "aula/attesa.html"))


def _list(seat: Seat) -> Response:
    return _page(seat, "aula/elenco.html", number=seat.step())


def _following(work: Work) -> int | None:
    """The next step, for whoever goes at their own pace."""
    room = work.seat.room
    if room.pace == "guidata" or work.number + 1 >= len(room.plan.steps):
        return None
    return work.number + 1


def _page(seat: Seat, template: str, status: int = 200, **values: Any) -> Response:
    room = seat.room
    return html(template, status, seat=seat, room=room, scene=scene_of(room), now=time.time(), **values)


def refused(seat: Seat, error: UserError) -> Response:
    """What went wrong on a page of this room, with the way back."""
    return html("aula/problema.html", 409, error=error, back=f"{seat.here}/posto")
