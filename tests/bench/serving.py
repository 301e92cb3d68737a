"""How fast the model process answers: `python tests/bench/serving.py --tokens 128 --people 16`.

Starts the model process on a free port with a home of its own and asks it over HTTP as the product does.
The peer, plain `generate` of transformers on the same folder and prompts, takes its turn in between, so that
other work on the machine slows both alike. The last line is JSON.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]
PROMPT = (
    "Il Responsabile del Settore, vista la deliberazione della Giunta comunale con cui è stato approvato il "
    "piano esecutivo di gestione, considerato che occorre provvedere all'affidamento del servizio di "
    "manutenzione del verde pubblico, dato atto che la spesa trova copertura nel bilancio, "
)
PROMPT_TOKENS = 100


@contextmanager
def model_process(home: Path) -> Iterator[tuple[int, psutil.Process]]:
    """Port and process, ready to answer."""
    import httpx

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"OFFICINA_HOME": str(home), "OFFICINA_MODEL_PORT": str(port)}
    os.environ.update(environment)
    process = subprocess.Popen([sys.executable, "-m", "workbench.serving"], cwd=ROOT, env=environment)
    try:
        for _ in range(600):
            try:
                httpx.get(f"http://127.0.0.1:{port}/v1/queue", trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.2)
        yield port, psutil.Process(process.pid)
    finally:
        process.kill()
        process.wait()


class Served:
    """Asks the model process as the product does."""

    def __init__(self, model: str, tokens: int) -> None:
        from workbench.backends import local_backend

        self.backend, self.model, self.tokens = local_backend(), model, tokens

    def answer(self, prompt: str, seed: int = 1) -> tuple[float, float, int]:
        """Seconds to the first text, seconds in all, tokens."""
        from workbench.backends import Decoding

        decoding = Decoding(self.tokens, temperature=1.0, seed=seed, alternatives=0)
        started, first, count = time.perf_counter(), 0.0, 0
        for piece in self.backend.stream(prompt, model=self.model, decoding=decoding, person=f"p{seed}"):
            first = first or (time.perf_counter() - started if piece.text else 0.0)
            count += len(piece.tokens)
        return first, time.perf_counter() - started, count

    def together(self, prompts: list[str]) -> float:
        """Tokens per second in all."""
        with ThreadPoolExecutor(len(prompts)) as people:
            started = time.perf_counter()
            found = list(people.map(self.answer, prompts, range(1, len(prompts) + 1)))
            return sum(tokens for *_, tokens in found) / (time.perf_counter() - started)


class Peer:
    """Plain `generate`: a fixed batch, all rows to the full length."""

    def __init__(self, folder: Path, tokens: int) -> None:
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        self.tokenizer = AutoTokenizer.from_pretrained(folder, padding_side="left")
        self.network = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
        self.tokens = tokens

    def tokens_per_second(self, prompts: list[str]) -> float:
        batch = self.tokenizer(prompts, return_tensors="pt", padding=True)
        batch.pop("token_type_ids", None)
        started = time.perf_counter()
        self.network.generate(
            **batch, do_sample=True, max_new_tokens=self.tokens, min_new_tokens=self.tokens, top_k=0
        )
        return len(prompts) * self.tokens / (time.perf_counter() - started)


def profile_of_a_step(folder: Path, rows: int, steps: int = 40) -> dict[str, float]:
    """Milliseconds (median) that each part of a step takes, in this process and with nothing beside."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from workbench.backends import Decoding
    from workbench.serving.batch import Batch
    from workbench.serving.decoding import choose
    from workbench.serving.spelling import Spelling

    tokenizer = AutoTokenizer.from_pretrained(folder)
    batch = Batch(AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval())
    ids = tokenizer(PROMPT)["input_ids"]
    for row in range(rows):
        batch.join(ids[row:])
    decodings = [Decoding(temperature=1.0, top_p=0.9)] * rows
    generators = [torch.Generator().manual_seed(row) for row in range(rows)]
    spellings = [Spelling(tokenizer.decode) for _ in range(rows)]
    times: dict[str, list[float]] = {"forward": [], "choose": [], "score_top_20": [], "spell": []}

    def timed(part: str, work: Callable[[], Any]) -> Any:
        started = time.perf_counter()
        found = work()
        times[part].append((time.perf_counter() - started) * 1e3)
        return found

    tokens = [5] * rows
    for _ in range(steps):
        current = tokens
        logits = timed("forward", lambda: batch.step(current))  # noqa: B023
        tokens = timed("choose", lambda: choose(logits, decodings, generators)).tolist()  # noqa: B023
        timed("score_top_20", lambda: logits.log_softmax(-1).topk(20))  # noqa: B023
        timed("spell", lambda: [spelling.add(token) for spelling, token in zip(spellings, tokens)])  # noqa: B023, B905
    return {part: round(statistics.median(found), 2) for part, found in times.items()}


def measure(model: str, tokens: int, people: int, rounds: int) -> dict[str, Any]:
    from workbench.models import resolve

    folder = resolve(model).folder
    peer, served = Peer(folder, tokens), Served(model, tokens)
    ids = peer.tokenizer(PROMPT * 4)["input_ids"]
    prompt = peer.tokenizer.decode(ids[:PROMPT_TOKENS])
    prompts = [peer.tokenizer.decode(ids[: 20 + 5 * person]) for person in range(people)]
    served.answer(prompt)
    found: dict[str, list[float]] = {
        name: [] for name in ("first", "alone", "peer_alone", "many", "peer_many")
    }
    for _ in range(rounds):
        first, seconds, written = served.answer(prompt)
        found["first"].append(first * 1e3)
        found["alone"].append((written - 1) / (seconds - first))
        found["peer_alone"].append(peer.tokens_per_second([prompt]))
        found["many"].append(served.together(prompts))
        found["peer_many"].append(peer.tokens_per_second(prompts))
    middle = {name: statistics.median(values) for name, values in found.items()}
    return {
        "first_token_ms": round(middle["first"], 1),
        "tokens_per_s": round(middle["alone"], 1),
        f"tokens_per_s_{people}": round(middle["many"], 1),
        "of_generate_alone": round(middle["alone"] / middle["peer_alone"], 2),
        f"of_generate_{people}": round(middle["many"] / middle["peer_many"], 2),
    }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="incorporato")
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--people", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="officina-bench-") as home,
        model_process(Path(home)) as (_, process),
    ):
        found = measure(asked.model, asked.tokens, asked.people, asked.rounds)
        found["megabytes"] = round(process.memory_info().rss / 1e6)
    from workbench.models import resolve

    folder = resolve(asked.model).folder
    found["step_ms"] = {str(rows): profile_of_a_step(folder, rows) for rows in (1, asked.people)}
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
