"""What a check says of a text: whether it holds, where it fails, why that matters to who will read."""

from dataclasses import dataclass
from typing import Protocol

LONGEST_QUOTE = 80
MOST_QUOTES = 5


@dataclass(frozen=True)
class Verdict:
    name: str
    ok: bool
    where: str
    """the pieces of text meant, quoted; empty where the check is about the whole text"""
    why: str


class Check(Protocol):
    """A deterministic check of `output`, written from `source`; same texts, same verdict."""

    @property
    def name(self) -> str: ...

    def __call__(self, output: str, source: str) -> Verdict: ...


def quoted(*pieces: str) -> str:
    """`a`, `b` -> `«a», «b»`: one line each, shortened, the first few only."""
    lines = [" ".join(piece.split()) for piece in pieces[:MOST_QUOTES]]
    shown = [line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…" for line in lines]
    more = len(pieces) - len(shown)
    return ", ".join(f"«{line}»" for line in shown) + (f" e altri {more}" if more > 0 else "")
