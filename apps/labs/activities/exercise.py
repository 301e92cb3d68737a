"""A prompt exercise: a request runs on hidden inputs, and deterministic checks read what comes out."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field

from apps.labs.activities import tallies
from apps.labs.activities.answering import checked
from apps.labs.activities.grading import Grading, HiddenInput, Strict, marks
from apps.labs.activities.protocol import Answers, Asking, Chart, Feedback, Item, Line, Panel, Screen
from apps.labs.activities.question import TRANSFER, Question
from workbench.backends import Decoding
from workbench.rooms import Call

FOLDER = Path(__file__).parent / "exercises"
PREDICTION, REQUEST = "previsione", "richiesta"
OUTCOME = ".esito"
"""`richiesta.esito`: {"passed", "total"} of the last attempt, for callers that know the outputs"""
SEED = " · seme "
ATTEMPTS = 6
LONGEST_REQUEST = 1500


class Prompts(Strict):
    """What the calibration compares; participants see the reference after an attempt."""

    nothing: str = ""
    weak: str
    reference: tuple[str, ...] = Field(min_length=1)
    """the wordings for the models it may meet; the best one counts"""


class Writing(Strict):
    max_tokens: int = Field(ge=1, le=1000)
    temperature: float = Field(ge=0, le=2)


class PromptExercise(Strict):
    """One file of `exercises/`."""

    id: str
    kind: Literal["esercizio"] = "esercizio"
    title: str
    minutes: int
    objective: str
    tags: tuple[str, ...]
    scene: tuple[str, ...]
    predict: str
    example: str
    transfer: Question
    prompts: Prompts
    reference: str
    """what participants read after an attempt"""
    decoding: Writing
    seeds: tuple[int, ...] = Field(min_length=1)
    grading: Grading
    inputs: tuple[HiddenInput, ...] = Field(min_length=1)

    @property
    def total(self) -> int:
        return len(self.inputs) * len(self.seeds) * self.grading.points

    @property
    def calls_per_person(self) -> int:
        """One attempt and one retry."""
        return 2 * len(self.inputs) * len(self.seeds)

    @property
    def calls_tokens(self) -> int:
        return self.decoding.max_tokens

    def screens(self, participant_seed: int) -> tuple[Screen, ...]:
        prediction = Item(PREDICTION, "numero", self.predict, f"Da 0 a {self.total}.", high=self.total)
        request = Item(
            REQUEST,
            "richiesta",
            "La richiesta per il modello",
            "Il modello la legge prima di ciascun testo nascosto. Niente dati di persone vere.",
            longest=LONGEST_REQUEST,
            attempts=ATTEMPTS,
        )
        told = (
            f"I testi nascosti sono {len(self.inputs)}. Dopo ogni prova si legge che cosa è riuscito, che "
            f"cosa no e perché conta. Le prove sono al massimo {ATTEMPTS}.",
        )
        return (
            Screen("scena", "La situazione", self.scene, (prediction,), source=self.example),
            Screen("prova", "Scrivere la richiesta e provarla", told, (request,), source=self.example),
            Screen("domanda", "Un'ultima domanda", (), (self.transfer.item,)),
        )

    def check(self, item_id: str, raw: Any, participant_seed: int) -> Any:
        return checked(self.screens(participant_seed), item_id, raw)

    def observe(self, screen: str, answers: Answers, asking: Asking) -> Panel:
        return Panel()

    def calls(self, item_id: str, value: Any) -> tuple[Call, ...]:
        """The request before each hidden input, once for each seed."""
        if item_id != REQUEST or not isinstance(value, str):
            return ()
        return tuple(self._call(value, given, seed) for given in self.inputs for seed in self.seeds)

    def feedback(self, item_id: str, value: Any, outputs: Sequence[tuple[Call, str]]) -> Feedback:
        if item_id == TRANSFER:
            return self.transfer.feedback(value)
        lines = [self.lines(call, output) for call, output in outputs]
        points = [earned for each in lines for earned in marks(self.grading, each)]
        score = sum(points) / len(points) if points else 0.0
        every = tuple(line for each in lines for line in each)
        return Feedback(score, sum(points), len(points), every, self.reference)

    def lines(self, call: Call, output: str) -> tuple[Line, ...]:
        """The verdicts on the output of one of our calls."""
        return self.grading.lines(self.given(call), output)

    def given(self, call: Call) -> HiddenInput:
        """The hidden input of one of our calls."""
        return self._by_name[call.key.split(SEED)[0]]

    def board(self, answers: Sequence[Answers], asking: Asking | None = None) -> tuple[Chart, ...]:
        shares = [outcome["passed"] / outcome["total"] for outcome in self._outcomes(answers)]
        charts = [
            tallies.numbers(self.predict, tallies.given(answers, PREDICTION), _edges(self.total)),
            tallies.numbers("Quota di punti all'ultima prova", shares, (0, 0.25, 0.5, 0.75, 1)),
            tallies.choices(self.transfer.item, answers),
            tallies.wall("Le richieste scritte", answers, REQUEST),
        ]
        return tuple(charts)

    def score(self, answers: Answers) -> dict[str, float | None]:
        outcome = next(iter(self._outcomes([answers])), None)
        return {
            "riuscita": outcome["passed"] / outcome["total"] if outcome else None,
            TRANSFER: self.transfer.score(answers),
        }

    @cached_property
    def _by_name(self) -> dict[str, HiddenInput]:
        return {given.name: given for given in self.inputs}

    def _call(self, prompt: str, given: HiddenInput, seed: int) -> Call:
        content = f"{prompt}\n{given.text}" if prompt else given.text
        decoding = Decoding(self.decoding.max_tokens, self.decoding.temperature, seed=seed)
        key = given.name if len(self.seeds) == 1 else f"{given.name}{SEED}{seed}"
        return Call(messages=({"role": "user", "content": content},), decoding=decoding, key=key)

    def _outcomes(self, answers: Sequence[Answers]) -> Iterator[dict[str, int]]:
        found = (row.get(REQUEST + OUTCOME) for row in answers)
        return (outcome for outcome in found if outcome and outcome["total"])


def read_exercise(name: str) -> PromptExercise:
    """The exercise of a file of `exercises/`; a wrong file is a bug and raises pydantic's error."""
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return PromptExercise.model_validate(found)


def _edges(total: int) -> tuple[float, ...]:
    """Quarters of the points, in whole numbers."""
    return tuple(dict.fromkeys(round(total * part / 4) for part in range(5)))
