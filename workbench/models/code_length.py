"""How many bits a language model needs to write texts down."""

from typing import Any

BATCH_TOKENS = 8192


def code_length(network: Any, tokenizer: Any, texts: list[str], *, window: int) -> list[float]:
    """Bits of each text under the model, -sum(log2 p(token | what stands before it)).

    A text begins after the end-of-text token, which is not counted. It is read in windows of `window`
    tokens that advance by half of it, and each token is scored in the first window that holds it: from
    the second window on, every token has at least half a window before it. An empty text has 0 bits.
    Divide by the bytes of the text for the bits per byte.
    """
    if not texts:
        return []
    totals = [0.0] * len(texts)
    # A text that names a special token in so many letters does not get it.
    encoded = tokenizer(list(texts), add_special_tokens=False, split_special_tokens=True)["input_ids"]
    pieces = [
        (place, *piece)
        for place, ids in enumerate(encoded)
        for piece in _windows([tokenizer.eos_token_id, *ids], window)
    ]
    for batch in _batches(sorted(pieces, key=lambda piece: len(piece[1]))):
        for (place, _, _), bits in zip(batch, _score(network, batch), strict=True):
            totals[place] += bits
    return totals


def _windows(ids: list[int], window: int) -> list[tuple[list[int], int]]:
    """(tokens to read, how many at their end are to be scored)"""
    found, scored = [], 1
    while scored < len(ids):
        start = 0 if scored == 1 else scored - window // 2
        end = min(start + window, len(ids))
        found.append((ids[start:end], end - scored))
        scored = end
    return found


def _batches(pieces: list[tuple[int, list[int], int]]) -> list[list[tuple[int, list[int], int]]]:
    """Pieces of equal length together: no padding, so no mask."""
    batches: list[list[tuple[int, list[int], int]]] = []
    for piece in pieces:
        last = batches[-1] if batches else []
        if last and len(last[0][1]) == len(piece[1]) and (len(last) + 1) * len(piece[1]) <= BATCH_TOKENS:
            last.append(piece)
        else:
            batches.append([piece])
    return batches


def _score(network: Any, batch: list[tuple[int, list[int], int]]) -> list[float]:
    import math

    import torch
    from torch.nn import functional

    ids = torch.tensor([piece[1] for piece in batch], device=network.device)
    with torch.inference_mode():
        logits = network(input_ids=ids[:, :-1], use_cache=False).logits.float()
        losses = functional.cross_entropy(logits.transpose(1, 2), ids[:, 1:], reduction="none")
    scored = [losses[row, len(piece[1]) - 1 - piece[2] :].sum() for row, piece in enumerate(batch)]
    return [float(loss) / math.log(2) for loss in scored]
