"""How fast the door starts and pages answer: `python tests/bench/page_switch.py --people 10 --seconds 20`.

Starts the door on a free port with a home of its own, then lets people click through the pages at
once over Streamlit's own websocket, each thinking one to two seconds between clicks. The last line is JSON.
"""

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

ROOT = Path(__file__).parents[2]
PAGES = ("", "dati", "addestramento", "lavori", "modelli", "valutazione")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_door(home: Path, port: int) -> tuple[subprocess.Popen[bytes], float]:
    """The door process and the seconds until it answers."""
    environment = os.environ | {"OFFICINA_HOME": str(home), "OFFICINA_PORT": str(port)}
    started = time.monotonic()
    door = subprocess.Popen(
        [sys.executable, "-m", "apps.server"],
        cwd=ROOT,
        env=environment,
        stdout=sys.stderr,
        start_new_session=True,
    )
    while time.monotonic() - started < 60:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/salute", timeout=5).status_code == 200:
                return door, time.monotonic() - started
        except httpx.TransportError:
            time.sleep(0.05)
    raise SystemExit("the door did not answer within a minute")


async def rerun(channel: ClientConnection, page: str) -> float:
    """Seconds from a click to the end of the script run."""
    message = BackMsg()
    message.rerun_script.page_name = page
    started = time.monotonic()
    await channel.send(message.SerializeToString())
    async for raw in channel:
        answer = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
        if answer.WhichOneof("type") == "script_finished":
            return time.monotonic() - started
    raise SystemExit("the door closed the connection")


async def person(port: int, until: float, times: dict[str, list[float]]) -> None:
    address = f"ws://127.0.0.1:{port}/banco/_stcore/stream"
    async with connect(
        address, subprotocols=["streamlit"], max_size=None, origin=f"http://127.0.0.1:{port}"
    ) as channel:
        await rerun(channel, "")
        while time.monotonic() < until:
            await asyncio.sleep(random.uniform(1, 2))
            page = random.choice(PAGES)
            times[page].append(await rerun(channel, page))


async def measure(port: int, people: int, seconds: float) -> dict[str, list[float]]:
    warm: dict[str, list[float]] = {page: [] for page in PAGES}
    await person(port, time.monotonic() + 8, warm)
    times: dict[str, list[float]] = {page: [] for page in PAGES}
    until = time.monotonic() + seconds
    await asyncio.gather(*(person(port, until, times) for _ in range(people)))
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        port = free_port()
        door, start = start_door(Path(home), port)
        try:
            times = asyncio.run(measure(port, options.people, options.seconds))
        finally:
            door.terminate()
            door.wait(20)
    every = sorted(value for values in times.values() for value in values)
    figures = {
        "people": options.people,
        "reruns": len(every),
        "start_s": round(start, 2),
        "p50_ms": round(statistics.median(every) * 1000),
        "p95_ms": round(every[int(len(every) * 0.95)] * 1000),
        "pages_p95_ms": {
            page or "inizio": round(sorted(values)[int(len(values) * 0.95)] * 1000)
            for page, values in times.items()
            if values
        },
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
