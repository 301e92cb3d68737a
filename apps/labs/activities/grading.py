"""From a model's output on one hidden input to verdicts: one kind of grading for each kind of exercise."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from apps.labs.activities.protocol import Line
from workbench.checks import (
    Check,
    FactsPresent,
    Gulpease,
    Labels,
    Length,
    NoPersonalData,
    NumbersFromSource,
    ValidJson,
    numbers_dates_references,
    quoted,
)
from workbench.italian import normalise

Gold = dict[str, str | None] | tuple[str, ...] | str


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HiddenInput(Strict):
    """A text that the participant's prompt meets without having been seen."""

    name: str
    text: str
    gold: Gold
    """fields, facts or a label, as the grading of the exercise wants them"""


class Fields(Strict):
    """A JSON object with these fields: each field is a point."""

    kind: Literal["campi"]
    keys: tuple[str, ...]
    why: dict[str, str]
    """why a wrong field matters, by key"""

    @property
    def points(self) -> int:
        return len(self.keys)

    def lines(self, given: HiddenInput, output: str) -> tuple[Line, ...]:
        assert isinstance(given.gold, dict)
        valid = ValidJson(self.keys)(output, given.text)
        found = json.loads(output) if valid.ok else None
        if not isinstance(found, dict):
            why = valid.why if not valid.ok else "Serve un solo oggetto JSON, non un elenco."
            return tuple(Line(False, f"{given.name}: {key}", valid.where, why) for key in self.keys)
        return tuple(self._line(given, key, found[key]) for key in self.keys)

    def _line(self, given: HiddenInput, key: str, value: Any) -> Line:
        assert isinstance(given.gold, dict)
        expected = given.gold[key]
        if _same(value, expected):
            return Line(True, f"{given.name}: {key}", "", "Il dato è quello dell'avviso.")
        said = quoted(str(value)) if value is not None else "null"
        meant = quoted(expected) if expected else "che il dato non c'è"
        return Line(False, f"{given.name}: {key}", f"{said}; nell'avviso si legge {meant}", self.why[key])


class Label(Strict):
    """One label and no other: each input is a point."""

    kind: Literal["etichetta"]
    labels: tuple[str, ...]

    @property
    def points(self) -> int:
        return 1

    def lines(self, given: HiddenInput, output: str) -> tuple[Line, ...]:
        assert isinstance(given.gold, str)
        # `Labels` takes the names to look for from its gold: the other offices stand in it under no text.
        gold = {label: label for label in self.labels} | {given.text: given.gold}
        verdict = Labels(gold)(output, given.text)
        where = verdict.where if verdict.ok else f"{quoted(given.text)}: {verdict.where}"
        return (Line(verdict.ok, f"{given.name}: {given.gold}", where, verdict.why),)


class PlainText(Strict):
    """A rewritten text: a point when all its checks hold, else people would win by deleting content."""

    kind: Literal["testo"]
    gulpease: float
    words: tuple[int, int]
    allowed: tuple[str, ...] = ()
    """addresses of the offices: they are not personal data"""

    @property
    def points(self) -> int:
        return 1

    def lines(self, given: HiddenInput, output: str) -> tuple[Line, ...]:
        assert isinstance(given.gold, tuple)
        checks: tuple[Check, ...] = (
            FactsPresent(given.gold),
            NumbersFromSource(),
            Gulpease(self.gulpease),
            Length(*self.words),
            NoPersonalData(self.allowed),
        )
        verdicts = [check(output, given.text) for check in checks]
        return tuple(Line(each.ok, f"{given.name}: {each.name}", each.where, each.why) for each in verdicts)


Grading = Annotated[Fields | Label | PlainText, Field(discriminator="kind")]


def marks(grading: Fields | Label | PlainText, lines: tuple[Line, ...]) -> tuple[bool, ...]:
    """The points of one output, earned or not, from its verdicts."""
    if isinstance(grading, Fields):
        return tuple(line.ok for line in lines)
    return (all(line.ok for line in lines),)


def _same(value: Any, expected: str | None) -> bool:
    """Whether a field has the expected value, however dates and amounts are written."""
    if expected is None:
        return value is None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    said = value if isinstance(value, str) else f"{value:.2f}".replace(".", ",")
    if normalise(said) == normalise(expected):
        return True
    wanted = numbers_dates_references(expected)
    return bool(wanted) and numbers_dates_references(said) == wanted
