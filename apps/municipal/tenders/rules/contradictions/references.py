"""How the documents of a procedure call each other: number and day of a decision, of a letter, of a notice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from apps.municipal.tenders.acts import Act, Day
from apps.municipal.tenders.rules.contradictions.statement import Stated, Statement
from apps.municipal.tenders.rules.scanning import scan

CALLED = re.compile(
    r"\b(?P<what>determina(?:zione)?|decisione|provvedimento|lettera|invito|richiesta|nota|avviso)\b(?P<between>[^.;\n]{0,60}?)\b(?:n\.|nr\.|n°|numero|prot(?:ocollo|\.)\s?(?:n\.|gen\.)?)\s*(?P<number>\d{1,12})(?:/20\d\d)?\s*(?:\bdel|\bin\s+data|,|[-–])\s*(?:(?:lune|marte|merco|giove|vener)d[iì]\s+|sabato\s+)?$",
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
    r"\bprot(?:ocollo|\.)\s?(?:n\.|gen\.|numero)?\s*(?P<number>\d{1,12})(?:/20\d\d)?\s+(?:del|in\s+data)\s*$",
    re.IGNORECASE,
)
CITED = re.compile(
    r"\b(?:(?:determin|deliber|decision|decret)\w+|nominat\w+|atto|nota)\b[^;\n]{0,40}$", re.IGNORECASE
)
NOTICE = re.compile(r"\bavviso\s+(?:pubblico\s+)?(?:(?:di|per)\s+[^.;\n]{0,50})?del\s*$", re.IGNORECASE)
DELIBERATED = re.compile(
    r"\b(?:delib(?:er\w+|\.)|decreto|D\.(?=\s?[GC]\.)|D(?=[GC]C\b))\s*(?:(?:n\.\s*\d+\s*)?(?:del(?:la|l')?|di)\s*)?(?P<organ>Giunta|Consiglio|G\.?\s?[CM]\b|C\.?\s?C\b|sindac\w+)\b\.?[^.;\n]{0,25}?(?:\bn\.|\bnr\.|\bn°|\bnumero)\s*(?P<number>\d{1,12})(?:/20\d\d)?\s*(?:del|in\s+data|,|[-–])\s*(?:(?:lune|marte|merco|giove|vener)d[iì]\s+|sabato\s+)?(?:l'|l\s)?$",
    re.IGNORECASE,
)
NUMBERED_FIRST = re.compile(
    r"\bdelib(?:er\w+|\.)\s*(?:n\.|nr\.|n°|numero)\s*(?P<number>\d{1,12})(?:/20\d\d)?\s*(?:del|in\s+data|,|[-–])\s*(?:l'|l\s)?$",
    re.IGNORECASE,
)
ORGAN_AFTER = re.compile(
    r"\s*,?\s*(?:adottata\s+)?(?:del(?:la|l')?|di|dalla|dal)\s+(?P<organ>Giunta|Consiglio|G\.?\s?[CM]\b|C\.?\s?C\b)",
    re.IGNORECASE,
)
ORGANS = {"g": "giunta", "c": "consiglio", "s": "sindaco"}
LEAD = 110
HEAD = 500
NUMBER = re.compile(
    r"\b(?P<what>determina(?:zione)?|decisione|provvedimento|lettera(?!\s+[a-z]\b)|invito|avviso)\b(?P<between>(?:(?!\b(?:art|comma|d\.?\s?lgs|legge|lett|regolamento|e\b,|CIG|CUP|all(?:egato)?)\b)[^;\n]){0,60}?)(?:\bn\.?|\bnr\.|\bn°|\bnumero|\bprot(?:ocollo|\.)?(?:\s*(?:n\.|gen\.|nr\.))?)\s*(?P<number>\d{1,12})\b",
    re.IGNORECASE,
)
PROTOCOL = re.compile(
    r"\bprot(?:ocollo|\.)?(?:\s*(?:n\.|gen\.|nr\.|n°|numero))?\s*[:.]?\s*(?:n\.\s*)?(?P<number>\d{2,12})\b",
    re.IGNORECASE,
)
OF_ANOTHER = re.compile(
    r"\b(?:determin|deliber|decision|decret|avvis|nota|richiest|domand|istanz|offert|preventiv)\w*[^;\n]{0,40}$",
    re.IGNORECASE,
)
CALLING = re.compile(
    r"\b(?:contrarre|indett\w+|indic\w+|indizione|deciso|decisa|avviat\w+|avvio\s+della\s+procedura|autorizzat\w+|approvat\w+\s+gli\s+atti)\b",
    re.IGNORECASE,
)
AWARDING = re.compile(
    r"\bdetermin\w+\s+di\s+(?:aggiudicazione|affidamento|liquidazione|impegno)", re.IGNORECASE
)
"""an act that comes after the one that began the procedure"""
DECIDES = ("decisione_di_contrarre", "determina_affidamento_diretto")


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
    if act.kind == "avviso" and act.made and not CITED.search(act.text[: act.made.start][-LEAD:]):
        own = PROTOCOL.search(act.text, 0, HEAD)
        number = int(own["number"]) if own and not OF_ANOTHER.search(act.text[: own.start()]) else 0
        yield Statement(Called(number, act.made.value), act.made.start, act.made.end, key="avviso")


def _statement(act: Act, day: Day, found: re.Match[str], key: str, lead: str) -> Statement:
    start = day.start - len(lead) + found.start("number")
    value = Called(int(found["number"]), day.value)
    return Statement(value, start, day.end, act.text[start : day.end], key)


def deliberations(act: Act) -> Iterator[Statement]:
    """Number and day of what the council, the executive board or the mayor decided."""
    for day in act.days:
        lead = act.text[max(0, day.start - LEAD) : day.start]
        by, organ = DELIBERATED.search(lead), None
        if by:
            organ = by["organ"]
        elif (by := NUMBERED_FIRST.search(lead)) and (named := ORGAN_AFTER.match(act.text, day.end)):
            organ = named["organ"]
        if by and organ:
            start = day.start - len(lead) + by.start("number")
            value = Called(int(by["number"]), day.value)
            key = ORGANS[organ[0].lower()]
            yield Statement(value, start, day.end, act.text[start : day.end], key)


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
    same = one.number == other.number or not (one.number and other.number)
    return same != (one.day == other.day)


def numbers(act: Act) -> Iterator[Statement]:
    """The number of the decision, of the notice and of the letter, as each bears it and as the others cite it."""
    for found in scan(NUMBER, act.text):
        what = KINDS.get(found["what"].lower(), "avviso" if found["what"].lower() == "avviso" else "lettera")
        one, other = act.flat.sentence(*found.span())
        around = act.text[max(one, found.start() - LEAD) : min(other, found.end() + LEAD)]
        if OTHER.search(found["between"]) or (
            what == "determinazione" and not _is_decision(act, found, around)
        ):
            continue
        start = found.start("number")
        yield Statement(int(found["number"]), start, found.end(), key=what)
    own = {"avviso": "avviso", "lettera_invito": "lettera"}.get(act.kind)
    protocol = PROTOCOL.search(act.text, 0, HEAD) if own else None
    if own and protocol and not OF_ANOTHER.search(act.text[: protocol.start()]):
        yield Statement(int(protocol["number"]), protocol.start("number"), protocol.end(), key=own)


def _is_decision(act: Act, found: re.Match[str], around: str) -> bool:
    """Whether it is the decision that starts the procedure: the act itself, or what another says of it."""
    if act.kind in DECIDES:
        if AWARDING.search(act.text, 0, found.start() + LEAD):
            return False
        return found.start() < HEAD and not CITED.search(act.text[: found.start()][-60:])
    return bool(CALLING.search(around))
