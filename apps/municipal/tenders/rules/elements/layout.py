"""Lines that the flattened text loses or repeats: labels of a form, headers of printed pages."""

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

LABEL = re.compile(r"^[^\S\n]*(?P<label>[^\W\d_][^\n:;.|]{1,45}):[^\S\n]+\S")
DIGITS = re.compile(r"\d+")
REPEATED = 3
"""times, figures apart, that a line stands in a document to be the header of its pages"""
SHORTEST_HEADER = 20
"""characters"""
MOST_LABELS = 200


@lru_cache(maxsize=8)
def readable(text: str, original: str) -> str:
    """The flattened text without repeated page headers, each label of a form («cig: …») on a line of its own."""
    lines = original.split("\n")
    for header in _headers(lines):
        text = _without_repeats(text, header)
    labels = _labels(lines)
    if not labels:
        return text
    return re.sub(rf" (?=(?:{'|'.join(map(_words, labels))})\s?:\s)", "\n", text)


def _headers(lines: list[str]) -> list[str]:
    """Patterns of the lines that stand on every page."""
    masked = Counter(DIGITS.sub("0", " ".join(line.split())) for line in lines)
    return [
        _words(line).replace("0", r"\d+")
        for line, times in masked.items()
        if times >= REPEATED and len(line) >= SHORTEST_HEADER and "|" not in line
    ]


def _without_repeats(text: str, header: str) -> str:
    first = re.search(header, text)
    if not first:
        return text
    rest = re.sub(rf"\s*{header}[\s_=-]*\n?", "\n", text[first.end() :])
    return text[: first.end()] + re.sub(r"(?<=[^\W\d_,])\n(?=[a-zàèéìòù])", " ", rest)


def _labels(lines: list[str]) -> list[str]:
    """Labels, of lines in a row, that begin in lower case: the flattened text joins them."""
    found = [LABEL.match(line) for line in lines]
    labels = {
        here["label"].strip(): None
        for before, here in pairwise(found)
        if before and here and here["label"].strip()[0].islower()
    }
    return list(labels)[:MOST_LABELS]


def _words(line: str) -> str:
    return r"\s+".join(re.escape(word) for word in line.split())
