"""Which language a text is in."""

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
FEWEST_LETTERS = 60
SAMPLE = 20_000
LEAST_PROBABILITY = 0.8


def language_of(text: str) -> str:
    """`it`, `en`… (one of `NAMES`), or "" when the text is too short or the answer too uncertain."""
    sample = text[:SAMPLE]
    if sum(character.isalpha() for character in sample) < FEWEST_LETTERS:
        return ""
    language, probability = _identifier().classify(sample.lower())
    return str(language) if probability >= LEAST_PROBABILITY else ""


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(NAMES))
    return identifier
