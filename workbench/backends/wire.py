"""The OpenAI protocol as text: what is sent to a server, and what its answers say."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from workbench.backends.answers import Answer, Decoding, Piece, Prompt, Token
from workbench.errors import UserError

WAITING = re.compile(r": in attesa (\d+)")
CANCELLED = "cancelled"
UNKNOWN_ROUTE = {404, 405, 501}


def request_body(prompt: Prompt, model: str, decoding: Decoding, person: str) -> tuple[str, dict[str, Any]]:
    """Path and body of a request; what stays at its default is not sent, for not every server knows it."""
    body: dict[str, Any] = {
        "model": model,
        "max_tokens": decoding.max_tokens,
        "temperature": decoding.temperature,
        "seed": decoding.seed,
    }
    if decoding.top_p < 1:
        body["top_p"] = decoding.top_p
    if decoding.stop:
        body["stop"] = list(decoding.stop)
    if decoding.admitted:
        body["structured_outputs"] = {"choice": list(decoding.admitted)}  # as vLLM calls it
    if person:
        body["user"] = person
    scored = decoding.alternatives is not None
    if isinstance(prompt, str):
        body["prompt"] = prompt
        return "/completions", body | ({"logprobs": decoding.alternatives} if scored else {})
    body["messages"] = list(prompt)
    top = {"logprobs": True, "top_logprobs": decoding.alternatives}
    return "/chat/completions", body | (top if scored else {})


def read_answer(found: dict[str, Any], decoding: Decoding, seconds: float) -> Answer:
    choice, usage = found["choices"][0], found.get("usage") or {}
    text = (choice["message"]["content"] if "message" in choice else choice["text"]) or ""
    finish = choice.get("finish_reason") or "stop"
    if finish != CANCELLED:
        decoding.require_admitted(text)
    return Answer(
        text,
        found.get("model") or "",
        seconds,
        usage.get("prompt_tokens"),
        usage.get("completion_tokens"),
        finish,
        _tokens(choice, decoding),
    )


def read_pieces(lines: Iterable[str], decoding: Decoding) -> Iterator[Piece]:
    """What an event stream says; comments tell the place in the queue, if the server is ours."""
    said = ""
    for line in lines:
        if waiting := WAITING.fullmatch(line):
            yield Piece(waiting=int(waiting[1]))
        if not line.startswith("data:") or line.endswith("[DONE]"):
            continue
        event = json.loads(line.removeprefix("data:"))
        if "error" in event:
            raise user_error(event["error"])
        for choice in event["choices"][:1]:
            text = choice.get("text") or (choice.get("delta") or {}).get("content") or ""
            tokens = _tokens(choice, decoding) if text or choice.get("logprobs") else ()
            said += text
            if choice.get("finish_reason") not in (None, CANCELLED):
                decoding.require_admitted(said)
            if text or tokens:
                yield Piece(text, tokens=tokens)


def _tokens(choice: dict[str, Any], decoding: Decoding) -> tuple[Token, ...]:
    """The tokens with their probabilities, if these were asked."""
    if decoding.alternatives is None:
        return ()
    found = choice.get("logprobs")
    if not found:
        raise UserError(
            "Questo server non dà le probabilità dei token.",
            remedy="Usare il modello incorporato, o un server che le dia (per esempio vLLM o llama.cpp).",
        )
    if "content" in found:
        return tuple(_chat_token(row) for row in found["content"])
    tops = found.get("top_logprobs") or [{}] * len(found["tokens"])
    rows = zip(found["tokens"], found["token_logprobs"], tops, strict=True)
    return tuple(Token(text, score, _ordered((top or {}).items())) for text, score, top in rows)


def _chat_token(row: dict[str, Any]) -> Token:
    top = ((other["token"], other["logprob"]) for other in row.get("top_logprobs") or ())
    return Token(row["token"], row["logprob"], _ordered(top))


def _ordered(top: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(top, key=lambda pair: -pair[1]))


@contextmanager
def translated(base_url: str) -> Iterator[None]:
    """Turns what can go wrong with a server into words for a person."""
    try:
        yield
    except httpx.TransportError as error:
        raise UserError(
            "Il processo dei modelli non risponde.",
            value=base_url,
            remedy="Attendere qualche secondo e riprovare; se continua, riavviare Officina.",
        ) from error
    except (json.JSONDecodeError, KeyError, IndexError) as error:
        raise UserError(
            "Il server dei modelli ha risposto in un modo non previsto.",
            value=base_url,
            remedy="Controllare che l'indirizzo sia quello di un server compatibile con OpenAI.",
        ) from error


def checked(response: httpx.Response, *, ability: str = "") -> httpx.Response:
    """The response, if it is a success. `ability` names what only some servers can do."""
    if response.is_success:
        return response
    if ability and response.status_code in UNKNOWN_ROUTE:
        raise UserError(
            f"Questo server non sa {ability}.",
            value=str(response.url.copy_with(path="/")),
            remedy="Usare i modelli di questa installazione.",
        )
    try:
        found = response.json()["error"]
    except (json.JSONDecodeError, KeyError, TypeError):
        found = {}
    raise user_error(found if isinstance(found, dict) else {}, response.status_code)


def user_error(error: dict[str, Any], status: int | None = None) -> UserError:
    fallback = "Il server dei modelli ha rifiutato la richiesta" + (f" (codice {status})." if status else ".")
    return UserError(error.get("message") or fallback, remedy=error.get("remedy") or "")
