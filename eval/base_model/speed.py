"""How fast the shipped model answers through the product's own model process."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from eval.base_model.results import Machine, SpeedResult
from eval.base_model.server import Timed, model_server, used_cores
from workbench.errors import UserError

PROMPT_TOKENS, NEW_TOKENS, PEOPLE = 100, 256, 16
FIRST_TOKENS, REPEATS = 20, 3


def measure_speed(model: str, tokenizer: Any, texts: Sequence[str], repeats: int = REPEATS) -> SpeedResult:
    """Median first token, tokens per second of one person and of 16 at once, memory, time to load.

    `texts` give the prompts: all different, so that nothing can be answered from memory. Each figure for
    tokens per second is the median of `repeats` runs; the time to the first token is in it.
    """
    machine = this_machine()
    prompts = make_prompts(tokenizer, texts, max(FIRST_TOKENS, PEOPLE))
    with model_server() as server:
        server.ask(model, prompts[0], 8)  # loads the weights
        firsts = [1000 * server.ask(model, prompt, 8).first for prompt in prompts[:FIRST_TOKENS]]
        alone = [
            _rate(tokenizer, [server.ask(model, prompt, NEW_TOKENS)])
            for prompt in (prompts * repeats)[:repeats]
        ]
        together = [
            _all_at_once(partial(server.ask, model), tokenizer, prompts[:PEOPLE]) for _ in range(repeats)
        ]
        memory = _memory_mb(server.pid)
    return SpeedResult(
        first_token_ms=statistics.median(firsts),
        first_token_range=(min(firsts), max(firsts)),
        tokens_per_s=statistics.median(alone),
        tokens_per_s_range=(min(alone), max(alone)),
        tokens_per_s_16=statistics.median(together),
        memory_mb=memory,
        load_seconds=load_seconds(model),
        repeats=repeats,
        prompt_tokens=PROMPT_TOKENS,
        machine=machine,
    )


def this_machine() -> Machine:
    information = Path("/proc/cpuinfo")
    lines = information.read_text("utf-8").splitlines() if information.is_file() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return Machine(
        processor=names[0] if names else "sconosciuto",
        cores=os.cpu_count() or 1,
        used_cores=len(used_cores()),
        load=os.getloadavg()[0],
    )


def make_prompts(tokenizer: Any, texts: Sequence[str], count: int) -> list[str]:
    """Different texts of `PROMPT_TOKENS` tokens, give or take one."""
    ids = tokenizer("\n".join(texts), add_special_tokens=False, verbose=False)["input_ids"]
    parts = [ids[start : start + PROMPT_TOKENS] for start in range(0, len(ids), PROMPT_TOKENS)][:count]
    if len(parts) < count or len(parts[-1]) < PROMPT_TOKENS:
        raise UserError(
            "Il testo per le prove di velocità è troppo breve.",
            value=f"{len(ids)} token",
            remedy=f"Ne servono almeno {count * PROMPT_TOKENS}.",
        )
    return [tokenizer.decode(part) for part in parts]


def load_seconds(model: str) -> float:
    """In a new process and another folder."""
    with tempfile.TemporaryDirectory() as elsewhere:
        done = subprocess.run(
            [sys.executable, "-m", "eval.base_model.loading", model],
            cwd=elsewhere,
            capture_output=True,
            text=True,
            check=True,
        )
    return float(done.stdout.split()[-1])


def _all_at_once(ask: Callable[[str, int, str], Timed], tokenizer: Any, prompts: Sequence[str]) -> float:
    started = time.perf_counter()
    with ThreadPoolExecutor(len(prompts)) as people:
        answers = list(
            people.map(
                lambda place: ask(prompts[place], NEW_TOKENS, f"persona {place}"),
                range(len(prompts)),
            )
        )
    return _tokens(tokenizer, answers) / (time.perf_counter() - started)


def _rate(tokenizer: Any, answers: Sequence[Timed]) -> float:
    return _tokens(tokenizer, answers) / sum(answer.seconds for answer in answers)


def _tokens(tokenizer: Any, answers: Sequence[Timed]) -> int:
    """As the server counted them, else as the text reads."""
    return sum(
        len(tokenizer(answer.text, add_special_tokens=False)["input_ids"])
        if answer.tokens is None
        else answer.tokens
        for answer in answers
    )


def _memory_mb(pid: int) -> float:
    """Resident memory after all requests, in millions of bytes."""
    import psutil

    return psutil.Process(pid).memory_info().rss / 1e6
