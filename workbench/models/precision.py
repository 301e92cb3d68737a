"""Which numbers this processor computes faster: 32-bit floats, or bfloat16 where that is true."""

import json
import os
import platform
import time
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path

from workbench.settings import settings

# Read by the thread pool of torch when it is first imported. By default a waiting thread spins:
# with anything else at work on a small machine, a step then takes ten times as long (measured on two cores).
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

WORTHWHILE = 1.5
"""matrices alone gain more than a whole model does, and bfloat16 rounds coarsely"""


def autocast() -> AbstractContextManager:
    """A context for forward passes: bfloat16 where measured faster on this machine, else nothing."""
    import torch

    if torch.cuda.is_available():
        return torch.autocast("cuda", torch.bfloat16, enabled=torch.cuda.is_bf16_supported())
    return torch.autocast("cpu", torch.bfloat16) if bfloat16_pays() else nullcontext()


@cache
def bfloat16_pays() -> bool:
    """Whether bfloat16 is faster on this processor, measured once and remembered in `var/cache`."""
    import torch

    key = f"{_processor()} torch {torch.__version__}"
    path = settings().var / "cache" / "precision.json"
    known = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    if key not in known:
        known[key] = round(_gain(), 2)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".tmp")
        temporary.write_text(json.dumps(known, indent=1), "utf-8")
        temporary.replace(path)
    return known[key] >= WORTHWHILE


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text("utf-8").splitlines() if information.is_file() else []
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith(("model name", "flags"))]
    return f"{named[0]} {'avx512_bf16' in named[1]}" if len(named) > 1 else platform.processor()


def _gain(seconds: float = 1.0) -> float:
    """Time of a training step of one feed-forward block in 32 bits, over the same in bfloat16.

    One thread and its own clock: other work on the machine must not decide.
    """
    import torch

    threads = torch.get_num_threads()
    with torch.random.fork_rng(devices=[]):  # a training that asks in its first step must not feel it
        block = torch.nn.Sequential(torch.nn.Linear(256, 704), torch.nn.SiLU(), torch.nn.Linear(704, 256))
        rows = torch.randn(512, 256)

    def step(*, brief: bool) -> float:
        started = time.thread_time()
        with torch.autocast("cpu", torch.bfloat16, enabled=brief):
            loss = block(rows).float().square().mean()
        loss.backward()
        return time.thread_time() - started

    torch.set_num_threads(1)
    full, brief = step(brief=False), step(brief=True)
    deadline = time.perf_counter() + seconds
    while time.perf_counter() < deadline:
        full, brief = min(full, step(brief=False)), min(brief, step(brief=True))
    torch.set_num_threads(threads)
    return full / brief
