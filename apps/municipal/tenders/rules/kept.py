"""What is read of an act once for several rules."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from apps.municipal.tenders.acts import Act

T = TypeVar("T")
KEPT = 16
"""texts"""


class Known:
    """An act that is known by its text: what is read of it once is not read again."""

    def __init__(self, act: Act) -> None:
        self.act = act

    def __hash__(self) -> int:
        return hash(self.act.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Known) and other.act.text == self.act.text


def per_act(read: Callable[[Act], T]) -> Callable[[Act], T]:
    """`read`, that must depend on the text alone and give what nobody changes, done once for each of the last acts."""
    kept = lru_cache(maxsize=KEPT)(lambda known: read(known.act))
    return lambda act: kept(Known(act))
