"""Into which pieces a model cuts a text: its tokenizer alone, without torch or weights."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from workbench.errors import UserError
from workbench.models import resolve


def cut(model: str, text: str) -> list[str]:
    """The text in the pieces that the model reads; joined, they are the text again.

    Pieces that share one character (an emoji, a rare letter) stand together with the pieces beside them: see
    `count` for how many the model reads.
    """
    return [text[start:end] for start, end in _spans(_encoded(model, text).offsets, len(text))]


def count(model: str, text: str) -> int:
    """How many tokens the model reads for this text."""
    return len(_encoded(model, text).ids)


def _spans(offsets: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """Neighbouring spans (start, end) that cover the text, from offsets that may overlap or leave gaps."""
    start = 0
    for index, (_, end) in enumerate(offsets):
        following = offsets[index + 1][0] if index + 1 < len(offsets) else length
        stop = max(end, following) if index + 1 < len(offsets) else length
        if stop > start and following >= end:
            yield start, stop
            start = stop


def _encoded(model: str, text: str) -> Any:
    file = resolve(model).folder / "tokenizer.json"
    if not file.is_file():
        raise UserError(
            "Di questo modello non si possono mostrare i pezzi.",
            value=model,
            remedy="Scegliere un modello con il file tokenizer.json, per esempio quello incluso.",
        )
    return _tokenizer(str(file), file.stat().st_mtime_ns).encode(text, add_special_tokens=False)


@lru_cache(maxsize=8)
def _tokenizer(file: str, _changed: int) -> Any:
    """Half a megabyte to parse: kept, and read again when the file changes."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(file)
