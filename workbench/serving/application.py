"""The web application of the model process."""

import asyncio
import json
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from contextlib import aclosing, asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header
from fastapi import Request as HttpRequest
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse

from workbench.backends import Piece
from workbench.errors import UserError
from workbench.models import list_models
from workbench.serving.desk import Desk
from workbench.serving.protocol import ChatRequest, ClassifyRequest, CompletionRequest
from workbench.serving.quota import QuotaError
from workbench.serving.replies import Reply, model_card
from workbench.serving.tickets import End, Ticket
from workbench.settings import settings


class WrongKeyError(Exception):
    pass


def create_application(key: str, *, died: Callable[[], None] = lambda: None) -> FastAPI:
    """The application; every request must carry `key` as a bearer token. `died` ends the process."""
    desk = Desk(settings().var / "serving", died=died)

    @asynccontextmanager
    async def opened(_application: FastAPI) -> AsyncIterator[None]:
        desk.open()
        yield
        desk.close()

    def check_key(authorization: Annotated[str, Header()] = "") -> None:
        if not secrets.compare_digest(authorization.encode(), f"Bearer {key}".encode()):
            raise WrongKeyError

    application = FastAPI(
        docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(check_key)], lifespan=opened
    )
    application.add_exception_handler(UserError, _show_user_error)
    application.add_exception_handler(RequestValidationError, _show_invalid)
    application.add_exception_handler(WrongKeyError, _refuse_key)
    _route_answers(application, desk)
    _route_queue(application, desk)
    return application


def _route_answers(application: FastAPI, desk: Desk) -> None:
    @application.get("/v1/models")
    def models() -> dict[str, Any]:
        return {"object": "list", "data": [model_card(model) for model in list_models()]}

    @application.post("/v1/completions")
    async def completions(body: CompletionRequest, request: HttpRequest) -> Response:
        return await _answer(desk, body, request)

    @application.post("/v1/chat/completions")
    async def chat(body: ChatRequest, request: HttpRequest) -> Response:
        return await _answer(desk, body, request)

    @application.post("/v1/classify")
    async def classify(body: ClassifyRequest, request: HttpRequest) -> dict[str, Any]:
        end = await _while_there(request, _last(desk, desk.enter(_request_id(request), body)))
        if end.labels is None:
            raise UserError("La richiesta è stata annullata.", remedy="Ripeterla se serve ancora.")
        labels = [{"label": label, "probability": probability} for label, probability in end.labels.items()]
        return {"model": body.model, "labels": labels}


def _route_queue(application: FastAPI, desk: Desk) -> None:
    @application.get("/v1/queue")
    async def queue() -> dict[str, int]:
        return {"length": len(desk.turns)}

    @application.get("/v1/queue/{request_id:path}")
    async def position(request_id: str) -> dict[str, int | None]:
        return {"position": desk.position(request_id)}

    @application.delete("/v1/queue/{request_id:path}")
    async def cancel(request_id: str) -> dict[str, bool]:
        return {"cancelled": desk.cancel(request_id)}


async def _answer(desk: Desk, body: CompletionRequest | ChatRequest, request: HttpRequest) -> Response:
    ticket = desk.enter(_request_id(request), body)
    reply = Reply(ticket.id, body)
    headers = {"X-Request-Id": ticket.id}
    if body.stream:
        return StreamingResponse(_lines(desk, ticket, reply), media_type="text/event-stream", headers=headers)
    end = await _while_there(request, _last(desk, ticket, reply))
    return JSONResponse(reply.whole(end), headers=headers)


async def _lines(desk: Desk, ticket: Ticket, reply: Reply) -> AsyncGenerator[str, None]:
    """Server-sent events; the place in the queue goes into comments, which other clients skip."""
    async with aclosing(desk.follow(ticket)) as events:
        async for event in events:
            if isinstance(event, Piece):
                reply.add(event)
                if event.waiting:
                    yield f": in attesa {event.waiting}\n\n"
                elif chunk := reply.chunk(event):
                    yield _line(chunk)
            else:
                # The status line is long gone: an error can only travel inside the stream.
                yield _line({"error": _worded(event.problem)} if event.problem else reply.last_chunk(event))
    yield "data: [DONE]\n\n"


async def _last(desk: Desk, ticket: Ticket, reply: Reply | None = None) -> End:
    """How it ends, once it has; raises what went wrong."""
    async with aclosing(desk.follow(ticket)) as events:
        async for event in events:
            if isinstance(event, End):
                if event.problem:
                    raise event.problem
                return event
            if reply:
                reply.add(event)
    raise AssertionError("a request always ends")


async def _while_there(request: HttpRequest, work: Coroutine[Any, Any, End]) -> End:
    """The result of `work`, which is given up when the client goes away."""
    working = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
    for task in (working, gone):
        task.cancel()
    await asyncio.wait({working, gone})
    return End("cancelled") if working.cancelled() else working.result()


async def _gone(request: HttpRequest) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _line(value: dict[str, Any]) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"


def _request_id(request: HttpRequest) -> str:
    """The id chosen by the client, which may then follow, cancel or ask again; else one of ours."""
    return request.headers.get("x-request-id", "")[:100] or secrets.token_hex(8)


def _worded(error: UserError) -> dict[str, str]:
    return {"message": error.problem, "remedy": error.remedy, "type": "invalid_request_error"}


async def _show_user_error(_request: HttpRequest, error: Exception) -> Response:
    assert isinstance(error, UserError)
    return JSONResponse({"error": _worded(error)}, 429 if isinstance(error, QuotaError) else 400)


async def _show_invalid(_request: HttpRequest, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    where = ", ".join(sorted({_field(found["loc"]) for found in error.errors()}))
    problem = UserError(f"La richiesta non va bene: {where}.", remedy="Correggere i campi indicati.")
    return JSONResponse({"error": _worded(problem)}, 422)


def _field(place: tuple[int | str, ...]) -> str:
    """The name of what is wrong; of a list, not the number of its item."""
    return next((part for part in reversed(place) if isinstance(part, str)), "")


async def _refuse_key(_request: HttpRequest, _error: Exception) -> Response:
    return JSONResponse({"error": _worded(UserError("La chiave manca o è sbagliata.", remedy=""))}, 401)
