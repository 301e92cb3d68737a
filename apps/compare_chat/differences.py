"""Which words of two texts differ."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Part:
    text: str
    differs: bool


@dataclass(frozen=True)
class Differences:
    first: tuple[Part, ...]
    second: tuple[Part, ...]
    differing: int
    """words that stand in one text only, both texts together"""
    words: int
    """of both texts together"""


def differences(first: str, second: str) -> Differences:
    """The longest common runs of words stay unmarked; capitals and punctuation at the edges do not count."""
    left, right = WORD.findall(first), WORD.findall(second)
    matcher = SequenceMatcher(
        None, [_core(word) for word in left], [_core(word) for word in right], autojunk=False
    )
    parts: tuple[list[Part], list[Part]] = ([], [])
    differing = 0
    for kind, a, b, c, d in matcher.get_opcodes():
        for side, words in zip(parts, (left[a:b], right[c:d]), strict=True):
            if words:
                side.append(Part("".join(words), kind != "equal"))
                differing += len(words) if kind != "equal" else 0
    return Differences(tuple(parts[0]), tuple(parts[1]), differing, len(left) + len(right))


def _core(word: str) -> str:
    stripped = word.strip()
    return stripped.strip(".,;:!?«»\"'()[]…").casefold() or stripped
