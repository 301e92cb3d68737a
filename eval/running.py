"""One evaluation from its config to `result.json`, resumable at any item."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.concluding import conclude
from eval.config import EvaluationConfig, write_config
from eval.figures import model_result
from eval.items import Item
from eval.plan import make_plan
from eval.predicting import Progress, ask_model
from eval.predictors import Setting, build_predictor
from eval.result import Comparison, ModelResult, write_result
from workbench.jobs import Events, hold, read_events, stop_requested

CONFIG = "config.yaml"
REPEAT = f"python -m eval run {CONFIG} --folder ripetizione"


@dataclass(frozen=True)
class EvaluationResult:
    folder: Path
    comparison: Comparison | None
    """None when a stop was requested; what was answered is kept"""


def run(config: EvaluationConfig, folder: Path, *, resume: bool = True) -> EvaluationResult:
    """Ask every model, compare, write `result.json`; continues from the items already answered."""
    with hold(folder):
        return _run(config, folder, resume)


def _run(config: EvaluationConfig, folder: Path, resume: bool) -> EvaluationResult:
    started = time.perf_counter()
    _keep_config(config, folder)
    plan = make_plan(config)
    # all of them first: a wrong last reference must not cost the time of the others
    predictors = [build_predictor(name, Setting(plan.data_set, config)) for name in config.models]
    events = Events(folder)
    progress = Progress(events, len(plan.rows) * len(predictors), lambda: stop_requested(folder))
    events.write(
        "start",
        steps=progress.steps,
        rows=len(plan.rows),
        models=config.models,
        data=plan.data_set.id,
        data_digest=plan.data_set.digest,
    )
    items: dict[str, Mapping[str, Item]] = {}
    models: dict[str, ModelResult] = {}
    for predictor in predictors:
        asked = ask_model(predictor, plan, folder, progress, resume=resume)
        if asked is None:
            events.write("stopped", step=progress.step)
            return EvaluationResult(folder, None)
        reference = asked.subject.reference
        items[reference] = asked.items
        models[reference] = model_result(
            asked.subject, asked.decoding, (plan.data_set, plan.rows, asked.items), plan.metrics, plan.draws
        )
        _tell_model(events, folder, models[reference])
    comparison = conclude(plan, items, models, REPEAT, time.perf_counter() - started)
    write_result(folder, comparison)
    _tell_end(events, comparison)
    return EvaluationResult(folder, comparison)


def _keep_config(config: EvaluationConfig, folder: Path) -> None:
    """The folder alone must be enough to do it again."""
    path = folder / CONFIG
    if not path.exists():
        path.write_text(write_config(config), encoding="utf-8")


def _tell_model(events: Events, folder: Path, model: ModelResult) -> None:
    """Once for each set of answers, however often the evaluation is resumed."""
    told, _ = read_events(folder)
    if any(
        event["kind"] == "model_done"
        and (event.get("model"), event.get("items_digest")) == (model.reference, model.items_digest)
        for event in told
    ):
        return
    figures = {
        name: figure.model_dump(include={"value", "low", "high", "n"})
        for name, figure in model.metrics.items()
    }
    events.write(
        "model_done",
        model=model.reference,
        digest=model.digest,
        metrics=figures,
        missing=model.missing,
        items_digest=model.items_digest,
    )


def _tell_end(events: Events, comparison: Comparison) -> None:
    pairs = [pair.model_dump() for pair in comparison.pairs]
    events.write("comparison", pairs=pairs, verdict=comparison.verdict, n=comparison.n)
    events.write("end", seconds=comparison.seconds, models=[model.reference for model in comparison.models])
