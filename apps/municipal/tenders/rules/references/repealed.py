"""Citations of norms that no longer hold, each with what stands in their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import (
    KNOWN,
    Cited,
    cited_in,
    found,
    joined,
    noted,
    quoted,
    table,
)
from apps.municipal.tenders.rules.references.past import is_of_its_time
from apps.municipal.tenders.rules.rule import Found, Rule
from workbench.norms import Citation

RECOVERY = re.compile(r"\bP\.?N\.?R\.?R\b|\bP\.?N\.?C\b\.?|Piano\s+nazionale\s+di\s+ripresa", re.IGNORECASE)
NOT_RECOVERY = re.compile(
    r"\bnon\s+(?:[\w']+\s+){0,4}(?:finanziat|ricad|rientr|riguard|afferent|avval)", re.IGNORECASE
)
CONVERSION = re.compile(
    r"\bconv(?:ertit|\.)|\bcome\s+(?:modificat|integrat|novellat)|\bmodificat|\bconversione", re.IGNORECASE
)
CHANGED_BY = re.compile(
    r"\b(?:modificat|novellat|introdott|inserit|aggiunt|soppress|sostituit)\w*\s+(?:d\w*'?\s*)$",
    re.IGNORECASE,
)
"""«L. 241/1990, come modificata dal D.L. 76/2020»: what it changed stays"""
OF_WHICH = re.compile(r"[\s,(]*(?:di\s+cui\s+)?(?:al?|del|-|–)?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Repealed:
    """An act that is gone, or some of its articles."""

    now: str
    """what stands in its place: `D.Lgs. 36/2023`"""
    default: str = ""
    articles: dict[str, str] = field(default_factory=dict)
    only: frozenset[str] = frozenset()
    alone: bool = True
    unless: re.Pattern[str] | None = None
    recovery: bool = False
    """whether procedures financed by the recovery plan still follow it"""

    def touches(self, cited: Cited) -> bool:
        if not cited.articles:
            # An annex with a Roman and an Arabic number is one of the Code of 2023, whatever stands beside it.
            return self.alone and not any("." in each.annex for each in cited.citations)
        return not self.only or any(not self.only.isdisjoint(_names(each)) for each in cited.citations)

    def today(self, citation: Citation) -> str:
        """Of one article; empty when no correspondence is known."""
        known = (self.articles[name] for name in _names(citation) if name in self.articles)
        return next(known, self.default)


def _names(citation: Citation) -> list[str]:
    """How the table may call it, the narrowest first: `36 c.2 a`, `36 c.2`, `36`."""
    letters = [f" {citation.letter[:1]}"] if citation.letter else []
    narrow = [f"{citation.article} c.{comma}{end}" for comma in citation.commas for end in [*letters, ""]]
    return [*narrow, citation.article]


@cache
def groups() -> dict[str, dict[str, Any]]:
    """The table as it is written."""
    return table("repealed")


@cache
def gone() -> frozenset[str]:
    """The acts of the table."""
    return frozenset(name for group in groups().values() for name in group["acts"])


def _repealed(row: dict[str, Any]) -> Repealed:
    unless = row.get("unless")
    return Repealed(
        now=row["now"],
        default=row.get("default", ""),
        articles=dict(_spread(row.get("articles", {}))),
        only=frozenset(row.get("only", ())),
        alone=row.get("alone", True),
        unless=re.compile(unless, re.IGNORECASE) if unless else None,
        recovery=row.get("recovery", False),
    )


def _spread(articles: dict[str, str]) -> Iterator[tuple[str, str]]:
    """`14-43` stands for each article of the range."""
    for name, today in articles.items():
        span = re.fullmatch(r"(\d+)-(\d+)", name)
        numbers = map(str, range(int(span[1]), int(span[2]) + 1)) if span else [name]
        yield from ((number, today) for number in numbers)


def today_of(act: str, article: str) -> str:
    """What an article of a repealed act is today; empty when no correspondence is known."""
    return _today(act).get(article, "")


@cache
def _today(act: str) -> dict[str, str]:
    rows = (group["acts"][act] for group in groups().values() if act in group["acts"])
    return next((_repealed(row).articles for row in rows), {})


def _rule(name: str, group: dict[str, Any]) -> Rule:
    acts = {identifier: _repealed(row) for identifier, row in group["acts"].items()}
    begins: date | None = group.get("from")
    said = group.get("said", "non è più in vigore")
    return Rule(
        id=f"riferimenti.{name}",
        article=group["article"],
        severity=group["severity"],
        confidence=group["confidence"],
        source=KNOWN,
        why=group["why"],
        find=lambda act: _find(act, acts, said),
        kinds=frozenset(),
        valid_from=begins,
    )


def _find(act: Act, acts: dict[str, Repealed], said: str) -> Iterator[Found]:
    last: Cited | None = None
    for cited in cited_in(act):
        gone = acts.get(cited.act)
        if gone is None or not cited.is_named or not gone.touches(cited):
            continue
        if _is_conversion(act, last, cited) or _is_innocent(act, cited, gone):
            continue
        if gone.only and not cited.articles and not act.kind:
            continue
        last = cited
        each = _finding(act, cited, gone, said)
        yield noted(each) if gone.recovery and _is_recovery(act, cited) else each


def _is_innocent(act: Act, cited: Cited, gone: Repealed) -> bool:
    if is_of_its_time(act, cited.start, cited.end):
        return True
    if not cited.articles and CHANGED_BY.search(act.text, max(0, cited.start - 40), cited.start):
        return True
    around = act.text[max(0, cited.start - 120) : cited.end + 120]
    return bool(gone.unless and gone.unless.search(around))


def _is_conversion(act: Act, last: Cited | None, cited: Cited) -> bool:
    """«D.L. 76/2020, convertito in L. 120/2020», «art. 80 del Codice, di cui al D.Lgs. 50/2016»: once is enough."""
    if last is None or cited.start - last.end > 90:
        return False
    between = act.text[last.end : cited.start]
    if cited.act == last.act and not cited.articles and OF_WHICH.fullmatch(between):
        return True
    if cited.articles and not cited.act.startswith("l. "):
        return False
    return "\n" not in between and CONVERSION.search(between) is not None


def _is_recovery(act: Act, cited: Cited) -> bool:
    for place in (act.sentence(cited.start, cited.end), act.text[:3000]):
        plan = RECOVERY.search(place)
        if plan and not NOT_RECOVERY.search(place[max(0, plan.start() - 80) : plan.start()]):
            return True
    return False


def _finding(act: Act, cited: Cited, gone: Repealed, said: str) -> Found:
    today = joined(gone.today(each) for each in cited.citations) or gone.default
    in_place = (
        f"{today} {_of(gone.now)}" if _is_part(today) else f"{gone.now} ({today})" if today else gone.now
    )
    message = f"«{quoted(act, cited.start, cited.end)}» {said}: oggi {in_place}."
    return found(act, cited.start, cited.end, message, in_place)


def _is_part(today: str) -> bool:
    return today.startswith(("art", "allegat", "titolo")) and "D.Lgs." not in today


def _of(name: str) -> str:
    return f"della {name}" if name.startswith(("delibera", "direttiva")) else f"del {name}"


REPEALED: tuple[Rule, ...] = tuple(_rule(name, group) for name, group in groups().items())
