"""Words that stand before a number and say what it is."""

import re
from typing import Literal

WINDOW = 45
"""characters before a number in which the word that names it is looked for; keeps the time linear"""


class Context:
    """Two lists of words, for and against; of those before a number the nearest one decides.

    A word against counts for the first number after it: «pratica 12, 347 6120984» has a telephone.
    """

    def __init__(self, favour: str, against: str) -> None:
        self._words = re.compile(rf"(?<![^\W_])(?:(?P<favour>{favour})|(?:{against}))", re.IGNORECASE)

    def before(self, text: str, start: int) -> Literal["favour", "against", "none"]:
        near = text[max(0, start - WINDOW) : start].rpartition("\n")[2]
        verdict: Literal["favour", "against", "none"] = "none"
        for word in self._words.finditer(near):
            has_its_number = any(character.isdigit() for character in near[word.end() :])
            if word["favour"]:
                verdict = "favour"
            elif not has_its_number:
                verdict = "against"
        return verdict
