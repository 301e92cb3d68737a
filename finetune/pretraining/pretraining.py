"""One pre-training from config to finished model, in a folder that anybody may watch."""

import resource
import uuid
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finetune.checkpoints import check_unchanged, place_checkpoint, start_point
from finetune.outcome import finished_before, keep_result
from finetune.preparation import check_name_is_free
from finetune.pretraining.config import PretrainingConfig
from workbench.jobs import Checkpoint, hold

if TYPE_CHECKING:
    from finetune.pretraining.gathering import Gathered
    from finetune.pretraining.learning import Learning

PACKAGES = ("torch", "transformers", "tokenizers")


@dataclass(frozen=True)
class PretrainingResult:
    stopped: bool
    """on request, with everything saved: the other fields are then partly empty"""
    model: str
    step: int
    steps: int
    seconds: float
    peak_bytes: int = 0
    """memory of this process at its highest"""
    bits_per_byte: dict[str, float] = field(default_factory=dict)
    """on all the held-out text, by domain"""
    parameters: int = 0
    epochs: dict[str, float] = field(default_factory=dict)
    """how often each domain was read"""
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)


def pretrain(config: PretrainingConfig, folder: Path, *, resume: bool = False) -> PretrainingResult:
    """Train, or go on training, in `folder`; the finished model lands in `var/models/<name>`.

    A STOP file in the folder makes it save and return with `stopped` set.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with hold(folder):
        if before := finished_before(folder, PretrainingResult, resume=resume):
            return before
        checkpoint = start_point(folder, resume=resume)
        check_name_is_free(config.name, checkpoint.extra["run"] if checkpoint else "")
        from finetune.pretraining.gathering import gather
        from finetune.pretraining.learning import Learning
        from finetune.pretraining.publication import keep_stage

        gathered = gather(config, _known_tokenizer(checkpoint))
        identity = _identity(config, gathered, checkpoint)
        learning = Learning(config, gathered, folder, checkpoint)
        _tell_start(learning)
        for due in learning.run():
            if due == "keep":
                keep_stage(learning, identity["run"])
                continue
            extra = identity | {"seconds": round(learning.seconds, 1)}
            place_checkpoint(folder, learning.step, extra, learning.write)
            learning.events.write(
                "checkpoint", step=learning.step, path=f"checkpoints/{learning.place().name}"
            )
            if due == "stop":
                learning.events.write("stopped", step=learning.step)
                return PretrainingResult(
                    True, config.name, learning.step, config.steps, round(learning.seconds, 1)
                )
        return _conclude(learning, identity["run"])


def _known_tokenizer(checkpoint: Checkpoint | None) -> Any:
    """Of a resumed run its own, not one learned again."""
    if checkpoint is None:
        return None
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(checkpoint.folder, trust_remote_code=False)


def _identity(
    config: PretrainingConfig, gathered: "Gathered", checkpoint: Checkpoint | None
) -> dict[str, Any]:
    """What a run is known by; UserError when it is not that of the checkpoint to go on from."""
    run = checkpoint.extra["run"] if checkpoint else uuid.uuid4().hex
    identity = {"run": run, "config": config.model_dump(), "digests": gathered.digests}
    if checkpoint:
        check_unchanged(checkpoint, identity)
    return identity


def _tell_start(learning: "Learning") -> None:
    packed = learning.gathered.packed
    learning.events.write(
        "start",
        steps=learning.config.steps,
        rows=learning.rows,
        tokens={name: each.filled for name, each in packed.items()},
        epochs=learning.schedule.epochs(),
        parameters=learning.network.num_parameters(),
        digests=learning.gathered.digests,
        from_step=learning.step,
    )


def _conclude(learning: "Learning", run: str) -> PretrainingResult:
    """Measure on all that was held out, publish the model, and write down how it went."""
    from finetune.pretraining.diagnosis import diagnose
    from finetune.pretraining.publication import publish

    bits, _ = learning.measure(learning.gathered.held_out)
    result = PretrainingResult(
        stopped=False,
        model=learning.config.name,
        step=learning.step,
        steps=learning.config.steps,
        seconds=round(learning.seconds, 1),
        peak_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        bits_per_byte=bits,
        parameters=learning.network.num_parameters(),
        epochs=learning.schedule.epochs(),
        counts=learning.gathered.counts,
        digests=learning.gathered.digests,
        versions={name: version(name) for name in PACKAGES},
    )
    model = publish(learning, run, asdict(result))
    keep_result(learning.folder, result)
    learning.events.write(
        "end",
        model=result.model,
        seconds=result.seconds,
        bits_per_byte=bits,
        model_digest=model.digest,
        diagnosis=diagnose(result),
    )
    return result
