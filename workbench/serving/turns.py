"""Who is answered next: people take turns, whatever the number of their requests."""

import threading
from itertools import count

from workbench.serving.tickets import Ticket

MOST_TOGETHER = 16
"""answered at once; each takes room in the memory of its model"""


class Turns:
    """Shared by the event loop, where requests come and go, and the engine, which takes them."""

    def __init__(self) -> None:
        self._changed = threading.Condition(threading.RLock())
        self._waiting: dict[str, Ticket] = {}
        self._running: dict[str, Ticket] = {}
        self._served: dict[str, int] = {}
        self._clock = count(1)
        self._places: dict[str, int] | None = None
        self._closed = False

    def join(self, ticket: Ticket) -> None:
        with self._changed:
            self._waiting[ticket.id] = ticket
            self._note_change()

    def leave(self, ticket: Ticket) -> None:
        with self._changed:
            self._waiting.pop(ticket.id, None)
            self._running.pop(ticket.id, None)
            if self.of(ticket.person) == 0:
                self._served.pop(ticket.person, None)
            self._note_change()

    def withdraw(self, ticket: Ticket) -> bool:
        """Whether it was still waiting; now nobody will answer it."""
        with self._changed:
            found = self._waiting.pop(ticket.id, None) is not None
            self._note_change()
            return found

    def head(self) -> Ticket | None:
        """The next to be answered; None when nobody waits or no more can be answered at once."""
        with self._changed:
            free = len(self._running) < MOST_TOGETHER
            return self._waiting[next(iter(self._order()))] if free and self._waiting else None

    def start(self, ticket: Ticket) -> bool:
        """Whether it was still waiting; now it is being answered."""
        with self._changed:
            if self._waiting.pop(ticket.id, None) is None:
                return False
            self._running[ticket.id] = ticket
            self._served[ticket.person] = next(self._clock)
            self._note_change()
            return True

    def place(self, ticket: Ticket) -> int:
        """1 is the next; 0 while it is being answered, or about to be because there is room."""
        with self._changed:
            room = MOST_TOGETHER - len(self._running)
            return max(0, self._order().get(ticket.id, 0) - room)

    def of(self, person: str) -> int:
        """How many requests of a person wait or are being answered."""
        with self._changed:
            return sum(ticket.person == person for ticket in self._all())

    def wait_for_work(self) -> bool:
        """Sleeps until somebody waits; False when the process ends."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._waiting)
            return not self._closed

    @property
    def closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._note_change()

    def __len__(self) -> int:
        return len(self._waiting) + len(self._running)

    def _all(self) -> list[Ticket]:
        return [*self._running.values(), *self._waiting.values()]

    def _note_change(self) -> None:
        self._places = None
        self._changed.notify_all()

    def _order(self) -> dict[str, int]:
        """Id -> place from 1. Everybody's first request, counting those being answered, then the second…

        Among equals the person served longest ago comes first, then who arrived first.
        """
        if self._places is None:
            rounds: dict[str, int] = {}
            for ticket in self._running.values():
                rounds[ticket.person] = rounds.get(ticket.person, 0) + 1
            keys: dict[str, tuple[int, int]] = {}
            for ticket in self._waiting.values():  # in order of arrival, which sorting keeps among equals
                keys[ticket.id] = rounds.get(ticket.person, 0), self._served.get(ticket.person, 0)
                rounds[ticket.person] = keys[ticket.id][0] + 1
            self._places = {name: place for place, name in enumerate(sorted(keys, key=keys.__getitem__), 1)}
        return self._places
