"""Before Start: how long, how much memory, and an honest no when it does not fit."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from finetune.config import TrainingConfig
from finetune.preparation import check, check_name_is_free
from finetune.pretraining.config import PretrainingConfig
from workbench.errors import UserError
from workbench.italian import duration, plural, size
from workbench.settings import settings

PROCESS_BYTES = 450_000_000
"""what Python, torch and transformers take before any model"""
SAFETY = 1.15
"""memory is refused when the expected peak times this does not fit"""
DRY_RUN_LIMIT_SECONDS = 600


@dataclass(frozen=True)
class Estimate:
    seconds: float
    """whole run, every epoch; early stopping can only shorten it"""
    peak_bytes: int
    """memory of the process at its highest"""
    steps: int
    seconds_per_step: float
    fits: bool
    reason: str | None
    """why it does not fit, in Italian"""
    truncated_rows: int | None = None
    """None when no row was read, or texts are cut into rows anyway"""
    empty_rows: int = 0
    disk_bytes: int = 0
    """checkpoints and finished model"""
    longest: int = 0
    """tokens of the longest row"""
    notes: list[str] = field(default_factory=list)
    """what else to know before starting, in Italian"""

    def sentence(self) -> str:
        if not self.fits:
            return f"Non è possibile avviare: {self.reason}"
        told = [
            f"Circa {duration(self.seconds)} per {plural(self.steps, 'passo', 'passi')}",
            f"memoria {size(self.peak_bytes)}, disco {size(self.disk_bytes)}",
        ]
        if self.truncated_rows is not None:
            told.append(plural(self.truncated_rows, "riga tagliata", "righe tagliate"))
        return " ".join(["; ".join(told) + ".", *self.notes])


def estimate(config: TrainingConfig | PretrainingConfig) -> Estimate:
    """Try a few steps in a process of its own, and extrapolate.

    UserError for what would also stop the training. The caller, which may be a page, loads no torch.
    """
    needed = least_memory(config)
    available = available_memory()
    if needed > available:
        return Estimate(0.0, needed, 0, 0.0, False, _memory_reason(needed, available))
    measured = _dry_run(config)
    refusal = _refusal(measured["peak_bytes"], available, measured["disk_bytes"])
    return Estimate(fits=refusal is None, reason=refusal, **measured)


def least_memory(config: TrainingConfig | PretrainingConfig) -> int:
    """Bytes that no run can do without: float32 weights; where all learn, gradients and moments too.

    Adam keeps two moments, Muon one: three copies are the least for a pre-training.
    """
    if isinstance(config, PretrainingConfig):
        check_name_is_free(config.name)
        return PROCESS_BYTES + 4 * config.parameters * 3
    _, base = check(config)
    return PROCESS_BYTES + 4 * base.parameters * (4 if config.method == "completo" else 1)


def available_memory() -> int:
    """Bytes that a new process may take: what the machine has free, or less where a cgroup limits it."""
    free = int(psutil.virtual_memory().available)
    root = Path("/sys/fs/cgroup")
    for limit, used in (
        (root / "memory.max", root / "memory.current"),
        (root / "memory" / "memory.limit_in_bytes", root / "memory" / "memory.usage_in_bytes"),
    ):
        if limit.is_file() and used.is_file() and limit.read_text("utf-8").strip().isdecimal():
            free = min(
                free, int(limit.read_text("utf-8")) - int(used.read_text("utf-8")) + _reclaimable(root)
            )
    return max(0, free)


def _reclaimable(root: Path) -> int:
    """File cache counted as used by the cgroup, which the kernel gives back on demand."""
    statistics = root / "memory.stat"
    if not statistics.is_file():
        return 0
    lines = dict(line.split() for line in statistics.read_text("utf-8").splitlines())
    return int(lines.get("inactive_file", 0))


def _refusal(peak: int, available: int, disk: int) -> str | None:
    free = shutil.disk_usage(_existing(settings().var)).free
    if peak * SAFETY > available:
        return _memory_reason(peak, available)
    if disk > free:
        return (
            f"salvataggi e modello chiedono {size(disk)} di disco e ne sono liberi {size(free)}. "
            "Liberare spazio, usare LoRA o un modello più piccolo."
        )
    return None


def _memory_reason(needed: int, available: int) -> str:
    return (
        f"servono circa {size(needed * SAFETY)} di memoria e ne sono disponibili {size(available)}. "
        "Ridurre le righe per passo o la lunghezza massima, usare LoRA o un modello più piccolo."
    )


def _existing(folder: Path) -> Path:
    return next(parent for parent in (folder, *folder.parents) if parent.exists())


def _dry_run(config: TrainingConfig | PretrainingConfig) -> dict[str, Any]:
    """What a trial of this config measured in its own process."""
    module = "finetune.pretraining.trial" if isinstance(config, PretrainingConfig) else "finetune.dry_run"
    done = subprocess.run(
        [sys.executable, "-m", module],
        input=config.model_dump_json(),
        capture_output=True,
        text=True,
        timeout=DRY_RUN_LIMIT_SECONDS,
        check=False,
    )
    if done.returncode == 0:
        return json.loads(done.stdout.splitlines()[-1])
    if done.returncode == 4:
        raise UserError(**json.loads(done.stderr.splitlines()[-1]))
    if done.returncode < 0:
        raise UserError(
            "La prova di pochi passi è stata chiusa dal sistema: la memoria non basta.",
            value=size(available_memory()),
            remedy="Ridurre le righe per passo o la lunghezza massima, oppure usare un modello più piccolo.",
        )
    raise RuntimeError(done.stderr)


def answer(trial: Callable[[str], dict[str, Any]]) -> int:
    """The other end of `_dry_run`: read a config, try it, print what was measured; returns the exit code."""
    try:
        print(json.dumps(trial(sys.stdin.read())))
    except UserError as problem:
        said = {"problem": problem.problem, "value": problem.value, "remedy": problem.remedy}
        print(json.dumps(said, default=str), file=sys.stderr)
        return 4
    return 0
