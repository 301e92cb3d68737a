"""Writes an answer token by token.

Own loop instead of `generate`: it gives each token with its probability as soon as it is known, stops at
once when asked, and draws from a generator of its own: a seed means the same whatever was done before.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.serving.protocol import Decoding

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Token:
    text: str
    """the characters that became certain with this token; empty inside a character of several bytes"""
    logprob: float
    """natural logarithm of the probability the model gave it, before temperature and top_p"""
    top: tuple[tuple[str, float], ...] = ()
    """the likeliest tokens at this place with their logprobs, the likeliest first"""


def write(
    model: Any, tokenizer: Any, ids: list[int], decoding: Decoding, cancelled: threading.Event
) -> Iterator[Token]:
    """Tokens after the non-empty prompt `ids`, at most `decoding.max_tokens`, without the end token.

    `cancelled` is looked at before each token.
    """
    import torch

    generator = torch.Generator().manual_seed(decoding.seed)
    ends = _end_tokens(model, tokenizer)
    written: list[int] = []
    shown = ""
    cache, step = None, torch.tensor([ids], device=model.device)
    while len(written) < decoding.max_tokens and not cancelled.is_set():
        with torch.inference_mode():
            output = model(input_ids=step, past_key_values=cache, use_cache=True)
        cache, logits = output.past_key_values, output.logits[0, -1].float().cpu()
        chosen = _choose(logits, decoding, generator)
        if chosen in ends:
            return
        written.append(chosen)
        text = tokenizer.decode(written, skip_special_tokens=True)
        # A half character decodes to the replacement mark: wait for the rest of its bytes.
        certain = text if not text.endswith("\ufffd") else shown
        logprobs = torch.log_softmax(logits, dim=-1)
        top = _likeliest(logprobs, tokenizer, decoding.alternatives or 0)
        yield Token(certain[len(shown) :], float(logprobs[chosen]), top)
        shown, step = certain, torch.tensor([[chosen]], device=model.device)


def _choose(logits: "torch.Tensor", decoding: Decoding, generator: "torch.Generator") -> int:
    """The next token id; the likeliest at temperature 0."""
    import torch

    if decoding.temperature == 0:
        return int(logits.argmax())
    probabilities, order = torch.softmax(logits / decoding.temperature, dim=-1).sort(descending=True)
    # Nucleus: the smallest set of tokens whose probabilities reach top_p (Holtzman et al., 2020).
    before = probabilities.cumsum(dim=-1) - probabilities
    probabilities[before >= decoding.top_p] = 0
    return int(order[torch.multinomial(probabilities, 1, generator=generator)])


def _likeliest(logprobs: "torch.Tensor", tokenizer: Any, top: int) -> tuple[tuple[str, float], ...]:
    values, ids = logprobs.topk(top)
    return tuple(
        (tokenizer.decode([int(token)]), float(value)) for value, token in zip(values, ids, strict=True)
    )


def _end_tokens(model: Any, tokenizer: Any) -> set[int]:
    configured = getattr(model.generation_config, "eos_token_id", None)
    ends = configured if isinstance(configured, list) else [configured]
    return {end for end in (*ends, tokenizer.eos_token_id) if end is not None}
