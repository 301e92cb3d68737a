"""A door with the rooms only: the real gate, the real stores, a scripted model."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from html import unescape
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

from apps.gate import Addresses, Directory, Gate
from apps.gate.login import Login
from apps.labs.activities import activity
from apps.labs.web import Rooms
from workbench import rooms
from workbench.backends import ScriptedBackend
from workbench.rooms import Plan, Room, RoomOptions, Step
from workbench.settings import settings
from workbench.store import create_account
from workbench.studies import Study, create_study

ADDRESS = "http://127.0.0.1:8800"
PASSWORD = "quattro gatti sul tetto"
BACKEND = ScriptedBackend(otherwise="Anagrafe")


def _make_room(*activities: str, **options: object) -> Room:
    """A started room with a step for each activity."""
    steps = tuple(
        Step(activity=name, minutes=10) for name in activities or ("lab-frammenti", "lab-temperatura")
    )
    plan = Plan(name="prova", title="Capire l'IA", steps=steps)
    found = rooms.open_room(plan, "locale", RoomOptions(**options))
    return rooms.start(found.id)


def main_of(page: str) -> str:
    """The words of a page, without its markup."""
    body = page.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", "<main" + body)).split())


@pytest.fixture
def door(home: Path) -> Iterator[Callable[..., TestClient]]:
    """Opens browsers at a door whose model is scripted; each has cookies of its own."""
    rooms_here = Rooms(BACKEND)
    directory = Directory(seconds=0)
    application = Starlette(
        routes=[*Login.routes(directory), *rooms_here.routes()], lifespan=lambda _app: rooms_here.running()
    )

    with ExitStack() as stack:
        started: list[TestClient] = []

        def visit(address: str = ADDRESS) -> TestClient:
            gate = Gate(application, Addresses.of(settings()), directory)
            client = TestClient(
                gate, base_url=address, follow_redirects=False, headers={"accept": "text/html"}
            )
            if not started:
                started.append(stack.enter_context(client))
            return client

        yield visit


@pytest.fixture
def phone(door: Callable[..., TestClient]) -> Callable[[Room], TestClient]:
    """A phone that has joined a room."""

    def joined(room: Room) -> TestClient:
        client = door()
        answer = client.post(f"/v/{room.code}")
        assert answer.status_code == 303, answer.text
        return client

    return joined


@pytest.fixture
def enter(door: Callable[..., TestClient]) -> Callable[..., TestClient]:
    """A browser in which a person of a role has logged in."""

    def entered(role: str, name: str) -> TestClient:
        create_account(name, role, PASSWORD)
        client = door()
        seal = client.get("/entra").text.split('name="sigillo" value="')[1].split('"')[0]
        form = {"nome": name, "password": PASSWORD, "sigillo": seal}
        assert client.post("/entra", data=form).status_code == 303
        return client

    return entered


@pytest.fixture
def shown() -> Callable[[str], str]:
    return main_of


@pytest.fixture
def make_room(home: Path) -> Callable[..., Room]:
    return _make_room


@pytest.fixture
def room(home: Path) -> Room:
    return _make_room()


@pytest.fixture
def another_room(home: Path) -> Room:
    return _make_room()


@pytest.fixture
def study(home: Path) -> Study:
    return create_study("pilota", municipalities=["Rho", "Bollate"], primary="prova", seed=7)


@pytest.fixture
def wall_text() -> Callable[[TestClient, Room, str], None]:
    """Writes a text into the first free field of the survey, the first step of a room."""

    def written(client: TestClient, found: Room, text: str) -> None:
        screens = activity("soddisfazione").screens(0)
        place, item = next(
            (number, item.id)
            for number, one in enumerate(screens)
            for item in one.items
            if item.kind == "testo"
        )
        form = {"passo": "0", "schermo": str(place), f"voce.{item}": text}
        assert client.post(f"/v/{found.code}/risposte", data=form).status_code == 303

    return written


@pytest.fixture
def address(home: Path) -> Iterator[str]:
    """A real server of the rooms behind the gate."""
    here = Rooms(BACKEND)
    application = Starlette(routes=here.routes(), lifespan=lambda _app: here.running())
    gate = Gate(application, Addresses.of(settings()), Directory())
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(gate, log_level="warning", access_log=False, timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)
