"""Any server that speaks the OpenAI protocol: our model process, vLLM, llama.cpp, Ollama."""

import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from workbench.backends.answers import USUAL, Answer, Decoding, Piece, Prompt
from workbench.backends.wire import checked, read_answer, read_pieces, request_body, translated
from workbench.errors import UserError
from workbench.settings import settings
from workbench.store import secret_key

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
TIMEOUT = httpx.Timeout(10.0, read=600.0)
"""a queue may be long; a server that is not there must show at once"""
RESTART_SECONDS = 60.0
"""until our model process is there again: the supervisor waits, torch loads slowly from a cold disk"""
RETRY_SECONDS = 0.5


@dataclass(frozen=True)
class HttpBackend:
    """`base_url` ends with the version, e.g. `http://127.0.0.1:8801/v1`."""

    base_url: str
    key: str = field(default="", repr=False)
    restart_seconds: float = 0.0
    """how long to ask again a server that died meanwhile; only for one that keeps its queue, as ours does"""

    def complete(
        self,
        prompt: Prompt,
        *,
        model: str = "",
        decoding: Decoding = USUAL,
        person: str = "",
        request_id: str = "",
    ) -> Answer:
        path, body = request_body(prompt, model, decoding, person)
        start = time.perf_counter()
        with translated(self.base_url):
            found = self._post(path, body, request_id)
            return read_answer({"model": model} | found, decoding, time.perf_counter() - start)

    def stream(
        self,
        prompt: Prompt,
        *,
        model: str = "",
        decoding: Decoding = USUAL,
        person: str = "",
        request_id: str = "",
    ) -> Iterator[Piece]:
        path, body = request_body(prompt, model, decoding, person)
        headers = {"X-Request-Id": request_id or secrets.token_hex(8)}
        told = _Told()
        patience = _Patience(self.restart_seconds)
        with translated(self.base_url), self._client() as client:
            while True:
                try:
                    lines = _lines(client, path, {**body, "stream": True}, headers)
                    for piece in told.beyond(read_pieces(lines, decoding)):
                        patience.restore()
                        yield piece
                    return
                except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
                    patience.wait(error)

    def next_tokens(
        self, prompt: Prompt, *, model: str = "", top: int = 20, person: str = ""
    ) -> list[tuple[str, float]]:
        decoding = Decoding(max_tokens=1, alternatives=top)
        return self.complete(prompt, model=model, decoding=decoding, person=person).likely()

    def classify(self, text: str, *, model: str = "", person: str = "") -> dict[str, float]:
        body = {"model": model, "text": text, "user": person}
        with translated(self.base_url):
            found = self._post("/classify", body, ability="assegnare etichette")
            return {row["label"]: row["probability"] for row in found["labels"]}

    def cancel(self, request_id: str) -> bool:
        with translated(self.base_url), self._client() as client:
            response = client.delete(f"/queue/{quote(request_id, safe='')}")
            return bool(checked(response, ability="annullare una richiesta").json()["cancelled"])

    def models(self) -> list[str]:
        with translated(self.base_url), self._client() as client:
            return [row["id"] for row in checked(client.get("/models")).json()["data"]]

    def _post(
        self, path: str, body: dict[str, Any], request_id: str = "", *, ability: str = ""
    ) -> dict[str, Any]:
        headers = {"X-Request-Id": request_id or secrets.token_hex(8)}
        patience = _Patience(self.restart_seconds)
        with self._client() as client:
            while True:
                try:
                    found = checked(client.post(path, json=body, headers=headers), ability=ability).json()
                    return dict(found)
                except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
                    patience.wait(error)

    def _client(self) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        address = urlsplit(self.base_url)
        return httpx.Client(
            base_url=self.base_url,
            headers=headers,
            timeout=TIMEOUT,
            # A proxy configured for the internet must not see, or break, what stays on this machine.
            trust_env=address.hostname not in LOOPBACK,
            # Reading certificates takes longer than a first token; without TLS there is nothing to verify.
            verify=address.scheme == "https",
        )


def local_backend() -> HttpBackend:
    """The model process of this installation."""
    address = f"http://127.0.0.1:{settings().model_port}/v1"
    return HttpBackend(address, secret_key("modelli"), RESTART_SECONDS)


class _Patience:
    """Waits for a server to come back. The same request id finds its place in the queue again."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lost: float | None = None

    def wait(self, error: httpx.TransportError) -> None:
        """A moment; raises the error once the server has been away for too long."""
        now = time.monotonic()
        self._lost = self._lost or now
        if now + RETRY_SECONDS > self._lost + self._seconds:
            raise error
        time.sleep(RETRY_SECONDS)

    def restore(self) -> None:
        self._lost = None


def _lines(client: httpx.Client, path: str, body: dict[str, Any], headers: dict[str, str]) -> Iterator[str]:
    with client.stream("POST", path, json=body, headers=headers) as response:
        if response.is_error:
            response.read()
        yield from checked(response).iter_lines()


class _Told:
    """What a stream has given. A server that died meanwhile tells its answer again from the beginning."""

    def __init__(self) -> None:
        self._text, self._tokens = "", 0

    def beyond(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """What is new in the pieces, which begin at the beginning."""
        text, tokens = "", 0
        for piece in pieces:
            known = max(0, len(self._text) - len(text))
            fresh = piece.tokens[max(0, self._tokens - tokens) :]
            text += piece.text
            tokens += len(piece.tokens)
            if not self._text.startswith(text[: len(self._text)]):
                raise UserError(
                    "Il processo dei modelli è ripartito: la risposta sarebbe diversa da quella già scritta.",
                    remedy="Ripetere la domanda.",
                )
            if piece.waiting or piece.text[known:] or fresh:
                self._text, self._tokens = max(self._text, text, key=len), max(self._tokens, tokens)
                yield Piece(piece.text[known:], piece.waiting, fresh)
