"""What a predictor is: something that answers rows, and says what it is."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from eval.config import EvaluationConfig
from workbench.data import DataSet, Row, Task
from workbench.models import Model


@dataclass(frozen=True)
class Setting:
    """What every predictor may need; the test itself is not in it."""

    data_set: DataSet
    config: EvaluationConfig


@dataclass(frozen=True)
class Subject:
    """What is being measured, as reports name it."""

    reference: str
    name: str
    kind: str
    """`base`, `lora`, `completo`, or the name of a yardstick"""
    digest: str
    licence: str = ""
    language: str = ""
    base: str | None = None
    parameters: int = 0
    data_digest: str | None = None
    mlflow_run: str | None = None


@dataclass(frozen=True)
class Answer:
    row: Row
    text: str | None
    """None: no answer could be computed, for the `reason`"""
    seconds: float
    reason: str | None = None
    cut: bool = False


class Predictor(Protocol):
    @property
    def subject(self) -> Subject: ...

    @property
    def decoding(self) -> str:
        """How answers come about, in Italian; complete once `answer` has run."""
        ...

    def answer(self, rows: Sequence[Row]) -> Iterator[list[Answer]]:
        """Answers in batches, in any order. Weights are loaded at the first one, not before."""
        ...


@dataclass(frozen=True)
class Kind:
    """One way to answer. `prefix` marks references without a model; else `fits` chooses by model and task."""

    name: str
    build: Callable[[str, Model | None, Setting], Predictor]
    prefix: str | None = None
    fits: Callable[[Model, Task], bool] = lambda model, task: False


def subject_of(model: Model) -> Subject:
    return Subject(
        reference=model.reference,
        name=model.name,
        kind=model.kind,
        digest=model.digest,
        licence=model.licence,
        language=model.language,
        base=model.base,
        parameters=model.parameters,
        data_digest=model.data_digest,
        mlflow_run=model.mlflow_run,
    )


def digest_of(*values: str) -> str:
    return hashlib.sha256("\0".join(values).encode()).hexdigest()


def batches(rows: Sequence[Row], size: int) -> Iterator[list[Row]]:
    """Rows of similar length together: less padding, and the longest first so that memory fails early."""
    ordered = sorted(rows, key=lambda row: (-len(row.text), row.number))
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]
