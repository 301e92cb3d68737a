"""One request as the pages see it, and the border where what went wrong becomes a page."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from anyio import to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from apps.labs.web.shared.page import html
from workbench.errors import UserError
from workbench.jobs import Person

LARGEST_FORM = 1024 * 1024
"""bytes; a text of 100,000 characters fits, and comes back in the page that refuses it"""
MOST_FIELDS = 400


class TooLargeError(Exception):
    """A form of more bytes than anybody types."""


@dataclass(frozen=True)
class Visit:
    """What a handler may know of a request. The address of whoever asks is not among it."""

    place: dict[str, str]
    """the parts of the path"""
    query: dict[str, str]
    cookies: dict[str, str]
    fields: dict[str, list[str]] = field(default_factory=dict)
    secure: bool = False
    origin: str = ""
    person: Person | None = None

    @property
    def code(self) -> str:
        return self.place.get("code", "")

    def text(self, name: str, default: str = "") -> str:
        """The first value of a field, its line ends as Python writes them."""
        return self.fields.get(name, [default])[0].replace("\r\n", "\n")

    def texts(self, name: str) -> list[str]:
        return [value.replace("\r\n", "\n") for value in self.fields.get(name, [])]

    def whole(self, name: str, default: int = -1) -> int:
        """The field, else the same name in the address, as a whole number."""
        found = self.text(name) or self.query.get(name, "")
        return int(found) if found.isascii() and found.lstrip("-").isdigit() and len(found) < 10 else default


Handler = Callable[[Visit], Response]


def endpoint(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Reads the form, works in a thread (the stores block), and turns a UserError into a page."""

    async def answer(request: Request) -> Response:
        try:
            visit = await _visit(request)
        except TooLargeError:
            return html("aula/troppo.html", 413)
        except ClientDisconnect:
            return Response(status_code=499)
        try:
            return await to_thread.run_sync(handler, visit)
        except UserError as error:
            return problem(error, 404)

    return answer


def problem(error: UserError, status: int = 409, back: str = "/v") -> Response:
    return html("aula/problema.html", status, error=error, back=back)


def go(address: str) -> RedirectResponse:
    """On to another page after a form: reloading it sends nothing twice."""
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})


async def _visit(request: Request) -> Visit:
    fields = await _fields(request) if request.method == "POST" else {}
    return Visit(
        place={name: str(value) for name, value in request.path_params.items()},
        query=dict(request.query_params),
        cookies=request.cookies,
        fields=fields,
        secure=request.url.scheme == "https",
        origin=f"{request.url.scheme}://{request.headers.get('host', '')}",
        person=request.scope.get("officina_person"),
    )


async def _fields(request: Request) -> dict[str, list[str]]:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_FORM:
            raise TooLargeError
    try:
        return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        logging.getLogger(__name__).warning("a form with more than %d fields was refused", MOST_FIELDS)
        raise TooLargeError from None
