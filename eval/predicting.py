"""Ask one model the rows it has not answered yet, and keep each answer as it comes."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from eval.items import Item, ItemFile
from eval.metrics import Answers, Metric
from eval.plan import Plan
from eval.predictors import Answer, Predictor, Subject
from eval.predictors.predictor import digest_of
from workbench.italian import slug
from workbench.jobs import Events

DECODING = "decodifica.json"
TELL_EVERY = 0.5
"""seconds between two `step` events"""


@dataclass(frozen=True)
class Asked:
    subject: Subject
    decoding: str
    items: dict[str, Item]


class Progress:
    """Counts answered items over all models and tells it, at most twice a second.

    The time left supposes that the models to come are as fast as the present one.
    """

    def __init__(self, events: Events, steps: int, stop: Callable[[], bool]) -> None:
        self.steps, self.step = steps, 0
        self.stop_requested = stop
        self._events, self._told = events, 0.0
        self._model, self._since, self._fresh = "", 0.0, 0

    def found_done(self, count: int) -> None:
        self.step += count

    def advance(self, count: int, model: str) -> None:
        self.step += count
        now = time.monotonic()
        if model != self._model:
            # the first batch waited for the weights: it says nothing about the pace
            self._model, self._since, self._fresh = model, now, 0
        else:
            self._fresh += count
        if now - self._told < TELL_EVERY and self.step < self.steps:
            return
        self._told = now
        left = (now - self._since) / self._fresh * (self.steps - self.step) if self._fresh else None
        self._events.write(
            "step",
            step=self.step,
            steps=self.steps,
            seconds_left=None if left is None else round(left, 1),
            model=model,
        )


def model_folder(folder: Path, reference: str) -> Path:
    """Readable and different for every reference."""
    return folder / "models" / f"{slug(reference)[:40] or 'modello'}-{digest_of(reference)[:8]}"


def ask_model(
    predictor: Predictor, plan: Plan, folder: Path, progress: Progress, *, resume: bool
) -> Asked | None:
    """All answers of one model, None when a stop was requested first."""
    subject = predictor.subject
    own = model_folder(folder, subject.reference)
    file = ItemFile(own)
    seal = {
        "test": plan.data_set.test_digest,
        "model": subject.digest,
        "config": plan.config.prediction_digest(),
    }
    items = file.open(seal, resume=resume)
    waiting = [row for row in plan.rows if row.id not in items]
    progress.found_done(len(plan.rows) - len(waiting))
    if waiting:
        if progress.stop_requested():
            return None
        for answers in predictor.answer(waiting):
            new = [_item(answer, plan) for answer in answers]
            file.append(new)
            items.update((item.id, item) for item in new)
            progress.advance(len(new), subject.reference)
            if progress.stop_requested():
                return None
        (own / DECODING).write_text(json.dumps(predictor.decoding, ensure_ascii=False), encoding="utf-8")
    return Asked(subject, _decoding(own, predictor), items)


def _decoding(own: Path, predictor: Predictor) -> str:
    """As told when the answers were given: with all of them done the model is not even loaded."""
    path = own / DECODING
    return json.loads(path.read_text("utf-8")) if path.is_file() else predictor.decoding


def _item(answer: Answer, plan: Plan) -> Item:
    row = answer.row
    scores: dict[str, float] = {}
    if answer.text is not None:
        one = Answers([row.target], [answer.text], plan.data_set.labels)
        scores = {metric.name: found for metric in plan.metrics if (found := _score(metric, one)) is not None}
    return Item(
        id=row.id,
        expected=row.target,
        predicted=answer.text,
        scores=scores,
        seconds=round(answer.seconds, 5),
        reason=answer.reason,
        cut=answer.cut,
    )


def _score(metric: Metric, one: Answers) -> float | None:
    found = metric.scores(one)
    return None if found is None else round(found[0], 4)
