"""Hands the result of a test to the study, under the card and never under the nickname."""

import logging
from collections.abc import Iterator
from typing import Literal, cast

from apps.labs.activities import InstrumentForm, TimedTask
from apps.labs.web.participants.seat import Seat
from apps.labs.web.participants.work import Work, work_of
from workbench import studies
from workbench.errors import UserError
from workbench.instruments import ANCHORS, TOTAL, highest
from workbench.rooms import RoomOptions
from workbench.studies import Measure
from workbench.studies.measuring import ANCHORS as SHARED
from workbench.studies.measuring import TEST, TIMED

MEASURED = (TEST, TIMED)


def hand_in(seat: Seat) -> None:
    """Records the measures of finished tests, if the room has a study and this phone a card.

    Sending the same again changes nothing: it may be called after every answer, and when the card comes late.
    """
    options = seat.room.options
    if not (options.study and options.wave and seat.card) or options.rehearsal:
        return
    for number in range(len(seat.room.plan.steps)):
        work = work_of(seat, number)
        finished = work.activity.kind in MEASURED and work.is_finished
        for measure in _measures(work, options) if finished else ():
            try:
                studies.record_measure(options.study, seat.card, measure)
            except UserError as error:
                # The answers are safe; that the study does not take them is for the researchers to see.
                logging.getLogger(__name__).warning("a measure was not recorded: %s", error.problem)


def _measures(work: Work, options: RoomOptions) -> Iterator[Measure]:
    """What a finished test or task is worth; of a test also the questions that its two forms share."""
    at_work, answers = work.activity, work.answers
    wave, municipality = cast(Literal["prima", "dopo"], options.wave), options.municipality
    if isinstance(at_work, InstrumentForm):
        made, scores = at_work.form_of(answers), at_work.score(answers)
        for scale, outcome in ((TOTAL, TEST), (ANCHORS, SHARED)):
            if made is not None and scale in scores:
                score, most = scores[scale], highest(made, scale)
                yield Measure(wave, municipality, made.id, score, most, outcome=outcome)
    elif isinstance(at_work, TimedTask):
        scores, form = at_work.score(answers), f"{at_work.id}-{at_work.form_of(answers)}"
        quality, seconds = scores["qualita"], scores["secondi"]
        yield Measure(wave, municipality, form, quality, 1.0, seconds, outcome=TIMED)
