"""How good a forecast was, and what a model forecasts for whole words."""

from collections.abc import Mapping
from functools import lru_cache

from workbench.backends import Backend, HttpBackend

LEAST = 1e-4
"""a path less likely than this changes no figure that is shown"""
MOST_PIECES = 6


def brier(forecast: Mapping[str, float], outcome: str) -> float:
    """Sum over the options of (probability − what happened)²: 0 is perfect, 2 is certain and wrong.

    `forecast`: option -> probability, summing to 1; `outcome`: the option that came true, or one that is not
    among them. Source: Brier 1950, Verification of forecasts expressed in terms of probability, Monthly
    Weather Review 78(1):1-3, formula 2, for one occasion.
    """
    options = {*forecast, outcome}
    return sum((forecast.get(option, 0.0) - (option == outcome)) ** 2 for option in options)


def word_probability(backend: Backend, model: str, prompt: str, word: str) -> float:
    """The probability 0..1 that the model goes on with exactly this word after `prompt`, which has no blank
    at its end.

    A word may be several tokens: the probabilities along each path of tokens that spells ` word` multiply,
    and the last factor is that no letter follows. Tokens beyond the 20 likeliest count as 0.
    """
    if isinstance(backend, HttpBackend):  # a script in a test costs nothing and may change
        return _kept(backend, model, prompt, word)
    return _spelled(backend, model, prompt, f" {word}")


@lru_cache(maxsize=512)
def _kept(backend: HttpBackend, model: str, prompt: str, word: str) -> float:
    return _spelled(backend, model, prompt, f" {word}")


def _spelled(backend: Backend, model: str, prompt: str, rest: str, depth: int = 0) -> float:
    following = backend.next_tokens(prompt, model=model)
    if not rest:
        return 1 - sum(share for token, share in following if token[:1].isalpha())
    if depth == MOST_PIECES:
        return 0.0
    return sum(
        share * _spelled(backend, model, prompt + token, rest[len(token) :], depth + 1)
        for token, share in following
        if token and rest.startswith(token) and share >= LEAST
    )
