"""On whom something falls: who pays, brings or sees to what, the municipality or the firm; and what may be given to others."""

import re
from collections.abc import Iterator
from dataclasses import replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.alignment import Mention, mention
from apps.municipal.tenders.rules.contradictions.permissions import DENIED
from apps.municipal.tenders.rules.contradictions.senses import senses
from apps.municipal.tenders.rules.contradictions.statement import clause

MUNICIPALITY = r"(?:Comune|Ente|Amministrazione|stazione\s+appaltante|committente|municipio)"
FIRM = r"(?:appaltatore|appaltatrice|aggiudicatari[oa]|affidatari[oa]|concessionari[oa]|gestore|ditta|impresa|esecutore|esecutrice|fornitore|operatore\s+economico|contraente|concorrente|cooperativa|venditore|noleggiatore|sviluppatore)"
THE = r"(?:il\s+|la\s+|lo\s+|l')"
OF = r"(?:del(?:la)?\s+|dell'|dello\s+)"
PARTY = rf"(?:(?P<own>{MUNICIPALITY})|(?P<other>{FIRM}))\b"
GIVING = r"(?:forni|mett|port|procur|pag|sosten|vers|provved|acquist|assum|stipul)\w*"
GIVEN = r"(?:fornit|pagat|sostenut|versat|dovut|dat|mess|acquistat|stipulat)[oaie]"
BURDENS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\ba\s+(?:(?:totale|esclusivo|completo)\s+)?(?:carico|spese|cura)\s+(?:e\s+(?:spese|cura|carico)\s+)?{OF}{PARTY}",
        r"\ba\s+(?P<yours>(?:Vostr[oae]|Suo|Sua|Sue|loro|propri[oae])\s+(?:\w+\s+)?(?:carico|cura|spese)|(?:carico|cura|spese)\s+(?:Vostr|su|lor|propri)[oae])\b",
        rf"\b{GIVING}\s+(?:\w+\s+){{0,3}}{THE}{PARTY}",
        rf"\b(?:rest|rimang|rimane|spett|compet)\w*\s+(?:al(?:la)?\s+|all'){PARTY}",
        rf"\b{GIVEN}\s+(?:in\s+comodato\s+|a\s+disposizione\s+)?(?:dal(?:la)?\s+|dall'){PARTY}",
        rf"[|:\t]\s*{THE}?{PARTY}(?=[^|\n]{{0,20}}(?:\n|$))",
    )
)
LEAST, SHARE = 1.1, 0.25
"""weight of the words that two burdens must have in common, and the same as a share of those of one"""
TO_OTHERS = re.compile(
    r"\b(?:sub-?appalt|sub-?affid)\w+|\b(?:affidat|cedut|eseguit|svolt)[oaei]\s+(?:a|da)\s+terzi|\baffidare\s+a\s+terzi",
    re.IGNORECASE,
)
EVERY_SUBCONTRACT = re.compile(
    r"(?:subap|subaf|terzi|autori|limit|previa|stazio|prest|dichia|offert|indica|affid|ammes|conse|esse|poss|sens|discip|norm|rego|parte|impres|lavori|lavor|requis|quot|import|complet|integr|cess|sub|previs|svol|eseg|concor|richi|dgue)\w*"
)
NEAR = 90
PARTS_LEAST = 0.6


def burdens(act: Act) -> Iterator[Mention]:
    """On whom falls what the sentence speaks of."""
    taken: set[int] = set()
    for pattern in BURDENS:
        for found in pattern.finditer(act.text):
            if found.end() not in taken:
                taken.add(found.end())
                named = found.groupdict()
                party = "Comune" if named.get("own") else "contraente"
                yield replace(mention(act, party, found.span(), "onere"), least=LEAST, share=SHARE)


def subcontracted(act: Act) -> Iterator[Mention]:
    """Parts of the contract that may, or may not, be given to others."""
    for found in TO_OTHERS.finditer(act.text):
        said = clause(act, *found.span())
        at = act.text.find(said, max(0, found.start() - len(said)), found.end() + len(said))
        near = act.text[max(at, found.start() - NEAR) : min(at + len(said), found.end() + NEAR)]
        parts = {word: weight for word, weight in senses(near).items() if not EVERY_SUBCONTRACT.match(word)}
        if parts:
            value = "vietato" if DENIED_NEAR.search(near) else "ammesso"
            yield Mention(value, *found.span(), parts, "subappalto", least=PARTS_LEAST, share=SHARE)


DENIED_NEAR = re.compile(DENIED.replace("~", "."), re.IGNORECASE)
