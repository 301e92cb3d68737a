"""What an act allows and another may forbid: yes or no, by the words of the same sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.answers import answers
from apps.municipal.tenders.rules.contradictions.statement import Statement, clause
from apps.municipal.tenders.rules.wording import wording

DENIED = r"\bnon\s+(?:\w+\s+){0,3}(?:ammess|consentit|permess|possibile|ricorr|previst|può|potr|proced|applic|autorizzat|effettu|oper|contempl|esclu|riparametr|dispost|concess)\w*|\b(?:è|e'|sono|resta|restano)\s+(?:\w+\s+)?(?:esclus|vietat|preclus|inammissibil)\w+|\b(?:esclus|vietat|preclus)[oaie]\b|\bsenza\b|\bdivieto\b|\bnessun\w*\b"
GRANTED = r"(?<!non )\b(?:è|e'|sono|sarà|saranno|resta|può|possono|potrà|si)\s+(?:\w+\s+){0,2}?(?:ammess|consentit|permess|possibil|previst|autorizzat|effettua|procede|applica|dispost|concess|riparametrat|rimess|deferit|devolut|esclus|esser|ricorr|fare)\w*|(?<!non )\b(?:ammess|consentit|previst|autorizzat)[oaie]\b|\bsi\s+riserva\b"


@dataclass(frozen=True)
class Permission:
    """A thing with the words that name it, those that grant it and those that deny it."""

    key: str
    label: re.Pattern[str]
    shown: tuple[str, str]
    within: re.Pattern[str]
    """what the sentence must speak of besides"""
    granted: re.Pattern[str]
    denied: re.Pattern[str]


def _permission(key: str, label: str, yes: str, no: str, within: str = ".") -> Permission:
    return Permission(key, wording(label), (yes, no), wording(within), wording(GRANTED), wording(DENIED))


def _automatic(key: str, label: str) -> Permission:
    """A thing that is done as soon as it is named, and that only «non» takes back."""
    denied = wording(r"\bnon\s+(?:\w+\s+){0,4}(?:esclu|applic|proced|oper|previst|trova)\w*|\bsenza\b")
    return Permission(
        key,
        wording(label),
        ("prevista", "non prevista"),
        wording(r"\banomal\w+|\banormal\w+"),
        wording("."),
        denied,
    )


PERMISSIONS = (
    _permission("avvalimento", r"\bavvalimento\b", "ammesso", "escluso"),
    _permission(
        "raggruppamenti",
        r"\braggruppament\w+\s+(?:temporane\w+|di\s+\w+)|\bR\.?T\.?I\b",
        "ammessi",
        "esclusi",
        r"\bammess\w*|\bconsent\w+|\besclus\w+|\bvietat\w+",
    ),
    _permission(
        "subappalto a cascata",
        r"\bsubappalto\s+(?:a\s+cascata|ulteriore)|\bulteriore\s+subappalto|\bsubappaltator\w+\s+(?:\w+\s+){0,3}a\s+(?:sua|propria)\s+volta|\bcascata\b",
        "ammesso",
        "escluso",
    ),
    _automatic(
        "esclusione automatica delle offerte anomale",
        r"\besclu\w+\s+automatic\w+|\b(?:anomal|anormalment)\w+[^.;\n]{0,60}\bautomatic\w+|\besclus\w+\s+in\s+automatico",
    ),
    _permission(
        "varianti",
        r"\bofferte\s+in\s+variante|\bvarianti\s+(?:progettual\w+|in\s+sede\s+di\s+offerta|migliorativ\w+)|\bvarianti\b(?=\s+(?:non\s+)?(?:sono\s+)?(?:ammess|consentit))",
        "ammesse",
        "non ammesse",
    ),
    _permission(
        "esecuzione anticipata",
        r"\b(?:esecuzione|avvio|consegna)\s+(?:\w+\s+){0,3}(?:anticipat|d'urgenza)\w*|\bvia\s+d'urgenza",
        "ammessa",
        "esclusa",
    ),
    _permission(
        "arbitrato",
        r"\barbitrat[oi]\b|\bclausola\s+compromissoria|\bcollegio\s+arbitrale",
        "previsto",
        "escluso",
    ),
    _permission("riparametrazione", r"\briparametr\w+", "prevista", "non prevista"),
    _permission(
        "inversione procedimentale",
        r"\binversione\s+(?:procedimentale|dell'ordine)",
        "prevista",
        "non prevista",
    ),
)
PARTLY = wording(
    r"\s*(?:per|in|ai|alle|a|nei|limitatamente|relativamente|con\s+riferimento|se\s+non|qualora)\b"
)
ASKED = answers("operatore uscente", "tracciabilità", "criteri ambientali minimi")
inspections = answers("sopralluogo")


def permissions(act: Act) -> Iterator[Statement]:
    """One statement for each place that grants or denies; denial prevails in a sentence that does both."""
    yield from ASKED(act)
    for each in PERMISSIONS:
        for label in each.label.finditer(act.text):
            said = _said(act, label)
            denied = each.denied.search(said)
            if denied and PARTLY.match(said, denied.end()):
                continue
            if each.within.search(said) and (denied or each.granted.search(said)):
                yield Statement(not denied, label.start(), label.end(), each.shown[bool(denied)], each.key)


def _said(act: Act, label: re.Match[str]) -> str:
    """The sentence; of a title alone («Avvalimento. Non è ammesso.») the one that follows."""
    said = clause(act, label.start(), label.end())
    if len(said.strip()) > len(label[0]) + 8:
        return said
    follows = act.text.find(said, max(0, label.start() - len(said))) + len(said)
    return said + clause(act, follows + 2, follows + 3) if follows + 3 < len(act.text) else said
