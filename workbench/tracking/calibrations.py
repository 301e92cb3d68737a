"""What a model does with an exercise when nothing, too little or enough is asked: aggregates and digests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from workbench.tracking.client import CALIBRATIONS, client, failures_named
from workbench.tracking.runs import find_or_create, flat, measured, public_name, write


@dataclass(frozen=True)
class Calibration:
    """The card of an exercise and a model, without prompts, texts and answers."""

    exercise: str
    content: str
    """digest of what the model is asked and how it is judged"""
    model: str
    model_digest: str
    """of the weights; empty where a server does not tell"""
    day: date
    figures: Mapping[str, Mapping[str, float]]
    """`senza richiesta`, `richiesta debole`, `riferimento`, `guadagno` -> `valore`, `basso`, `alto`…"""
    inputs: int
    """hidden inputs: the units of the intervals"""
    offered: bool
    """whether the gain is enough for the exercise to be offered with this model"""


def track_calibration(card: Calibration) -> str:
    """Write a card and return its run; the same card of the same day is one run, however often it is told.

    Raises:
        TrackingError: when MLflow does not take it now.
    """
    model, noon = (
        public_name(card.model),
        datetime(card.day.year, card.day.month, card.day.day, 12, tzinfo=UTC),
    )
    key = {
        "esercizio": card.exercise,
        "contenuto": card.content,
        "modello": model,
        "giorno": card.day.isoformat(),
    }
    # A tag without a value is found by no search.
    key |= {"model_digest": card.model_digest} if card.model_digest else {}
    moment = noon.timestamp()
    with failures_named():
        run_id = find_or_create(CALIBRATIONS, f"{card.exercise} / {model}", key, moment)
        values = {**flat(card.figures), "testi": card.inputs, "disponibile": int(card.offered)}
        write(run_id, metrics=measured(values, moment))
        client().set_terminated(run_id, "FINISHED", round(moment * 1000))
    return run_id
