"""The files of a practice, made when they are asked for: nothing is left in a folder of copies."""

from collections.abc import Mapping
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from apps.municipal.tenders.exporting.commented import as_commented
from apps.municipal.tenders.exporting.findings import as_csv, checked, report_of
from apps.municipal.tenders.exporting.portable import as_pdf
from apps.municipal.tenders.exporting.word import as_docx
from apps.municipal.tenders.practice import Practice, open_practice
from apps.municipal.tenders.tabs.advising.showing import evidence_of
from apps.municipal.tenders.tracing import as_json, as_report, trace_practice
from apps.municipal.tenders.wizard import advise, read_case
from apps.municipal.tenders.wizard.command import read_object
from apps.municipal.tenders.wizard.printing import page as page_of
from workbench.errors import UserError
from workbench.italian import slug
from workbench.jobs import Person

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {"docx": WORD, "pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "json": "application/json"}
COMMENTED = "commenti-"
"""and the number of a document"""
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def make(person: Person, practice_id: str, name: str) -> tuple[bytes, str, str]:
    """Content, media type and name of a file. Raises UserError when it is not the person's, or unknown."""
    practice = open_practice(person, practice_id)
    what, _, kind = name.rpartition(".")
    match what, kind:
        case "rilievi", "docx":
            content = as_docx(report_of(practice))
        case "rilievi", "pdf":
            content = as_pdf(report_of(practice))
        case "rilievi", "csv":
            content = as_csv(practice)
        case "traccia", "docx":
            content = as_docx(as_report(trace_practice(practice)))
        case "traccia", "pdf":
            content = as_pdf(as_report(trace_practice(practice)))
        case "traccia", "json":
            content = as_json(trace_practice(practice))
        case commented, "docx" if commented.startswith(COMMENTED):
            content = _commented(practice, commented.removeprefix(COMMENTED))
        case _:
            raise UserError("Questo file non c'è.", value=name, remedy="Sceglierlo dalla pagina.")
    return content, KINDS[kind], f"{what}-{slug(practice.title) or practice.id}.{kind}"


def _commented(practice: Practice, number: str) -> bytes:
    """The document of this number with its comments."""
    outcomes = {each.name: each for each in checked(practice).documents}
    for filed in practice.documents:
        outcome = outcomes.get(filed.name)
        if str(filed.number) == number and outcome and not outcome.problem and not filed.pasted:
            content = as_commented(practice, filed, outcome)
            if content:
                return content
    raise UserError(
        "Questo documento non è un DOCX che si può commentare.", remedy="Scaricare i rilievi in una tabella."
    )


async def download(request: Request) -> Response:
    person: Person = request.scope["officina_person"]
    practice_id, name = request.path_params["practice"], request.path_params["name"]
    try:
        content, kind, called = await run_in_threadpool(make, person, practice_id, name)
    except UserError as error:
        return PlainTextResponse(str(error), 404, HEADERS)
    disposition = f"attachment; filename*=UTF-8''{quote(called)}"
    return Response(content, headers=HEADERS | {"Content-Disposition": disposition}, media_type=kind)


async def sheet(request: Request) -> Response:
    """The advice on the case in the address, as a page to print."""
    person: Person = request.scope["officina_person"]
    try:
        page = await run_in_threadpool(printed, person, dict(request.query_params))
    except UserError as error:
        return PlainTextResponse(str(error), 400, HEADERS)
    return HTMLResponse(page, headers=HEADERS)


def printed(person: Person, given: Mapping[str, str]) -> str:
    case = read_case(read_object(given.get("caso", "")))
    chosen = (given.get(name, "") for name in ("elenco", "operatore", "codice"))
    return page_of(advise(case), evidence_of(person, case, *chosen))


ROUTES = (
    Route("/atti/scheda", sheet, methods=["GET"]),
    Route("/atti/esporta/{practice}/{name}", download, methods=["GET"]),
)
