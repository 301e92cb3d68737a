"""What typists and scanners do to a citation, put right without moving a single character."""

import re

SLIPS = (
    (re.compile(r"(?<=\d)O(?=[\d/\s.,;:)]|$)|(?<=/)O(?=\d)"), "0"),
    (re.compile(r"(?<=\d)[lI](?=\d)"), "1"),
    (re.compile(r"(?<=\bdecreto\s)l\.vo(?![^\W_])", re.IGNORECASE), "lgs."),
    (re.compile(r"(?<![^\W_])d\.\s?l\.\s?gs\.", re.IGNORECASE), "d.lgs."),
    (re.compile(r"(?<![^\W_])n\.ro\.?(?=\s?\d)", re.IGNORECASE), "  n."),
    (re.compile(r"(?<=lgs)(\.?\s?(?:n\.\s?)?\d{1,3})\s?-\s?(?=(?:19|20)\d\d(?!\d))", re.IGNORECASE), r"\1/"),
)
"""«5O/2016», «20l6», «decreto L.vo», «D.L.gs.», «n.ro», «D.Lgs. 50-2016»; the right form is never longer"""


def without_slips(text: str) -> str:
    """The text as it was meant, of the same length."""
    for slip, right in SLIPS:
        text = slip.sub(lambda found, right=right: found.expand(right).ljust(len(found[0])), text)  # type: ignore[misc]
    return text
