import asyncio
import threading
from types import SimpleNamespace

import pytest

from workbench.errors import UserError
from workbench.serving.decoding import Token
from workbench.serving.desk import Desk
from workbench.serving.protocol import CompletionRequest
from workbench.serving.replies import Reply
from workbench.serving.turns import LONGEST_QUEUE, Turns


def reply(request_id: str) -> Reply:
    return Reply(request_id, CompletionRequest(model="m", prompt="p"), 0)


class SlowEngine:
    """Writes a token each time that it is allowed to."""

    def __init__(self) -> None:
        self.allowed = threading.Semaphore(0)
        self.written = 0

    def answer(self, _reference, _prompt, _decoding, cancelled):
        yield 1
        while not cancelled.is_set() and self.written < 50:
            self.allowed.acquire(timeout=5)
            if cancelled.is_set():
                return
            self.written += 1
            yield Token("x", -0.1)


def run(coroutine):
    return asyncio.run(asyncio.wait_for(coroutine, 10))


def test_the_second_request_waits_and_knows_its_place():
    async def scene() -> None:
        engine = SlowEngine()
        desk = Desk(engine)
        first, second = desk.answer(reply("a")), desk.answer(reply("b"))
        engine.allowed.release()
        assert await anext(first) == "x"
        assert await anext(second) == 1
        assert (desk.turns.position("a"), desk.turns.position("b"), desk.turns.position("c")) == (0, 1, None)
        engine.allowed.release(100)
        assert len([item async for item in first]) == 49
        engine.written = 0
        assert len([item async for item in second]) == 50

    run(scene())


def test_a_cancelled_request_stops_writing_and_lets_the_next_one_in():
    async def scene() -> None:
        engine = SlowEngine()
        desk = Desk(engine)
        told = reply("a")
        first = desk.answer(told)
        engine.allowed.release()
        await anext(first)
        assert desk.turns.cancel("a") is True
        engine.allowed.release()
        assert [item async for item in first] == []
        assert told.finish == "cancelled" and engine.written == 1
        assert len(desk.turns) == 0

    run(scene())


def test_a_request_cancelled_while_waiting_never_reaches_the_engine():
    async def scene() -> None:
        engine = SlowEngine()
        desk = Desk(engine)
        first, told = desk.answer(reply("a")), reply("b")
        second = desk.answer(told)
        engine.allowed.release()
        await anext(first)
        await anext(second)
        desk.turns.cancel("b")
        ended = asyncio.ensure_future(anext(second, None))
        engine.allowed.release(100)
        async for _ in first:
            pass
        assert await ended is None
        assert told.finish == "cancelled" and engine.written == 50

    run(scene())


def test_a_client_that_goes_away_stops_the_engine():
    async def scene() -> None:
        engine = SlowEngine()
        desk = Desk(engine)
        answer = desk.answer(reply("a"))
        engine.allowed.release()
        await anext(answer)
        await answer.aclose()
        engine.allowed.release(100)
        await asyncio.sleep(0.1)
        assert engine.written <= 2
        assert len(desk.turns) == 0

    run(scene())


def test_an_error_of_the_engine_reaches_the_one_who_asked_and_frees_the_turn():
    def fails(*_arguments):
        raise UserError("Non va.", remedy="Provare altro.")
        yield

    async def scene() -> None:
        desk = Desk(SimpleNamespace(answer=fails))
        with pytest.raises(UserError, match="Non va"):
            await anext(desk.answer(reply("a")))
        assert len(desk.turns) == 0

    run(scene())


def test_a_full_queue_refuses_more():
    turns = Turns()
    places = [turns.queued(str(number)) for number in range(LONGEST_QUEUE)]
    for place in places:
        place.__enter__()
    with pytest.raises(UserError, match="Troppe"), turns.queued("uno di troppo"):
        pass
