"""From a citation to the act, its URN and its link."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from workbench.checks.references import MONTHS
from workbench.norms.act import Act
from workbench.norms.acts import act_named, list_acts
from workbench.norms.citation import Citation
from workbench.norms.library import excerpt_of
from workbench.norms.urns import IDENTIFIER, address_of, shown, urn_of, with_article

Problem = Literal["", "atto ignoto", "data errata", "articolo inesistente", "allegato inesistente"]
SURE = ("verificata", "alta")
NEAR_YEARS = 3
FAMILIES = ({"d.lgs.", "d.l.", "l.", "d.p.r."}, {"reg. ue", "dir. ue"})
"""kinds that people exchange"""


@dataclass(frozen=True)
class Resolved:
    citation: Citation
    act: Act | None
    urn: str = ""
    """`urn:nir:stato:decreto.legislativo:2023-03-31;36~art50`"""
    address: str = ""
    """the page of Normattiva with the text of that day, or of EUR-Lex; empty where there is none"""
    excerpt: str = ""
    """the beginning of the article, if somebody imported it"""
    problem: Problem = ""
    reason: str = ""
    """in Italian: what is wrong, or what is not known for sure"""
    similar: str = ""
    """of an unknown act, the known one that was probably meant: `d.lgs. 36/2023`"""


def resolve(citation: Citation, day: date | None = None) -> Resolved:
    """The act and article that a citation names, as they were on `day` (today's text without one).

    «atto ignoto» says that the shipped table does not have it, not that it does not exist. An article is
    called non-existing only where the range is counted in a text or known with high confidence.
    """
    if not citation.act:
        return Resolved(citation, None, reason="La citazione non dice di quale atto è l'articolo.")
    act = act_named(citation.act)
    if act is None:
        return _unknown(citation, day)
    urn = act.urn if citation.annex else with_article(act.urn, citation.article)
    problem, reason = _judged(citation, act)
    return Resolved(
        citation,
        act,
        urn=urn,
        address=address_of(urn, day) or act.address,
        excerpt="" if citation.annex or problem else excerpt_of(act.id, citation.article),
        problem=problem,
        reason=reason,
    )


def judge_citation(citation: Citation) -> Resolved:
    """What `resolve` says of the act and its problem, without link and text; worked out once per article."""
    return _judge(citation.act, citation.article, citation.annex, citation.day)


@lru_cache(maxsize=4096)
def _judge(act_name: str, article: str, annex: str, day: str) -> Resolved:
    citation = Citation("", 0, 0, act=act_name, article=article, annex=annex, day=day)
    act = act_named(act_name) if act_name else None
    if act is None:
        return _unknown(citation, None) if act_name else resolve(citation)
    problem, reason = _judged(citation, act)
    return Resolved(citation, act, problem=problem, reason=reason)


def _unknown(citation: Citation, day: date | None) -> Resolved:
    similar = _similar(citation.act)
    hint = f" Forse si intende {shown(similar)}." if similar else ""
    name = shown(citation.act)
    reason = f"{name} non è nella tabella degli atti: controllare numero e anno su Normattiva.{hint}"
    own_day = date.fromisoformat(citation.day) if _is_day(citation.day) else None
    urn = with_article(urn_of(citation.act, own_day), citation.article)
    address = address_of(urn, day)
    return Resolved(citation, None, urn, address, problem="atto ignoto", reason=reason, similar=similar)


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _judged(citation: Citation, act: Act) -> tuple[Problem, str]:
    name = shown(act.id)
    if citation.day and act.day and citation.day != act.day.isoformat():
        return "data errata", f"{name} è del {_written(act.day)}."
    if citation.annex:
        if act.annexes and act.confidence in SURE and citation.annex not in act.annexes:
            return "allegato inesistente", f"{name} non ha un allegato {citation.annex}."
        return "", ""
    if not citation.article:
        return "", ""
    return _article(citation.article, act, name)


def _article(article: str, act: Act, name: str) -> tuple[Problem, str]:
    number, _, latin = article.partition("-")
    if act.articles is None or act.confidence not in SURE:
        return "", f"Gli articoli di {name} non sono stati contati: l'articolo {article} non è controllato."
    if not 1 <= int(number) <= act.articles:
        return "articolo inesistente", f"{name} ha {act.articles} articoli: l'articolo {article} non esiste."
    if latin and article not in act.extra:
        if act.extra_is_complete:
            return "articolo inesistente", f"{name} non ha un articolo {article} ({act.source})."
        return "", f"L'articolo {article} non è nella tabella degli atti: controllare su Normattiva."
    return "", ""


def _written(day: date) -> str:
    return f"{'1°' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def _similar(identifier: str) -> str:
    """The known act with the same number and a near year, or another kind, or two digits exchanged."""
    wanted = IDENTIFIER.fullmatch(identifier)
    if wanted is None:
        return ""
    for act in list_acts():
        known = IDENTIFIER.fullmatch(act.id)
        if known and _is_near(wanted, known):
            return act.id
    return ""


def _is_near(wanted: re.Match[str], known: re.Match[str]) -> bool:
    same_kind = wanted["kind"] == known["kind"]
    same_number, same_year = wanted["number"] == known["number"], wanted["year"] == known["year"]
    if same_number and same_kind:
        return abs(int(wanted["year"]) - int(known["year"])) <= NEAR_YEARS
    if same_number and same_year:
        return any({wanted["kind"], known["kind"]} <= family for family in FAMILIES)
    exchanged = sorted(wanted["number"]) == sorted(known["number"]) and len(known["number"]) > 1
    return same_kind and same_year and exchanged
