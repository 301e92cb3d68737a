"""Where a job stands: `state.json`, changed only from an expected status, so that two hands never cross."""

from collections.abc import Collection
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from workbench.jobs.events import EVENTS, last_event
from workbench.jobs.files import locked, moment, now, replace_whole
from workbench.jobs.process import Identity, is_alive

STATE = "state.json"


class Status(StrEnum):
    QUEUED = "in coda"
    RUNNING = "in corso"
    STOPPING = "in arresto"
    STOPPED = "fermato"
    DONE = "completato"
    FAILED = "fallito"
    INTERRUPTED = "interrotto"


ACTIVE = frozenset({Status.RUNNING, Status.STOPPING})
ENDED = frozenset({Status.STOPPED, Status.DONE, Status.FAILED, Status.INTERRUPTED})


class State(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    status: Status
    queued: str
    """when it last entered the queue: the order of the queue"""
    message: str = ""
    attempt: int = 1
    """1, then one more for each time it was resumed"""
    started: str | None = None
    stop_asked: str | None = None
    ended: str | None = None
    process: Identity | None = None
    exit_code: int | None = None
    first_event: int = 0
    """byte of `events.jsonl` where this attempt begins"""


def read_state(folder: Path) -> State:
    return State.model_validate_json((folder / STATE).read_text(encoding="utf-8"))


def write_state(folder: Path, state: State) -> None:
    replace_whole(folder / STATE, state.model_dump_json(indent=1))


def change_state(folder: Path, allowed: Collection[Status], **changes: object) -> State | None:
    """Apply the changes when the status is one of `allowed`; else leave all as it is and return None."""
    with locked(folder / ".state.lock"):
        before = read_state(folder)
        if before.status not in allowed:
            return None
        after = before.model_copy(update=changes)
        write_state(folder, after)
        return after


def actual_state(folder: Path) -> State:
    """The state as it is now, also when the process died and nobody has noted it yet."""
    state = read_state(folder)
    if state.status in ACTIVE and state.process and not is_alive(state.process):
        return state.model_copy(update=ending(folder, state, None))
    return state


def ending(folder: Path, state: State, exit_code: int | None) -> dict[str, object]:
    """What changes in the state when the process has ended; no exit code when nobody was there to see it."""
    status, message = _outcome(folder, state, exit_code)
    ended = now() if exit_code is not None else _last_sign_of_life(folder, state)
    return {"status": status, "message": message, "ended": ended, "exit_code": exit_code}


def _last_sign_of_life(folder: Path, state: State) -> str:
    events = folder / EVENTS
    return moment(events.stat().st_mtime) if events.exists() else state.started or state.queued


def _outcome(folder: Path, state: State, exit_code: int | None) -> tuple[Status, str]:
    """How it ended, from the exit code or else from the process's last words."""
    last = last_event(folder, "end", "stopped", "error", since=state.first_event) or {"kind": ""}
    if exit_code is None:
        exit_code = {"end": 0, "stopped": 3, "error": 4}.get(last["kind"], -9)
    if exit_code == 0:
        return Status.DONE, "Completato."
    if exit_code == 3:
        step = f" al passo {last['step']}" if "step" in last else ""
        return Status.STOPPED, f"Fermato{step}: lo stato è salvato."
    if exit_code == 4:
        said = f"{last.get('problem') or ''} {last.get('remedy') or ''}".strip()
        return Status.FAILED, said or "Il lavoro non è partito: il motivo è nel registro del lavoro."
    if state.status is Status.STOPPING:
        return Status.STOPPED, "Chiuso prima che finisse di salvare."
    if exit_code < 0:
        return Status.INTERRUPTED, (
            "Il processo si è chiuso all'improvviso: memoria esaurita, riavvio della macchina o chiusura "
            "dall'esterno. Se si ripete, conviene ridurre la dimensione del lotto o la lunghezza massima."
        )
    return Status.FAILED, (
        f"Errore interno del programma (codice {exit_code}). "
        "Il dettaglio è nel registro del lavoro: va mostrato a chi amministra Officina."
    )
