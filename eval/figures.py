"""From the items of one model to its figures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict

import numpy as np

from eval.items import Item, items_digest
from eval.metrics import Answers, Draws, Metric
from eval.metrics.macro_f1 import parts as class_parts
from eval.predictors import Subject
from eval.result import ClassFigures, Figure, ModelResult
from workbench.data import DataSet, Row
from workbench.statistics import Interval, statistic_interval, wilson


def answered(rows: Sequence[Row], items: Mapping[str, Item]) -> list[int]:
    """Positions of the rows that have an answer."""
    return [place for place, row in enumerate(rows) if items[row.id].predicted is not None]


def answers_at(
    rows: Sequence[Row], items: Mapping[str, Item], places: Sequence[int], labels: tuple[str, ...]
) -> Answers:
    return Answers(
        [rows[place].target for place in places],
        [items[rows[place].id].predicted or "" for place in places],
        labels,
    )


def draws_at(draws: Draws, places: Sequence[int]) -> Draws:
    if draws.clusters is None:
        return draws
    return Draws([draws.clusters[place] for place in places], draws.resamples, draws.seed)


def as_figure(found: Interval, missing: int = 0) -> Figure:
    return Figure(value=found.point, low=found.low, high=found.high, n=found.n, missing=missing)


def model_result(
    subject: Subject,
    decoding: str,
    measured: tuple[DataSet, Sequence[Row], Mapping[str, Item]],
    metrics: Sequence[Metric],
    draws: Draws,
) -> ModelResult:
    """The figures of one model on the rows it answered, the others counted."""
    data_set, rows, items = measured
    places = answered(rows, items)
    missing = [items[row.id] for row in rows if items[row.id].predicted is None]
    answers, own_draws = answers_at(rows, items, places, data_set.labels), draws_at(draws, places)
    by_class = bool(data_set.labels) and bool(places)
    return ModelResult(
        **asdict(subject),
        decoding=decoding,
        metrics={
            metric.name: as_figure(metric.figure(answers, own_draws), len(missing)) for metric in metrics
        }
        if places
        else {},
        per_class=per_class(answers, draws.seed) if by_class else [],
        confusion=confusion(answers) if by_class else [],
        missing=len(missing),
        missing_reasons=dict(Counter(item.reason or "" for item in missing)),
        cut=sum(items[row.id].cut for row in rows),
        seconds=sum(items[row.id].seconds for row in rows),
        items_digest=items_digest(items[row.id] for row in rows),
    )


def confusion(answers: Answers) -> list[list[int]]:
    """Counts, expected label by row, answered label by column, answers outside the labels last."""
    places = {label: place for place, label in enumerate(answers.labels)}
    table = np.zeros((len(places), len(places) + 1), dtype=int)
    for expected, predicted in zip(answers.expected, answers.predicted, strict=True):
        table[places[expected], places.get(predicted, len(places))] += 1
    found: list[list[int]] = table.tolist()
    return found


def per_class(answers: Answers, seed: int) -> list[ClassFigures]:
    """Precision and recall with Wilson's interval, F1 with the bootstrap's; groups are not considered."""
    count = len(answers.labels) + 1
    hits, given, truths = np.split(class_parts(answers), [count, 2 * count], axis=1)
    found = []
    for place, label in enumerate(answers.labels):
        columns = np.column_stack([hits[:, place], given[:, place], truths[:, place]])
        right, said, true = (int(total) for total in columns.sum(axis=0))
        found.append(
            ClassFigures(
                label=label,
                precision=as_figure(wilson(right, said)) if said else None,
                recall=as_figure(wilson(right, true)) if true else None,
                f1=as_figure(statistic_interval(_f1, columns, resamples=2000, seed=seed))
                if said + true and len(columns) > 1
                else None,
                expected=true,
                predicted=said,
            )
        )
    return found


def _f1(sums: np.ndarray) -> np.ndarray:
    total = sums[..., 1] + sums[..., 2]
    return np.where(total > 0, 2 * sums[..., 0] / np.maximum(total, 1), 0.0)
