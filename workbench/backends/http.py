"""Any server that speaks the OpenAI protocol: our model process, vLLM, llama.cpp, Ollama."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from workbench.backends.answers import Answer, Piece, Prompt
from workbench.errors import UserError
from workbench.settings import settings
from workbench.store import secret_key

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
WAITING = re.compile(r": in attesa (\d+)")
TIMEOUT = httpx.Timeout(10.0, read=600.0)
"""a queue may be long; a server that is not there must show at once"""


@dataclass(frozen=True)
class HttpBackend:
    """`base_url` ends with the version, e.g. `http://127.0.0.1:8801/v1`."""

    base_url: str
    key: str = field(default="", repr=False)

    def complete(
        self,
        prompt: Prompt,
        *,
        model: str = "",
        max_tokens: int = 200,
        temperature: float = 0.0,
        seed: int = 20,
    ) -> Answer:
        path, body = _request(prompt, model, max_tokens, temperature, seed)
        start = time.perf_counter()
        with self._client() as client, _translated(self.base_url):
            found = _checked(client.post(path, json=body)).json()
            choice, usage = found["choices"][0], found.get("usage") or {}
            text = choice["text"] if isinstance(prompt, str) else choice["message"]["content"] or ""
        return Answer(
            text,
            found.get("model") or model,
            time.perf_counter() - start,
            usage.get("prompt_tokens"),
            usage.get("completion_tokens"),
            choice.get("finish_reason") or "stop",
        )

    def stream(
        self,
        prompt: Prompt,
        *,
        model: str = "",
        max_tokens: int = 200,
        temperature: float = 0.0,
        seed: int = 20,
    ) -> Iterator[Piece]:
        path, body = _request(prompt, model, max_tokens, temperature, seed)
        with (
            self._client() as client,
            _translated(self.base_url),
            client.stream("POST", path, json={**body, "stream": True}) as response,
        ):
            if response.is_error:
                response.read()
            _checked(response)
            for line in response.iter_lines():
                yield from _pieces(line)

    def classify(self, text: str, *, model: str = "") -> dict[str, float]:
        with self._client() as client, _translated(self.base_url):
            found = _checked(client.post("/classify", json={"model": model, "text": text})).json()
            return {row["label"]: row["probability"] for row in found["labels"]}

    def models(self) -> list[str]:
        with self._client() as client, _translated(self.base_url):
            return [row["id"] for row in _checked(client.get("/models")).json()["data"]]

    def _client(self) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        # A proxy configured for the internet must not see, or break, what stays on this machine.
        outside = urlsplit(self.base_url).hostname not in LOOPBACK
        return httpx.Client(base_url=self.base_url, headers=headers, timeout=TIMEOUT, trust_env=outside)


def local_backend() -> HttpBackend:
    """The model process of this installation."""
    return HttpBackend(f"http://127.0.0.1:{settings().model_port}/v1", secret_key("modelli"))


def _request(
    prompt: Prompt, model: str, max_tokens: int, temperature: float, seed: int
) -> tuple[str, dict[str, Any]]:
    body: dict[str, Any] = {
        "model": model,
        "max_tokens": max_tokens,
        "temperature": temperature,
        "seed": seed,
    }
    if isinstance(prompt, str):
        return "/completions", {**body, "prompt": prompt}
    return "/chat/completions", {**body, "messages": list(prompt)}


def _pieces(line: str) -> Iterator[Piece]:
    """What one line of the event stream says; comments tell the place in the queue, if the server is ours."""
    if waiting := WAITING.fullmatch(line):
        yield Piece(waiting=int(waiting[1]))
    if not line.startswith("data:") or line.endswith("[DONE]"):
        return
    event = json.loads(line.removeprefix("data:"))
    if "error" in event:
        raise _user_error(event["error"])
    for choice in event["choices"][:1]:
        text = choice.get("text") or (choice.get("delta") or {}).get("content") or ""
        if text:
            yield Piece(text)


@contextmanager
def _translated(base_url: str) -> Iterator[None]:
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


def _checked(response: httpx.Response) -> httpx.Response:
    if response.is_success:
        return response
    try:
        found = response.json()["error"]
    except (json.JSONDecodeError, KeyError, TypeError):
        found = {}
    raise _user_error(found if isinstance(found, dict) else {}, response.status_code)


def _user_error(error: dict[str, Any], status: int | None = None) -> UserError:
    fallback = "Il server dei modelli ha rifiutato la richiesta" + (f" (codice {status})." if status else ".")
    return UserError(error.get("message") or fallback, remedy=error.get("remedy") or "")
