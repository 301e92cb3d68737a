"""The text of an act that somebody imported, article by article."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    number: str
    """`50`, `10-bis`"""
    heading: str
    text: str
    """one paragraph or letter per line"""
    urn: str = ""


@dataclass(frozen=True)
class ImportedAct:
    id: str
    """`d.lgs. 36/2023`"""
    title: str
    urn: str
    as_of: str
    """the day of validity of the text, ISO; empty when the source does not tell"""
    source: str
    articles: tuple[Article, ...]
    licence: str = ""
    warning: str = ""
    """what the source says against the text: gaps, an original version"""
