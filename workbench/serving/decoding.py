"""Chooses the next token of several answers at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.backends import Decoding

if TYPE_CHECKING:
    import torch


def choose(
    logits: "torch.Tensor", rows: Sequence[Decoding], generators: "Sequence[torch.Generator]"
) -> "torch.Tensor":
    """Token ids, shape (rows,), from logits of shape (rows, vocabulary); the likeliest at temperature 0.

    Each row adds to its logits Gumbel noise of its own generator and takes the highest: this draws from the
    softmax, and a rounding difference changes the token only where the two highest are as close as that.
    Counting up cumulative probabilities instead would let every rounding shift all later tokens.
    Source: Gumbel-max trick (Maddison, Tarlow, Minka, 2014); nucleus (Holtzman et al., 2020).
    """
    import torch

    drawing = [index for index, row in enumerate(rows) if row.temperature > 0]
    chosen = logits.argmax(-1)
    if drawing:
        scaled = logits[drawing] / torch.tensor([[rows[index].temperature] for index in drawing])
        noise = [torch.rand(logits.shape[-1], generator=generators[index]) for index in drawing]
        noisy = scaled - (-torch.stack(noise).log_()).log_()
        limits = torch.tensor([[_limit(rows[index])] for index in drawing])
        chosen[drawing] = _highest_inside(noisy, scaled.softmax(-1), limits)
    return chosen


def _limit(row: Decoding) -> float:
    return row.top_p if row.top_p < 1 else float("inf")


def _highest_inside(
    noisy: "torch.Tensor", probabilities: "torch.Tensor", limits: "torch.Tensor"
) -> "torch.Tensor":
    """The highest of each row within its nucleus: the fewest tokens that together reach the limit.

    Sorting the vocabulary would cost as much as the forward pass of a small model. A token is outside when
    those likelier than it reach the limit; then those less likely than it are outside as well.
    """
    import torch

    while True:
        highest = noisy.argmax(-1, keepdim=True)
        own = probabilities.gather(-1, highest)
        likelier = torch.where(probabilities > own, probabilities, 0).sum(-1, keepdim=True)
        outside = likelier >= limits
        if not outside.any():
            return highest[:, 0]
        noisy.masked_fill_(outside & (probabilities <= own), -torch.inf)
