"""How the documents of a procedure call each other: number and day of a decision, of a letter, of a notice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from apps.municipal.tenders.acts import Act, Day
from apps.municipal.tenders.rules.contradictions.statement import Stated, Statement

CALLED = re.compile(
    r"\b(?P<what>determina(?:zione)?|decisione|provvedimento|lettera|invito|richiesta|nota|avviso)\b(?P<between>[^.;\n]{0,60}?)\b(?:n\.|nr\.|n°|numero|prot(?:ocollo|\.)\s?(?:n\.|gen\.)?)\s*(?P<number>\d{1,6})(?:/20\d\d)?\s*(?:\bdel|\bin\s+data|,|[-–])\s*(?:(?:lune|marte|merco|giove|vener)d[iì]\s+|sabato\s+)?$",
    re.IGNORECASE,
)
KINDS = {
    "determina": "determinazione",
    "determinazione": "determinazione",
    "decisione": "determinazione",
    "provvedimento": "determinazione",
}
OTHER = re.compile(
    r"\b(?:preceden\w+|consigli\w+|giunta|approvazione\s+del|nomina|impegno|sindacal\w+|dirigenzial\w+\s+di\s+nomina)\b",
    re.IGNORECASE,
)
OWN_PROTOCOL = re.compile(
    r"\bprot(?:ocollo|\.)\s?(?:n\.|gen\.|numero)?\s*(?P<number>\d{1,6})(?:/20\d\d)?\s+(?:del|in\s+data)\s*$",
    re.IGNORECASE,
)
CITED = re.compile(r"\b(?:determin|deliber|decision|decret)\w+[^;\n]{0,40}$", re.IGNORECASE)
NOTICE = re.compile(r"\bavviso\s+(?:pubblico\s+)?(?:(?:di|per)\s+[^.;\n]{0,50})?del\s*$", re.IGNORECASE)
LEAD = 110
HEAD = 500


@dataclass(frozen=True)
class Called:
    """A document by its number and its day."""

    number: int
    day: date


def calls(act: Act) -> Iterator[Statement]:
    for day in act.days:
        lead = act.text[max(0, day.start - LEAD) : day.start]
        found = CALLED.search(lead)
        if found and not OTHER.search(found["between"]):
            what = found["what"].lower()
            key = KINDS.get(what, "lettera" if what != "avviso" else "avviso")
            yield _statement(act, day, found, key, lead)
        elif own := OWN_PROTOCOL.search(lead):
            if act.kind == "lettera_invito" and day.start < HEAD:
                yield _statement(act, day, own, "lettera", lead)
        elif NOTICE.search(lead) and act.kind != "avviso":
            yield Statement(Called(0, day.value), day.start, day.end, key="avviso")
    if act.kind == "avviso" and act.made and not CITED.search(act.text[: act.made.start]):
        yield Statement(Called(0, act.made.value), act.made.start, act.made.end, key="avviso")


def _statement(act: Act, day: Day, found: re.Match[str], key: str, lead: str) -> Statement:
    start = day.start - len(lead) + found.start("number")
    value = Called(int(found["number"]), day.value)
    return Statement(value, start, day.end, act.text[start : day.end], key)


def same_document(one: Stated, other: Stated) -> bool:
    """Two calls disagree when they have the number or the day in common, not both."""
    return not any(_clash(mine, theirs) for mine in one.values for theirs in _only(other.values)) or bool(
        one.values & other.values
    )


def _only(values: frozenset) -> Sequence[object]:
    return sorted(values, key=str)


def _clash(one: object, other: object) -> bool:
    if not isinstance(one, Called) or not isinstance(other, Called):
        return False
    return (one.number == other.number) != (one.day == other.day)
