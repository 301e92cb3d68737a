"""How much one person may ask, so that everybody gets an answer."""

import time
from collections import defaultdict, deque
from collections.abc import Callable

from workbench.errors import UserError

LONGEST_QUEUE = 400
REQUESTS_PER_PERSON = 40
"""waiting or being answered"""
TOKENS_PER_HOUR = 100_000
"""read and written for one person"""
HOUR = 3600.0


class QuotaError(UserError):
    """Too much for now: the same request may be accepted later."""


class Quota:
    """Counts in memory: a restart of the process forgives."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._spent: dict[str, deque[tuple[float, int]]] = defaultdict(deque)

    def check(self, person: str, of_person: int, of_all: int) -> None:
        """Raises QuotaError when one more request is too much, given the requests alive now."""
        if of_all >= LONGEST_QUEUE:
            raise QuotaError("Troppe richieste in attesa.", remedy="Riprovare tra qualche minuto.")
        if of_person >= REQUESTS_PER_PERSON:
            raise QuotaError(
                f"Ci sono già {of_person} richieste della stessa persona in attesa.",
                remedy="Attendere le risposte prima di chiedere altro.",
            )
        if self.spent(person) >= TOKENS_PER_HOUR:
            minutes = int((self._spent[person][0][0] + HOUR - self._clock()) // 60) + 1
            raise QuotaError(
                "La quota di testo di quest'ora è finita.",
                remedy=f"Si libera un po' alla volta, a partire da {minutes} min da ora.",
            )

    def spend(self, person: str, tokens: int) -> None:
        self._spent[person].append((self._clock(), tokens))

    def spent(self, person: str) -> int:
        """Tokens of the last hour."""
        if person not in self._spent:
            return 0
        entries = self._spent[person]
        while entries and entries[0][0] <= self._clock() - HOUR:
            entries.popleft()
        if not entries:
            del self._spent[person]
        return sum(tokens for _, tokens in entries)
