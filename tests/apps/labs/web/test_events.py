"""The streams: numbers only, one look per room, soon after every change; over real HTTP."""

import asyncio
import json
import time
from collections.abc import Iterator

import httpx

from apps.labs.web.shared.events import Watchers, scene_of
from workbench import rooms


def told(lines: Iterator[str]) -> dict[str, object]:
    return next(json.loads(line[6:]) for line in lines if line.startswith("data: "))


def test_a_phone_hears_within_two_seconds_that_the_room_moved_and_not_what_others_answer(address, make_room):
    room = make_room("lab-temperatura", "soddisfazione")
    with httpx.Client(base_url=address, trust_env=False, timeout=20) as client:
        client.post(f"/v/{room.code}")
        with client.stream("GET", f"/v/{room.code}/eventi") as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            lines = answer.iter_lines()
            first = told(lines)
            assert set(first) == {"revisione", "scena"}
            rooms.join(room)
            rooms.move(room.id, 1)
            start = time.monotonic()
            second = told(lines)
            assert second["scena"] != first["scena"] == scene_of(room)
            assert time.monotonic() - start < 2


def test_the_board_hears_everything(address, make_room):
    room = make_room()
    with httpx.stream("GET", f"{address}/aule/{room.code}/eventi", trust_env=False, timeout=20) as answer:
        lines = answer.iter_lines()
        first = told(lines)
        rooms.join(room)
        assert told(lines)["revisione"] > first["revisione"]


def test_without_a_seat_there_is_no_stream(address, make_room):
    assert httpx.get(f"{address}/v/{make_room().code}/eventi", trust_env=False).status_code == 204


def test_many_listeners_cost_one_look(home, make_room, monkeypatch):
    room, looks = make_room(), []
    real = rooms.revision
    monkeypatch.setattr(rooms, "revision", lambda room_id: looks.append(1) or real(room_id))

    async def listen() -> int:
        watchers = Watchers(look_seconds=0.05, heartbeat=60)
        streams = [watchers.lines(room.id, everything=False) for _ in range(50)]
        for one in streams:
            assert await anext(one) == "retry: 2000\n\n"
        heard = await asyncio.gather(*(anext(one) for one in streams))
        assert len(set(heard)) == 1
        for one in streams:
            await one.aclose()
        await asyncio.sleep(0.3)
        after = len(looks)
        await asyncio.sleep(0.3)
        assert len(looks) == after, "nobody listens, nobody looks"
        return after

    assert asyncio.run(listen()) < 20


def test_a_heartbeat_keeps_a_person_present(home, make_room):
    room, seen = make_room(), []

    async def listen() -> None:
        watchers = Watchers(look_seconds=0.05, heartbeat=0.1)
        lines = watchers.lines(room.id, everything=False, present=lambda: seen.append(1))
        while await anext(lines) != ": qui\n\n":
            pass
        await lines.aclose()
        watchers.stop()

    asyncio.run(listen())
    assert seen


def test_a_server_that_stops_ends_its_streams(home, make_room):
    room = make_room()

    async def listen() -> list[list[str]]:
        watchers = Watchers(look_seconds=0.05, heartbeat=60)

        async def hear() -> list[str]:
            return [line async for line in watchers.lines(room.id, everything=True)]

        streams = [asyncio.create_task(hear()) for _ in range(3)]
        await asyncio.sleep(0.3)
        watchers.stop()
        async with asyncio.timeout(2):
            return [*await asyncio.gather(*streams), await hear()]

    *heard, late = asyncio.run(listen())
    assert all(len(lines) == 2 for lines in heard), "where the room stands, and nothing after"
    assert late == ["retry: 2000\n\n"]


def test_nothing_of_a_person_is_written_to_the_log(address, make_room, caplog):
    caplog.set_level("DEBUG")
    room = make_room()
    with httpx.Client(base_url=address, trust_env=False, timeout=20) as client:
        client.post(f"/v/{room.code}")
        client.get(f"/v/{room.code}/posto")
    ours = [
        record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))
    ]
    person = rooms.participants(room.id)[0]
    for secret in ("127.0.0.1", person.nickname, person.id, room.code):
        assert not [line for line in ours if secret in line], secret
