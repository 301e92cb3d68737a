"""The trainer's buttons: each is a word, and what it does to the room."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import cast

from starlette.responses import Response

from apps.labs.rehearsing import PEOPLE, invite
from apps.labs.web.console.estimate import measure_rate
from apps.labs.web.console.leading import here, who
from apps.labs.web.shared.visit import Visit, go
from workbench import rooms
from workbench.backends import Backend
from workbench.errors import UserError
from workbench.indicators import looker
from workbench.publication import note_access
from workbench.rooms import Pace, Room

PACES = ("guidata", "propria", "libera")
MORE_MINUTES = 2
LONGEST_BATCH_SECONDS = 2 * 3600.0
Command = Callable[[Room, Visit], object]


class Commands:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._stopping = threading.Event()
        self._known: Mapping[str, Command] = COMMANDS | {
            "esegui": self._release,
            "misura": lambda room, _visit: measure_rate(room.options.model, self._backend),
        }

    def take(self, room: Room, visit: Visit) -> Response:
        command = self._known.get(visit.text("azione"))
        if command is None:
            raise UserError("Questo comando non esiste.", remedy="Usare i pulsanti della pagina.")
        command(room, visit)
        return go(f"{here(room)}#{visit.text('torna')}" if visit.text("torna").isalnum() else here(room))

    def stop(self) -> None:
        self._stopping.set()

    def _release(self, room: Room, visit: Visit) -> None:
        """Runs all held calls of a step, and shows the results to everybody when the last has ended."""
        step = _step(room, visit)
        rooms.release_runs(room.id, step)
        threading.Thread(target=self._reveal_when_done, args=(room.id, step), daemon=True).start()

    def _reveal_when_done(self, room_id: str, step: int) -> None:
        deadline = time.monotonic() + LONGEST_BATCH_SECONDS
        while time.monotonic() < deadline and not self._stopping.wait(0.5):
            try:
                if not any(run.state in ("in attesa", "in corso") for run in rooms.runs_to(room_id, step)):
                    rooms.reveal(room_id, step, True)
                    return
            except UserError:
                return  # the room was erased meanwhile


def _step(room: Room, visit: Visit) -> int:
    step = visit.whole("passo", room.step)
    if not 0 <= step < len(room.plan.steps):
        raise UserError("Il programma non ha questo passo.", remedy="Scegliere un passo dell’elenco.")
    return step


def _set_pace(room: Room, visit: Visit) -> object:
    pace = visit.text("ritmo")
    if pace not in PACES:
        raise UserError("Questo ritmo non esiste.", remedy=f"Scegliere tra: {', '.join(PACES)}.")
    return rooms.set_pace(room.id, cast(Pace, pace))


def _reveal(room: Room, visit: Visit) -> object:
    step, shown = _step(room, visit), visit.text("valore") == "si"
    if shown and not room.options.rehearsal:
        note_access(looker(who(visit)), f"risultati dell'aula «{room.plan.title}», passo {step + 1}")
    return rooms.reveal(room.id, step, shown)


def _hide(room: Room, visit: Visit) -> object:
    place = (visit.text("persona"), visit.whole("passo"), visit.text("voce"), visit.whole("prova"))
    rooms.hide(room.id, *place, visit.text("nascosto") == "si")
    return room


def _rehearse(room: Room, visit: Visit) -> object:
    if not room.options.rehearsal:
        raise UserError(
            "Le persone inventate entrano solo in una prova generale.",
            remedy="Aprirne una dall’elenco delle aule.",
        )
    people = min(max(visit.whole("persone", PEOPLE), 1), 200)
    return invite(room, people, seed=int(time.time()))


def _close(room: Room, visit: Visit) -> object:
    if visit.text("conferma") != "si":
        raise UserError(
            "L’aula non è stata chiusa.", remedy="Segnare la casella: un’aula chiusa non si riapre."
        )
    return rooms.close(room.id)


COMMANDS: dict[str, Command] = {
    "inizia": lambda room, _visit: rooms.start(room.id),
    "passo": lambda room, visit: rooms.move(room.id, _step(room, visit)),
    "pausa": lambda room, _visit: rooms.pause(room.id),
    "riprendi": lambda room, _visit: rooms.resume(room.id),
    "prolunga": lambda room, visit: rooms.extend(room.id, visit.whole("minuti", MORE_MINUTES)),
    "ritmo": _set_pace,
    "ingresso": lambda room, visit: rooms.lock(room.id, visit.text("valore") == "chiuso"),
    "mostra": _reveal,
    "tempo": lambda room, visit: rooms.show_timer(room.id, visit.text("valore") == "si"),
    "insieme": lambda room, visit: rooms.hold_runs(room.id, visit.text("valore") == "si"),
    "gruppi": lambda room, visit: rooms.make_groups(room.id, visit.whole("gruppi", 0)),
    "nascondi": _hide,
    "prova": _rehearse,
    "chiudi": _close,
}
