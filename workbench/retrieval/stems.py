"""Italian words reduced to their stems, as the index holds them."""

from functools import cache
from typing import Any

from workbench.italian import tokens

WORDS = """
a ad agli ai al all alla alle allo anche che chi ci cioè come con cosa cui da dagli dai dal dall
dalla dalle dallo degli dei del dell della delle dello di dice do dove e è ed era essere fra gli
ha hanno i il in io la le lei li lo loro ma mi ne negli nei nel nell nella nelle nello no noi
non o od ogni per perché più può qual quale quali quando quanto se secondo si sia sono su sugli
sui sul sull sulla sulle sullo tra un una uno vi viene
"""
EMPTY = frozenset(WORDS.split())
"""words that say nothing of the subject"""


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("italian")


def stems(text: str) -> list[str]:
    """`Le offerte anomale` -> `["offert", "anomal"]`; numbers stay, words without content go."""
    return list(_stemmer().stemWords([token for token in tokens(text) if token not in EMPTY]))
