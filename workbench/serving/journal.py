"""The queue on disk: one file per living request, so that a process that dies loses none.

A prompt is personal data: its file goes when the request is answered or cancelled, and the next start
removes what is older than `LONGEST_LIFE`. Written without waiting for the disk: it must survive the process,
not the power.
"""

import hashlib
import json
import logging
import os
import time
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from workbench.serving.protocol import ChatRequest, ClassifyRequest, CompletionRequest
from workbench.serving.tickets import Ticket

LONGEST_LIFE = 600.0
"""seconds; nobody waits longer for an answer"""
MOST_ATTEMPTS = 3
"""a request that is there whenever the process dies may be the reason"""
KINDS = {kind.__name__: kind for kind in (CompletionRequest, ChatRequest, ClassifyRequest)}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Journal:
    folder: Path

    def keep(self, ticket: Ticket) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        entry = {
            "id": ticket.id,
            "arrived": ticket.arrived,
            "attempts": ticket.attempts,
            "kind": type(ticket.request).__name__,
            "request": ticket.request.model_dump(),
        }
        path = self._path(ticket.id)
        temporary = path.with_suffix(".tmp")
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(entry, file)
        temporary.replace(path)

    def remove(self, ticket: Ticket) -> None:
        self._path(ticket.id).unlink(missing_ok=True)

    def restore(self) -> list[Ticket]:
        """The requests that the last process left, in order of arrival; files of no use are removed."""
        found = []
        for path in self.folder.glob("*"):
            ticket = _read(path)
            if ticket and time.time() - ticket.arrived < LONGEST_LIFE and ticket.attempts <= MOST_ATTEMPTS:
                found.append(ticket)
                self.keep(ticket)
            else:
                log.warning("A request of the last process is given up: old, tried too often or unreadable")
                path.unlink()
        return sorted(found, key=lambda ticket: ticket.arrived)

    def _path(self, request_id: str) -> Path:
        """Ids are chosen by clients and may be anything."""
        return self.folder / f"{hashlib.sha256(request_id.encode()).hexdigest()[:32]}.json"


def _read(path: Path) -> Ticket | None:
    try:
        entry = json.loads(path.read_text("utf-8"))
        request = KINDS[entry["kind"]].model_validate(entry["request"])
        return Ticket(entry["id"], request, entry["arrived"], entry["attempts"] + 1)
    except (ValueError, KeyError, TypeError, ValidationError):
        return None
