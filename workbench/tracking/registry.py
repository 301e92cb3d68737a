"""Trained models in MLflow's registry: a version points at the model's folder, weights are never copied."""

import json
from pathlib import Path

from workbench.errors import UserError
from workbench.jobs import replace_whole
from workbench.tracking.client import client

LATEST = "ultimo"
_PROVENANCE = "officina.json"


def register_model(model_folder: Path, training_run: str) -> str | None:
    """The version of this training's model, created at the first call and then called `ultimo`.

    None when the folder is no usable model (any more). Notes run and version in the model's provenance.
    """
    from workbench.models import resolve

    try:
        model = resolve(str(model_folder.resolve()))
    except UserError:
        return None
    name = model_folder.name
    known = client().search_model_versions(f"name = '{name}'")
    version = next((found.version for found in known if found.run_id == training_run), None)
    if version is None:
        if not known:
            _create(name)
        tags = {
            "model_digest": model.digest,
            "data_digest": model.data_digest or "",
            "licence": model.licence,
            "base": model.base or "",
            "kind": model.kind,
        }
        source = str(model_folder.resolve())
        version = client().create_model_version(name, source, training_run, tags=tags).version
        client().set_registered_model_alias(name, LATEST, version)
    _note_in_provenance(model_folder, training_run, str(version))
    return str(version)


def _create(name: str) -> None:
    from mlflow.exceptions import MlflowException

    try:
        client().create_registered_model(name)
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise


def _note_in_provenance(model_folder: Path, training_run: str, version: str) -> None:
    path = model_folder / _PROVENANCE
    provenance = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    noted = provenance | {"mlflow_run": training_run, "mlflow_version": version}
    if noted != provenance:
        replace_whole(path, json.dumps(noted, ensure_ascii=False, indent=1))
