"""What a metric is: a figure with its interval, and a paired comparison with its test."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from workbench.statistics import (
    Difference,
    Interval,
    Statistic,
    is_binary,
    mcnemar_exact,
    mean_interval,
    paired_difference,
    paired_permutation,
    paired_statistic,
    permuted_statistic,
    statistic_interval,
)


@dataclass(frozen=True)
class Answers:
    """What was expected and what one model answered, item by item."""

    expected: Sequence[str]
    predicted: Sequence[str]
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draws:
    """How to resample: by groups where `clusters` (one name per item) are given."""

    clusters: Sequence[str] | None = None
    resamples: int = 10_000
    seed: int = 20

    @property
    def options(self) -> dict[str, Any]:
        return {"clusters": self.clusters, "resamples": self.resamples, "seed": self.seed}


@dataclass(frozen=True)
class Compared:
    difference: Difference
    p: float
    test: str


class Metric(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def explanation(self) -> str: ...

    @property
    def is_share(self) -> bool:
        """Whether the figure lies between 0 and 1 and reads as a percentage."""
        ...

    def scores(self, answers: Answers) -> Sequence[float] | None:
        """One score per item, or None when the figure exists only for all items together."""
        ...

    def figure(self, answers: Answers, draws: Draws) -> Interval: ...

    def compare(self, reference: Answers, other: Answers, draws: Draws) -> Compared:
        """`other` minus `reference` on the same items."""
        ...


@dataclass(frozen=True)
class MeanMetric:
    """The mean of one score per item."""

    name: str
    title: str
    explanation: str
    score: Callable[[str, str], float]
    """(expected, predicted) -> 0…1"""
    is_share: bool = True

    def scores(self, answers: Answers) -> Sequence[float]:
        return [self.score(*pair) for pair in zip(answers.expected, answers.predicted, strict=True)]

    def figure(self, answers: Answers, draws: Draws) -> Interval:
        return mean_interval(self.scores(answers), **draws.options)

    def compare(self, reference: Answers, other: Answers, draws: Draws) -> Compared:
        a, b = np.array(self.scores(reference)), np.array(self.scores(other))
        difference = paired_difference(a, b, **draws.options)
        if draws.clusters is None and is_binary(a) and is_binary(b):
            return Compared(difference, mcnemar_exact(a, b), "McNemar esatto")
        p = paired_permutation(a, b, **draws.options)
        return Compared(difference, p, permutation_name(draws))


@dataclass(frozen=True)
class SummedMetric:
    """A figure of all items together that depends on them only through sums of parts."""

    name: str
    title: str
    explanation: str
    parts: Callable[[Answers], np.ndarray]
    """-> (items, k), the same k for every model of a comparison"""
    statistic: Statistic
    score: Callable[[str, str], float] | None = None
    """an approximation for one item, for its reader"""
    is_share: bool = True

    def scores(self, answers: Answers) -> Sequence[float] | None:
        if self.score is None:
            return None
        return [self.score(*pair) for pair in zip(answers.expected, answers.predicted, strict=True)]

    def figure(self, answers: Answers, draws: Draws) -> Interval:
        return statistic_interval(self.statistic, self.parts(answers), **draws.options)

    def compare(self, reference: Answers, other: Answers, draws: Draws) -> Compared:
        pair = self.parts(reference), self.parts(other)
        difference = paired_statistic(self.statistic, pair, **draws.options)
        p = permuted_statistic(self.statistic, pair, **draws.options)
        return Compared(difference, p, permutation_name(draws))


def permutation_name(draws: Draws) -> str:
    return "permutazione appaiata" + ("" if draws.clusters is None else " per gruppi")
