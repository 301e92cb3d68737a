"""The web application of the model process."""

import json
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse

from workbench.errors import UserError
from workbench.models import list_models
from workbench.serving.desk import Desk
from workbench.serving.protocol import ChatRequest, ClassifyRequest, CompletionRequest
from workbench.serving.replies import Reply, model_card


class WrongKeyError(Exception):
    pass


def create_application(key: str, desk: Desk | None = None) -> FastAPI:
    """The application; every request but `/salute` must carry `key` as a bearer token."""
    desk = desk or Desk()

    def check_key(authorization: Annotated[str, Header()] = "") -> None:
        if not secrets.compare_digest(authorization.encode(), f"Bearer {key}".encode()):
            raise WrongKeyError

    application = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(check_key)])
    application.add_exception_handler(UserError, _show_user_error)
    application.add_exception_handler(RequestValidationError, _show_invalid)
    application.add_exception_handler(WrongKeyError, _refuse_key)

    @application.get("/v1/models")
    def models() -> dict[str, Any]:
        return {"object": "list", "data": [model_card(model) for model in list_models()]}

    @application.post("/v1/completions")
    async def completions(body: CompletionRequest, request: Request) -> Response:
        return await _answer(desk, body, _request_id(request))

    @application.post("/v1/chat/completions")
    async def chat(body: ChatRequest, request: Request) -> Response:
        return await _answer(desk, body, _request_id(request))

    @application.post("/v1/classify")
    async def classify(body: ClassifyRequest, request: Request) -> dict[str, Any]:
        found = await desk.classify(_request_id(request), body.model, body.text)
        labels = [{"label": label, "probability": probability} for label, probability in found.items()]
        return {"model": body.model, "labels": labels}

    @application.get("/v1/queue")
    async def queue() -> dict[str, int]:
        return {"length": len(desk.turns)}

    @application.get("/v1/queue/{request_id}")
    async def position(request_id: str) -> dict[str, int | None]:
        return {"position": desk.turns.position(request_id)}

    @application.delete("/v1/queue/{request_id}")
    async def cancel(request_id: str) -> dict[str, bool]:
        return {"cancelled": desk.turns.cancel(request_id)}

    return application


async def _answer(desk: Desk, body: CompletionRequest | ChatRequest, request_id: str) -> Response:
    reply = Reply(request_id, body, round(time.time()))
    headers = {"X-Request-Id": request_id}
    if body.stream:
        return StreamingResponse(_lines(desk, reply), media_type="text/event-stream", headers=headers)
    async for _ in desk.answer(reply):
        pass
    return JSONResponse(reply.whole(), headers=headers)


async def _lines(desk: Desk, reply: Reply) -> AsyncIterator[str]:
    """Server-sent events; the place in the queue goes into comments, which other clients skip."""
    try:
        async with aclosing(desk.answer(reply)) as items:
            async for item in items:
                yield f": in attesa {item}\n\n" if isinstance(item, int) else _event(reply.chunk(item))
        yield _event(reply.last_chunk())
    except UserError as error:
        # The status line is long gone: the error can only travel inside the stream.
        yield _event({"error": _worded(error)})
    yield "data: [DONE]\n\n"


def _event(value: dict[str, Any]) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"


def _request_id(request: Request) -> str:
    """The id chosen by the client, which may then follow or cancel its request; else one of ours."""
    return request.headers.get("x-request-id", "")[:100] or secrets.token_hex(8)


def _worded(error: UserError) -> dict[str, str]:
    return {"message": error.problem, "remedy": error.remedy, "type": "invalid_request_error"}


async def _show_user_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, UserError)
    return JSONResponse({"error": _worded(error)}, 400)


async def _show_invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    where = ", ".join(sorted({str(found["loc"][-1]) for found in error.errors()}))
    return JSONResponse(
        {
            "error": _worded(
                UserError(f"La richiesta non va bene: {where}.", remedy="Correggere i campi indicati.")
            )
        },
        422,
    )


async def _refuse_key(_request: Request, _error: Exception) -> Response:
    return JSONResponse({"error": _worded(UserError("La chiave manca o è sbagliata.", remedy=""))}, 401)
