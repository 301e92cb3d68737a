"""«Cosa dice la norma su …»: articles quoted as imported, with a citation built by code, or nothing."""

import re
from dataclasses import dataclass
from datetime import date

from workbench.norms.citation import Citation
from workbench.norms.citations import find_citations
from workbench.norms.library import held_acts, held_article, library
from workbench.norms.urns import address_of, shown
from workbench.retrieval import Hit, Passage, stems

ENOUGH = 0.75
"""Coverage under which an article does not answer.

Chosen on 63 questions over six laws: with an answer in them 30 of 33 are answered, without one 29 of 30 are
not. On 30 others, written afterwards: 15 of 15 and 14 of 15.
"""
LONGEST_EXCERPT = 1200
"""characters"""
ASKING = re.compile(
    r"(?<!\w)(?:norm[ae]|legg[ei]|articol[oi]|art\.|dice|dicono|prevede|prevedono|stabilisce|dispone|disciplina"
    r"|regola|parla|riguarda|riguardo|materia|sapere|spiega(?:mi)?|esiste|esistono|deve|devono)(?!\w)",
    re.IGNORECASE,
)
PARAGRAPH = re.compile(r"(\d+(?:-[a-z]+)?)\. ")
NOT_OFFICIAL = (
    "I testi importati non sono ufficiali: fa fede la Gazzetta Ufficiale. Controllare il testo in vigore dal "
    "collegamento."
)
NOT_FOUND = "Non trovato: nessun articolo importato risponde alla domanda."


@dataclass(frozen=True)
class Quoted:
    """One article as it was imported."""

    citation: str
    """`art. 50 D.Lgs. 36/2023 (Procedure per l'affidamento), testo al 31/03/2023`"""
    act: str
    article: str
    heading: str
    excerpt: str
    """lines of the article word for word; `[…]` where some are left out"""
    urn: str
    address: str
    as_of: str
    """the day of validity of the text, ISO"""
    source: str
    warning: str
    """what its source says against the text; empty when nothing"""
    score: float


@dataclass(frozen=True)
class Answer:
    question: str
    quoted: tuple[Quoted, ...]
    """empty: «non trovato»"""
    message: str
    """in Italian: that nothing was found, and why, or that the text is not official"""


def answer(question: str, limit: int = 3, day: date | None = None) -> Answer:
    """At most `limit` articles of the imported acts that answer; the links show the text in force on `day`.

    An article that the question names is quoted, and nothing else; otherwise the words decide.
    """
    citations = [each for each in find_citations(question) if each.act]
    held = {act.id for act in held_acts()}
    if not held:
        return Answer(question, (), "Non trovato: non è stata importata alcuna norma.")
    missing = [each.act for each in citations if each.act not in held]
    if missing:
        return Answer(question, (), f"Non trovato: il testo di {shown(missing[0])} non è stato importato.")
    asked = [each for each in citations if each.article and not each.annex]
    if asked:
        return _named(question, asked[:limit], day)
    return _searched(question, citations, limit, day)


def _named(question: str, asked: list[Citation], day: date | None) -> Answer:
    found = [(each, held_article(each.act, each.article)) for each in asked]
    quoted = tuple(_quoted(passage, question, 1.0, day, each.commas) for each, passage in found if passage)
    if not quoted:
        wanted = f"l'articolo {asked[0].article} non è nel testo importato di {shown(asked[0].act)}"
        return Answer(question, (), f"Non trovato: {wanted}.")
    return Answer(question, quoted, NOT_OFFICIAL)


def _searched(question: str, citations: list[Citation], limit: int, day: date | None) -> Answer:
    words = question
    for each in citations:
        words = words.replace(each.text, " ")
    words = ASKING.sub(" ", words)
    acts = {each.act for each in citations}
    hits = [hit for hit in library().search(words, limit=10 * limit) if _answers(hit, acts)]
    quoted = tuple(_quoted(hit.passage, words, hit.score, day) for hit in hits[:limit])
    return Answer(question, quoted, NOT_OFFICIAL if quoted else NOT_FOUND)


def _answers(hit: Hit, acts: set[str]) -> bool:
    return hit.coverage >= ENOUGH and (not acts or hit.passage.collection in acts)


def _quoted(
    passage: Passage, words: str, score: float, day: date | None, commas: tuple[str, ...] = ()
) -> Quoted:
    details = passage.details
    name, heading, as_of = shown(details["act"]), details["heading"], details["as_of"]
    about = f" ({heading})" if heading else ""
    until = f", testo al {as_of[8:10]}/{as_of[5:7]}/{as_of[:4]}" if as_of else ""
    return Quoted(
        citation=f"art. {details['article']} {name}{about}{until}",
        act=details["act"],
        article=details["article"],
        heading=heading,
        excerpt=_excerpt(passage.text, words, commas),
        urn=details["urn"],
        address=address_of(details["urn"], day),
        as_of=as_of,
        source=details["source"],
        warning=details["warning"],
        score=score,
    )


def _excerpt(text: str, words: str, commas: tuple[str, ...]) -> str:
    """Whole lines in their order: the paragraphs asked for, else those that share most with the question."""
    lines = text.split("\n")
    kept = _paragraphs(lines, commas)
    if not kept and len(text) <= LONGEST_EXCERPT:
        return text
    wanted = set(stems(words))
    shares = [len(wanted & set(stems(line))) for line in lines]
    size = 0
    for at in sorted(range(len(lines)), key=lambda at: -shares[at]) if not kept else ():
        size += len(lines[at])
        if kept and size > LONGEST_EXCERPT:
            break
        kept.add(at)
    return _with_gaps(lines, kept)


def _paragraphs(lines: list[str], commas: tuple[str, ...]) -> set[int]:
    """The lines of these paragraphs, their letters too."""
    kept: set[int] = set()
    inside = False
    for at, line in enumerate(lines):
        if number := PARAGRAPH.match(line):
            inside = number[1] in commas
        if inside:
            kept.add(at)
    return kept


def _with_gaps(lines: list[str], kept: set[int]) -> str:
    shown_lines: list[str] = []
    for at, line in enumerate(lines):
        if at in kept:
            cut = (
                line
                if len(line) <= 2 * LONGEST_EXCERPT
                else f"{line[: 2 * LONGEST_EXCERPT].rpartition(' ')[0]} […]"
            )
            shown_lines.append(cut)
        elif not shown_lines or shown_lines[-1] != "[…]":
            shown_lines.append("[…]")
    return "\n".join(shown_lines)
