"""Slows down whoever guesses passwords. In memory only: the door is one process, and no address is kept."""

import time
from collections import deque
from collections.abc import Callable

WINDOW_SECONDS = 15 * 60
MOST_ENTRIES = 10_000


class Throttle:
    """Counts failures per key in a sliding window; each kind of key has its own limit."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[tuple[str, str], deque[float]] = {}

    def wait(self, limits: dict[tuple[str, str], int]) -> int:
        """Seconds until one more attempt is allowed; 0 when it is now. `limits`: key -> failures allowed."""
        now = self._clock()
        waits = [0.0]
        for key, limit in limits.items():
            recent = self._recent(key, now)
            if len(recent) >= limit:
                waits.append(recent[-limit] + WINDOW_SECONDS - now)
        return max(0, round(max(waits)))

    def failed(self, limits: dict[tuple[str, str], int]) -> None:
        now = self._clock()
        if len(self._failures) > MOST_ENTRIES:
            self._failures = {key: times for key, times in self._failures.items() if self._recent(key, now)}
        for key in limits:
            self._failures.setdefault(key, deque(maxlen=100)).append(now)

    def succeeded(self, limits: dict[tuple[str, str], int]) -> None:
        """Forgets the first, narrowest key only: a guesser's own login must not reset the rest."""
        self._failures.pop(next(iter(limits)), None)

    def _recent(self, key: tuple[str, str], now: float) -> deque[float]:
        times = self._failures.get(key, deque())
        while times and times[0] <= now - WINDOW_SECONDS:
            times.popleft()
        return times


def limits_of(name: str, client: str) -> dict[tuple[str, str], int]:
    """Failures allowed: 5 of one person from one place, 30 from one place (an office), 60 of one person."""
    return {(name, client): 5, ("", client): 30, (name, ""): 60}
