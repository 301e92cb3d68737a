"""What every backend takes and gives."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypedDict

from workbench.errors import UserError


class Message(TypedDict):
    role: str
    """`system`, `user` or `assistant`"""
    content: str


Prompt = str | Sequence[Message]
"""a text to continue, or a conversation to answer"""


@dataclass(frozen=True)
class Decoding:
    """How each next token is chosen."""

    max_tokens: int = 200
    temperature: float = 0.0
    """0 takes the likeliest token"""
    top_p: float = 1.0
    """only the likeliest tokens that together reach this probability"""
    seed: int = 20
    stop: tuple[str, ...] = ()
    """texts that end the answer, which stops before them"""
    alternatives: int | None = None
    """how many likely tokens to report at each place, at most 20; None when no probabilities are wanted"""
    admitted: tuple[str, ...] = ()
    """the answer is one of these texts, word for word; without any, every answer is admitted"""

    def require_admitted(self, text: str) -> None:
        """UserError for a whole answer that is none of those admitted."""
        if self.admitted and text.strip() not in map(str.strip, self.admitted):
            raise UserError(
                "La risposta non è una di quelle ammesse: questo server non sa vincolarla.",
                value=text[:80],
                remedy="Usare i modelli di questa installazione, o vLLM.",
            )


USUAL = Decoding()


@dataclass(frozen=True)
class Token:
    text: str
    """as it stands in a text; one that is only a part of a character reads `�`"""
    logprob: float
    """natural logarithm of the probability the model gave it, before all that `Decoding` changes"""
    top: tuple[tuple[str, float], ...] = ()
    """the likeliest tokens at this place with their logprobs, the likeliest first"""


@dataclass(frozen=True)
class Answer:
    text: str
    model: str
    seconds: float
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    finish: str = "stop"
    """`stop`: the model ended by itself or at a stop text; `length`: cut at `max_tokens`; `cancelled`"""
    tokens: tuple[Token, ...] = ()
    """with their probabilities, if these were asked; the token that ends the answer included"""

    def likely(self) -> list[tuple[str, float]]:
        """The likeliest first tokens and their probabilities, the likeliest first."""
        return [(text, math.exp(logprob)) for text, logprob in self.tokens[0].top] if self.tokens else []


@dataclass(frozen=True)
class Piece:
    """A bit of an answer while it is written."""

    text: str = ""
    waiting: int = 0
    """the place in the queue before the first bit: 1 is the next to be answered"""
    tokens: tuple[Token, ...] = ()


class Backend(Protocol):
    """Same prompt, model and decoding, same answer, wherever the backend can promise it.

    `person` is a pseudonym, for quotas and a fair queue. `request_id` is chosen by the caller who may want
    to cancel. What a backend cannot do it refuses with a UserError.
    """

    def complete(
        self,
        prompt: Prompt,
        *,
        model: str = "",
        decoding: Decoding = USUAL,
        person: str = "",
        request_id: str = "",
    ) -> Answer:
        """The whole answer. Raises UserError when the model or its server cannot answer."""
        ...

    def stream(
        self,
        prompt: Prompt,
        *,
        model: str = "",
        decoding: Decoding = USUAL,
        person: str = "",
        request_id: str = "",
    ) -> Iterator[Piece]:
        """The same answer while it is written; closing the iterator cancels the rest."""
        ...

    def next_tokens(
        self, prompt: Prompt, *, model: str = "", top: int = 20, person: str = ""
    ) -> list[tuple[str, float]]:
        """The likeliest next tokens and their probabilities, the likeliest first."""
        ...

    def classify(self, text: str, *, model: str = "", person: str = "") -> dict[str, float]:
        """Label -> probability, the likeliest first."""
        ...

    def cancel(self, request_id: str) -> bool:
        """Whether there was such a request, waiting or being answered: it ends now."""
        ...
