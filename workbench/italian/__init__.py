"""Italian for people and for programs: figures as Italy writes them, words as they are compared."""

from workbench.italian.counting import read_words
from workbench.italian.readability import gulpease, sentences, words
from workbench.italian.text import normalise, slug, tokens
from workbench.italian.writing import (
    duration,
    exact,
    licence_name,
    listed,
    moment,
    number,
    percent,
    plural,
    points,
    read_number,
    size,
)

__all__ = [
    "duration",
    "exact",
    "gulpease",
    "licence_name",
    "listed",
    "moment",
    "normalise",
    "number",
    "percent",
    "plural",
    "points",
    "read_number",
    "read_words",
    "sentences",
    "size",
    "slug",
    "tokens",
    "words",
]
