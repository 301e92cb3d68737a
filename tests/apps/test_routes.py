"""Every route of the door × every role: `routes.yaml` says who may, and nothing is left out of it."""

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from apps.gate import Addresses, Directory, Gate
from apps.gate.sessions import SESSION_COOKIE, issue_session
from workbench.settings import settings
from workbench.store import ROLES, create_account

TABLE: dict[str, dict[str, str]] = yaml.safe_load((Path(__file__).parent / "routes.yaml").read_text())
STRANGER = "senza account"
MAY = {
    "tutti": {STRANGER, *ROLES},
    "persone": {*ROLES},
    "sperimenta": {"amministratore", "ricercatore"},
    "conduce": {"amministratore", "formatore"},
    "nessuno": set(),
}
PASSWORD = "quattro gatti sul tetto"
GRADIO_MARK = "/gradio_api/info"
PARAMETER = re.compile(r"\{[^}]*\}|<[^>]*>")
FILLINGS = ("x", "search", "graphql", "1/metrics", "..", "v")
"""what stands for a parameter: also words that open or close other routes"""


def rows(tools: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Group, method and path of every line; both spellings of MLflow's addresses, every Gradio tool."""
    spellings = {"{api}": ("api", "ajax-api"), "{strumento}": tuple(tools)}
    for group, paths in TABLE.items():
        for path, methods in paths.items():
            mark = next((each for each in spellings if each in path), "")
            for spelling in spellings.get(mark, ("",)):
                for method in methods.split():
                    yield group, method, path.replace(mark, spelling) if mark else path


def plain(path: str) -> str:
    return path.replace("/ajax-api/", "/api/")


@pytest.fixture(scope="session")
def tools(created_door: dict[str, Any]) -> list[str]:
    """The first parts of the paths of Gradio tools."""
    return [path.split("/")[1] for method, path in created_door["routes"] if path.endswith(GRADIO_MARK)]


@pytest.fixture
def asked(home: Path) -> Callable[[str, str, str], str]:
    """What the gate does with a request of a role: lets it pass, or refuses it."""
    cookies = {STRANGER: ""}
    for role in ROLES:
        create_account(role, role, PASSWORD)
    directory = Directory(seconds=3600)
    directory.refresh()
    for account in directory._accounts.values():
        cookies[account.role] = f"{SESSION_COOKIE}={issue_session(account)}"
    assert all(cookie_parser(each) for each in cookies.values() if each)
    gate = Gate(_passed, Addresses.of(settings()), directory)
    return lambda role, method, path: asyncio.run(_ask(gate, cookies[role], method, path))


async def _passed(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await PlainTextResponse("")(scope, receive, send)


async def _ask(gate: Gate, cookie: str, method: str, path: str) -> str:
    headers = [(b"host", b"127.0.0.1:8800"), (b"cookie", cookie.encode()), (b"accept", b"application/json")]
    scope: dict[str, Any] = {"type": "http", "method": method, "path": path, "headers": headers}
    if method == "WEBSOCKET":
        scope = {"type": "websocket", "path": path, "headers": headers}
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    await gate({**scope, "query_string": b"", "scheme": "http"}, receive, send)
    first = sent[0]
    passed = first["type"] == "websocket.accept" or first.get("status") == 200
    assert passed or first["type"] == "websocket.close" or first["status"] in (401, 403), first
    return "passa" if passed else "rifiutata"


def test_the_table_has_every_route_of_the_door_and_no_other(created_door, tools):
    assert "chat" in tools
    listed = {(method, plain(path)) for _, method, path in rows(tools)}
    found = {(method, plain(path)) for method, path in created_door["routes"]}
    opened = {route for route in found if route[0] not in ("HEAD", "OPTIONS")}
    assert sorted(opened - listed) == [], "add them to tests/apps/routes.yaml, under who may"
    assert sorted(listed - opened) == [], "no longer there"


def test_no_route_stands_in_two_groups_and_every_group_is_known(tools):
    listed = [(method, path) for _, method, path in rows(tools)]
    assert len(listed) == len(set(listed)) and set(TABLE) == set(MAY)


@pytest.mark.parametrize("role", [STRANGER, *ROLES])
def test_a_role_opens_the_routes_of_the_table_and_no_other(asked, role, tools):
    wrong = []
    for group, method, path in rows(tools):
        expected = "passa" if role in MAY[group] else "rifiutata"
        for filling in FILLINGS if PARAMETER.search(path) else ("",):
            full = PARAMETER.sub(filling, path)
            if filling in ("..", "v") and group in ("tutti", "nessuno"):
                continue  # these lead to other routes, which the gate judges by themselves
            for sent in (method, "HEAD") if method == "GET" else (method,):
                if asked(role, sent, full) != expected:
                    wrong.append((sent, full, expected))
    assert wrong == []


def test_what_is_no_route_opens_to_nobody(asked):
    for path in ("/altro", "/api/x", "/.env", "/aul", "/mlflowx/", "/v2/ABC234", "//banco/", "//aule", "/\\"):
        assert {asked(role, "GET", path) for role in (STRANGER, *ROLES)} == {"rifiutata"}, path


def test_the_tools_of_developers_stay_closed_however_they_are_written(asked):
    for path in (
        "/chat//gradio_api/Vibe-edit/",
        "/chat/gradio_api/undo-vibe-edit",
        "/chat/gradio_api/proxy=https://altrove.example/x",
        "/chat/monitoring",
        "/banco//_stcore/agent/mcp",
    ):
        for method in ("GET", "POST"):
            assert asked("amministratore", method, path) == "rifiutata", path


def test_a_file_called_search_is_still_a_file_that_is_written(asked):
    path = "/mlflow/api/2.0/mlflow-artifacts/mpu/complete/1/search"
    assert asked("formatore", "POST", path) == "rifiutata"
    assert asked("ricercatore", "POST", path) == "passa"
