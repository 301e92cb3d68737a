"""A data set's place in MLflow: digests and counts, never a row."""

import json
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.tracking.client import DATA_SETS, client
from workbench.tracking.runs import find_or_create, find_runs, measured, write

if TYPE_CHECKING:
    from workbench.data import DataSet

_LONGEST_DIGEST = 36


def track_data_set(data_set: "DataSet") -> str:
    """The id of the data set's run, created at the first call; the same digest is the same run."""
    key = {"data_digest": data_set.digest}
    known = find_runs(DATA_SETS, **key)
    if known and known[0].info.status == "FINISHED":
        return known[0].info.run_id
    created = datetime.fromisoformat(data_set.created).timestamp()
    run_id = find_or_create(DATA_SETS, data_set.name, key, created)
    counts = {f"rows/{part}": number for part, number in data_set.counts.items()}
    write(
        run_id,
        metrics=measured(counts | {"labels": len(data_set.labels)}, created),
        params={
            "task": str(data_set.task),
            "licence": data_set.licence,
            "language": data_set.language,
            "seed": data_set.seed,
        },
        tags=data_tags(data_set),
    )
    client().set_terminated(run_id, "FINISHED", round(created * 1000))
    return run_id


def data_tags(data_set: "DataSet") -> dict[str, str]:
    return {"data": data_set.id, "data_digest": data_set.digest, "test_digest": data_set.test_digest}


def link_data_set(run_id: str, data_set: "DataSet") -> None:
    """Show the data set among a run's inputs, in MLflow's own words."""
    from mlflow.entities import Dataset, DatasetInput

    source = json.dumps({"id": data_set.id})
    shown = Dataset(data_set.id, data_set.digest[:_LONGEST_DIGEST], "officina", source)
    client().log_inputs(run_id, [DatasetInput(shown)])
