"""What typists and scanners do to a citation put right, numbers in words too, and no character is moved."""

import re

from workbench.checks.numerals import WORDS

SLIPS = (
    (re.compile(r"(?<=\d)O(?=[\d/\s.,;:)]|$)|(?<=/)O(?=\d)"), "0"),
    (re.compile(r"(?<=\d)[lI](?=\d)"), "1"),
    (re.compile(r"(?<=\bdecreto\s)l\.vo(?![^\W_])", re.IGNORECASE), "lgs."),
    (re.compile(r"(?<![^\W_])d\.\s?l\.\s?gs\.", re.IGNORECASE), "d.lgs."),
    (re.compile(r"(?<![^\W_])n\.ro\.?(?=\s?\d)", re.IGNORECASE), "  n."),
    (re.compile(r"(?<=lgs)(\.?\s?(?:n\.\s?)?\d{1,3})\s?-\s?(?=(?:19|20)\d\d(?!\d))", re.IGNORECASE), r"\1/"),
)
"""«5O/2016», «20l6», «decreto L.vo», «D.L.gs.», «n.ro», «D.Lgs. 50-2016»; the right form is never longer"""


IN_WORDS = re.compile(
    r"(?<=\barticolo\s)[^\W\d_]{3,20}(?=\s+(?:e\s+seguenti\s+)?(?:del(?:la)?|di)\s+(?!presente|contratto|capitolato|disciplinare|bando|regolamento))",
    re.IGNORECASE,
)
"""«l'articolo sessanta del Codice»"""
NUMBERS = {
    hundreds + word: more + at for word, at in WORDS.items() for hundreds, more in (("", 0), ("cento", 100))
}


def without_slips(text: str) -> str:
    """The text as it was meant, of the same length."""
    for slip, right in SLIPS:
        text = slip.sub(lambda found, right=right: found.expand(right).ljust(len(found[0])), text)  # type: ignore[misc]
    return IN_WORDS.sub(_in_digits, text)


def _in_digits(word: re.Match[str]) -> str:
    number = NUMBERS.get(word[0].lower())
    return str(number).rjust(len(word[0])) if number else word[0]
