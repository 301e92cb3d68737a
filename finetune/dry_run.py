"""A few steps on the longest and on a typical batch: `python -m finetune.dry_run < config.json`.

Runs in a process of its own, so that its peak memory is the training's and a crash takes nothing with it.
"""

import resource
import sys
import tempfile
import time
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from transformers import TrainerCallback

from finetune.checkpoints import write_checkpoint
from finetune.config import TrainingConfig
from finetune.estimation import answer
from finetune.measuring import measure, steps_between_validations
from finetune.preparation import Ingredients, build_network, gather
from finetune.recipe import Encoded, Example
from finetune.trainer import OfficinaTrainer
from workbench.settings import settings

REPEATS = 3
"""steps per batch; the fastest counts, the first only warms up"""
WIDTHS = 8
"""further batches, tried once because memory grows with every width met"""
GROWTH = 1.4
"""a whole run takes so much more than the trial's peak (1.52 against 1.1 GB on the embedded model)"""
SAMPLE = 64
"""validation rows that are timed"""


class Stopwatch(TrainerCallback):
    def __init__(self) -> None:
        self.seconds: list[float] = []

    def on_step_begin(self, *_: Any, **__: Any) -> None:
        self.started = time.perf_counter()

    def on_step_end(self, *_: Any, **__: Any) -> None:
        self.seconds.append(time.perf_counter() - self.started)


def dry_run(config: TrainingConfig) -> dict[str, Any]:
    """Figures for `Estimate`, measured: seconds, peak bytes, bytes on disk."""
    started = time.perf_counter()
    ingredients = gather(config)
    network = build_network(ingredients)
    opening = time.perf_counter() - started
    batches = sorted_batches(ingredients.training.examples, config.batch_size)
    settings().var.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings().var, prefix=".prova-") as place:
        trainer, slow, fast = _try_steps(ingredients, network, batches, Path(place))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        saving, disk = _save_once(trainer, Path(place))
    steps = len(batches) * config.epochs
    training = config.epochs * extrapolate(batches, slow, fast)
    checks = steps // steps_between_validations(len(batches), config.epochs)
    saves = checks + training / config.checkpoint_seconds
    return {
        "seconds": round(
            opening + training + checks * _validation_seconds(ingredients, network) + saves * saving, 1
        ),
        "peak_bytes": round(GROWTH * peak),
        "steps": steps,
        "seconds_per_step": round(training / steps, 4),
        "truncated_rows": len(ingredients.training.cut),
        "empty_rows": len(ingredients.training.empty),
        "disk_bytes": disk,
        "longest": len(batches[-1][-1].input_ids),
    }


def sorted_batches(examples: list[Example], size: int) -> list[list[Example]]:
    ordered = sorted(examples, key=lambda example: len(example.input_ids))
    batches = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    batches[-1] = ordered[-size:]  # the longest batch must be a full one
    return batches


def padded_tokens(batch: list[Example]) -> int:
    return len(batch) * max(len(example.input_ids) for example in batch)


def extrapolate(batches: list[list[Example]], slow: float, fast: float) -> float:
    """Seconds of one epoch, a step's time being a constant plus a share per padded token.

    `slow` and `fast` are the seconds of the longest and of the middle batch.
    """
    most, typical = padded_tokens(batches[-1]), padded_tokens(batches[len(batches) // 2])
    per_token = max(0.0, slow - fast) / (most - typical) if most > typical else 0.0
    constant = max(0.0, fast - per_token * typical)
    return sum(constant + per_token * padded_tokens(batch) for batch in batches)


def _try_steps(
    ingredients: Ingredients, network: Any, batches: list[list[Example]], place: Path
) -> tuple[OfficinaTrainer, float, float]:
    """(trainer with optimizer state, seconds of a step on the longest batch, on the middle one)"""
    longest, middle = batches[-1], batches[len(batches) // 2]
    tried = [longest] * REPEATS + [middle] * REPEATS + batches[:: max(1, len(batches) // WIDTHS)]
    only = replace(
        ingredients,
        config=ingredients.config.model_copy(update={"epochs": 1}),
        training=Encoded([example for batch in tried for example in batch], [], []),
    )
    trainer = OfficinaTrainer(only, network, place)
    ends = list(accumulate(map(len, tried), initial=0))
    trainer.use_batches([list(range(*pair)) for pair in pairwise(ends)])
    watch = Stopwatch()
    trainer.add_callback(watch)
    trainer.train()
    return trainer, min(watch.seconds[1:REPEATS]), min(watch.seconds[REPEATS : 2 * REPEATS])


def _save_once(trainer: OfficinaTrainer, place: Path) -> tuple[float, int]:
    """(seconds of a checkpoint, bytes of the three that may exist at once and of the finished model)"""
    started = time.perf_counter()
    saved = write_checkpoint(trainer, place, {})
    seconds = time.perf_counter() - started
    size = sum(path.stat().st_size for path in saved.iterdir())
    weights = sum(path.stat().st_size for path in saved.glob("*.safetensors"))
    return seconds, 3 * size + weights


def _validation_seconds(ingredients: Ingredients, network: Any) -> float:
    examples = ingredients.validation.examples
    if not examples:
        return 0.0
    sample = examples[:: max(1, len(examples) // SAMPLE)]
    started = time.perf_counter()
    measure(replace(ingredients, validation=Encoded(sample, [], [])), network)
    return (time.perf_counter() - started) * len(examples) / len(sample)


if __name__ == "__main__":
    sys.exit(answer(lambda asked: dry_run(TrainingConfig.model_validate_json(asked))))
