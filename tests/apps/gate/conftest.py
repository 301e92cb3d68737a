from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from apps.gate import Addresses, Directory, Gate, person_from_headers
from apps.gate.login import Login
from workbench.errors import UserError
from workbench.jobs import Person
from workbench.settings import settings
from workbench.store import create_account

PASSWORD = "quattro gatti sul tetto"


async def _echo(request: Request) -> JSONResponse:
    try:
        person = person_from_headers(request.headers)
    except UserError:
        person = Person("", "")  # a participant: nobody that the gate knows
    headers = [
        (name, value)
        for name, value in request.headers.items()
        if "officina" in name or name == "authorization"
    ]
    return JSONResponse({"name": person.name, "role": person.role, "headers": headers})


async def _talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(person_from_headers(socket.headers).name)
    await socket.close()


@pytest.fixture
def visit(home: Path) -> Callable[..., TestClient]:
    """A browser at an address, behind the gate an application that says who it believes is asking."""

    def opened(address: str = "http://127.0.0.1:8800") -> TestClient:
        directory = Directory(seconds=0)
        routes = [*Login.routes(directory), WebSocketRoute("/banco/_stcore/stream", _talk)]
        echo = Route(
            "/{path:path}", _echo, methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
        )
        application = Starlette(routes=[*routes, echo])
        return TestClient(
            Gate(application, Addresses.of(settings()), directory), base_url=address, follow_redirects=False
        )

    return opened


@pytest.fixture
def enter(visit: Callable[..., TestClient]) -> Callable[..., TestClient]:
    """A browser in which a person of that role has come in through the login page."""

    def entered(
        role: str = "ricercatore", name: str = "anna", address: str = "http://127.0.0.1:8800"
    ) -> TestClient:
        create_account(name, role, PASSWORD)
        client = visit(address)
        answer = log_in(client, name, PASSWORD)
        assert answer.status_code == 303, answer.text
        return client

    return entered


def seal_of(client: TestClient, page: str = "/entra") -> str:
    return client.get(page).text.split('name="sigillo" value="')[1].split('"')[0]


def log_in(client: TestClient, name: str, password: str, **fields: str):
    form = {"nome": name, "password": password, "sigillo": seal_of(client), **fields}
    return client.post("/entra", data=form)
