"""One generation at a time, in the order of arrival; whoever waits knows the place and may give up."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_QUEUE = 64


@dataclass(eq=False)
class Ticket:
    id: str
    cancelled: threading.Event = field(default_factory=threading.Event)
    """read by the thread that generates, hence not an asyncio event"""
    moved: asyncio.Event = field(default_factory=asyncio.Event)


class Turns:
    """Lives in one event loop; not for several threads."""

    def __init__(self) -> None:
        self._tickets: list[Ticket] = []

    @contextmanager
    def queued(self, request_id: str) -> "Iterator[Ticket]":
        """A place in the queue, given up on leaving, whatever happened."""
        if len(self._tickets) >= LONGEST_QUEUE:
            raise UserError("Troppe richieste in attesa.", remedy="Riprovare tra qualche minuto.")
        ticket = Ticket(request_id)
        self._tickets.append(ticket)
        try:
            yield ticket
        finally:
            self._tickets.remove(ticket)
            self._wake_all()

    async def positions(self, ticket: Ticket) -> AsyncIterator[int]:
        """How many stand in front, each time that it changes, until its turn comes or it is cancelled."""
        while (position := self._tickets.index(ticket)) > 0 and not ticket.cancelled.is_set():
            ticket.moved.clear()
            yield position
            await ticket.moved.wait()

    def position(self, request_id: str) -> int | None:
        """0 while it is being answered; None when there is no such request."""
        return next((place for place, ticket in enumerate(self._tickets) if ticket.id == request_id), None)

    def cancel(self, request_id: str) -> bool:
        found = [ticket for ticket in self._tickets if ticket.id == request_id]
        for ticket in found:
            ticket.cancelled.set()
        self._wake_all()
        return bool(found)

    def __len__(self) -> int:
        return len(self._tickets)

    def _wake_all(self) -> None:
        for ticket in self._tickets:
            ticket.moved.set()
