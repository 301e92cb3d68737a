"""The norms that people imported, one validity per act, kept under `var/` and searched article by article."""

from dataclasses import dataclass

from workbench.norms.imported import Article, ImportedAct
from workbench.norms.urns import with_article
from workbench.retrieval import Index, Passage
from workbench.settings import settings

LONGEST_EXCERPT = 600
"""characters"""


@dataclass(frozen=True)
class Held:
    """An act in the library, without its text."""

    id: str
    title: str
    articles: int
    as_of: str


def library() -> Index:
    return Index(settings().var / "norms" / "norms.db")


def keep(act: ImportedAct) -> int:
    """Puts the act in the library in the place of an earlier import; how many articles it has."""
    return library().replace(act.id, (_passage(act, article) for article in act.articles))


def forget(identifier: str) -> None:
    library().remove(identifier)


def held_acts() -> tuple[Held, ...]:
    """What the library has, in the order of the names."""
    index = library()
    found = []
    for name, count in index.collections().items():
        first = index.first_of(name)
        found.append(Held(name, first.details["title"], count, first.details["as_of"]))
    return tuple(found)


def held_article(identifier: str, article: str) -> Passage | None:
    return library().passage(key_of(identifier, article))


def excerpt_of(identifier: str, article: str) -> str:
    """The beginning of an imported article, with the day of its text; empty when nobody imported it."""
    passage = held_article(identifier, article) if article else None
    if passage is None:
        return ""
    cut = passage.text[:LONGEST_EXCERPT]
    ending = cut if cut == passage.text else f"{cut.rpartition(' ')[0]} […]"
    return f"{ending} (testo al {passage.details['as_of']}, non ufficiale)"


def key_of(identifier: str, article: str) -> str:
    return f"{identifier}~{article}"


def _passage(act: ImportedAct, article: Article) -> Passage:
    details = {
        "act": act.id,
        "title": act.title,
        "article": article.number,
        "urn": article.urn or with_article(act.urn, article.number),
        "as_of": act.as_of,
        "source": act.source,
        "licence": act.licence,
        "warning": act.warning,
    }
    heading = f"{article.heading} {act.title}" if article.heading else act.title
    return Passage(
        key_of(act.id, article.number), act.id, heading, article.text, details | {"heading": article.heading}
    )
