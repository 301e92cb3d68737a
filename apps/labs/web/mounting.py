"""All routes of the rooms, and what works behind them while the door is open."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from anyio import to_thread
from starlette.routing import Route

from apps.labs.web.board.routes import board_routes
from apps.labs.web.console.commands import Commands
from apps.labs.web.console.routes import console_routes
from apps.labs.web.guarantees import guarantee_routes
from apps.labs.web.participants.routes import participant_routes
from apps.labs.web.shared.events import Watchers
from apps.labs.web.shared.observing import Observatory
from apps.labs.web.shared.results import Results
from workbench.backends import Backend
from workbench.retention import sweep
from workbench.rooms import Runner

DAY = 86_400.0


class Rooms:
    """The rooms of an installation: one of them in the door."""

    def __init__(self, backend: Backend) -> None:
        self._runner = Runner(backend)
        self._observatory = Observatory(backend)
        self._watchers = Watchers()
        self._commands = Commands(backend)

    def routes(self) -> list[Route]:
        results = Results(self._observatory)
        return [
            *participant_routes(self._observatory, self._watchers, results),
            *board_routes(results),
            *console_routes(self._commands, self._watchers, results),
            *guarantee_routes(),
        ]

    def end_streams(self) -> None:
        """To be called in the event loop, before the server waits for what is under way."""
        self._watchers.stop()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Model calls that people asked for are answered, also those left over from before a restart."""
        await to_thread.run_sync(self._runner.start)
        keeping = asyncio.create_task(_keep_no_longer())
        try:
            yield
        finally:
            keeping.cancel()
            self.end_streams()
            self._commands.stop()
            self._observatory.stop()
            await to_thread.run_sync(self._runner.stop)


async def _keep_no_longer() -> None:
    """Once a day what is over its time goes, as the page of guarantees promises."""
    while True:
        await to_thread.run_sync(partial(sweep, dry_run=False))
        await asyncio.sleep(DAY)
