"""Hands out the reports of jobs, and no other file."""

import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from apps.gate.pages import closed_page
from workbench.settings import settings

JOB = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,100}")
KINDS = {"rapporto.html": "text/html; charset=utf-8", "rapporto.md": "text/markdown; charset=utf-8"}
REPORT_HEADERS = {
    # A report quotes texts and model answers: it may show them, never run or load anything.
    "Content-Security-Policy": (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "Cache-Control": "no-cache",
}
ROUTE_PATH = "/rapporti/{job_id}/{name}"


def report_file(job_id: str, name: str) -> Path | None:
    """A report inside the folder of its job; none for any other name, or a link that leads away."""
    if name not in KINDS or not JOB.fullmatch(job_id):
        return None
    root = settings().jobs.resolve()
    path = (root / job_id / name).resolve()
    return path if path == root / job_id / name and path.is_file() else None


async def show_report(request: Request) -> Response:
    name = request.path_params["name"]
    path = report_file(request.path_params["job_id"], name)
    if path is None:
        reason = "Non è ancora stato scritto, oppure il suo lavoro è stato eliminato."
        return closed_page("Questo rapporto non c’è", reason, 404)
    download = f"rapporto-{request.path_params['job_id']}.md" if name.endswith(".md") else None
    return FileResponse(path, media_type=KINDS[name], headers=REPORT_HEADERS, filename=download)


REPORT_ROUTE = Route(ROUTE_PATH, show_report, methods=["GET"])
