"""What a job tells: one JSON object per line in `events.jsonl`, and the STOP file it is told by."""

import json
import math
import os
import time
from pathlib import Path

EVENTS = "events.jsonl"
STOP = "STOP"
_TAIL = 16_384


class Events:
    """Appends the events of one job; each write reaches the file at once and waits for no reader."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / EVENTS
        self._close_torn_line()

    def write(self, kind: str, **values: object) -> None:
        """Append `{"time": <epoch seconds>, "kind": kind, **values}`; NaN and infinities become null."""
        event = {"time": round(time.time(), 3), "kind": kind} | {k: _finite(v) for k, v in values.items()}
        line = json.dumps(event, ensure_ascii=False, default=str) + "\n"
        # One call on an appending descriptor: a kill leaves the whole line or a torn end, never a mixture.
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)

    def _close_torn_line(self) -> None:
        if not self._path.exists() or self._path.stat().st_size == 0:
            return
        with self._path.open("rb+") as file:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")


def read_events(folder: Path, offset: int = 0) -> tuple[list[dict], int]:
    """The whole events after byte `offset`, and the offset to continue from.

    A line still being written is left for the next call; a line torn by a kill is skipped.
    """
    path = folder / EVENTS
    if not path.exists():
        return [], offset
    with path.open("rb") as file:
        file.seek(offset)
        content = file.read()
    whole = content[: content.rfind(b"\n") + 1]
    events = [event for line in whole.splitlines() if (event := _parse(line)) is not None]
    return events, offset + len(whole)


def last_event(folder: Path, *kinds: str, since: int = 0) -> dict | None:
    """The newest event of one of the kinds among the last 16 kB after byte `since`, read cheaply."""
    path = folder / EVENTS
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(since, path.stat().st_size - _TAIL))
        lines = file.read().splitlines()
    # From inside a line the first piece does not parse and is skipped, as is a torn last one.
    for line in reversed(lines):
        event = _parse(line)
        if event and event["kind"] in kinds:
            return event
    return None


def request_stop(folder: Path) -> None:
    (folder / STOP).touch()


def stop_requested(folder: Path) -> bool:
    return (folder / STOP).exists()


def _finite(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _parse(line: bytes) -> dict | None:
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and "kind" in event else None
