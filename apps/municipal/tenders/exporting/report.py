"""A report before it becomes a file: headings, facts, paragraphs and tables, plain text everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    title: str
    facts: Pairs = ()
    paragraphs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    """shares of the width of the page, one per column; empty: all alike"""


@dataclass(frozen=True)
class Report:
    title: str
    facts: Pairs
    notes: tuple[str, ...]
    sections: tuple[Section, ...]


def shares(section: Section) -> Sequence[float]:
    """Of the width of the page, one per column; they sum to 1."""
    given = section.widths or (1.0,) * len(section.columns)
    return [each / sum(given) for each in given]
