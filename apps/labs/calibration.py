"""Which exercises a model can carry: measured with a do-nothing, a weak and a reference prompt.

An exercise that a model fails whatever one asks, or solves whatever one asks, teaches nothing about asking.
"""

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from pydantic import ValidationError

from apps.labs.activities import Activity, PromptExercise
from apps.labs.activities.exercise import FOLDER, REQUEST
from apps.labs.activities.grading import Strict, marks
from workbench.backends import Backend, ScriptedBackend
from workbench.errors import UserError
from workbench.italian import number, percent
from workbench.models import resolve
from workbench.settings import settings

if TYPE_CHECKING:
    from workbench.tracking import Calibration

LEAST_GAIN = 0.3
"""reference minus weak: below it the exercise is not offered"""
TOGETHER = 8
SUFFIX = ".taratura.yaml"
UNAVAILABLE = "Non disponibile con questo modello"


class Span(Strict):
    """A share, or a difference of shares, with its 95 % interval over the hidden inputs."""

    point: float
    low: float
    high: float

    @property
    def words(self) -> str:
        return f"{percent(self.point, 0)} ({percent(self.low, 0)}-{percent(self.high, 0)})"


class Rate(Span):
    prompt: str
    passed: int
    total: int


class Measure(Strict):
    """What one model did with one exercise on one day."""

    exercise: str
    content: str
    """digest of what the model is asked and how it is judged: a changed exercise is measured again"""
    model: str
    digest: str
    """of the model's weights; empty where a server does not tell"""
    day: date
    inputs: int
    """hidden inputs: the units of the intervals"""
    nothing: Rate
    weak: Rate
    reference: Rate
    """the best wording of the reference"""
    gain: Span
    """reference minus weak"""

    @property
    def passes(self) -> bool:
        return round(self.gain.point, 6) >= LEAST_GAIN

    @property
    def words(self) -> str:
        return (
            f"Taratura del {self.day:%d/%m/%Y} su {self.inputs} testi con {self.model}: senza richiesta "
            f"{self.nothing.words}, con una richiesta debole {self.weak.words}, con quella di riferimento "
            f"{self.reference.words}."
        )


@dataclass(frozen=True)
class Availability:
    offered: bool
    words: str
    """why, for the screen"""
    measure: Measure | None = None


def availability(activity: Activity, model: str) -> Availability:
    """Whether an activity may be offered with the model of a room, and why."""
    if not isinstance(activity, PromptExercise):
        return Availability(True, "")
    found = [measure for measure in read_measures(activity.id) if measure.model == model]
    if not found:
        return Availability(False, f"{UNAVAILABLE}: l'esercizio non è stato tarato con {model}.")
    measure = found[0]
    if measure.content != content_digest(activity) or measure.digest != weights_digest(model):
        told = "dopo la taratura sono cambiati il modello o l'esercizio; va ripetuta."
        return Availability(False, f"{UNAVAILABLE}: {told}", measure)
    if not measure.passes:
        gain = number(100 * measure.gain.point, 0)
        told = f"una richiesta ben scritta cambia il risultato di {gain} punti, ne servono almeno 30."
        return Availability(False, f"{UNAVAILABLE}: {told} {measure.words}", measure)
    return Availability(True, measure.words, measure)


def calibrate(
    exercise: PromptExercise, model: str, backend: Backend, tell: Callable[[str], None] = print
) -> Measure:
    """Asks the model with the three kinds of prompt and judges what it answers.

    Intervals: bootstrap over the hidden inputs (`workbench.statistics`); a model that answers all or none
    right gets Wilson's on as many units as there are inputs. Raises UserError for scripted answers, and for
    a model that does not answer.
    """
    if isinstance(backend, ScriptedBackend):
        raise UserError(
            "Le risposte scritte in un copione non dicono che cosa sa fare un modello.",
            remedy="Tarare con un modello vero.",
        )
    nothing = _tried(exercise, exercise.prompts.nothing, model, backend, tell)
    weak = _tried(exercise, exercise.prompts.weak, model, backend, tell)
    references = [_tried(exercise, each, model, backend, tell) for each in exercise.prompts.reference]
    best = max(references, key=lambda each: sum(each.points))
    return Measure(
        exercise=exercise.id,
        content=content_digest(exercise),
        model=model,
        digest=weights_digest(model),
        day=date.today(),
        inputs=len(exercise.inputs),
        nothing=nothing.rate(),
        weak=weak.rate(),
        reference=best.rate(),
        gain=_gain(weak, best),
    )


