"""Before Start: how long, how much memory, and an honest no when it does not fit."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

from finetune.config import TrainingConfig
from finetune.preparation import check
from workbench.errors import UserError
from workbench.italian import duration, plural, size
from workbench.models import Model
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
    truncated_rows: int
    """0 when the refusal came before any row was read"""
    empty_rows: int = 0
    disk_bytes: int = 0
    """checkpoints and finished model"""
    longest: int = 0
    """tokens of the longest row"""

    def sentence(self) -> str:
        if not self.fits:
            return f"Non è possibile avviare: {self.reason}"
        cut = plural(self.truncated_rows, "riga tagliata", "righe tagliate")
        return (
            f"Circa {duration(self.seconds)} per {plural(self.steps, 'passo', 'passi')}; "
            f"memoria {size(self.peak_bytes)}, disco {size(self.disk_bytes)}; {cut}."
        )


def estimate(config: TrainingConfig) -> Estimate:
    """Try a few steps on the longest and on a typical batch in a process of its own, and extrapolate.

    UserError for what would also stop the training. The caller, which may be a page, loads no torch.
    """
    _, base = check(config)
    needed = least_memory(base, config)
    available = available_memory()
    if needed > available:
        reason = _memory_reason(needed, available)
        return Estimate(0.0, needed, 0, 0.0, False, reason, truncated_rows=0)
    measured = _dry_run(config)
    refusal = _refusal(measured["peak_bytes"], available, measured["disk_bytes"])
    return Estimate(fits=refusal is None, reason=refusal, **measured)


def least_memory(base: Model, config: TrainingConfig) -> int:
    """Bytes that no run can do without: float32 weights; for `completo` gradients and two Adam moments."""
    copies = 4 if config.method == "completo" else 1
    return PROCESS_BYTES + 4 * base.parameters * copies


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


def _dry_run(config: TrainingConfig) -> dict:
    """What `finetune.dry_run` measured in its own process."""
    done = subprocess.run(
        [sys.executable, "-m", "finetune.dry_run"],
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
