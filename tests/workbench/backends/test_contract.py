"""What every backend promises, asked of each in the same words."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from workbench.backends import Answer, Backend, Decoding, HttpBackend, ScriptedBackend
from workbench.errors import UserError
from workbench.models import embedded_folder

PROMPT = "Il Responsabile del Settore determina di"
CHAT = [{"role": "user", "content": "Quando apre l'ufficio anagrafe?"}]


@dataclass
class Case:
    backend: Backend
    model: str
    scores: bool = True
    """whether it gives the probabilities of tokens"""
    draws: bool = True
    """whether a temperature changes what it says"""
    cannot: set[str] = field(default_factory=set)


SCRIPT = ScriptedBackend(
    {PROMPT: "affidare il servizio di manutenzione del verde alla ditta"},
    otherwise="dal lunedì al venerdì dalle nove alle dodici",
    tokens={PROMPT: {" affidare": 0.5, " imp": 0.3, " liquid": 0.2}},
)


@pytest.fixture(scope="module")
def transformers_serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server of the transformers library on the embedded folder: a real one, not ours."""
    if find_spec("openai") is None:
        pytest.skip("`transformers serve` needs the package openai")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        Path(sys.executable).with_name("transformers"),
        "serve",
        "--host",
        "127.0.0.1",
        "--device",
        "cpu",
    ]
    server = subprocess.Popen(
        [*command, "--port", str(port), str(embedded_folder())],
        env=os.environ | {"HF_HUB_CACHE": str(tmp_path_factory.mktemp("hub")), "HF_HUB_OFFLINE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            try:
                httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).raise_for_status()
                break
            except httpx.HTTPError:
                assert server.poll() is None
                time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(
    params=["incorporato", "cartella", "copione", pytest.param("transformers", marks=pytest.mark.slow)]
)
def case(request, tiny_qwen: Path) -> Iterator[Case]:
    if request.param == "copione":
        yield Case(SCRIPT, "copione", draws=False, cannot={"classify"})
    elif request.param == "transformers":
        backend = HttpBackend(request.getfixturevalue("transformers_serve"))
        cannot = {"cancel", "classify"}
        yield Case(backend, str(embedded_folder()), scores=False, draws=False, cannot=cannot)
    else:
        backend = HttpBackend(*request.getfixturevalue("listening"))
        yield Case(backend, "incorporato" if request.param == "incorporato" else str(tiny_qwen))


def told(case: Case, prompt: object = PROMPT, **decoding: object) -> Answer:
    return case.backend.complete(prompt, model=case.model, decoding=Decoding(**{"max_tokens": 8} | decoding))


@pytest.mark.parametrize("prompt", [PROMPT, CHAT], ids=["testo", "dialogo"])
def test_the_stream_tells_the_whole_answer(case, prompt):
    pieces = list(case.backend.stream(prompt, model=case.model, decoding=Decoding(max_tokens=8)))
    assert "".join(piece.text for piece in pieces) == told(case, prompt).text


def test_an_answer_tells_its_model_its_length_and_how_it_ended(case):
    found = told(case)
    assert found.model.startswith(case.model) and found.seconds >= 0
    assert found.prompt_tokens and 1 <= found.completion_tokens <= 8
    assert found.finish in {"stop", "length"}


def test_the_same_seed_gives_the_same_answer(case):
    assert told(case, temperature=1.0, seed=3).text == told(case, temperature=1.0, seed=3).text
    texts = {told(case, temperature=1.5, seed=seed).text for seed in range(4)}
    assert (len(texts) > 1) == case.draws


def test_a_tiny_nucleus_gives_the_likeliest_answer(case):
    assert told(case, temperature=1.0, top_p=1e-6).text == told(case).text


def test_a_stop_text_ends_the_answer_before_itself(case):
    text = told(case).text
    stop = text[2:4]
    found = told(case, stop=(stop,))
    before = text[: text.find(stop)]
    # The server of transformers ends with the token that completes the stop text, and keeps it.
    assert found.text == before or (
        not case.scores and found.text.startswith(before) and len(found.text) < len(text)
    )


def test_only_an_admitted_answer_is_given_or_it_is_said(case):
    admitted = ("dal lunedì al venerdì dalle nove alle dodici", "solo il sabato")
    decoding = Decoding(max_tokens=40, admitted=admitted)
    if not case.scores:
        with pytest.raises(UserError, match="ha rifiutato"):
            case.backend.complete(CHAT, model=case.model, decoding=decoding)
        return
    assert case.backend.complete(CHAT, model=case.model, decoding=decoding).text.strip() in admitted
    streamed = case.backend.stream(CHAT, model=case.model, decoding=decoding)
    assert "".join(piece.text for piece in streamed).strip() in admitted


def test_sixteen_people_at_once_are_told_what_each_would_be_told_alone(case):
    def ask(seed: int) -> str:
        decoding = Decoding(max_tokens=6, temperature=1.0, seed=seed)
        return case.backend.complete(PROMPT, model=case.model, decoding=decoding, person=f"p{seed}").text

    with ThreadPoolExecutor(16) as people:
        together = list(people.map(ask, range(16)))
    if case.scores:  # a server of others promises no such thing
        assert together == [ask(seed) for seed in range(16)]


def test_the_next_tokens_come_with_their_probabilities_or_it_is_said(case):
    if not case.scores:
        with pytest.raises(UserError, match="probabilità"):
            case.backend.next_tokens(PROMPT, model=case.model)
        return
    found = case.backend.next_tokens(PROMPT, model=case.model)
    assert 3 <= len(found) <= 20
    assert all(one[1] >= other[1] for one, other in pairwise(found))
    assert 0 < sum(probability for _, probability in found) <= 1 + 1e-6
    assert told(case).text.lstrip().startswith(found[0][0].strip())


def test_a_text_is_classified_or_it_is_said_why_not(case):
    with pytest.raises(UserError):
        case.backend.classify("Il lampione è spento", model=case.model)


def test_cancelling_what_is_not_there_says_so(case):
    if "cancel" in case.cannot:
        with pytest.raises(UserError, match="annullare"):
            case.backend.cancel("mai vista")
    else:
        assert case.backend.cancel("mai vista") is False


def test_closing_the_stream_ends_the_request(case):
    stream = case.backend.stream(PROMPT, model=case.model, decoding=Decoding(max_tokens=500, temperature=1.0))
    assert next(piece for piece in stream if piece.text)
    stream.close()
    assert told(case, max_tokens=1).completion_tokens == 1
