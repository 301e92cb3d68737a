"""Hands the result of a test to the study, under the card and never under the nickname."""

import logging
from typing import Literal, cast

from apps.labs.activities import InstrumentForm, TimedTask
from apps.labs.web.participants.seat import Seat
from apps.labs.web.participants.work import Work, work_of
from workbench import studies
from workbench.errors import UserError
from workbench.instruments import TOTAL, highest
from workbench.rooms import RoomOptions
from workbench.studies import Measure

MEASURED = ("prova", "compito")
TIMED = "compito"


def hand_in(seat: Seat) -> None:
    """Records the measures of finished tests, if the room has a study and this phone a card.

    Sending the same again changes nothing: it may be called after every answer, and when the card comes late.
    """
    options = seat.room.options
    if not (options.study and options.wave and seat.card) or options.rehearsal:
        return
    for number in range(len(seat.room.plan.steps)):
        work = work_of(seat, number)
        measure = _measure(work, options) if work.activity.kind in MEASURED and work.is_finished else None
        if measure is None:
            continue
        try:
            studies.record_measure(options.study, seat.card, measure)
        except UserError as error:
            # The answers are safe; that the study does not take them is for the researchers to see.
            logging.getLogger(__name__).warning("a measure was not recorded: %s", error.problem)


def _measure(work: Work, options: RoomOptions) -> Measure | None:
    at_work, answers = work.activity, work.answers
    wave, municipality = cast(Literal["prima", "dopo"], options.wave), options.municipality
    if isinstance(at_work, InstrumentForm):
        made, scores = at_work.form_of(answers), at_work.score(answers)
        if made is None:
            return None
        return Measure(wave, municipality, made.id, scores.get(TOTAL), highest(made, TOTAL))
    if isinstance(at_work, TimedTask):
        scores, form = at_work.score(answers), f"{at_work.id}-{at_work.form_of(answers)}"
        quality, seconds = scores["qualita"], scores["secondi"]
        return Measure(wave, municipality, form, quality, 1.0, seconds, outcome=TIMED)
    return None
