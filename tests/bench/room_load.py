"""A room full of people against the one door: `python tests/bench/room_load.py --people 200`.

Starts a real door on a free port with a home of its own, opens a room through the public functions, and lets
people join over HTTP within a minute and answer as the room moves, event streams open, a board on the wall.
In the middle the door is killed (-9) and started again. People and board live in a second process
(`room_people.py`), so that their work does not wait for the door's; how late that process was by itself is
printed too. At the end what people believe was kept is compared with the store.

Latencies whose interval touches the outage (from the kill until the door answers again; for the board, until
its stream is back) are left out, and its length is told. Losses and doubles count over everything.
The last line is JSON. `--sweep 50,100,200,400` prints a table.
"""

import argparse
import json
import math
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

ROOT = Path(__file__).parents[2]
SUPERVISOR_PAUSE = 1.5
"""seconds: what `python -m apps run` takes to see that the door died, and waits before starting it again"""
STEPS = "prova-a,soddisfazione,prova-b"
PASSWORD = "quattro gatti sul tetto"


@dataclass
class Door:
    """The door through its lives, and what it cost."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    outages: list[tuple[float, float]] = field(default_factory=list)
    rss: int = 0
    cpu_seconds: float = 0.0
    _lives: float = 0.0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "apps.server"],
            cwd=ROOT,
            stdout=(self.home / "porta.log").open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                httpx.get(f"{self.address}/salute", timeout=2, trust_env=False)
                return
            except httpx.TransportError:
                time.sleep(0.05)
        raise SystemExit((self.home / "porta.log").read_text())

    def kill_and_restart(self) -> None:
        assert self.process
        killed = time.monotonic()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._lives = self.cpu_seconds
        time.sleep(SUPERVISOR_PAUSE)
        self.start()
        self.outages.append((killed, time.monotonic()))

    def weigh(self) -> None:
        """Notes memory and processor time so far."""
        try:
            found = psutil.Process(self.process.pid) if self.process else None
            if found:
                self.rss = max(self.rss, found.memory_info().rss)
                times = found.cpu_times()
                self.cpu_seconds = self._lives + times.user + times.system
        except psutil.NoSuchProcess:
            pass

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


@contextmanager
def weighing(door: Door) -> Iterator[None]:
    over = threading.Event()

    def weigh() -> None:
        while not over.wait(0.5):
            door.weigh()

    thread = threading.Thread(target=weigh, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def people_at(door: Door, code: str, key: str, options: argparse.Namespace) -> Iterator[Any]:
    """The other process; gives a function that ends it and returns its notes."""
    target = door.home / "people.json"
    asked = {
        "address": door.address,
        "code": code,
        "key": key,
        "people": options.people,
        "arrival": options.arrival,
        "think": (2.0, float(options.think)),
        "seed": options.seed,
    }
    script = Path(__file__).with_name("room_people.py")
    process = subprocess.Popen(
        [sys.executable, str(script), json.dumps(asked), str(target)], stdin=subprocess.PIPE
    )

    def finish() -> dict[str, Any]:
        process.communicate(b"\n", timeout=60)
        return dict(json.loads(target.read_text(encoding="utf-8")))

    try:
        yield finish
    finally:
        if process.poll() is None:
            process.kill()


def hold_room(door: Door, room_id: str, people: int, kill_at: int) -> list[float]:
    """Moves the room on whenever everybody has answered, and kills the door half way through step `kill_at`.

    Returns the instants at which each step was opened.
    """
    from workbench import rooms

    _wait(lambda: rooms.progress(room_id).joined >= people, 300, "not everybody could join")
    opened = []
    for step in range(len(rooms.room(room_id).plan.steps)):
        rooms.start(room_id) if step == 0 else rooms.move(room_id, step)
        opened.append(time.monotonic())
        _wait(lambda: _answered(room_id, step) >= people / 2, 120, "half the room did not answer")  # noqa: B023
        if step == kill_at:
            door.kill_and_restart()
        # From now on the board draws the charts of what arrives.
        rooms.reveal(room_id, step, True)
        _wait(lambda: _answered(room_id, step) >= people, 180, "not everybody could answer")  # noqa: B023
        _settle(room_id, step)
    return opened


def _answered(room_id: str, step: int) -> int:
    from workbench import rooms

    return rooms.progress(room_id).answered.get(step, 0)


def _settle(room_id: str, step: int) -> None:
    """Waits for later screens of the step: until twelve seconds bring no answer."""
    from workbench import rooms

    before, quiet = -1, time.monotonic()
    while time.monotonic() - quiet < 12:
        now = len(rooms.answers_to(room_id, step))
        if now != before:
            before, quiet = now, time.monotonic()
        time.sleep(1)


def _wait(happened: Any, seconds: float, otherwise: str) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            print(f"{otherwise} within {seconds:.0f} s", file=sys.stderr)
            return
        time.sleep(0.5)


def compare_with_store(room_id: str, steps: int, notes: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """What people believe was kept and is not, or is otherwise; what is there twice, or was never sent."""
    from workbench import rooms

    kept: dict[tuple[str, int, str, int], Any] = {}
    doubled: list[Any] = []
    for step in range(steps):
        for given in rooms.answers_to(room_id, step):
            key = given.participant, step, given.item, given.attempt
            if key in kept:
                doubled.append(key)
            kept[key] = given.value
    believed = {(one["participant"], one["step"], one["item"], 1): one["values"] for one in notes["believed"]}
    lost: list[Any] = [
        (key, values, kept.get(key))
        for key, values in believed.items()
        if _texts(kept.get(key)) != set(values)
    ]
    seated = Counter(one.id for one in rooms.participants(room_id))
    lost += [one for one in notes["participants"] if one not in seated]
    doubled += [key for key in kept if key not in believed]
    doubled += [one for one in seated if one not in set(notes["participants"])]
    return lost, doubled


def _texts(value: Any) -> set[str]:
    values = value if isinstance(value, list) else [value]
    return {str(int(one)) if isinstance(one, float) and one.is_integer() else str(one) for one in values}


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed; -1 when there is none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else -1.0


def busy_seconds() -> float:
    """Processor seconds that the whole machine has worked."""
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system + times.irq + times.softirq)


def outside(outages: list[tuple[float, float]], start: float, end: float) -> bool:
    return all(end < broken or start > mended for broken, mended in outages)


def board_ages(notes: dict[str, Any], opened: list[float], outages: list[tuple[float, float]]) -> list[float]:
    """Seconds from the confirmation of each person's first answer to a step until the board counted it."""
    gaps = [*outages, *map(tuple, notes["board_gaps"])]
    drawn = [(moment, count) for moment, count in notes["board"] if count >= 0]
    ages = []
    for step, begun in enumerate(opened):
        ended = opened[step + 1] if step + 1 < len(opened) else float("inf")
        firsts: dict[str, float] = {}
        for one in notes["believed"]:
            if one["step"] == step:
                firsts.setdefault(one["participant"], one["moment"])
        for rank, moment in enumerate(sorted(firsts.values()), start=1):
            shown = next(
                (at for at, count in drawn if max(moment, begun) <= at < ended and count >= rank), None
            )
            if shown is not None and outside(gaps, moment, shown):
                ages.append(shown - moment)
    return ages


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """One room with so many people. Keys: those of the last line, and what explains them."""
    with tempfile.TemporaryDirectory(prefix="officina-load-") as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            door = Door(Path(folder), int(probe.getsockname()[1]))
        os.environ.update(OFFICINA_HOME=folder, OFFICINA_PORT=str(door.port))
        os.environ["OFFICINA_DATABASE_URL"] = options.database_url
        from workbench.settings import settings

        settings.cache_clear()
        room, key = _prepare(options.steps.split(","))
        try:
            door.start()
            before = busy_seconds()
            with weighing(door), people_at(door, room.code, key, options) as finish:
                opened = hold_room(door, room.id, options.people, options.kill_at)
                notes = finish()
            notes["all_cpu_seconds"] = busy_seconds() - before
        finally:
            door.stop()
        lost, doubled = compare_with_store(room.id, len(room.plan.steps), notes)
        if options.notes:
            (Path(options.notes) / f"{options.people}.json").write_text(
                json.dumps([notes, door.outages, opened])
            )
        if options.log:
            print((door.home / "porta.log").read_text()[-6000:], file=sys.stderr)
        for one in [*lost[:3], *doubled[:3], *notes["failures"][:3], *notes["refused"][:3]]:
            print(one, file=sys.stderr)
    return _figures(options.people, door, notes, board_ages(notes, opened, door.outages)) | {
        "lost": len(lost),
        "doubled": len(doubled),
    }


