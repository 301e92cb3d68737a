"""Against a small OpenAI-compatible server that really listens."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from workbench.backends import BACKENDS, Answer, Decoding, HttpBackend, ScriptedBackend, local_backend
from workbench.errors import UserError
from workbench.settings import settings

ANSWERS = {
    "/v1/completions": {
        "model": "m",
        "choices": [{"text": "eco"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 2},
    },
    "/v1/chat/completions": {"choices": [{"message": {"content": "ciao"}, "finish_reason": "length"}]},
    "/v1/classify": {"labels": [{"label": "a", "probability": 0.9}, {"label": "b", "probability": 0.1}]},
    "/v1/rotto/completions": {"niente": 1},
}
STREAM = (
    ": in attesa 2\n\n"
    'data: {"choices": [{"delta": {"role": "assistant"}}]}\n\n'
    'data: {"choices": [{"delta": {"content": "città"}}]}\n\n'
    'data: {"choices": [{"delta": {"content": " bella"}}]}\n\n'
    'data: {"choices": [{"delta": {}, "finish_reason": "stop"}]}\n\n'
    "data: [DONE]\n\n"
)
BROKEN = (
    'data: {"choices": [{"text": "pri"}]}\n\n'
    'data: {"error": {"message": "Guasto.", "remedy": "Riprovare."}}\n\n'
)


class Handler(BaseHTTPRequestHandler):
    seen: ClassVar[list[tuple[str, dict, str]]] = []
    ids: ClassVar[list[str]] = []
    cut = 0
    """how many answers break in the middle, as when the server dies"""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.seen.append((self.path, body, self.headers.get("authorization", "")))
        status, content = 200, json.dumps(ANSWERS.get(self.path, {})).encode()
        if body.get("model") == "assente":
            status, content = (
                404,
                json.dumps({"error": {"message": "Modello assente.", "remedy": "Altro."}}).encode(),
            )
        elif body.get("model") == "pagina":
            status, content = 502, b"<html>Bad gateway</html>"
        elif body.get("stream"):
            content = (BROKEN if body["model"] == "guasto" else STREAM).encode()
        self.ids.append(self.headers.get("x-request-id", ""))
        self.send_response(status)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        if Handler.cut:
            Handler.cut, content = Handler.cut - 1, content[: content.find(b"\n\ndata", 60) + 70]
            self.close_connection = True
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def backend() -> Iterator[HttpBackend]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Handler.seen, Handler.ids, Handler.cut = [], [], 0
    yield HttpBackend(f"http://127.0.0.1:{server.server_port}/v1", "segreto")
    server.shutdown()
    server.server_close()


def test_a_text_is_continued_with_the_decoding_that_was_asked(backend):
    decoding = Decoding(7, temperature=0.5, seed=3)
    found = backend.complete("C'era", model="m", decoding=decoding)
    assert (found.text, found.model, found.prompt_tokens, found.completion_tokens) == ("eco", "m", 1, 2)
    path, body, key = Handler.seen[0]
    assert path == "/v1/completions" and key == "Bearer segreto"
    assert body == {"model": "m", "prompt": "C'era", "max_tokens": 7, "temperature": 0.5, "seed": 3}
    backend.complete("x", model="m", decoding=Decoding(top_p=0.5, stop=("\n",)), person="p")
    assert Handler.seen[1][1].items() >= {"top_p": 0.5, "stop": ["\n"], "user": "p"}.items()


def test_a_conversation_goes_to_the_chat(backend):
    found = backend.complete([{"role": "user", "content": "ciao"}], model="m")
    assert (found.text, found.model, found.finish, found.prompt_tokens) == ("ciao", "m", "length", None)


def test_a_stream_gives_the_place_in_the_queue_then_the_pieces(backend):
    pieces = list(backend.stream([{"role": "user", "content": "x"}], model="m"))
    assert [piece.waiting for piece in pieces] == [2, 0, 0]
    assert "".join(piece.text for piece in pieces) == "città bella"


def test_an_error_inside_a_stream_is_raised_after_what_came_before(backend):
    pieces = backend.stream("x", model="guasto")
    assert next(pieces).text == "pri"
    with pytest.raises(UserError, match=r"Guasto\. Riprovare\."):
        next(pieces)


def test_a_server_that_takes_no_notice_of_the_admitted_answers_is_told_from_one_that_does(backend):
    assert backend.complete("x", model="m", decoding=Decoding(admitted=("eco", "no"))).text == "eco"
    assert Handler.seen[-1][1]["structured_outputs"] == {"choice": ["eco", "no"]}
    with pytest.raises(UserError, match="non è una di quelle ammesse"):
        backend.complete("x", model="m", decoding=Decoding(admitted=("sì", "no")))
    chat = [{"role": "user", "content": "x"}]
    assert list(backend.stream(chat, model="m", decoding=Decoding(admitted=("città bella",))))
    with pytest.raises(UserError, match="non è una di quelle ammesse"):
        list(backend.stream(chat, model="m", decoding=Decoding(admitted=("città",))))


def test_labels_come_with_their_probability(backend):
    assert backend.classify("testo", model="m") == {"a": 0.9, "b": 0.1}


@pytest.mark.parametrize("ask", ["complete", "stream"])
def test_the_words_of_the_server_reach_the_person(backend, ask):
    with pytest.raises(UserError, match=r"Modello assente\."):
        list(
            [getattr(backend, ask)("x", model="assente")]
            if ask == "complete"
            else backend.stream("x", model="assente")
        )
    with pytest.raises(UserError, match="codice 502"):
        backend.complete("x", model="pagina")


def test_another_kind_of_server_is_recognised(backend):
    with pytest.raises(UserError, match="compatibile"):
        HttpBackend(f"{backend.base_url}/rotto").complete("x")


def test_a_server_that_is_not_there_is_said_at_once(home):
    with pytest.raises(UserError, match="non risponde"):
        HttpBackend("http://127.0.0.1:9/v1").complete("x")


def test_a_proxy_of_the_environment_does_not_see_loopback(backend, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert backend.complete("x", model="m").text == "eco"


def test_the_key_does_not_show_in_logs(home):
    assert "segreto" not in repr(HttpBackend("http://x/v1", "segreto"))


def test_the_model_process_of_this_installation_has_a_key(home):
    found = local_backend()
    assert found.base_url == f"http://127.0.0.1:{settings().model_port}/v1"
    assert len(found.key) > 40


def test_a_server_without_probabilities_is_said(backend):
    with pytest.raises(UserError, match="probabilità"):
        backend.next_tokens("x", model="m")
    with pytest.raises(UserError, match="probabilità"):
        list(backend.stream("x", model="m", decoding=Decoding(alternatives=2)))


def test_what_only_our_own_server_can_do_is_said_of_another(backend):
    with pytest.raises(UserError, match="annullare"):
        backend.cancel("x")


def test_a_stream_cut_by_a_restart_goes_on_where_it_was(backend):
    Handler.cut = 1
    patient = HttpBackend(backend.base_url, "segreto", restart_seconds=5)
    assert "".join(piece.text for piece in patient.stream("x", model="m")) == "città bella"
    first, second = Handler.seen
    assert first == second and Handler.ids[0] == Handler.ids[1]


def test_a_stream_cut_for_good_is_an_error(backend):
    Handler.cut = 1
    with pytest.raises(UserError, match="non risponde"):
        list(backend.stream("x", model="m"))


def test_a_stream_that_would_go_on_otherwise_after_a_restart_is_an_error():
    from workbench.backends.answers import Piece
    from workbench.backends.http import _Told

    told = _Told()
    assert [piece.text for piece in told.beyond([Piece("Il "), Piece("lampione")])] == ["Il ", "lampione"]
    assert [piece.text for piece in told.beyond([Piece("Il lam"), Piece("pione è")])] == [" è"]
    with pytest.raises(UserError, match="diversa"):
        list(told.beyond([Piece("Il lam"), Piece("po")]))


def test_every_backend_is_listed():
    import ast
    from pathlib import Path

    import workbench.backends

    folder = Path(workbench.backends.__file__).parent
    defined = {
        node.name
        for path in folder.glob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name.endswith("Backend") and node.name != "Backend"
    }
    assert {backend.__name__ for backend in BACKENDS} == defined


class TestScripted:
    def test_it_answers_by_the_script(self):
        backend = ScriptedBackend({"ciao": "salve a tutti"}, otherwise="non so")
        assert backend.complete("ciao").text == "salve a tutti"
        assert backend.complete([{"role": "user", "content": "altro"}]).text == "non so"

    def test_it_cuts_at_the_limit_and_says_so(self):
        found = ScriptedBackend(otherwise="uno due tre").complete("x", decoding=Decoding(2), model="m")
        assert found == Answer("uno due", "m", 0.0, 1, 2, "length")

    def test_its_stream_says_the_same(self):
        backend = ScriptedBackend(otherwise="uno  due")
        assert "".join(piece.text for piece in backend.stream("x")) == "uno  due"

    def test_a_text_without_a_script_is_said(self):
        with pytest.raises(UserError, match="`labels`"):
            ScriptedBackend().classify("x")
        with pytest.raises(UserError, match="`tokens`"):
            ScriptedBackend().next_tokens("x")
