"""The product's model process, started only to be measured, and asked as any client would."""

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from workbench.errors import UserError

CORES = 2
START_SECONDS = 120
SCRIPT = (
    "import os, runpy, sys; os.sched_setaffinity(0, set(map(int, sys.argv[1].split(',')))); "
    "runpy.run_module('workbench.serving', run_name='__main__')"
)
"""the same process as always, on two cores also where the machine has more"""


@dataclass(frozen=True)
class Timed:
    """One streamed answer."""

    text: str
    first: float
    """seconds to the first characters"""
    seconds: float
    tokens: int | None
    """where the server counts them"""


@dataclass(frozen=True)
class Server:
    address: str
    key: str
    pid: int

    def ask(self, model: str, prompt: str, max_tokens: int, person: str = "") -> Timed:
        """Stream one greedy continuation."""
        body = {
            "model": model,
            "prompt": prompt,
            "max_tokens": max_tokens,
            "temperature": 0,
            "stream": True,
            "stream_options": {"include_usage": True},
            "user": person,
        }
        started, first, text, tokens = time.perf_counter(), 0.0, "", None
        with self._client() as client, client.stream("POST", "/completions", json=body) as response:
            response.raise_for_status()
            for event in _events(response):
                piece = "".join(choice.get("text") or "" for choice in event.get("choices", []))
                first = first or (time.perf_counter() - started if piece else 0.0)
                text += piece
                tokens = (event.get("usage") or {}).get("completion_tokens", tokens)
        seconds = time.perf_counter() - started
        return Timed(text, first or seconds, seconds, tokens)

    def is_ready(self) -> bool:
        try:
            with self._client() as client:
                return client.get("/models").is_success
        except httpx.TransportError:
            return False

    def _client(self) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.key}"}
        return httpx.Client(base_url=self.address, headers=headers, timeout=600, trust_env=False)


@contextmanager
def model_server() -> Iterator[Server]:
    """The model process on a free port and on two cores; it ends with the block.

    In a home of its own: beside a model process at work it must not take its queue over.
    """
    port = _free_port()
    with tempfile.TemporaryDirectory() as elsewhere:
        log = Path(elsewhere) / "registro.txt"
        key = _write_key(Path(elsewhere))
        with log.open("wb") as output:
            process = subprocess.Popen(
                _command(),
                cwd=elsewhere,
                env=os.environ | {"OFFICINA_HOME": elsewhere, "OFFICINA_MODEL_PORT": str(port)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            server = Server(f"http://127.0.0.1:{port}/v1", key, process.pid)
            _wait_until_ready(server, process, log)
            yield server
        finally:
            process.terminate()
            process.wait()


def used_cores() -> list[int]:
    """The cores that the model process gets."""
    if not hasattr(os, "sched_getaffinity"):
        return list(range(os.cpu_count() or 1))
    return sorted(os.sched_getaffinity(0))[:CORES]


def _command() -> list[str]:
    if not hasattr(os, "sched_setaffinity"):
        return [sys.executable, "-m", "workbench.serving"]
    return [sys.executable, "-c", SCRIPT, ",".join(map(str, used_cores()))]


def _write_key(home: Path) -> str:
    """The key that the process will find as its own."""
    path = home / "var" / "secrets" / "modelli.key"
    path.parent.mkdir(parents=True, mode=0o700)
    path.write_text(key := secrets.token_urlsafe(), "utf-8")
    return key


def _wait_until_ready(server: Server, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not server.is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            said = log.read_text("utf-8", errors="replace").strip().splitlines()
            raise UserError(
                "Il processo dei modelli non parte.",
                value=said[-1] if said else "",
                remedy="Provare con: python -m workbench.serving.",
            )
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _events(response: httpx.Response) -> Iterator[dict[str, Any]]:
    for line in response.iter_lines():
        if line.startswith("data:") and not line.endswith("[DONE]"):
            event = json.loads(line.removeprefix("data:"))
            if "error" in event:
                raise UserError(
                    event["error"].get("message", "Il processo dei modelli ha rifiutato la richiesta."),
                    remedy=event["error"].get("remedy", ""),
                )
            yield event
