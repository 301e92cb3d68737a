"""`python -m apps run`, started for real."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from apps.gate.addresses import listen
from workbench.jobs import Person, Status, open_job, submit
from workbench.jobs.process import identify
from workbench.settings import REPOSITORY, settings

pytestmark = pytest.mark.slow


def wait_until(condition: Callable[[], bool], seconds: float = 240.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "troppo tempo"
        time.sleep(0.2)


@pytest.fixture
def ports(home: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    found = []
    for name in ("OFFICINA_PORT", "OFFICINA_MODEL_PORT"):
        with socket.create_server(("127.0.0.1", 0)) as free:
            found.append(free.getsockname()[1])
        monkeypatch.setenv(name, str(found[-1]))
    settings.cache_clear()
    return found[0], found[1]


@pytest.fixture
def run(ports: tuple[int, int]) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "apps", "run"],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()
    for pid in noted():
        if identify(pid):
            os.kill(pid, signal.SIGKILL)


def noted() -> list[int]:
    path = settings().var / "officina.json"
    return [entry["pid"] for entry in json.loads(path.read_text())] if path.exists() else []


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/salute", trust_env=False, timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def test_it_opens_heals_and_closes_while_a_job_goes_on(run, ports):
    process = run()
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    assert any(f"Officina è pronta: http://127.0.0.1:{ports[0]}" in line for line in lines)
    wait_until(lambda: len(noted()) == 3)

    door = noted()[0]
    os.kill(door, signal.SIGKILL)
    wait_until(lambda: len(noted()) == 3 and noted()[0] != door and answers(ports[0]))

    job = submit("addestramento", "prova", Person("locale", "amministratore"), ("sleep", "60"), {})
    wait_until(lambda: open_job(job.id).status is Status.RUNNING and open_job(job.id).pid is not None)
    children = noted()
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert not any(identify(pid) for pid in children)
    left = open_job(job.id)
    assert left.status is Status.RUNNING and left.pid is not None
    os.kill(left.pid, signal.SIGKILL)


def test_after_a_kill_of_everything_above_the_next_start_takes_over(run, ports):
    first = run()
    wait_until(lambda: len(noted()) == 3)
    orphans = noted()
    first.kill()
    first.wait()
    assert answers(ports[0])
    second = run()
    wait_until(lambda: len(noted()) == 3 and not set(noted()) & set(orphans))
    assert not any(identify(pid) for pid in orphans)
    second.terminate()
    assert second.wait(60) == 0


def test_a_second_start_says_where_it_is_open(run, ports):
    run()
    wait_until(lambda: answers(ports[0]))
    second = run()
    output, _ = second.communicate(timeout=240)
    assert second.returncode == 4
    assert f"già aperta: http://127.0.0.1:{ports[0]}" in output


@pytest.mark.parametrize("which", [0, 1])
def test_a_taken_port_is_said_without_a_traceback(run, ports, which):
    with listen("127.0.0.1", ports[which]):
        process = run()
        output, _ = process.communicate(timeout=240)
    assert process.returncode == 4
    assert f"porta {ports[which]}" in output and "Traceback" not in output


def test_a_network_address_needs_an_administrator_first(run, ports, monkeypatch):
    monkeypatch.setenv("OFFICINA_HOST", "0.0.0.0")
    process = run()
    output, _ = process.communicate(timeout=240)
    assert process.returncode == 4
    assert "account add NOME --role amministratore" in output
