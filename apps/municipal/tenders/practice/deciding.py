"""What people decide about findings: kept without their name, counted per rule, never per person."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from sqlalchemy import delete, func, select

from apps.municipal.tenders.practice.practice import Practice
from workbench.errors import UserError
from workbench.jobs import Person
from workbench.privacy import mask
from workbench.store import engine, insert_new, writing
from workbench.store.tables.tenders_decisions import decisions

STORE = "tenders"
LONGEST_REASON = 500
Choice = Literal["accettato", "rifiutato"]
CHOICES: tuple[Choice, ...] = get_args(Choice)


@dataclass(frozen=True)
class Subject:
    """The finding that is decided, as far as it is kept: nothing of its text."""

    finding: str
    """its identifier"""
    rule: str
    family: str
    severity: str
    confidence: str


@dataclass(frozen=True)
class Decision:
    outcome: Choice
    reason: str
    role: str


def decide(person: Person, practice: Practice, subject: Subject, outcome: str, reason: str = "") -> None:
    """Keeps what `person` decided, in place of what was decided before; an empty outcome takes it back.

    The reason is masked: it is about a rule, not about people.
    """
    if outcome and outcome not in CHOICES:
        raise UserError(
            "Questa scelta non è prevista.", value=outcome, remedy="Accettare o rifiutare il rilievo."
        )
    key = (decisions.c.practice == practice.id) & (decisions.c.finding == subject.finding)
    with writing(STORE) as connection:
        connection.execute(delete(decisions).where(key))
        if outcome:
            insert_new(
                connection,
                decisions,
                practice=practice.id,
                **vars(subject),
                outcome=outcome,
                reason=mask(" ".join(reason.split())[:LONGEST_REASON]),
                role=person.role,
                day=date.today(),
            )


def decisions_of(practice: Practice) -> dict[str, Decision]:
    """Identifier of a finding -> what was decided about it."""
    columns = (decisions.c.finding, decisions.c.outcome, decisions.c.reason, decisions.c.role)
    query = select(*columns).where(decisions.c.practice == practice.id)
    with engine(STORE).connect() as connection:
        return {row.finding: Decision(row.outcome, row.reason, row.role) for row in connection.execute(query)}


def decided_by_rule() -> dict[str, tuple[int, int]]:
    """Rule -> accepted, decided; over all practices, of rules alone and not of models."""
    query = select(decisions.c.rule, decisions.c.outcome, func.count()).group_by(
        decisions.c.rule, decisions.c.outcome
    )
    accepted: Counter[str] = Counter()
    decided: Counter[str] = Counter()
    with engine(STORE).connect() as connection:
        for rule, outcome, count in connection.execute(query):
            decided[rule] += count
            accepted[rule] += count if outcome == CHOICES[0] else 0
    return {rule: (accepted[rule], decided[rule]) for rule in sorted(decided)}
