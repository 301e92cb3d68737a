"""Rows of tokens from documents, such that no token is predicted from another document.

Documents longer than a row are cut; what remains of them is laid into rows best fit first, longest first
("Fewer Truncations Improve Language Modeling", Ding et al., 2024), so that hardly a document is broken and
hardly a place is empty.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import torch

    from finetune.pretraining.config import PretrainingConfig

NO_LOSS = -100


@dataclass(frozen=True)
class Packed:
    tokens: np.ndarray
    """uint16 or uint32, shape (rows, context + 1)"""
    pieces: np.ndarray
    """uint16, same shape: which piece of a document a token belongs to, 0 where the place is empty"""

    @property
    def filled(self) -> int:
        """Tokens that are not padding."""
        return int((self.pieces > 0).sum())


def pack(documents: list[list[int]], context: int, end: int) -> Packed:
    """Lay the documents, each between two `end` tokens, into rows of `context + 1` places."""
    width = context + 1
    rows: list[list[list[int]]] = []
    room: list[tuple[int, int]] = []  # (free places, row), sorted
    for piece in sorted(_pieces(documents, context, end), key=len, reverse=True):
        place = bisect_left(room, (len(piece), 0))
        if place < len(room):
            free, row = room.pop(place)
        else:
            free, row = width, len(rows)
            rows.append([])
        rows[row].append(piece)
        if free - len(piece) > 1:
            insort(room, (free - len(piece), row))
    return _as_arrays(rows, width, end)


def _pieces(documents: list[list[int]], context: int, end: int) -> Iterator[list[int]]:
    """Parts of at most `context + 1` tokens; the last token of one is the first of the next."""
    for document in documents:
        ids = [end, *document, end]
        for start in range(0, len(ids) - 1, context):
            yield ids[start : start + context + 1]


def _as_arrays(rows: list[list[list[int]]], width: int, end: int) -> Packed:
    highest = max((max(piece) for row in rows for piece in row), default=0)
    tokens = np.full((len(rows), width), end, dtype=np.uint16 if highest < 2**16 else np.uint32)
    pieces = np.zeros((len(rows), width), dtype=np.uint16)
    for row, content in enumerate(rows):
        start = 0
        for number, piece in enumerate(content, 1):
            tokens[row, start : start + len(piece)] = piece
            pieces[row, start : start + len(piece)] = number
            start += len(piece)
    return Packed(tokens, pieces)


class Schedule:
    """Which rows each step reads: a function of the seed alone, so that a resumed run needs no memory."""

    def __init__(self, packed: dict[str, Packed], config: "PretrainingConfig") -> None:
        self.packed, self.config = packed, config
        names = list(packed)
        shares = np.array([config.weights[name] for name in names])
        # Rows of a domain that is better filled bring more tokens: even that out.
        shares = shares / [packed[name].filled / len(packed[name].tokens) for name in names]
        generator = np.random.default_rng([config.seed, 1])
        self.chosen = generator.choice(len(names), size=(config.steps, config.rows), p=shares / shares.sum())
        self.names = names
        self._orders: dict[tuple[int, int], np.ndarray] = {}

    def rows(self, step: int) -> tuple[np.ndarray, np.ndarray]:
        """(tokens, pieces) of this step, shape (config.rows, context + 1)."""
        tokens, pieces = [], []
        used = {place: int((self.chosen[:step] == place).sum()) for place in range(len(self.names))}
        for place in self.chosen[step]:
            packed = self.packed[self.names[place]]
            epoch, position = divmod(used[place], len(packed.tokens))
            row = self._order(int(place), epoch)[position]
            used[place] += 1
            tokens.append(packed.tokens[row])
            pieces.append(packed.pieces[row])
        return np.stack(tokens), np.stack(pieces)

    def epochs(self) -> dict[str, float]:
        """How often each domain is read in the whole run."""
        return {
            name: round(int((self.chosen == place).sum()) / len(self.packed[name].tokens), 2)
            for place, name in enumerate(self.names)
        }

    def _order(self, place: int, epoch: int) -> np.ndarray:
        key = (place, epoch)
        if key not in self._orders:
            generator = np.random.default_rng([self.config.seed, 2, place, epoch])
            self._orders[key] = generator.permutation(len(self.packed[self.names[place]].tokens))
        return self._orders[key]


def as_batch(tokens: np.ndarray, pieces: np.ndarray, device: Any) -> dict[str, "torch.Tensor"]:
    """Ids and labels (rows, context), attention mask (rows, 1, context, context; True: seen)."""
    import torch

    ids = torch.from_numpy(tokens.astype(np.int64)).to(device)
    piece = torch.from_numpy(pieces.astype(np.int64)).to(device)
    same = (piece[:, 1:] == piece[:, :-1]) & (piece[:, 1:] > 0)
    labels = ids[:, 1:].masked_fill(~same, NO_LOSS)
    inner = piece[:, :-1]
    context = inner.shape[1]
    causal = torch.ones(context, context, dtype=torch.bool, device=device).tril()
    mask = (inner[:, :, None] == inner[:, None, :]) & causal
    return {"input_ids": ids[:, :-1], "labels": labels, "attention_mask": mask[:, None]}
