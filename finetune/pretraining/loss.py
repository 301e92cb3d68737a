"""Cross-entropy over the vocabulary without ever holding the scores of all tokens.

Scores and their gradients are computed for a few tokens at a time, small enough for the processor's cache.
With a small model the scores are most of the memory and a good part of the time (idea of the fused linear
cross-entropy in Liger Kernel, Hsu et al., 2024).
"""

from typing import Any

import torch

from finetune.pretraining.packing import NO_LOSS

AT_ONCE = 512
"""tokens"""


class _SummedLoss(torch.autograd.Function):
    @staticmethod
    def forward(
        context: Any, hidden: torch.Tensor, words: torch.Tensor, labels: torch.Tensor
    ) -> torch.Tensor:
        words_low = words.to(hidden.dtype)
        to_hidden, to_words = torch.empty_like(hidden), torch.zeros_like(words)
        total = torch.zeros((), device=hidden.device)
        for start in range(0, len(hidden), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            scores = (hidden[part] @ words_low.T).float()
            right = labels[part, None]
            norm = scores.logsumexp(-1, keepdim=True)
            total += (norm - scores.gather(-1, right)).sum()
            slope = (scores - norm).exp_()
            slope.scatter_add_(-1, right, torch.full_like(right, -1, dtype=slope.dtype))
            slope_low = slope.to(hidden.dtype)
            to_hidden[part] = slope_low @ words_low
            to_words += slope_low.T @ hidden[part]
        context.save_for_backward(to_hidden, to_words)
        return total

    @staticmethod
    def backward(context: Any, *slopes: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, None]:
        to_hidden, to_words = context.saved_tensors
        return to_hidden * slopes[0].to(to_hidden.dtype), to_words * slopes[0], None


def summed_loss(hidden: torch.Tensor, words: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Sum of -ln p(label) over the places that have one.

    `hidden` (rows, places, width), `words` (vocabulary, width), `labels` (rows, places), NO_LOSS where
    nothing is predicted. Gradients are exact up to the precision of `hidden`'s type.
    """
    kept = labels.flatten() != NO_LOSS
    return _SummedLoss.apply(hidden.flatten(0, 1)[kept], words, labels.flatten()[kept])
