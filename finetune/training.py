"""One training from config to finished model, in a folder that anybody may watch."""

import resource
import uuid
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finetune.checkpoints import check_unchanged, start_point
from finetune.config import TrainingConfig
from finetune.outcome import finished_before, keep_result
from finetune.preparation import Ingredients, gather
from workbench.jobs import Checkpoint, checkpoint_folder, hold

if TYPE_CHECKING:
    from finetune.progress import Progress

PACKAGES = ("torch", "transformers", "peft")


@dataclass(frozen=True)
class TrainingResult:
    stopped: bool
    """on request, with everything saved: the other fields are then partly empty"""
    model: str
    step: int
    steps: int
    seconds: float
    peak_bytes: int = 0
    """memory of this process at its highest"""
    best_step: int | None = None
    metric: str = ""
    value: float | None = None
    """validation figure of the kept checkpoint"""
    validation_loss: float | None = None
    majority: float | None = None
    """the same figure for who always gives the commonest label; None when text is written"""
    data_digest: str = ""
    base_digest: str = ""
    model_digest: str = ""
    cut_rows: list[int] = field(default_factory=list)
    empty_rows: list[int] = field(default_factory=list)
    diagnosis: list[str] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)


def train(config: TrainingConfig, folder: Path, *, resume: bool = False) -> TrainingResult:
    """Train, or go on training, in `folder`; the finished model lands in `var/models/<name>`.

    A STOP file in the folder makes it save and return with `stopped` set.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with hold(folder):
        if before := finished_before(folder, TrainingResult, resume=resume):
            return before
        checkpoint = start_point(folder, resume=resume)
        run = checkpoint.extra["run"] if checkpoint else uuid.uuid4().hex
        ingredients = gather(config, run)
        progress = _fit(ingredients, folder, run, checkpoint)
        state = progress.trainer.state
        if progress.stopped:
            progress.events.write("stopped", step=state.global_step)
            return TrainingResult(
                True, config.name, state.global_step, state.max_steps, round(progress.seconds, 1)
            )
        return _conclude(ingredients, folder, run, progress)


def _fit(ingredients: Ingredients, folder: Path, run: str, checkpoint: Checkpoint | None) -> "Progress":
    """Run the steps that are still to be run."""
    from finetune.preparation import build_network, trainable
    from finetune.progress import Progress
    from finetune.trainer import OfficinaTrainer

    identity = {
        "run": run,
        "config": ingredients.config.model_dump(),
        "data_digest": ingredients.data_set.digest,
        "base_digest": ingredients.base.digest,
        "seconds": checkpoint.extra["seconds"] if checkpoint else 0.0,
    }
    if checkpoint:
        check_unchanged(checkpoint, identity)
    network = build_network(ingredients)
    trainer = OfficinaTrainer(ingredients, network, folder)
    progress = Progress(trainer, folder, identity)
    trainer.add_callback(progress)
    progress.events.write(
        "start",
        steps=trainer.total_steps,
        rows=len(ingredients.training.examples),
        parameters=sum(weights.numel() for weights in network.parameters()),
        trainable=trainable(network),
        from_step=checkpoint.step if checkpoint else 0,
        cut_rows=len(ingredients.training.cut),
        empty_rows=len(ingredients.training.empty),
    )
    progress.run(checkpoint)
    return progress


def _conclude(ingredients: Ingredients, folder: Path, run: str, progress: "Progress") -> TrainingResult:
    """Publish the best checkpoint as a model, open it again, and write down how it went."""
    from finetune.diagnosis import diagnose
    from finetune.progress import validations
    from finetune.publication import publish

    history = validations(progress.trainer.state.log_history)
    figures = _figures(ingredients, progress, history)
    source = checkpoint_folder(folder, figures["best_step"] or figures["step"])
    model = publish(ingredients, source, run, figures)
    result = TrainingResult(
        stopped=False,
        model=ingredients.config.name,
        data_digest=ingredients.data_set.digest,
        base_digest=ingredients.base.digest,
        model_digest=model.digest,
        cut_rows=ingredients.training.cut,
        empty_rows=ingredients.training.empty,
        diagnosis=diagnose(ingredients, folder, history, model),
        **figures,
    )
    keep_result(folder, result)
    told = ("model", "seconds", "best_step", "metric", "value", "majority", "model_digest", "diagnosis")
    progress.events.write("end", **{name: getattr(result, name) for name in told})
    return result


def _figures(ingredients: Ingredients, progress: "Progress", history: list[dict[str, Any]]) -> dict[str, Any]:
    """What was measured, for the result and for the model's provenance."""
    from finetune.diagnosis import majority_share
    from finetune.progress import best_validation

    best = best_validation(history) if history else {}
    return {
        "step": progress.trainer.state.global_step,
        "steps": progress.trainer.state.max_steps,
        "seconds": round(progress.seconds, 1),
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "best_step": best.get("step"),
        "metric": ingredients.recipe.metric,
        "value": best.get("value"),
        "validation_loss": best.get("loss"),
        "majority": majority_share(ingredients),
        "versions": {name: version(name) for name in PACKAGES},
    }
