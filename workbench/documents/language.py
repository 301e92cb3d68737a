"""Which language a text is in."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

NAMES = {
    "it": "italiano",
    "en": "inglese",
    "fr": "francese",
    "de": "tedesco",
    "es": "spagnolo",
    "pt": "portoghese",
    "ro": "rumeno",
    "sq": "albanese",
    "uk": "ucraino",
    "ar": "arabo",
    "zh": "cinese",
}
"""the languages told apart, with their names in Italian"""
WORD = re.compile(r"[^\W\d_]+")
ITALIAN_ONLY = re.compile(
    r"\b(?:(?:de|da|su)(?:ll[aoe]|gli|ll(?=['’]))|ne(?:ll?[aoe]|gli|ll?|i)|a(?:ll[ao]|gli)|dei|gli|che|è|sono)\b"
)
"""words that the other languages hardly write"""
SURELY_ITALIAN = 0.045
"""share of those words, of every Italian prose; looking for them spares half a second of opening the model"""
FEWEST_LETTERS = 60
FEWEST_WORDS = 100
SAMPLE = 20_000
LEAST_PROBABILITY = 0.8


def language_of(text: str) -> str:
    """`it`, `en`… (one of `NAMES`), or "" when the text is too short or the answer too uncertain."""
    sample = text[:SAMPLE]
    if sum(character.isalpha() for character in sample) < FEWEST_LETTERS:
        return ""
    lower = sample.lower()
    words, italian = len(WORD.findall(lower)), ITALIAN_ONLY.findall(lower)
    if words >= FEWEST_WORDS and len(italian) >= SURELY_ITALIAN * words and len(set(italian)) > 3:
        return "it"
    language, probability = _identifier().classify(lower)
    return str(language) if probability >= LEAST_PROBABILITY else ""


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(NAMES))
    return identifier
