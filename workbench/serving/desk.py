"""Brings requests, which are asynchronous, to the engine, which is one thread."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from workbench.errors import UserError
from workbench.serving.decoding import Token
from workbench.serving.engine import Engine
from workbench.serving.protocol import ChatRequest
from workbench.serving.replies import Reply
from workbench.serving.turns import Ticket, Turns

END = object()


@dataclass
class Desk:
    """The engine with its queue and its one thread."""

    engine: Engine = field(default_factory=Engine)
    turns: Turns = field(default_factory=Turns)
    thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "modelli"))

    async def classify(self, request_id: str, reference: str, text: str) -> dict[str, float]:
        """Label -> probability, when it is this request's turn."""
        with self.turns.queued(request_id) as ticket:
            async for _ in self.turns.positions(ticket):
                pass
            if ticket.cancelled.is_set():
                raise UserError("La richiesta è stata annullata.", remedy="Ripeterla se serve ancora.")
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self.thread, self.engine.classify, reference, text)

    async def answer(self, reply: Reply) -> AsyncGenerator[int | str, None]:
        """Fills in `reply`; gives the places in the queue (int) while it waits, then the text as it comes.

        Leaving the iteration early, as when a client goes away, stops the engine before its next token.
        """
        request = reply.request
        prompt = request.messages if isinstance(request, ChatRequest) else request.prompt
        with self.turns.queued(reply.id) as ticket:
            async for position in self.turns.positions(ticket):
                yield position
            work = partial(self.engine.answer, request.model, prompt, request, ticket.cancelled)
            # Closed here and now: left to the garbage collector, the thread would write on for nobody.
            async with aclosing(self._in_thread(ticket, work)) as items:
                async for item in items:
                    if isinstance(item, int):
                        reply.prompt_tokens = item
                    elif text := reply.add(item):
                        yield text
                    if reply.stopped:
                        break
            reply.cancelled = ticket.cancelled.is_set() and not reply.stopped

    async def _in_thread(
        self, ticket: Ticket, work: Callable[[], Iterator[int | Token]]
    ) -> AsyncGenerator[int | Token, None]:
        loop = asyncio.get_running_loop()
        box: asyncio.Queue[Any] = asyncio.Queue()

        def produce() -> None:
            try:
                for item in work() if not ticket.cancelled.is_set() else ():
                    loop.call_soon_threadsafe(box.put_nowait, item)
            finally:
                loop.call_soon_threadsafe(box.put_nowait, END)

        producer = loop.run_in_executor(self.thread, produce)
        try:
            while (item := await box.get()) is not END:
                yield item
        except BaseException:
            ticket.cancelled.set()
            raise
        await producer
