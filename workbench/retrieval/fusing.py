"""Several rankings of the same things made into one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

RANK_OFFSET = 60
"""the constant of reciprocal rank fusion; source: Cormack, Clarke, Buettcher, SIGIR 2009"""


def fuse(rankings: Iterable[Sequence[str]]) -> list[tuple[str, float]]:
    """Reciprocal rank fusion: each key with the sum of 1 / (60 + rank), best first; ties as they came."""
    scores: defaultdict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            scores[key] += 1 / (RANK_OFFSET + rank)
    return sorted(scores.items(), key=lambda pair: -pair[1])
