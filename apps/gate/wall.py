"""The gate itself: every request and websocket passes here before anything else sees it.

`BaseHTTPMiddleware` would let websockets past, hence plain ASGI.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from apps.gate.addresses import Addresses
from apps.gate.pages import closed, wants_page
from apps.gate.people import HEADER_PREFIX, Directory, identity_headers, may_open
from apps.gate.sessions import SESSION_COOKIE, read_program_key, read_session
from workbench.jobs import Person

PUBLIC = frozenset({"/entra", "/esci", "/salute", "/favicon.ico"})
"""what opens without a session"""
PUBLIC_PARTS = frozenset({"v", "attestati", "garanzie"})
"""first parts of paths that people without an account may ask for: they come in by the code of a room"""
PARTICIPANT_METHODS = frozenset({"GET", "HEAD", "POST"})
CLOSED_IN_MLFLOW = re.compile(
    r"/+mlflow/+(?:(?:ajax-)?api/+[\d.]+/+)?(?:mlflow/+)?"
    r"(?:assistant|gateway|gateway-proxy|webhooks|scorer|demo|genai|jobs|prompt-optimization|mcp-servers)(?:/|$)"
    r"|/+mlflow/+(?:ajax-)?api/+[\d.]+/+mlflow/.*/invoke/*$",
    re.IGNORECASE,
)
"""paths of MLflow that run commands here, call other servers for whoever asks, or hold their keys"""
CLOSED_ELSEWHERE = re.compile(
    r"/+(?!(?:v|aule|attestati)/)[^/]+/+(?:gradio_api/+)?(?:dev/|proxy=|vibe-|undo-vibe-|monitoring(?:/|$))"
    r"|/+banco/+_stcore/+agent/",
    re.IGNORECASE,
)
"""paths of Gradio and Streamlit that Officina does not use: developers' tools, relays, doors for agents"""
PROXY_MARKS = ("forwarded", "x-forwarded-for", "x-forwarded-host")
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}


@dataclass(frozen=True)
class Refusal:
    status: int
    message: str


class Gate:
    """Checks host, origin, session and role; tells the applications behind it who is asking."""

    def __init__(self, app: ASGIApp, addresses: Addresses, directory: Directory) -> None:
        self._app = app
        self._addresses = addresses
        self._directory = directory

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        person: Person | None = None
        answer: Refusal | Response | None = _wrong_place(self._addresses, scope, headers)
        if answer is None:
            person = await self._person(headers)
            answer = _wrong_person(person, scope, headers)
        if answer is not None:
            await _answer(answer, scope, receive, send)
            return
        await self._app(_introduced(scope, person), receive, _guarded(send))

    async def _person(self, headers: Headers) -> Person | None:
        if self._directory.is_stale:
            await to_thread.run_sync(self._directory.refresh)
        if only := self._directory.only_person():
            # Behind a proxy "this machine" is anybody: without accounts nobody can be told apart.
            return None if any(mark in headers for mark in PROXY_MARKS) else only
        scheme, _, key = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            claim = read_program_key(key.strip())
        else:
            claim = read_session(cookie_parser(headers.get("cookie", "")).get(SESSION_COOKIE, ""))
        return self._directory.person(claim.name, claim.stamp) if claim else None


def _wrong_place(addresses: Addresses, scope: Scope, headers: Headers) -> Refusal | None:
    """Refuses unknown hosts, pages of other sites, and the parts of MLflow that stay closed for everybody."""
    host, origin = headers.get("host", ""), headers.get("origin")
    if not addresses.knows_host(host):
        return Refusal(
            403, "Indirizzo non riconosciuto. Aggiungerlo a OFFICINA_PUBLIC_ORIGINS se è quello di Officina."
        )
    if origin is not None and not addresses.knows_origin(origin, host):
        return Refusal(403, "La richiesta viene dalla pagina di un altro sito.")
    foreign = headers.get("sec-fetch-site") in {"cross-site", "same-site"}
    if origin is None and foreign and headers.get("sec-fetch-mode") != "navigate":
        return Refusal(403, "La richiesta viene dalla pagina di un altro sito.")
    if CLOSED_IN_MLFLOW.match(scope["path"]):
        return Refusal(403, "Questa parte di MLflow è chiusa in Officina.")
    if CLOSED_ELSEWHERE.match(scope["path"]):
        return Refusal(403, "Questa parte è chiusa in Officina.")
    return None


def _wrong_person(person: Person | None, scope: Scope, headers: Headers) -> Refusal | Response | None:
    """Sends strangers to the login page, and refuses what the role may not open."""
    path, method = scope["path"], scope.get("method", "GET")
    if path in PUBLIC or _is_for_participants(scope):
        return None
    if person is None:
        if wants_page(method, headers):
            query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
            return RedirectResponse(f"/entra?verso={quote(path + query, safe='')}", status_code=303)
        return Refusal(401, "Prima bisogna entrare.")
    if not may_open(person.role, path, method):
        return Refusal(
            403, f"Non c'è nessuna pagina a questo indirizzo, o il ruolo di {person.role} non la apre."
        )
    return None


def _is_for_participants(scope: Scope) -> bool:
    parts = scope["path"].split("/")
    plain = parts[0] == "" and parts[1:2] != [] and ".." not in parts
    return (
        plain
        and parts[1] in PUBLIC_PARTS
        and scope["type"] == "http"
        and scope["method"] in PARTICIPANT_METHODS
    )


def _introduced(scope: Scope, person: Person | None) -> Scope:
    """The scope with our identity headers instead of any that the client sent; no key goes further."""
    ours = HEADER_PREFIX.encode()
    kept = [
        (name, value)
        for name, value in scope["headers"]
        if not name.lower().replace(b"_", b"-").startswith(ours) and name.lower() != b"authorization"
    ]
    return {
        **scope,
        "headers": kept + (identity_headers(person) if person else []),
        "officina_person": person,
    }


def _guarded(send: Send) -> Send:
    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SAFE_HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_guarded


async def _answer(answer: Refusal | Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        # Closing before accepting makes the server answer 403.
        await send({"type": "websocket.close", "code": 1008})
        return
    if isinstance(answer, Refusal):
        headers = Headers(scope=scope)
        answer = closed(scope["method"], headers, "Questa pagina non si apre", answer.message, answer.status)
    await answer(scope, receive, _guarded(send))
