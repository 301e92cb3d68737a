"""Between the requests, which come and go in the event loop, and the engine, which is one thread."""

import asyncio
import logging
import threading
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

from workbench.backends import Piece
from workbench.errors import UserError
from workbench.serving.engine import Engine
from workbench.serving.journal import Journal
from workbench.serving.protocol import Request
from workbench.serving.quota import Quota
from workbench.serving.tickets import End, Event, Ticket
from workbench.serving.turns import Turns

KEPT_SECONDS = 120.0
"""how long an answer that nobody was there to hear waits for its client to come back after a restart"""

log = logging.getLogger(__name__)


class Desk:
    """Lives in one event loop, between `open` and `close`."""

    def __init__(self, folder: Path, *, died: Callable[[], None]) -> None:
        """`folder` keeps the queue over restarts; `died` is called when the engine fails for good."""
        self.turns = Turns()
        self._quota = Quota()
        self._journal = Journal(folder)
        self._tickets: dict[str, Ticket] = {}
        self._died = died

    def open(self) -> None:
        """Takes over the queue of the last process and starts to answer."""
        self._loop = asyncio.get_running_loop()
        for ticket in self._journal.restore():
            self._tickets[ticket.id] = ticket
            self.turns.join(ticket)
        self._thread = threading.Thread(target=self._work, name="modelli", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Ends after the current step; what is not answered stays in the queue on disk."""
        self.turns.close()
        self._thread.join()

    def enter(self, request_id: str, request: Request) -> Ticket:
        """A place in the queue; the same one again when the same request comes back under the same id.

        Raises:
            UserError: when the id is another request's, or one more request is too much (QuotaError).
        """
        if known := self._tickets.get(request_id):
            if known.request.model_dump(exclude={"stream"}) != request.model_dump(exclude={"stream"}):
                raise UserError(
                    "Con questo identificativo c'è già un'altra richiesta.",
                    value=request_id,
                    remedy="Usare un identificativo nuovo per ogni richiesta.",
                )
            return known
        ticket = Ticket(request_id, request)
        self._quota.check(ticket.person, self.turns.of(ticket.person), len(self.turns))
        self._journal.keep(ticket)
        self._tickets[request_id] = ticket
        self.turns.join(ticket)
        return ticket

    async def follow(self, ticket: Ticket) -> AsyncGenerator[Event, None]:
        """All that happens to a request, from its beginning; while it waits, a piece for each new place.

        When the last one who follows goes away, the request is cancelled.
        """
        news = asyncio.Event()
        ticket.followers.add(news)
        seen = told = 0
        try:
            while True:
                news.clear()
                fresh = ticket.events[seen:]
                seen += len(fresh)
                for event in _joined(fresh):
                    yield event
                    if isinstance(event, End):
                        return
                if not ticket.events and (place := self.turns.place(ticket)) != told:
                    told = place
                    yield Piece(waiting=place)
                await news.wait()
        finally:
            ticket.followers.discard(news)
            if not ticket.followers:
                self.cancel(ticket.id)

    def position(self, request_id: str) -> int | None:
        """1 is the next, 0 is being answered; None when there is no such request."""
        ticket = self._tickets.get(request_id)
        return None if ticket is None or ticket.ended else self.turns.place(ticket)

    def cancel(self, request_id: str) -> bool:
        """Whether there was such a request; one being answered ends before its next token."""
        ticket = self._tickets.get(request_id)
        if ticket is None or ticket.ended:
            return False
        ticket.cancelled = True
        if self.turns.withdraw(ticket):
            self._happen([(ticket, End("cancelled"))])
        return True

    def _work(self) -> None:
        """The engine's thread. An error in there is a bug: the process ends, the next one has the queue."""
        try:
            Engine(self.turns, self._deliver).run()
        except BaseException:
            log.exception("The engine stopped")
            self._died()
            raise

    def _deliver(self, happened: list[tuple[Ticket, Event]]) -> None:
        self._loop.call_soon_threadsafe(self._happen, happened)

    def _happen(self, happened: list[tuple[Ticket, Event]]) -> None:
        for ticket, event in happened:
            if ticket.ended:  # cancelled in the loop while the engine refused it
                continue
            ticket.events.append(event)
            for news in ticket.followers:
                news.set()
            if isinstance(event, End):
                self._end(ticket, event)

    def _end(self, ticket: Ticket, end: End) -> None:
        self._journal.remove(ticket)
        self.turns.leave(ticket)
        written = sum(len(event.tokens) for event in ticket.events if isinstance(event, Piece))
        if ticket.request.user:
            self._quota.spend(ticket.person, end.prompt_tokens + written)
        wait = 0.0 if ticket.followers or ticket.cancelled else KEPT_SECONDS
        self._loop.call_later(wait, self._tickets.pop, ticket.id, None)
        for other in self._tickets.values():  # their places changed
            for news in other.followers:
                news.set()


def _joined(events: list[Event]) -> list[Event]:
    """Pieces that came while nobody looked become one: each costs as much to send, however short."""
    pieces = [event for event in events if isinstance(event, Piece)]
    tokens = tuple(token for piece in pieces for token in piece.tokens)
    whole: list[Event] = [Piece("".join(piece.text for piece in pieces), tokens=tokens)] if pieces else []
    return whole + [event for event in events if isinstance(event, End)]
