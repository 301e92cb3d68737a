"""What can be done in a room: labs, exercises, tests, surveys, timed tasks. One file each, listed here."""

from apps.labs.activities.exercise import OUTCOME, PromptExercise, read_exercise
from apps.labs.activities.fragments import FRAGMENTS
from apps.labs.activities.instrument_form import INSTRUMENT_FORMS, InstrumentForm
from apps.labs.activities.next_word import NEXT_WORD
from apps.labs.activities.pause import PAUSE
from apps.labs.activities.personal_data import PERSONAL_DATA
from apps.labs.activities.protocol import (
    Activity,
    Answers,
    Asking,
    Chart,
    Feedback,
    Item,
    Line,
    Option,
    Panel,
    Screen,
)
from apps.labs.activities.stages import LEARNING_STAGES
from apps.labs.activities.temperature import TEMPERATURE
from apps.labs.activities.timed_task import TIMED_TASK, TimedTask
from workbench.errors import UserError
from workbench.rooms import Call

EXERCISES = ("riscrittura", "estrazione", "classificazione")
"""files of `exercises/` in which the participant's prompt runs on hidden inputs"""
ACTIVITIES: tuple[Activity, ...] = (
    FRAGMENTS,
    NEXT_WORD,
    TEMPERATURE,
    LEARNING_STAGES,
    *map(read_exercise, EXERCISES),
    PERSONAL_DATA,
    *INSTRUMENT_FORMS,
    TIMED_TASK,
    PAUSE,
)


def activity(id: str) -> Activity:  # noqa: A002  the name of the field
    """The activity of this id. Raises UserError with the known ids."""
    for found in ACTIVITIES:
        if found.id == id:
            return found
    known = ", ".join(each.id for each in ACTIVITIES)
    raise UserError("Questa attività non esiste.", value=id, remedy=f"Attività presenti: {known}.")


__all__ = [
    "ACTIVITIES",
    "EXERCISES",
    "OUTCOME",
    "Activity",
    "Answers",
    "Asking",
    "Call",
    "Chart",
    "Feedback",
    "InstrumentForm",
    "Item",
    "Line",
    "Option",
    "Panel",
    "PromptExercise",
    "Screen",
    "TimedTask",
    "activity",
]
