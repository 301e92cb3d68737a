"""The most likely continuation of many prompts at once."""

from collections.abc import Sequence
from typing import Any

BATCH = 32


def continuations(
    network: Any, tokenizer: Any, prompts: Sequence[list[int]], new_tokens: int, *, exactly: bool = False
) -> list[list[int]]:
    """New tokens after each prompt, in the order given, by plain greedy `generate`.

    Up to the end token, which is left out; `exactly` forbids it, so that all have `new_tokens`. Prompts of
    similar length are padded on the left together.
    """
    order = sorted(range(len(prompts)), key=lambda place: len(prompts[place]))
    found: list[list[int]] = [[] for _ in prompts]
    for start in range(0, len(order), BATCH):
        places = order[start : start + BATCH]
        batch = _continue(network, tokenizer, [prompts[place] for place in places], (new_tokens, exactly))
        for place, row in zip(places, batch, strict=True):
            found[place] = _until_end(row, tokenizer.eos_token_id)
    return found


def _continue(
    network: Any, tokenizer: Any, prompts: list[list[int]], length: tuple[int, bool]
) -> list[list[int]]:
    import torch
    from transformers import GenerationConfig

    new_tokens, exactly = length
    padded = tokenizer.pad({"input_ids": prompts}, return_tensors="pt", padding_side="left")
    # a config of our own: the one shipped with a model may ask for sampling or penalties
    greedy = GenerationConfig(
        max_new_tokens=new_tokens,
        min_new_tokens=new_tokens if exactly else 0,
        do_sample=False,
        num_beams=1,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
    )
    with torch.inference_mode():
        written = network.generate(**padded.to(network.device), generation_config=greedy)
    rows: list[list[int]] = written[:, padded["input_ids"].shape[1] :].tolist()
    return rows


def _until_end(row: list[int], end: int) -> list[int]:
    return row[: row.index(end)] if end in row else row
