"""An item whose answer is a prompt: its attempts, their runs on hidden inputs, and what came out."""

from dataclasses import dataclass
from typing import Any

from apps.labs.activities import Activity, Feedback
from apps.labs.web.participants.fields import Field
from apps.labs.web.participants.seat import Seat
from apps.labs.web.shared.judging import judge
from workbench import rooms

WAITING = frozenset({"in attesa", "in corso"})


@dataclass(frozen=True)
class Attempt:
    number: int
    prompt: str
    runs: tuple[rooms.Run, ...]
    feedback: Feedback | None
    """once all runs have ended and at least one has an output"""
    covered: bool = False
    """whether results wait to be shown to everybody together"""

    @property
    def waits(self) -> bool:
        return any(run.state in WAITING for run in self.runs)

    @property
    def held(self) -> bool:
        return any(run.state == "trattenuta" for run in self.runs)

    @property
    def done(self) -> int:
        return sum(run.state == "fatta" for run in self.runs)

    @property
    def place(self) -> int:
        """The place in the queue of the first run that waits; 0 when none does."""
        return min((run.place for run in self.runs if run.state == "in attesa"), default=0)

    @property
    def cancelled(self) -> bool:
        return any(run.state == "annullata" for run in self.runs)

    @property
    def problems(self) -> list[str]:
        """What stopped runs, each said once."""
        return sorted({run.error for run in self.runs if run.state == "non riuscita" and run.error})

    @property
    def outputs(self) -> list[tuple[str, str]]:
        """Which hidden input, and what the model answered."""
        done = [] if self.covered else self.runs
        return [(run.call.key, run.output) for run in done if run.state == "fatta"]

    @property
    def failed_lines(self) -> list[Any]:
        return [line for line in self.feedback.lines if not line.ok] if self.feedback else []

    @property
    def passed_lines(self) -> list[Any]:
        return [line for line in self.feedback.lines if line.ok] if self.feedback else []


@dataclass(frozen=True)
class Prompting:
    field: Field
    attempts: tuple[Attempt, ...]
    """the last first"""
    model: str

    @property
    def last(self) -> Attempt | None:
        return self.attempts[0] if self.attempts else None

    @property
    def waits(self) -> bool:
        return bool(self.last and (self.last.waits or self.last.held or self.is_covered))

    @property
    def is_covered(self) -> bool:
        """Whether the results are there, and wait to be shown together."""
        return bool(self.last and self.last.covered and self.last.done)

    @property
    def next_number(self) -> int:
        return (self.last.number if self.last else 0) + 1

    @property
    def may_try(self) -> bool:
        return self.next_number <= self.field.item.attempts and not self.waits

    @property
    def left(self) -> int:
        return max(0, self.field.item.attempts - self.next_number + 1)

    @property
    def reference(self) -> str:
        return next((one.feedback.reference for one in self.attempts if one.feedback), "")

    @property
    def text(self) -> str:
        """What stands in the text area: what was just typed, else the last prompt, to be made better."""
        return self.field.text or (self.last.prompt if self.last else "")


def prompting(seat: Seat, step: int, at_work: Activity, field: Field) -> Prompting:
    """The item with its attempts, the last first."""
    given = [
        one for one in rooms.answers_of(seat.participant) if (one.step, one.item) == (step, field.item.id)
    ]
    runs = [run for run in rooms.runs_of(seat.participant, step) if run.item == field.item.id]
    attempts = []
    for one in sorted(given, key=lambda one: -one.attempt):
        own = tuple(run for run in runs if run.attempt == one.attempt)
        # Answers that are shown to all together stay covered until then.
        covered = seat.room.batch and step not in seat.room.revealed
        feedback = None if covered else judge(at_work.id, one.item, str(one.value), own)
        attempts.append(Attempt(one.attempt, str(one.value), own, feedback, covered))
    return Prompting(field, tuple(attempts), seat.room.options.model)
