"""Answers that may only be one of those given: what none of them goes on with is never chosen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


class Admitted:
    """The answers that a row may still give, as tokens. Without any, every answer is admitted."""

    def __init__(self, answers: Sequence[Sequence[int]] = ()) -> None:
        self._answers = [list(answer) for answer in answers]
        self._bound = bool(self._answers)
        self._written = 0

    @property
    def longest(self) -> int:
        """Tokens of the longest answer, its end included."""
        return max(map(len, self._answers), default=0)

    @property
    def complete(self) -> bool:
        """One of the answers is written, to its last token, and no other goes on."""
        return self._bound and not self._next()

    def narrow(self, logits: "torch.Tensor") -> "torch.Tensor":
        """Logits of shape (vocabulary,), -inf for what no admitted answer goes on with."""
        import torch

        if not self._bound:
            return logits
        narrowed = torch.full_like(logits, -torch.inf)
        going_on = self._next()
        narrowed[going_on] = logits[going_on]
        return narrowed

    def take(self, token: int) -> None:
        """The answers that go on with another token are out."""
        self._answers = [answer for answer in self._answers if answer[self._written :][:1] == [token]]
        self._written += 1

    def _next(self) -> list[int]:
        going_on = {answer[self._written] for answer in self._answers if len(answer) > self._written}
        return sorted(going_on)
