"""The whole thread in one call: frozen data, training, comparison, report; each step a job, and in MLflow."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from apps.evaluation import wish as evaluation
from apps.training import wish as training
from eval.config import EvaluationConfig
from eval.result import Comparison, read_result
from finetune.config import TrainingConfig
from workbench.data import DataSet
from workbench.errors import UserError
from workbench.italian import duration
from workbench.jobs import Job, Person, open_job, run_here

BASELINES = ("maggioranza", "tfidf")
PERSON = Person("locale", "amministratore")


@dataclass(frozen=True)
class Outcome:
    model: str
    """name of the trained model"""
    training: Job
    comparison_job: Job
    comparison: Comparison
    report: Path
    seconds: float


def run_thread(data_set: DataSet, config: TrainingConfig, tell: Callable[[str], None]) -> Outcome:
    """Train, let base, tuned and baselines answer the frozen test, write the report.

    `tell` gets one Italian sentence per step. UserError with the job's own reason when one of the two fails.
    """
    started = time.monotonic()
    tell(f"Addestramento di «{config.name}» su {data_set.counts['addestramento']} righe…")
    taught = _carry_out(training.start(config, data_set, PERSON, uuid4().hex))
    tell(f"Fatto in {duration(time.monotonic() - started)}. Ora le risposte alla prova congelata…")
    wish = EvaluationConfig(data=data_set.id, models=[config.model, config.name, *BASELINES])
    asked = _carry_out(evaluation.start(wish, data_set, PERSON, uuid4().hex))
    comparison = read_result(asked.folder)
    seconds = time.monotonic() - started
    tell(f"{comparison.verdict} ({duration(seconds)} in tutto)")
    return Outcome(config.name, taught, asked, comparison, asked.folder / "rapporto.html", seconds)


def _carry_out(job: Job) -> Job:
    if run_here(job) != 0:
        ended = open_job(job.id)
        raise UserError(
            f"Il lavoro «{ended.title}» è {ended.status}. {ended.message}",
            value=ended.id,
            remedy=f"Il registro è in {ended.folder / 'log.txt'}.",
        )
    return open_job(job.id)


def demo_config(data_set: DataSet) -> TrainingConfig:
    """LoRA with the defaults on the embedded model, under a name that is still free."""
    return TrainingConfig(
        recipe="classificazione", data=data_set.id, name=training.proposed_name(data_set, "lora")
    )


def figures(outcome: Outcome) -> dict[str, object]:
    """The line that `make demo` ends with; `gain` is tuned minus base, shares between 0 and 1."""
    comparison, metric = outcome.comparison, outcome.comparison.primary.name
    base = comparison.models[0].reference
    pair = next(pair for pair in comparison.pairs_of(metric) if pair.other == outcome.model)

    def value(reference: str) -> float:
        return round(comparison.model(reference).metrics[metric].value, 4)

    return {
        "metric": metric,
        "majority": value("maggioranza"),
        "base": value(base),
        "tfidf": value("tfidf"),
        "tuned": value(outcome.model),
        "gain": round(pair.difference, 4),
        "ci_low": round(pair.low, 4),
        "ci_high": round(pair.high, 4),
        "n": pair.n,
        "seconds": round(outcome.seconds, 1),
        "report": str(outcome.report),
    }
