"""Practices: documents of one procedure, checked, decided upon, exported."""

from apps.municipal.tenders.practice.checking import (
    Outcome,
    Result,
    Step,
    check_practice,
    check_steps,
    forget_result,
    identify,
    is_large,
    read_filed,
    read_result,
)
from apps.municipal.tenders.practice.deciding import Decision, Subject, decide, decided_by_rule, decisions_of
from apps.municipal.tenders.practice.practice import (
    Brought,
    Filed,
    Practice,
    allow_recognition,
    correct_kind,
    create_practice,
    delete_practice,
    list_practices,
    open_practice,
    pseudonym,
)
from apps.municipal.tenders.practice.queueing import enqueue, job_of, progress

__all__ = [
    "Brought",
    "Decision",
    "Filed",
    "Outcome",
    "Practice",
    "Result",
    "Step",
    "Subject",
    "allow_recognition",
    "check_practice",
    "check_steps",
    "correct_kind",
    "create_practice",
    "decide",
    "decided_by_rule",
    "decisions_of",
    "delete_practice",
    "enqueue",
    "forget_result",
    "identify",
    "is_large",
    "job_of",
    "list_practices",
    "open_practice",
    "progress",
    "pseudonym",
    "read_filed",
    "read_result",
]
