"""Everything that is decided before the first answer."""

import random
from dataclasses import dataclass

from eval.benchmarks import Benchmark, benchmark_for
from eval.config import EvaluationConfig
from eval.metrics import Draws, Metric, find_metric
from eval.metrics.external import load_external
from workbench.data import TEST, DataSet, Row, open_data_set
from workbench.errors import UserError


@dataclass(frozen=True)
class Plan:
    config: EvaluationConfig
    data_set: DataSet
    benchmark: Benchmark
    metrics: tuple[Metric, ...]
    rows: list[Row]
    draws: Draws


def make_plan(config: EvaluationConfig) -> Plan:
    """Data, metrics and test rows of a config; UserError for what does not go together."""
    data_set = open_data_set(config.data)
    benchmark = benchmark_for(data_set.task)
    metrics = _metrics(config, benchmark)
    rows = _sample(data_set.rows(TEST), config)
    if len(rows) < 2:
        raise UserError(
            "La parte di prova ha meno di due esempi: non si può misurare nulla.",
            value=data_set.name,
            remedy="Usare un insieme di dati più grande.",
        )
    return Plan(config, data_set, benchmark, metrics, rows, _draws(rows, config))


def _metrics(config: EvaluationConfig, benchmark: Benchmark) -> tuple[Metric, ...]:
    names = config.metrics or list(benchmark.metrics)
    for name in names:
        find_metric(name)
        if name not in benchmark.metrics:
            raise UserError(
                "Questa misura non vale per il compito dell'insieme di dati.",
                value=name,
                remedy="Misure adatte: " + ", ".join(benchmark.metrics) + ".",
            )
    return (*map(find_metric, names), *map(load_external, config.external_metrics))


def _sample(rows: list[Row], config: EvaluationConfig) -> list[Row]:
    """The first `limit` of a shuffle: a larger limit with the same seed keeps the items already answered."""
    if config.limit is None or config.limit >= len(rows):
        return rows
    shuffled = random.Random(config.seed).sample(rows, len(rows))
    return sorted(shuffled[: config.limit], key=lambda row: row.number)


def _draws(rows: list[Row], config: EvaluationConfig) -> Draws:
    """By groups where rows have one; a row without its own stands alone."""
    groups = [row.group if row.group is not None else f"\0{row.id}" for row in rows]
    named = {row.group for row in rows if row.group is not None}
    together = bool(named) and len(set(groups)) > 1
    return Draws(groups if together else None, config.resamples, config.seed)
