"""How long the model calls of a plan will take with so many people, said before the room starts."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Lock

from apps.labs.activities import activity
from workbench.backends import Backend, Decoding, Message
from workbench.errors import UserError
from workbench.models import EMBEDDED, INSTRUCTED
from workbench.rooms import Plan

TOGETHER = 16
"""requests that decode side by side"""
EMBEDDED_RATE = 1000.0
"""tokens a second of the embedded model with 16 at once on two processors; used until it is measured here"""
TRIAL_TOKENS = 32
_measured: dict[str, float] = {}
_turn = Lock()


@dataclass(frozen=True)
class Load:
    """What a step asks of the model."""

    step: int
    calls: int
    tokens: int
    seconds: float


def loads(plan: Plan, people: int, rate: float) -> list[Load]:
    """The steps of a plan that ask a model.

    seconds = people x calls per person x tokens per call / tokens per second.
    """
    found = []
    for number, step in enumerate(plan.steps):
        at_work = activity(step.activity)
        calls = people * at_work.calls_per_person
        if calls:
            tokens = calls * at_work.calls_tokens
            found.append(Load(number, calls, tokens, tokens / rate))
    return found


def rate_of(model: str) -> float | None:
    """Tokens a second of this model with several requests at once; None while it was not measured."""
    return _measured.get(model, EMBEDDED_RATE if model in (EMBEDDED, INSTRUCTED) else None)


def measure_rate(model: str, backend: Backend) -> float:
    """Asks a few short answers at once and counts. Kept until the door closes.

    Raises:
        UserError: when the model does not answer.
    """
    question: list[Message] = [{"role": "user", "content": "Elencare i mesi dell'anno e le stagioni."}]
    with _turn, ThreadPoolExecutor(TOGETHER) as threads:
        start = time.perf_counter()
        asked = [
            threads.submit(
                partial(
                    backend.complete,
                    question,
                    model=model,
                    decoding=Decoding(max_tokens=TRIAL_TOKENS, temperature=1.0, seed=number),
                )
            )
            for number in range(TOGETHER)
        ]
        answers = [one.result() for one in asked]
        seconds = time.perf_counter() - start
    tokens = sum(answer.completion_tokens or len(answer.text.split()) for answer in answers)
    if not tokens:
        raise UserError(
            "Il modello ha risposto senza parole.", value=model, remedy="Scegliere un altro modello."
        )
    _measured[model] = tokens / seconds
    return _measured[model]
