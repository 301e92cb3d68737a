"""What every backend takes and gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypedDict


class Message(TypedDict):
    role: str
    """`system`, `user` or `assistant`"""
    content: str


Prompt = str | Sequence[Message]
"""a text to continue, or a conversation to answer"""


@dataclass(frozen=True)
class Answer:
    text: str
    model: str
    seconds: float
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    finish: str = "stop"
    """`stop`: the model ended by itself; `length`: cut at `max_tokens`"""


@dataclass(frozen=True)
class Piece:
    """A bit of an answer while it is written; before the first one, how many requests stand in front."""

    text: str = ""
    waiting: int = 0


class Backend(Protocol):
    """Same prompt, model, temperature and seed, same answer, wherever the backend can promise it."""

    def complete(
        self,
        prompt: Prompt,
        *,
        model: str = "",
        max_tokens: int = 200,
        temperature: float = 0.0,
        seed: int = 20,
    ) -> Answer:
        """The whole answer. Raises UserError when the model or its server cannot answer."""
        ...

    def stream(
        self,
        prompt: Prompt,
        *,
        model: str = "",
        max_tokens: int = 200,
        temperature: float = 0.0,
        seed: int = 20,
    ) -> Iterator[Piece]:
        """The same answer while it is written; closing the iterator cancels the rest."""
        ...

    def classify(self, text: str, *, model: str = "") -> dict[str, float]:
        """Label -> probability, the most likely first."""
        ...