@dataclass(frozen=True)
class _Tried:
    prompt: str
    points: tuple[bool, ...]
    inputs: tuple[str, ...]
    """the hidden input of each point"""

    def rate(self) -> Rate:
        from workbench.statistics import mean_interval

        found = mean_interval([float(point) for point in self.points], clusters=self.inputs)
        passed, total = sum(self.points), len(self.points)
        return Rate(**_span(found), prompt=self.prompt, passed=passed, total=total)


def _gain(weak: _Tried, reference: _Tried) -> Span:
    from workbench.statistics import paired_difference

    before, after = ([float(point) for point in each.points] for each in (weak, reference))
    return Span(**_span(paired_difference(before, after, clusters=weak.inputs)))


def _span(interval: object) -> dict[str, float]:
    return {name: round(float(getattr(interval, name)), 4) for name in ("point", "low", "high")}


def _tried(
    exercise: PromptExercise, prompt: str, model: str, backend: Backend, tell: Callable[[str], None]
) -> _Tried:
    calls = exercise.calls(REQUEST, prompt)
    with ThreadPoolExecutor(TOGETHER) as threads:
        answers = list(
            threads.map(
                lambda call: backend.complete(call.messages, model=model, decoding=call.decoding).text, calls
            )
        )
    points: list[bool] = []
    inputs: list[str] = []
    for call, output in zip(calls, answers, strict=True):
        earned = marks(exercise.grading, exercise.lines(call, output))
        points += earned
        inputs += [exercise.given(call).name] * len(earned)
    shown = prompt.split("\n")[0][:60] or "nessuna richiesta"
    tell(f"{exercise.id}, {model}, «{shown}»: {sum(points)} su {len(points)}.")
    return _Tried(prompt, tuple(points), tuple(inputs))


def in_mlflow(measure: Measure) -> "Calibration":
    """The card as MLflow keeps it: figures and digests, none of the prompts."""
    from workbench.tracking import Calibration

    rates = {
        "senza richiesta": measure.nothing,
        "richiesta debole": measure.weak,
        "riferimento": measure.reference,
    }
    figures = {
        name: {**_parts(rate), "riuscite": float(rate.passed), "prove": float(rate.total)}
        for name, rate in rates.items()
    }
    return Calibration(
        exercise=measure.exercise,
        content=measure.content,
        model=measure.model,
        model_digest=measure.digest,
        day=measure.day,
        figures={**figures, "guadagno": _parts(measure.gain)},
        inputs=measure.inputs,
        offered=measure.passes,
    )


def _parts(span: Span) -> dict[str, float]:
    return {"valore": span.point, "basso": span.low, "alto": span.high}


def content_digest(exercise: PromptExercise) -> str:
    asked = exercise.model_dump_json(include={"prompts", "decoding", "seeds", "grading", "inputs"})
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


def weights_digest(model: str) -> str:
    """Empty for a model that another server holds."""
    try:
        return resolve(model).digest
    except UserError:
        return ""


def read_measures(exercise_id: str) -> list[Measure]:
    """Those of this installation first, then those that come with Officina.

    A file that cannot be read raises UserError: an exercise is never offered on a guess.
    """
    found = []
    for folder in (_own_folder(), FOLDER):
        path = folder / f"{exercise_id}{SUFFIX}"
        if path.is_file():
            try:
                found += [Measure.model_validate(each) for each in yaml.safe_load(path.read_text("utf-8"))]
            except (ValidationError, yaml.YAMLError, TypeError) as cause:
                raise UserError(
                    "La scheda di taratura non si legge.",
                    value=path.name,
                    remedy="Cancellarla e ripetere: python -m apps.labs calibrate.",
                ) from cause
    return found


def save_measure(measure: Measure, *, shipped: bool = False) -> Path:
    """In place of an earlier one of this model; `shipped`: beside the exercise, for who develops Officina."""
    folder = FOLDER if shipped else _own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{measure.exercise}{SUFFIX}"
    kept: Sequence[Measure] = ()
    if path.is_file():
        listed = yaml.safe_load(path.read_text("utf-8")) or []
        kept = [Measure.model_validate(each) for each in listed if each["model"] != measure.model]
    values = [each.model_dump(mode="json") for each in sorted((*kept, measure), key=lambda each: each.model)]
    path.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=110), "utf-8")
    return path


def _own_folder() -> Path:
    return settings().var / "calibrations"
