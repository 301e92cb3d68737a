"""The model process as the product reaches it: labels, cancelling, and a life after death."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from workbench.backends import Decoding, HttpBackend, local_backend
from workbench.errors import UserError
from workbench.settings import REPOSITORY, settings


@pytest.fixture
def backend(listening) -> HttpBackend:
    return HttpBackend(*listening)


def test_a_classifier_gives_its_labels_the_likeliest_first(backend, classifier):
    found = backend.classify("Il lampione è spento", model=classifier)
    assert set(found) == {"anagrafe", "tributi", "verde"}
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_probabilities_come_for_each_token_and_in_a_stream_too(backend, models):
    decoding = Decoding(max_tokens=5, alternatives=20)
    for prompt in ("Il lampione", [{"role": "user", "content": "Ciao"}]):
        whole = backend.complete(prompt, model="lama", decoding=decoding)
        streamed = [
            token
            for piece in backend.stream(prompt, model="lama", decoding=decoding)
            for token in piece.tokens
        ]
        assert list(whole.tokens) == streamed and len(streamed) == 5
        assert all(token.logprob == pytest.approx(token.top[0][1]) for token in streamed)
        # A text names its alternatives by their words: parts of characters, which all read alike, are one.
        least = 5 if isinstance(prompt, str) else 20
        assert all(least <= len(token.top) <= 20 for token in streamed)


def test_a_request_can_be_cancelled_by_its_id_while_it_is_answered(backend, models):
    decoding = Decoding(max_tokens=240, temperature=1.0, seed=1)
    pieces = backend.stream("Il", model="lama", decoding=decoding, request_id="la mia/1")
    next(pieces)
    assert backend.cancel("la mia/1") is True
    assert len(list(pieces)) < 200
    assert backend.cancel("la mia/1") is False


def test_a_client_that_waits_for_the_whole_and_goes_away_leaves_no_work_behind(backend, models, listening):
    import httpx

    address, key = listening
    body = {"model": "lama", "prompt": "Il", "max_tokens": 250, "temperature": 1.0}
    headers = {"Authorization": f"Bearer {key}"}
    backend.complete("Il", model="lama", decoding=Decoding(1))
    impatient = httpx.Timeout(10, read=0.05)
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{address}/completions", json=body, headers=headers, timeout=impatient, trust_env=False)
    deadline = time.monotonic() + 10
    while httpx.get(f"{address}/queue", headers=headers, trust_env=False).json()["length"]:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_too_much_for_one_person_is_said_in_italian(backend, models, monkeypatch):
    monkeypatch.setattr("workbench.serving.quota.REQUESTS_PER_PERSON", 0)
    with pytest.raises(UserError, match="stessa persona"):
        backend.complete("Il", model="lama", person="p")


@pytest.fixture
def life(home, models, monkeypatch) -> Iterator["Life"]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setenv("OFFICINA_MODEL_PORT", str(probe.getsockname()[1]))
    settings.cache_clear()
    process = Life()
    yield process
    process.kill()


class Life:
    """The model process; the test is its supervisor."""

    def start(self) -> None:
        command = [sys.executable, "-m", "workbench.serving"]
        self.process = subprocess.Popen(command, cwd=REPOSITORY, env=dict(os.environ))

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.mark.slow
def test_a_process_killed_in_the_middle_loses_no_request_and_tells_the_same(life, home):
    life.start()
    backend, found = local_backend(), {}
    decoding = Decoding(max_tokens=200, temperature=1.0)

    def ask(number: int) -> None:
        pieces = backend.stream(
            "Il lampione", model="lama", decoding=decoding, person="p", request_id=f"r{number}"
        )
        found[number] = "".join(piece.text for piece in pieces)

    people = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for person in people:
        person.start()
    folder = home / "var" / "serving"
    while not folder.is_dir() or len(list(folder.glob("*.json"))) < 20:
        time.sleep(0.02)
    time.sleep(1)
    life.kill()
    assert found == {} and len(list(folder.iterdir())) == 20
    life.start()
    for person in people:
        person.join(120)
    assert set(found) == set(range(20)) and len(set(found.values())) == 1
    assert backend.complete("Il lampione", model="lama", decoding=decoding).text == found[0]
    assert list(folder.iterdir()) == []
