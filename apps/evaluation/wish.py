"""From the choices on the page to an evaluation in the queue."""

from collections.abc import Sequence
from typing import Any

from apps.screen import listings
from apps.screen.checking import checked
from eval.config import EvaluationConfig, write_config
from workbench.data import DataSet, Task
from workbench.errors import UserError
from workbench.italian import listed
from workbench.jobs import Job, Person, submit
from workbench.models import EMBEDDED, Model
from workbench.settings import settings

BASELINES = {
    "maggioranza": "Maggioranza: sempre la più frequente",
    "tfidf": "TF-IDF: conta le parole",
}
ASKED_APART = frozenset({"data", "models", "metrics"})
FOLDED = frozenset({"external_metrics", "max_new_tokens", "batch_size", "resamples", "seed"})
RUNS_CODE = "external_metrics"
"""a metric from a folder is code that runs here"""
MAY_RUN_CODE = frozenset({"amministratore", "ricercatore"})


def choices(data_set: DataSet, models: Sequence[Model]) -> dict[str, str]:
    """Reference -> words, of everything that can be measured on this data set."""
    fitting = [model for model in models if model.task in (None, data_set.task)]
    baselines = BASELINES if data_set.task is Task.CLASSIFICATION else {}
    return {model.reference: _tell(model) for model in fitting} | baselines


def _tell(model: Model) -> str:
    return model.name if model.kind == "base" else f"{model.name} (addestrato)"


def proposal(data_set: DataSet, models: Sequence[Model], wanted: str | None) -> tuple[str, list[str]]:
    """Reference and those to compare: the wanted model, or the newest from these data, against its base."""
    trained = [model for model in models if model.data_digest == data_set.digest]
    chosen = [model for model in models if model.reference == wanted] or trained[-1:]
    offered = choices(data_set, models)
    base = chosen[0].base if chosen and chosen[0].base in offered else EMBEDDED
    reference = base if base in offered else next(iter(offered), "")
    others = [
        model.reference for model in chosen if model.reference in offered and model.reference != reference
    ]
    if "tfidf" in offered:
        others.append("tfidf")
    return reference, others


def left_out(data_set: DataSet, person: Person) -> frozenset[str]:
    """Fields that the form does not show here, or not to this person."""
    hidden = set(ASKED_APART)
    if data_set.task is Task.CLASSIFICATION:
        hidden.add("max_new_tokens")
    if not (settings().is_local and person.role in MAY_RUN_CODE):
        hidden.add(RUNS_CODE)
    return frozenset(hidden)


def make_config(data_set: DataSet, models: Sequence[str], values: dict[str, Any]) -> EvaluationConfig:
    if len(models) < 2:
        raise UserError(
            "Serve almeno un modello da confrontare.", remedy="Aggiungerne uno accanto al riferimento."
        )
    return checked(EvaluationConfig, values | {"data": data_set.id, "models": list(models)})


def start(config: EvaluationConfig, data_set: DataSet, person: Person, request_id: str) -> Job:
    """Put the evaluation in the queue; the same request twice is the same job."""
    command = ("python", "-m", "eval", "run", "{folder}/config.yaml", "--folder", "{folder}")
    first, *others = map(listings.model_name, config.models)
    title = f"{listed(others)} rispetto a {first}, su {data_set.name}"
    return submit(
        "valutazione", title, person, command, {"config.yaml": write_config(config)}, request_id=request_id
    )
