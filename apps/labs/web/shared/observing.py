"""What a panel shows: computed once for equal answers, in threads of its own, while the page is drawn."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from apps.labs.activities import Activity, Asking, Panel, Screen
from workbench import rooms
from workbench.backends import Backend
from workbench.errors import UserError

T = TypeVar("T")
THREADS = 8
PATIENCE_SECONDS = 0.4
"""how long a page waits for its panel; after that it comes without, and looks again"""
MOST_KEPT = 2000


@dataclass(frozen=True)
class Seen:
    panel: Panel | None = None
    """none yet, or none because of `problem`"""
    problem: UserError | None = None

    @property
    def waits(self) -> bool:
        return self.panel is None and self.problem is None


class Observatory:
    """Asks activities for their panels; a slow model holds up nobody's page."""

    def __init__(self, backend: Backend, patience: float = PATIENCE_SECONDS) -> None:
        self.backend = backend
        self._patience = patience
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pannelli")
        self._kept: OrderedDict[tuple[str, ...], Future[Panel]] = OrderedDict()
        self._turn = Lock()

    def look(
        self, room: rooms.Room, step: int, screen: Screen, activity: Activity, answers: Mapping[str, Any]
    ) -> Seen:
        digest = hashlib.sha256(json.dumps(answers, sort_keys=True).encode()).hexdigest()
        key = (room.id, str(step), screen.name, digest)
        with self._turn:
            future = self._kept.get(key)
            if future is None:
                # The digest stands for the person: equal questions are asked once and share their turn.
                asking = Asking(self.backend, room.options.model, f"{room.id}-{digest[:12]}")
                future = self._threads.submit(activity.observe, screen.name, dict(answers), asking)
                self._kept[key] = future
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        try:
            return Seen(future.result(self._patience))
        except NotYetError:
            return Seen()
        except UserError as error:
            with self._turn:
                self._kept.pop(key, None)  # the next visit asks again
            return Seen(problem=error)

    def asking(self, room: rooms.Room) -> Asking:
        """Whom the charts of a room may ask; all its screens share one turn."""
        return Asking(self.backend, room.options.model, room.id)

    def soon(self, work: Callable[..., T], *values: Any) -> T | None:
        """What `work` gives, unless it takes longer than a page may wait; it goes on meanwhile."""
        try:
            return self._threads.submit(work, *values).result(self._patience)
        except NotYetError:
            return None

    def stop(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
