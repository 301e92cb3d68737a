"""How often people accept what the rules of a tool find: a run per version of the code, a step per month.

Only counts of many decisions come here: no person, no text, no act.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.settings import settings
from workbench.tracking.client import DATA_SETS, client, experiment_id, failures_named
from workbench.tracking.code import code_version
from workbench.tracking.runs import measured, write

_FAMILY = "regole"
_USER = "mlflow.user"


@dataclass(frozen=True)
class RulePrecision:
    """Share of a rule's findings that people accepted, among those they decided upon, with its interval."""

    precision: float
    low: float
    high: float
    decided: int


def track_rules(tool: str, found: Mapping[str, RulePrecision], *, step: int, moment: float, role: str) -> str:
    """Write the precision of every rule and return the run, created at the first call of a version.

    `step`: month as YYYYMM; `moment`: epoch seconds; `role`: of who asks, never a name.

    Raises:
        ValueError: for a figure that is not a number.
        TrackingError: when MLflow does not take it now.
    """
    figures = {
        f"{name}/{rule}": value
        for rule, each in found.items()
        for name, value in (
            ("precisione", each.precision),
            ("ic_basso", each.low),
            ("ic_alto", each.high),
            ("n", float(each.decided)),
        )
    }
    if not all(math.isfinite(value) for value in figures.values()):
        raise ValueError("a figure is not a number")
    with failures_named():
        run_id = _run(_experiment(tool), tool, moment, role)
        write(run_id, metrics=measured(figures, moment, step), tags={"periodo": str(step)})
        client().set_terminated(run_id, "FINISHED", round(moment * 1000))
    return run_id


def _run(experiment: str, tool: str, moment: float, role: str) -> str:
    key = {"strumento": tool, "code": code_version()}
    wanted = " and ".join(f"tags.`{name}` = '{value}'" for name, value in key.items())
    found = client().search_runs([experiment], wanted, max_results=1)
    if found:
        return str(found[0].info.run_id)
    name = f"{tool}/{code_version()[:12]}"
    run = client().create_run(experiment, round(moment * 1000), tags={**key, _USER: role}, run_name=name)
    return str(run.info.run_id)


def _experiment(tool: str) -> str:
    from mlflow.exceptions import MlflowException

    # From the experiments that are always there `relocate` reads where the folder was before it moved.
    experiment_id(DATA_SETS)
    name = f"{_FAMILY}/{tool}"
    known = client().get_experiment_by_name(name)
    if known is None:
        place = settings().home.resolve() / "mlruns" / "artifacts" / _FAMILY / tool
        try:
            return str(client().create_experiment(name, artifact_location=str(place)))
        except MlflowException as error:
            if error.error_code != "RESOURCE_ALREADY_EXISTS":  # another process was quicker
                raise
        known = client().get_experiment_by_name(name)
    if known is None:
        raise RuntimeError(f"experiment {name} is neither there nor can be made")
    return str(known.experiment_id)
