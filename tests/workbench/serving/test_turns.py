import pytest

from workbench.serving.protocol import CompletionRequest
from workbench.serving.quota import (
    LONGEST_QUEUE,
    REQUESTS_PER_PERSON,
    TOKENS_PER_HOUR,
    Quota,
    QuotaError,
)
from workbench.serving.tickets import Ticket
from workbench.serving.turns import MOST_TOGETHER, Turns


def ticket(name: str, person: str = "") -> Ticket:
    return Ticket(name, CompletionRequest(model="m", prompt="p", user=person))


def joined(turns: Turns, *names: str) -> list[Ticket]:
    """A ticket per name; the letters before the digits are the person."""
    tickets = [ticket(name, name.rstrip("0123456789")) for name in names]
    for each in tickets:
        turns.join(each)
    return tickets


def serve_one(turns: Turns) -> str:
    """The next request, begun and answered before anybody else."""
    head = turns.head()
    assert turns.start(head)
    turns.leave(head)
    return head.id


class TestTurns:
    def test_one_person_with_many_requests_does_not_starve_the_others(self):
        turns = Turns()
        joined(turns, *(f"a{number}" for number in range(30)), "b0", "c0", "b1")
        assert [serve_one(turns) for _ in range(7)] == ["a0", "b0", "c0", "a1", "b1", "a2", "a3"]

    def test_two_with_many_requests_alternate(self):
        turns = Turns()
        joined(turns, "a0", "a1", "a2", "b0", "b1", "b2")
        assert [serve_one(turns) for _ in range(6)] == ["a0", "b0", "a1", "b1", "a2", "b2"]

    def test_who_is_being_answered_already_waits_behind_the_others(self):
        turns = Turns()
        first, *_ = joined(turns, "a0", "a1", "b0")
        turns.start(first)
        assert turns.head().id == "b0"

    def test_requests_of_nobody_in_particular_are_answered_as_they_come(self):
        turns = Turns()
        for name in ("x", "y", "z"):
            turns.join(ticket(name))
        assert [serve_one(turns) for _ in range(3)] == ["x", "y", "z"]

    def test_the_place_is_told_to_those_for_whom_there_is_no_room(self):
        turns = Turns()
        tickets = joined(turns, *(f"{chr(97 + number)}0" for number in range(MOST_TOGETHER + 3)))
        assert [turns.place(each) for each in tickets] == [0] * MOST_TOGETHER + [1, 2, 3]
        for each in tickets[:MOST_TOGETHER]:
            turns.start(each)
        assert turns.head() is None
        assert [turns.place(each) for each in tickets] == [0] * MOST_TOGETHER + [1, 2, 3]
        turns.leave(tickets[0])
        assert turns.head() is tickets[MOST_TOGETHER]
        assert [turns.place(each) for each in tickets[MOST_TOGETHER:]] == [0, 1, 2]

    def test_who_gave_up_is_not_answered(self):
        turns = Turns()
        first, second = joined(turns, "a0", "b0")
        assert turns.withdraw(first) and not turns.withdraw(first)
        assert not turns.start(first)
        assert turns.head() is second

    def test_the_engine_wakes_when_the_turns_are_closed(self):
        turns = Turns()
        turns.close()
        assert turns.wait_for_work() is False


class TestQuota:
    def test_a_person_has_a_number_of_requests_and_everybody_together_another(self):
        quota = Quota()
        quota.check("a", REQUESTS_PER_PERSON - 1, LONGEST_QUEUE - 1)
        with pytest.raises(QuotaError, match="stessa persona"):
            quota.check("a", REQUESTS_PER_PERSON, REQUESTS_PER_PERSON)
        with pytest.raises(QuotaError, match="Troppe"):
            quota.check("a", 0, LONGEST_QUEUE)

    def test_what_was_spent_comes_back_after_an_hour_and_says_when(self):
        now = 0.0
        quota = Quota(lambda: now)
        quota.spend("a", TOKENS_PER_HOUR - 1)
        now = 600.0
        quota.check("a", 0, 0)
        quota.spend("a", 1)
        with pytest.raises(QuotaError, match="51 min"):
            quota.check("a", 0, 0)
        quota.check("b", 0, 0)
        now = 3601.0
        quota.check("a", 0, 0)
        assert quota.spent("a") == 1
        now = 9000.0
        assert quota.spent("a") == 0
