"""The most likely continuation of many prompts at once."""

from collections.abc import Callable, Sequence
from typing import Any

BATCH = 32
Allowed = Callable[[int, list[int]], list[int]]
"""place of a prompt and what was written after it -> the tokens that may follow"""


def continuations(
    network: Any, tokenizer: Any, prompts: Sequence[list[int]], new_tokens: int, *, exactly: bool = False
) -> list[list[int]]:
    """New tokens after each prompt, in the order given, by plain greedy `generate`.

    Up to the end token, which is left out; `exactly` forbids it, so that all have `new_tokens`. Prompts of
    similar length are padded on the left together.
    """
    least = new_tokens if exactly else 0
    return _in_batches(network, tokenizer, prompts, {"max_new_tokens": new_tokens, "min_new_tokens": least})


def admitted_continuations(
    network: Any, tokenizer: Any, prompts: Sequence[list[int]], answers: Sequence[Sequence[list[int]]]
) -> list[list[int]]:
    """As `continuations`, but what follows each prompt is one of its `answers`, closed by the end token.

    At each place the most likely token that one of the answers goes on with, as the product's server does.
    """
    end = tokenizer.eos_token_id

    def allowed(place: int, written: list[int]) -> list[int]:
        following = [row[len(written)] for row in answers[place] if row[: len(written)] == written != row]
        return following or [end]

    longest = max((len(row) for rows in answers for row in rows), default=0)
    return _in_batches(network, tokenizer, prompts, {"max_new_tokens": longest}, allowed)


def _in_batches(
    network: Any,
    tokenizer: Any,
    prompts: Sequence[list[int]],
    lengths: dict[str, int],
    allowed: Allowed | None = None,
) -> list[list[int]]:
    import torch
    from transformers import GenerationConfig

    # a config of our own: the one shipped with a model may ask for sampling or penalties
    ends = {"pad_token_id": tokenizer.pad_token_id, "eos_token_id": tokenizer.eos_token_id}
    greedy = GenerationConfig(**lengths, **ends, do_sample=False, num_beams=1)
    order = sorted(range(len(prompts)), key=lambda place: len(prompts[place]))
    found: list[list[int]] = [[] for _ in prompts]
    for start in range(0, len(order), BATCH):
        places = order[start : start + BATCH]
        ids = [prompts[place] for place in places]
        padded = tokenizer.pad({"input_ids": ids}, return_tensors="pt", padding_side="left")
        width = padded["input_ids"].shape[1]
        with torch.inference_mode():
            written = network.generate(
                **padded.to(network.device),
                generation_config=greedy,
                prefix_allowed_tokens_fn=_by_row(allowed, places, width) if allowed else None,
            )
        for place, row in zip(places, written[:, width:].tolist(), strict=True):
            found[place] = _until_end(row, tokenizer.eos_token_id)
    return found


def _by_row(allowed: Allowed, places: list[int], width: int) -> Callable[[int, Any], list[int]]:
    """`allowed` as the library asks it: by row of the batch, with padding and prompt in front of the ids."""
    return lambda row, ids: allowed(places[row], ids[width:].tolist())


def _until_end(row: list[int], end: int) -> list[int]:
    return row[: row.index(end)] if end in row else row
