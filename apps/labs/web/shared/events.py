"""Tells browsers that their room changed: numbers only, never what changed.

One watcher per room asks the store twice a second, however many listen.
"""

import asyncio
import hashlib
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import StreamingResponse

from workbench import rooms
from workbench.errors import UserError

LOOK_SECONDS = 0.5
HEARTBEAT_SECONDS = 15.0
STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@dataclass(frozen=True)
class Now:
    """Where a room stands: `revision` grows with everything, `scene` is what a phone draws."""

    revision: int
    scene: str

    def line(self) -> str:
        return f"data: {json.dumps({'revisione': self.revision, 'scena': self.scene})}\n\n"


def scene_of(room: rooms.Room) -> str:
    """A digest of what changes a participant's page: step, state, pace, what is shown, the timer."""
    shown = (room.state, room.step, room.pace, room.timer_shown, room.ends, room.left, room.batch)
    facts = (*shown, sorted(room.revealed))
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:12]


@dataclass
class _Watch:
    now: Now | None = None
    listeners: set[asyncio.Event] = field(default_factory=set)
    task: "asyncio.Task[None] | None" = None


class Watchers:
    """The rooms that somebody listens to. Lives in the event loop of the door."""

    def __init__(self, look_seconds: float = LOOK_SECONDS, heartbeat: float = HEARTBEAT_SECONDS) -> None:
        self._look_seconds = look_seconds
        self._heartbeat = heartbeat
        self._watches: dict[str, _Watch] = {}
        self._over = False

    def stop(self) -> None:
        """Ends every stream, as a server that closes must: they would never end by themselves."""
        self._over = True
        for watch in self._watches.values():
            if watch.task:
                watch.task.cancel()
            for changed in watch.listeners:
                changed.set()

    async def lines(
        self, room_id: str, *, everything: bool, present: Callable[[], None] = lambda: None
    ) -> AsyncIterator[str]:
        """Server-sent events: where the room stands, then each change; comments while nothing happens.

        Without `everything` only a new scene counts. `present` is called, in a thread, with every heartbeat.
        """
        watch, changed = self._watches.setdefault(room_id, _Watch()), asyncio.Event()
        watch.listeners.add(changed)
        if watch.task is None or watch.task.done():
            watch.task = asyncio.create_task(self._watch(room_id, watch))
        told: object = None
        beat = time.monotonic()
        try:
            yield "retry: 2000\n\n"
            while not self._over:
                now = watch.now
                if now and told != (fresh := now if everything else now.scene):
                    told = fresh
                    yield now.line()
                if await self._beat_due(changed, beat):
                    beat = time.monotonic()
                    await to_thread.run_sync(present)
                    yield ": qui\n\n"
        finally:
            watch.listeners.discard(changed)

    async def _beat_due(self, changed: asyncio.Event, beat: float) -> bool:
        """Waits for a change; whether the next heartbeat is due instead."""
        left = beat + self._heartbeat - time.monotonic()
        if left <= 0:
            return True
        try:
            async with asyncio.timeout(left):
                await changed.wait()
        except TimeoutError:
            return True
        changed.clear()
        return False

    async def _watch(self, room_id: str, watch: _Watch) -> None:
        while watch.listeners:
            try:
                now = await to_thread.run_sync(_look, room_id, watch.now)
            except UserError:
                now = None  # erased meanwhile: the next page says so
            except SQLAlchemyError:
                logging.getLogger(__name__).warning("a room could not be read; trying again", exc_info=True)
                now = None
            if now and now != watch.now:
                watch.now = now
                for changed in watch.listeners:
                    changed.set()
            await asyncio.sleep(self._look_seconds)
        self._watches.pop(room_id, None)


def _look(room_id: str, before: Now | None) -> Now:
    revision = rooms.revision(room_id)
    if before and before.revision == revision:
        return before
    # The revision was read first: what changes in between is seen at the next look.
    return Now(revision, scene_of(rooms.room(room_id)))


def stream(lines: AsyncIterator[str]) -> StreamingResponse:
    return StreamingResponse(lines, media_type="text/event-stream", headers=STREAM_HEADERS)