def _prepare(activities: list[str]) -> tuple[Any, str]:
    """A room that waits, and its trainer's key for programs."""
    from apps.gate.sessions import issue_program_key
    from workbench import rooms
    from workbench.store import create_account, prepare_store

    prepare_store()
    trainer = create_account(f"prova.{secrets.token_hex(4)}", "formatore", PASSWORD)
    steps = tuple(rooms.Step(activity=one, minutes=60) for one in activities)
    plan = rooms.Plan(name="prova-di-carico", title="Prova di carico", steps=steps)
    return rooms.open_room(plan, trainer.name), issue_program_key(trainer)


def _figures(people: int, door: Door, notes: dict[str, Any], ages: list[float]) -> dict[str, Any]:
    times: dict[str, list[float]] = {}
    for one in notes["took"]:
        if outside(door.outages, one["start"], one["end"]):
            times.setdefault(one["what"], []).append(one["end"] - one["start"])
    outage = sum(end - start for start, end in door.outages)
    gap = sum(end - start for start, end in notes["board_gaps"])
    return {
        "people": people,
        "join_p95_s": round(percentile(times.get("posto", []), 0.95), 3),
        "answer_p95_ms": round(percentile(times.get("risposta", []), 0.95) * 1000),
        "board_age_s": round(max(ages, default=-1), 2),
        "lost": -1,
        "doubled": -1,
        "restarts": len(door.outages),
        "rss_mb": round(door.rss / 1e6),
        "joined": len(notes["participants"]),
        "answers": len(notes["believed"]),
        "sent": len(times.get("risposta", [])),
        "answer_p50_ms": round(percentile(times.get("risposta", []), 0.5) * 1000),
        "page_p95_ms": round(percentile(times.get("pagina", []), 0.95) * 1000),
        "board_page_p95_ms": round(percentile(times.get("tabellone", []), 0.95) * 1000),
        "board_age_p95_s": round(percentile(ages, 0.95), 2),
        "outage_s": round(outage, 1),
        "board_outage_s": round(gap, 1),
        "refused": len(notes["refused"]),
        "failures": len(notes["failures"]),
        "door_cpu_s": round(door.cpu_seconds, 1),
        "people_cpu_s": round(notes["cpu_seconds"], 1),
        "all_cpu_s": round(notes["all_cpu_seconds"], 1),
        "people_late_p95_ms": round(percentile(notes["lags"], 0.95) * 1000),
    }


