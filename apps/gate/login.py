"""Coming in and going out: two small pages that work without scripts."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from apps.gate.pages import HOME, PAGE_HEADERS, PAGES
from apps.gate.people import Directory, is_one_person
from apps.gate.sessions import (
    FORM_COOKIE,
    FORM_SECONDS,
    SESSION_COOKIE,
    SESSION_SECONDS,
    cookie,
    form_seal_holds,
    issue_form_seal,
    issue_session,
)
from apps.gate.throttle import Throttle, limits_of
from workbench.store import check_password

LARGEST_FORM = 8 * 1024


@dataclass(frozen=True)
class Login:
    """The routes of the login page. One argon2 check takes 64 MB: two at a time, the others wait."""

    throttle: Throttle
    turns: CapacityLimiter
    directory: Directory

    @classmethod
    def routes(cls, directory: Directory) -> list[Route]:
        login = cls(Throttle(), CapacityLimiter(2), directory)
        return [
            Route("/entra", login.show, methods=["GET"]),
            Route("/entra", login.enter, methods=["POST"]),
            Route("/esci", login.ask_to_leave, methods=["GET"]),
            Route("/esci", login.leave, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        if await to_thread.run_sync(is_one_person):
            return RedirectResponse(HOME, status_code=303)
        return _page(request, "entra.html", verso=request.query_params.get("verso", ""))

    async def enter(self, request: Request) -> Response:
        form = await _read_form(request)
        name, verso = form.get("nome", ""), form.get("verso", "")
        if not form_seal_holds(request.cookies.get(FORM_COOKIE, ""), form.get("sigillo", "")):
            return _page(request, "entra.html", 403, verso=verso, error="La pagina è scaduta: riprovare.")
        limits = limits_of(name.strip().lower(), request.client.host if request.client else "")
        if wait := self.throttle.wait(limits):
            error = f"Troppi tentativi. Riprovare tra {max(1, round(wait / 60))} min."
            answer = _page(request, "entra.html", 429, verso=verso, name=name, error=error)
            answer.headers["Retry-After"] = str(wait)
            return answer
        # Counted before the slow check, so that many guesses at once do not slip through together.
        self.throttle.failed(limits)
        account = await to_thread.run_sync(check_password, name, form.get("password", ""), limiter=self.turns)
        if account is None:
            error = "Nome o password non corrispondono."
            return _page(request, "entra.html", 401, verso=verso, name=name, error=error)
        self.throttle.succeeded(limits)
        await to_thread.run_sync(self.directory.refresh)
        inside = RedirectResponse(_inside(verso), status_code=303)
        session = cookie(
            SESSION_COOKIE, issue_session(account), secure=_is_secure(request), seconds=SESSION_SECONDS
        )
        inside.headers.append("Set-Cookie", session)
        return inside

    async def ask_to_leave(self, request: Request) -> Response:
        return _page(request, "esci.html")

    async def leave(self, request: Request) -> Response:
        form = await _read_form(request)
        if not form_seal_holds(request.cookies.get(FORM_COOKIE, ""), form.get("sigillo", "")):
            return _page(request, "esci.html", 403)
        answer = RedirectResponse("/entra", status_code=303)
        answer.headers.append("Set-Cookie", cookie(SESSION_COOKIE, "", secure=_is_secure(request), seconds=0))
        return answer


def _page(request: Request, template: str, status: int = 200, **values: str) -> HTMLResponse:
    seal = issue_form_seal()
    answer = HTMLResponse(PAGES.get_template(template).render(seal=seal, **values), status, PAGE_HEADERS)
    answer.headers.append(
        "Set-Cookie", cookie(FORM_COOKIE, seal, secure=_is_secure(request), seconds=FORM_SECONDS)
    )
    return answer


async def _read_form(request: Request) -> dict[str, str]:
    """The fields of a small form; an oversized one counts as empty."""
    body = b""
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST_FORM:
                return {}
    except ClientDisconnect:
        return {}
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _inside(path: str) -> str:
    """`path` when it leads into this installation, else the first page: never to another site."""
    if path.startswith("/") and not path.startswith(("//", "/\\", "/entra", "/esci")) and path.isprintable():
        return quote(path, safe="/?&=#%:+,;@!$'()*~-._")
    return HOME


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"
