"""Where a value belongs: one of the municipalities, or all of them together."""

from collections.abc import Iterable

MUNICIPALITIES = ("Bollate", "Buccinasco", "Cinisello Balsamo", "Legnano", "Rho")
"""those of the project, offered first; a room or a study may name others"""
TOGETHER = "Tutti"
"""the municipality of a value that counts all of them"""
NOWHERE = "Nessun Comune"
"""rooms and completions for which none was named"""


def places(others: Iterable[str] = ()) -> tuple[str, ...]:
    """What a person may choose: all together, the five, then the others that rooms and studies name."""
    more = sorted({each for each in others if each} - {*MUNICIPALITIES, TOGETHER, NOWHERE})
    return (TOGETHER, *MUNICIPALITIES, *more)