ASKED_FOR = ["people", "join_p95_s", "answer_p95_ms", "board_age_s", "lost", "doubled", "restarts", "rss_mb"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--sweep", default="", help="numbers of people, e.g. 50,100,200,400")
    parser.add_argument("--database-url", default="", help="PostgreSQL instead of SQLite")
    parser.add_argument("--arrival", type=float, default=60.0, help="seconds within which everybody joins")
    parser.add_argument(
        "--think", type=float, default=15.0, help="longest seconds before a screen is handed in"
    )
    parser.add_argument("--steps", default=STEPS, help="activities of the plan")
    parser.add_argument(
        "--kill-at", type=int, default=1, help="step in which the door is killed; -1 for never"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--notes", default="", help="folder that gets everything that was noted, as JSON")
    parser.add_argument("--log", action="store_true", help="show the end of the door's log")
    options = parser.parse_args()
    # So that an end from outside, too, takes the door and the people along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sizes = [int(size) for size in options.sweep.split(",") if size] or [options.people]
    rows = []
    for size in sizes:
        found = measure(argparse.Namespace(**{**vars(options), "people": size}))
        rows.append(found)
        print(json.dumps(found), file=sys.stderr, flush=True)
    if options.sweep:
        print("\t".join(rows[0]))
        for row in rows:
            print("\t".join(str(value) for value in row.values()))
    last = [{name: row[name] for name in ASKED_FOR} for row in rows]
    print(json.dumps(last if options.sweep else last[0]))


if __name__ == "__main__":
    main()
