"""From any run to everything it came from and everything that came of it."""

from typing import TYPE_CHECKING, NamedTuple

from workbench.errors import UserError
from workbench.tracking.client import COMPARISONS, DATA_SETS, EVALUATIONS, TRAININGS, client, experiment_id
from workbench.tracking.runs import find_runs

if TYPE_CHECKING:
    from mlflow.entities import Run

_KINDS = {
    DATA_SETS: "insieme di dati",
    TRAININGS: "addestramento",
    EVALUATIONS: "valutazione",
    COMPARISONS: "confronto",
}
VERSION = "versione del modello"


class Stage(NamedTuple):
    kind: str
    """insieme di dati, addestramento, versione del modello, valutazione or confronto"""
    title: str
    link: str


def run_link(run_id: str) -> str:
    """The run's page in the door. Raises UserError when MLflow does not know the run."""
    return _link(_run(run_id))


def lineage(run_id: str) -> list[Stage]:
    """Data set, trainings, model versions, evaluations and comparisons that hang together with this run.

    From a training: its own line. From a data set: everything made with it. From an evaluation or a
    comparison: the models it measured, each with its training.
    """
    run = _run(run_id)
    experiment = next((name for name in _KINDS if experiment_id(name) == run.info.experiment_id), None)
    tags = run.data.tags
    data = find_runs(DATA_SETS, data_digest=tags["data_digest"]) if "data_digest" in tags else []
    if experiment == DATA_SETS:
        digest = tags["data_digest"]
        trainings = find_runs(TRAININGS, data_digest=digest)
        evaluations, comparisons = (
            find_runs(name, data_digest=digest) for name in (EVALUATIONS, COMPARISONS)
        )
    elif experiment == TRAININGS:
        trainings = [run]
        model = tags.get("model_digest")
        evaluations = find_runs(EVALUATIONS, model_digest=model) if model else []
        comparisons = _of_the_same_jobs(COMPARISONS, evaluations)
    else:
        evaluations = find_runs(EVALUATIONS, job=tags["job"])
        comparisons = find_runs(COMPARISONS, job=tags["job"])
        digests = dict.fromkeys(found.data.tags.get("model_digest") for found in evaluations)
        trainings = [
            found for digest in digests if digest for found in find_runs(TRAININGS, model_digest=digest)
        ]
    return [
        *_stages(DATA_SETS, data),
        *_stages(TRAININGS, trainings),
        *(version for training in trainings for version in _versions(training)),
        *_stages(EVALUATIONS, evaluations),
        *_stages(COMPARISONS, comparisons),
    ]


def _of_the_same_jobs(experiment: str, runs: list["Run"]) -> list["Run"]:
    jobs = dict.fromkeys(run.data.tags["job"] for run in runs)
    return [found for job in jobs for found in find_runs(experiment, job=job)]


def _stages(experiment: str, runs: list["Run"]) -> list[Stage]:
    return [Stage(_KINDS[experiment], run.info.run_name, _link(run)) for run in runs]


def _versions(training: "Run") -> list[Stage]:
    tags = training.data.tags
    if "model_version" not in tags:
        return []
    name, number = tags["model"], tags["model_version"]
    return [Stage(VERSION, f"{name}, versione {number}", f"/mlflow/#/models/{name}/versions/{number}")]


def _run(run_id: str) -> "Run":
    from mlflow.exceptions import MlflowException

    try:
        return client().get_run(run_id)
    except MlflowException as error:
        raise UserError(
            "In MLflow non c'è traccia di questo lavoro.",
            value=run_id,
            remedy="Controllare che la cartella mlruns sia quella di questa installazione.",
        ) from error


def _link(run: "Run") -> str:
    return f"/mlflow/#/experiments/{run.info.experiment_id}/runs/{run.info.run_id}"
