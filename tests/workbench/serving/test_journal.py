import json
import stat
import time

import pytest

from workbench.serving.journal import LONGEST_LIFE, MOST_ATTEMPTS, Journal
from workbench.serving.protocol import ChatRequest, ClassifyRequest, CompletionRequest
from workbench.serving.tickets import Ticket

REQUESTS = (
    CompletionRequest(model="m", prompt="Perché?", seed=7, stop=["\n"], logprobs=3, user="p"),
    ChatRequest(model="m", messages=[{"role": "user", "content": "Ciao"}], temperature=0.5),
    ClassifyRequest(model="m", text="Il lampione"),
)


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "coda")


def test_what_was_kept_comes_back_in_the_order_of_arrival(journal):
    tickets = [Ticket(f"../{i}", request, time.time() - 10 + i) for i, request in enumerate(REQUESTS)]
    for ticket in reversed(tickets):
        journal.keep(ticket)
    found = journal.restore()
    assert [(ticket.id, ticket.request) for ticket in found] == [(one.id, one.request) for one in tickets]
    assert [ticket.attempts for ticket in found] == [1, 1, 1]


def test_an_answered_prompt_is_nowhere_on_disk_and_a_waiting_one_is_for_its_owner_only(journal):
    ticket = Ticket("a", REQUESTS[0])
    journal.keep(ticket)
    (path,) = journal.folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(journal.folder.stat().st_mode) == 0o700
    journal.remove(ticket)
    assert list(journal.folder.iterdir()) == []
    journal.remove(ticket)


def test_what_is_too_old_or_cannot_be_read_is_removed(journal):
    journal.keep(Ticket("vecchia", REQUESTS[0], time.time() - LONGEST_LIFE - 1))
    (journal.folder / "rotta.json").write_text("{")
    (journal.folder / "altra.json").write_text(json.dumps({"kind": "Altro"}))
    (journal.folder / "mezza.tmp").write_text("")
    assert journal.restore() == []
    assert list(journal.folder.iterdir()) == []


def test_a_request_that_is_there_whenever_the_process_dies_is_given_up(journal):
    journal.keep(Ticket("veleno", REQUESTS[0]))
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert [ticket.attempts for ticket in journal.restore()] == [attempt]
    assert journal.restore() == []
