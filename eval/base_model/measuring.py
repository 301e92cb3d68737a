"""Every part, measured or taken from the shelf, into one result with its report and its trace in MLflow."""

import hashlib
import json
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import yaml

from eval.base_model.figures import tracked
from eval.base_model.keeping import Part, Shelf
from eval.base_model.parts import Subject, all_parts
from eval.base_model.report import write_report
from eval.base_model.results import Results
from workbench.errors import UserError
from workbench.jobs import Events, read_events, replace_whole
from workbench.settings import settings

PREFIX = "modello-di-base"
RESULT, FAILURES = "result.json", "fallimenti.json"
NOT_NOW = "Non misurato in questa esecuzione."
Tell = Callable[[str], None]


def shelf() -> Shelf:
    return Shelf(settings().var / PREFIX)


def measure(subject: Subject, only: Collection[str], *, again: bool, tell: Tell) -> Results:
    """Parts in `only` (empty: all) are measured unless kept, with `again` always; others are taken if kept.

    What is missing is said in the result, in Italian, and stops nothing else.
    """
    found: dict[str, Any] = {}
    missing: dict[str, str] = {}
    for part in all_parts(subject):
        wanted = not only or part.name in only
        try:
            found[part.name] = _one(part, shelf(), (wanted, again), tell)
        except UserError as error:
            missing[part.name] = str(error)
            tell(f"{part.name}: {error}")
    return Results(shipped=subject.shipped(), missing=missing, **found)


def _one(part: Part[Any], kept: Shelf, choice: tuple[bool, bool], tell: Tell) -> Any:
    wanted, again = choice
    known = kept.find(part)
    if known is not None and not (wanted and (again or not part.is_settled(known))):
        tell(f"{part.name}: già misurato.")
        return known
    if not wanted:
        raise UserError(NOT_NOW, remedy=f"Aggiungere --only {part.name}, o togliere --only.")
    tell(f"{part.name}: si misura…")
    return kept.measure(part)


def write(results: Results) -> Path:
    """A folder like a job's: result, failures for the card, report, events; and the aggregates in MLflow.

    The same figures are the same folder and the same run. Raises TrackingError when MLflow does not take it.
    """
    from workbench.tracking import copy_job

    text = results.model_dump_json(indent=1)
    digest = hashlib.sha256(text.encode()).hexdigest()
    folder = settings().jobs / f"{PREFIX}-{results.shipped.digest[:8]}-{digest[:8]}"
    folder.mkdir(parents=True, exist_ok=True)
    replace_whole(folder / RESULT, text)
    failures = [failure.model_dump() for failure in results.failures]
    replace_whole(folder / FAILURES, json.dumps(failures, ensure_ascii=False, indent=1))
    config = {"models": [results.shipped.reference], "metrics": sorted(tracked(results))}
    replace_whole(folder / "config.yaml", yaml.safe_dump(config, allow_unicode=True))
    if not read_events(folder)[0]:
        Events(folder).write(
            "model_done",
            model=results.shipped.reference,
            digest=results.shipped.digest,
            metrics=tracked(results),
            items_digest=digest,
        )
    write_report(folder, results)
    copy_job(folder)
    return folder
