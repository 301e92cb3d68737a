from dataclasses import dataclass

from workbench.data import Task


@dataclass(frozen=True)
class Benchmark:
    """How the frozen test of a data set measures a model."""

    name: str
    title: str
    task: Task
    question: str
    metrics: tuple[str, ...]
    """metrics that make sense here; the first decides the outcome unless the person chooses another"""
