"""Keeps Officina running: the door, the worker of the jobs and the model process, each a process of its own.

One that dies starts again. Stopping ends these three and leaves running jobs alone.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

from apps.gate import refuse_open_network
from apps.gate.addresses import listen
from workbench.errors import USER_ERROR_EXIT, UserError
from workbench.italian import duration
from workbench.jobs import hold
from workbench.jobs.process import Identity, identify, is_alive
from workbench.settings import REPOSITORY, settings
from workbench.store import prepare_store

DOOR, WORKER, MODELS = "porta", "lavori", "modelli"
MODULES = {DOOR: "apps.server", WORKER: "workbench.jobs", MODELS: "workbench.serving"}
PATIENCE_SECONDS = 30
"""before saying that the start is slow: a cold disk, or a machine with much else to do"""
LONGEST_PAUSE = 30.0
LARGEST_LOG = 10 * 1024 * 1024


@dataclass
class Child:
    """One of the three processes, through all its lives."""

    name: str
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    resume_at: float = 0.0

    def start(self) -> None:
        log = _log_path(self.name)
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".1.log"))
        with log.open("ab") as output:
            # A session of its own: Ctrl-C reaches the supervisor only, which ends them in order.
            self.process = subprocess.Popen(
                [sys.executable, "-m", MODULES[self.name]],
                cwd=REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=os.environ | {"PYTHONUNBUFFERED": "1"},
            )
        self.started = time.monotonic()

    @property
    def identity(self) -> Identity | None:
        return identify(self.process.pid) if self.process else None

    def tend(self) -> None:
        """Starts the process again when it has ended, after a pause that grows with each failure in a row."""
        if self.process is not None and (code := self.process.poll()) is not None:
            self.process = None
            self._ended(code)
        if self.process is None and time.monotonic() >= self.resume_at:
            self.start()

    def _ended(self, code: int) -> None:
        if self.name == DOOR and code == USER_ERROR_EXIT:
            raise UserError(_last_line(_log_path(DOOR)), remedy="")
        lived = time.monotonic() - self.started
        self.failures = 1 if lived > 60 else self.failures + 1
        pause = min(LONGEST_PAUSE, 2.0 ** (self.failures - 1))
        self.resume_at = time.monotonic() + pause
        if not (self.name == WORKER and code == USER_ERROR_EXIT):  # else another worker is at it: fine too
            _say(
                f"Il processo «{self.name}» si è fermato (codice {code}) e riparte tra {duration(pause)}. "
                f"Il motivo è in {_log_path(self.name)}"
            )


def supervise() -> None:
    """Runs Officina until SIGTERM or Ctrl-C.

    Raises:
        UserError: when it is open already, a port is taken, or a network is served with nobody in charge.
    """
    leaving = threading.Event()

    def leave(_number: int, _frame: FrameType | None) -> None:
        leaving.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, leave)
    with hold(settings().var, "officina.lock", f"Officina è già aperta: {address()}"):
        prepare_store()
        refuse_open_network()
        _end(_noted())
        for host, port in ((settings().host, settings().port), ("127.0.0.1", settings().model_port)):
            listen(host, port).close()
        _say("Officina si sta aprendo…")
        children = [Child(DOOR)]
        try:
            children[0].start()
            _note(children)
            _wait_for_door(children[0], leaving)
            # Only now: on two processors three starts at once would make everybody wait.
            children += [Child(WORKER), Child(MODELS)]
            while not leaving.is_set():
                for child in children:
                    child.tend()
                _note(children)
                leaving.wait(0.5)
        finally:
            _say("Officina si chiude. I lavori in corso continuano.")
            _end(filter(None, (child.identity for child in children)))
            for process in filter(None, (child.process for child in children)):
                process.wait()


def address() -> str:
    """The address to open in a browser."""
    if settings().public_origins:
        return settings().public_origins[0]
    host = settings().host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings().port}"


def _wait_for_door(door: Child, leaving: threading.Event) -> None:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings().host, settings().host)
    probe = f"http://{host}:{settings().port}/salute"
    started, said = time.monotonic(), False
    while not leaving.is_set():
        door.tend()
        if _answers(probe):
            _say(f"Officina è pronta: {address()}\nPer chiuderla: Ctrl-C.")
            return
        if not said and time.monotonic() - started > PATIENCE_SECONDS:
            said = True
            _say(f"L'apertura è più lenta del solito; che cosa succede è in {_log_path(DOOR)}")
        leaving.wait(0.2)


def _answers(url: str) -> bool:
    # Not through a proxy of the environment: this is a question to our own machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _note(children: list[Child]) -> None:
    """Leaves word of who was started: after a kill -9 of this process the next one ends them first."""
    found = json.dumps([asdict(child.identity) for child in children if child.identity])
    path = _note_path()
    if not path.exists() or path.read_text(encoding="utf-8") != found:
        draft = path.with_suffix(".tmp")
        draft.write_text(found, encoding="utf-8")
        draft.replace(path)


def _noted() -> list[Identity]:
    try:
        return [Identity(**entry) for entry in json.loads(_note_path().read_text(encoding="utf-8"))]
    except (FileNotFoundError, ValueError, TypeError):
        return []


def _end(identities: Iterable[Identity]) -> None:
    """Asks processes to end, and makes them after eight seconds. Jobs are not among them."""
    remaining = [identity for identity in identities if is_alive(identity)]
    for number, seconds in ((signal.SIGTERM, 8.0), (signal.SIGKILL, 2.0)):
        for identity in remaining:
            os.kill(identity.pid, number)
        deadline = time.monotonic() + seconds
        while remaining and time.monotonic() < deadline:
            time.sleep(0.1)
            remaining = [identity for identity in remaining if is_alive(identity)]


def _note_path() -> Path:
    return settings().var / "officina.json"


def _log_path(name: str) -> Path:
    return settings().var / "log" / f"{name}.log"


def _last_line(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "La porta non si apre."


def _say(text: str) -> None:
    print(text, flush=True)
