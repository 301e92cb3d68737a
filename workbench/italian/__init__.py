"""Italian for people and for programs: figures as Italy writes them, words as they are compared."""

from workbench.italian.text import normalise, slug, tokens
from workbench.italian.writing import duration, moment, number, percent, plural, points, size

__all__ = [
    "duration",
    "moment",
    "normalise",
    "number",
    "percent",
    "plural",
    "points",
    "size",
    "slug",
    "tokens",
]
