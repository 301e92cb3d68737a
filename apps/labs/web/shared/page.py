"""Pages: templates, the one style, the one script, and the headers that keep everything else out."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from apps.labs.web.shared.words import clock, code_in_print, harmless, share
from workbench.italian import number, plural

FOLDER = Path(__file__).parents[1] / "templates"
SCRIPT_PATH = "/v/aula.js"


SHEETS = {
    "aule/tabellone": ("stile.css", "aule.css", "tabellone.css"),
    "aule/": ("stile.css", "aule.css"),
    "carta/quante": ("stile.css", "aule.css"),
    "carta/": ("stile.css", "carta.css"),
    "": ("stile.css",),
}
"""beginning of a template's name -> its style sheets; the first that fits counts"""


def html(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of ours. It may load nothing from elsewhere, and the browser keeps no copy of it."""
    style = _style(next(sheets for start, sheets in SHEETS.items() if template.startswith(start)))
    page = _pages().get_template(template).render(values, style=style)
    return HTMLResponse(page, status, _headers(style))


def script_route() -> Route:
    return Route(SCRIPT_PATH, _script, methods=["GET"])


@cache
def _pages() -> Environment:
    pages = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.globals.update(script=f"{SCRIPT_PATH}?v={_digest(_code())}")
    pages.filters.update(
        harmless=harmless, numero=number, quota=share, plurale=plural, codice=code_in_print, orologio=clock
    )
    return pages


@cache
def _headers(style: str) -> dict[str, str]:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {
        "Content-Security-Policy": (
            f"default-src 'none'; script-src 'self'; style-src 'sha256-{digest}'; connect-src 'self'; "
            "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        "Cache-Control": "no-store",
    }


@cache
def _style(sheets: tuple[str, ...]) -> str:
    return "".join((FOLDER / name).read_text("utf-8") for name in sheets)


@cache
def _code() -> bytes:
    return (FOLDER / "aula.js").read_bytes()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


async def _script(_request: Request) -> Response:
    # The address changes with the script, so a copy may be kept for long.
    return Response(
        _code(),
        media_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "public, max-age=604800, immutable"},
    )
