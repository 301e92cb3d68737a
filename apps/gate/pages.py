"""The gate's own pages: small, without scripts, for whoever is not inside."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response

HOME = "/banco/"
PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape(["html"])
)
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
}


def wants_page(method: str, headers: Headers) -> bool:
    """Whether a person's browser asks, rather than a script or a program."""
    return method == "GET" and "text/html" in headers.get("accept", "")


def closed(method: str, headers: Headers, heading: str, reason: str, status: int) -> Response:
    """Why there is nothing to see: a page for a person's browser, JSON for a program."""
    if wants_page(method, headers):
        return closed_page(heading, reason, status)
    return JSONResponse({"errore": reason}, status)


def closed_page(heading: str, reason: str, status: int) -> HTMLResponse:
    """A page that says why there is nothing to see, and leads back."""
    body = PAGES.get_template("chiusa.html").render(heading=heading, reason=reason, home=HOME)
    return HTMLResponse(body, status, PAGE_HEADERS)
