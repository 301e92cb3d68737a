"""A few steps of a pre-training: `python -m finetune.pretraining.trial < config.json`.

Runs in a process of its own, so that its peak memory is the pre-training's and a crash takes nothing with it.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from finetune.checkpoints import place_checkpoint
from finetune.estimation import answer
from finetune.pretraining.config import PretrainingConfig
from finetune.pretraining.gathering import gather
from finetune.pretraining.learning import Learning
from workbench.italian import duration, listed, number
from workbench.settings import settings

REPEATS = 3
"""timed steps after the first, which also compiles"""
GROWTH = 1.1
"""a whole run takes a little more than the trial's peak"""


def trial(config: PretrainingConfig) -> dict[str, Any]:
    """Figures for `Estimate`, measured: seconds, peak bytes, bytes on disk.

    The texts are read whole, as in the real run, so that what would stop it stops here.
    """
    started = time.perf_counter()
    gathered = gather(config)
    preparing = time.perf_counter() - started
    settings().var.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings().var, prefix=".prova-") as place:
        learning = Learning(config, gathered, Path(place), None)
        first, typical = _time_steps(learning)
        quick, whole = _time_measures(learning)
        saving, disk = _save_once(learning, Path(place))
    compiling = first - typical
    steps = config.steps * typical
    measures = config.steps // config.validate_every + 1
    saves = 1 + steps / config.checkpoint_seconds
    return {
        "seconds": round(preparing + compiling + steps + measures * quick + whole + saves * saving, 1),
        "peak_bytes": round(GROWTH * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024),
        "steps": config.steps,
        "seconds_per_step": round(typical, 4),
        "disk_bytes": disk,
        "notes": _notes(learning, preparing, compiling if config.compile else 0.0),
    }


def _time_steps(learning: Learning) -> tuple[float, float]:
    """Seconds of the first step, and of the fastest of those after it."""
    seconds = []
    for _ in range(min(1 + REPEATS, learning.config.steps)):
        started = time.perf_counter()
        learning.take_step()
        seconds.append(time.perf_counter() - started)
    return seconds[0], min(seconds[1:] or seconds)


def _time_measures(learning: Learning) -> tuple[float, float]:
    """Seconds of a measure along the way, and of the last one on all that was held out, by its bytes."""
    started = time.perf_counter()
    learning.measure(learning.quick)
    quick = time.perf_counter() - started
    sizes = [
        sum(len(text.encode()) for texts in each.values() for text in texts)
        for each in (learning.quick, learning.gathered.held_out)
    ]
    return quick, quick * sizes[1] / sizes[0]


def _save_once(learning: Learning, place: Path) -> tuple[float, int]:
    """(seconds of a checkpoint, bytes of the two that may exist at once and of the finished model)"""
    started = time.perf_counter()
    saved = place_checkpoint(place, learning.step, {}, learning.write)
    seconds = time.perf_counter() - started
    size = sum(path.stat().st_size for path in saved.iterdir())
    weights = sum(path.stat().st_size for path in saved.glob("*.safetensors"))
    return seconds, 2 * size + weights // 2


def _notes(learning: Learning, preparing: float, compiling: float) -> list[str]:
    told = [f"Preparare i testi richiede {duration(preparing)}"]
    if compiling:
        told.append(f"compilare il modello {duration(compiling)} la prima volta")
    reading = listed([f"«{name}» {number(times, 1)}" for name, times in learning.schedule.epochs().items()])
    return [f"{', '.join(told)}: sono compresi nel tempo.", f"Letture di ciascun genere: {reading}."]


if __name__ == "__main__":
    sys.exit(answer(lambda asked: trial(PretrainingConfig.model_validate_json(asked))))
