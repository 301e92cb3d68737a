"""The yardstick of language models: n-grams with interpolated modified Kneser-Ney smoothing.

Source: Chen and Goodman 1999, An empirical study of smoothing techniques for language modeling, Computer
Speech and Language 13: equations 2 (interpolation), 12 (lower orders) and 17 (three discounts per order).

An n-gram is never packed into one number whole: its first n-1 tokens already have a dense number (their rank
among all those seen), so number x vocabulary + last token fits into 64 bits whatever the order. Every step
is then a sort or a search of one array.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Array = np.ndarray
USUAL_DISCOUNTS = (0.5, 1.0, 1.5)
"""where a text is so small that its counts of counts say nothing"""
UNSEEN = -1


@dataclass(frozen=True)
class _Level:
    """All n-grams of one order."""

    keys: Array
    """sorted: number of the first n-1 tokens x (vocabulary + 1) + last token; the rank is the number"""
    direct: Array
    """per n-gram: discounted count over the count of its context"""
    back: Array
    """per context, by its number: what is left for the lower order; 1 where the context was never followed"""


class KneserNey:
    """Learns from sequences of token numbers below `vocabulary`; a sequence knows nothing of the one before.

    Each begins after `order - 1` signs of beginning, which are never predicted. Time and memory: for 19
    million tokens and order 5 about a minute and 2 GB.
    """

    def __init__(self, sequences: Sequence[Array], vocabulary: int, order: int = 5) -> None:
        self._order, self._start, self._base = order, vocabulary, vocabulary + 1
        stream = self._stream(sequences)
        ids, keys = stream, np.arange(self._base, dtype=np.int64)
        contexts = 1  # of unigrams: the empty one
        self._levels: list[_Level] = []
        counts = self._predicted(keys) * np.bincount(ids, minlength=self._base)
        for _ in range(2, order + 1):
            lower = ids
            ids, longer, counts, anywhere = _numbered(_keys(lower, stream, self._base))
            counts = counts * self._predicted(longer)
            preceding = np.bincount(lower[anywhere[counts > 0]], minlength=len(keys))
            self._levels.append(_level(keys, preceding, contexts, self._base))
            contexts, keys = len(keys), longer
        self._levels.append(_level(keys, counts, contexts, self._base))

    def probabilities(self, sequences: Sequence[Array]) -> Array:
        """p(token | the `order - 1` before it) of all tokens of all sequences, one after the other.

        Over the vocabulary they sum to 1 in every context: unseen tokens share what the orders left.
        """
        stream = self._stream(sequences)
        ids = stream.astype(np.int64)
        first = self._levels[0]
        found = first.direct[ids] + first.back[0] / self._start
        for level in self._levels[1:]:
            context = np.concatenate([[UNSEEN], ids[:-1]])
            ids = _search(level.keys, np.where(context < 0, UNSEEN, context * self._base + stream))
            back = np.where(context < 0, 1.0, level.back[context])
            found = np.where(ids < 0, 0.0, level.direct[ids]) + back * found
        return found[stream != self._start]

    def _stream(self, sequences: Sequence[Array]) -> Array:
        signs = self._order - 1
        stream = np.full(sum(len(each) + signs for each in sequences), self._start, dtype=np.int32)
        place = 0
        for each in sequences:
            stream[place + signs : place + signs + len(each)] = each
            place += signs + len(each)
        return stream

    def _predicted(self, keys: Array) -> Array:
        """Which n-grams end in a token of the text; the others are contexts only."""
        return keys % self._base != self._start


def _keys(lower: Array, stream: Array, base: int) -> Array:
    """One key for the n-gram that ends at each place: `lower` numbers the (n-1)-grams that end there."""
    keys = np.zeros(len(stream), dtype=np.int64)
    keys[1:] = lower[:-1]
    keys *= base
    keys += stream
    return keys


def _numbered(keys: Array) -> tuple[Array, Array, Array, Array]:
    """(rank of each key, sorted distinct keys, how often each occurs, one place of each)."""
    places = np.argsort(keys)
    ordered = keys[places]
    first = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    ranks = np.empty(len(keys), dtype=np.int32)
    ranks[places] = np.cumsum(first, dtype=np.int32) - 1
    starts = np.flatnonzero(first)
    return ranks, ordered[starts], np.diff(np.append(starts, len(keys))), places[starts]


def _level(keys: Array, counts: Array, contexts: int, base: int) -> _Level:
    # a unigram's key is the token itself: its context, the empty one, comes out as number 0
    context = keys // base
    removed = discounts(counts)[np.minimum(counts, 3)]
    total = np.bincount(context, counts, minlength=contexts)
    left = np.bincount(context, removed, minlength=contexts)
    followed = np.maximum(total, 1)
    return _Level(keys, (counts - removed) / followed[context], np.where(total > 0, left / followed, 1.0))


def discounts(counts: Array) -> Array:
    """What is taken from a count of 0, 1, 2, and 3 or more, by equation 17; shape (4,)."""
    once, twice, thrice, four_times = (int((counts == times).sum()) for times in (1, 2, 3, 4))
    if not all((once, twice, thrice, four_times)):
        return np.array([0.0, *USUAL_DISCOUNTS])
    share = once / (once + 2 * twice)
    found = [
        1 - 2 * share * twice / once,
        2 - 3 * share * thrice / twice,
        3 - 4 * share * four_times / thrice,
    ]
    sane = all(0 <= amount <= times for times, amount in enumerate(found, 1))
    return np.array([0.0, *(found if sane else USUAL_DISCOUNTS)])


def _search(keys: Array, wanted: Array) -> Array:
    """The rank of each wanted key, or `UNSEEN`."""
    ranks = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[ranks] == wanted, ranks, UNSEEN)
