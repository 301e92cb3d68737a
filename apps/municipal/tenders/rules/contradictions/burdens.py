"""On whom something falls: who pays, brings or sees to what, the municipality or the firm; and what may be given to others."""

import re
from collections.abc import Iterator
from dataclasses import replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.alignment import Mention, mention
from apps.municipal.tenders.rules.contradictions.permissions import DENIED
from apps.municipal.tenders.rules.contradictions.senses import senses
from apps.municipal.tenders.rules.contradictions.statement import clause, spotted
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.wording import sentence_of

MUNICIPALITY = r"(?:Comune|Ente|Amministrazione|stazione\s+appaltante|committente|municipio)"
FIRM = r"(?:appaltatore|appaltatrice|aggiudicatari[oa]|affidatari[oa]|concessionari[oa]|gestore|ditta|impresa|esecutore|esecutrice|fornitore|operatore\s+economico|contraente|concorrente|cooperativa|venditore|noleggiatore|sviluppatore)"
THE = r"(?:il\s+|la\s+|lo\s+|l')"
OF = r"(?:del(?:la)?\s+|dell'|dello\s+)"
PARTY = rf"(?:(?P<own>{MUNICIPALITY})|(?P<other>{FIRM}))\b"
GIVING = r"(?:forni|mett|port|procur|pag|sosten|vers|provved|acquist|assum|stipul)\w*"
DOING = r"(?:fornisc|procur|pag|sostien|acquist|custodisc)(?:e|a|ono|erà)|mette\s+a\s+disposizione"
GIVEN = r"(?:fornit|assolt|corrispost|pagat|sostenut|versat|dovut|dat|mess|acquistat|stipulat|custodit)[oaie]"
FALLS = ("carico", "spese", "cura")
LABELLED = 2
"""of the patterns, those that hold one of these words"""
BURDENS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\ba\s+(?:(?:totale|esclusivo|completo)\s+)?(?:carico|spese|cura)\s+(?:e\s+(?:spese|cura|carico)\s+)?{OF}{PARTY}",
        r"\ba\s+(?P<yours>(?:Vostr[oae]|Suo|Sua|Sue|loro|propri[oae])\s+(?:\w+\s+)?(?:carico|cura|spese)|(?:carico|cura|spese)\s+(?:Vostr|su|lor|propri)[oae])\b",
        rf"\b{GIVING}\s+(?:\w+\s+){{0,3}}{THE}{PARTY}",
        rf"\b{THE}{PARTY}\s+(?:\w+\s+){{0,2}}?{DOING}\b",
        rf"\b(?:rest|rimang|rimane|spett|compet|appart|pass(?:a|ano)\b|passeranno)\w*\s+(?:al(?:l[ao])?\s+|all'){PARTY}",
        rf"\bgrav\w+\s+su(?:l(?:l[ao])?\s+|ll'){PARTY}",
        rf"\b{GIVEN}\s+(?:in\s+comodato\s+|a\s+disposizione\s+)?(?:dal(?:l[ao])?\s+|dall'){PARTY}",
        rf"[|:\t]\s*{THE}?{PARTY}(?=,|[^|\n]{{0,20}}(?:\n|$))",
    )
)
LISTED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:a\s+(?:carico|cura|spese)|spese|oneri|obblighi|compiti|adempimenti)\s+{OF}{PARTY}[^.;:,\n]{{0,30}}:\s*",
        rf"\b{THE}{PARTY}\s*:\s*",
    )
)
"""before a list of what falls on one of the two"""
ITEM = re.compile(r"[^,;.\n()]{4,}")
END = re.compile(rf"\.\s|\n\n|\.$|\n[^\n:]{{0,60}}:|\b{THE}(?:{MUNICIPALITY}|{FIRM})\b", re.IGNORECASE)
TAIL = re.compile(r"\s(?:in|presso|con|per|nel\w*|dal\w*|tramite|mediante|\w+[ae]ndo\w*)\b", re.IGNORECASE)
"""after it an item says how, not what"""
MOST_OF_A_LIST, WORDS_OF_AN_ITEM = 400, 45
"""characters"""
BRINGS = re.compile(rf"\s*(?:e\s+|ed\s+)?(?:{GIVING})\s+(?:(?:a|ad)\s+)?", re.IGNORECASE)
LEAST, SHARE = 1.1, 0.25
"""weight of the words that two burdens must have in common, and the same as a share of those of one"""
ORDINARY = re.compile(r"\b(straordinari|ordinari)[aeo]\b", re.IGNORECASE)
OF_AN_ITEM = 0.6
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
    """On whom falls what the sentence, or the item of a list, speaks of."""
    yield from _listed(act)
    taken: set[int] = set()
    for at, pattern in enumerate(BURDENS):
        read = spotted(pattern, FALLS, act.text, 120) if at < LABELLED else scan(pattern, act.text)
        for found in read:
            if found.end() not in taken:
                taken.add(found.end())
                named = found.groupdict()
                party = "Comune" if named.get("own") else "contraente"
                said = mention(act, party, found.span(), _kind(clause(act, *found.span())))
                yield replace(said, least=LEAST, share=SHARE)


def _kind(said: str) -> str:
    """What is ordinary falls on one, what is extraordinary on the other."""
    found = ORDINARY.findall(said)
    return f"onere {found[0].lower()}" if len(found) == 1 else "onere"


def _listed(act: Act) -> Iterator[Mention]:
    """What stands in a list under the one on whom it falls: «Il Comune: pulisce, procura la vernice»."""
    for is_bare, pattern in enumerate(LISTED):
        for found in scan(pattern, act.text):
            party = "Comune" if found["own"] else "contraente"
            stop = END.search(act.text, found.end(), found.end() + MOST_OF_A_LIST)
            last = stop.start() if stop else min(len(act.text), found.end() + MOST_OF_A_LIST)
            for item in ITEM.finditer(act.text, found.end(), last):
                said = senses(TAIL.split(BRINGS.sub("", item[0], count=1))[0][:WORDS_OF_AN_ITEM])
                if said and (not is_bare or BRINGS.match(item[0])):
                    kind = _kind(item[0])
                    yield Mention(party, *item.span(), said, kind, least=OF_AN_ITEM, share=SHARE)


def subcontracted(act: Act) -> Iterator[Mention]:
    """Parts of the contract that may, or may not, be given to others."""
    for found in scan(TO_OTHERS, act.text):
        start, end = _said(act, found)
        first, last = max(start, found.start() - NEAR), min(end, found.end() + NEAR)
        near = act.text[first:last]
        parts = {word: weight for word, weight in senses(near).items() if not EVERY_SUBCONTRACT.match(word)}
        if LIMITED.search(near):
            continue
        denied = DENIED_NEAR.search(near)
        if denied and WHOLE_TRANSFER.match(act.text, first + denied.end()):
            continue
        if parts and (denied or not EXCEPTED.search(act.text, start, end)):
            told = (first + denied.start(), first + denied.end()) if denied else found.span()
            place = min(told[0], found.start()), max(told[1], found.end())
            value = "vietato" if denied else "ammesso"
            yield Mention(value, *place, parts, "subappalto", least=PARTS_LEAST, share=SHARE)


def _said(act: Act, found: re.Match[str]) -> tuple[int, int]:
    """The sentence, without what semicolons cut off; of a title alone with the one that follows."""
    start, end = sentence_of(act.flat, *found.span())
    if end - start > len(found[0]) + SHORT:
        return start, end
    after = min(end + SHORT, len(act.text))
    return start, sentence_of(act.flat, after, after)[1]


WHOLE_TRANSFER = re.compile(
    r"\W*(?:de(?:l|lla|ll')?\s*)?(?:il\s+|la\s+|l')?(?:trasferiment|cession|affidament|esecuzion)\w+\s+(?:\w+\s+){0,2}?(?:dell')?(?:inter[oa]|integral\w+)",
    re.IGNORECASE,
)
"""what art. 119 forbids of every contract is no part of this one"""
EXCEPTED = re.compile(r"\besclus[oaie]\b|\besclusione\b|\beccezione\b|\btranne\b", re.IGNORECASE)
"""a sentence that allows the whole but for something"""
LIMITED = re.compile(
    r"\b(?:limit\w*|tetto|soglia)\s+(?:percentual|quantitativ|massim|di\s+quota)", re.IGNORECASE
)
"""how much may be given to others, whichever part it is"""
SHORT = 8
"""characters that a title has besides the word"""
DENIED_NEAR = re.compile(
    DENIED.replace("~", ".")
    + r"|\bcon\s+(?:l'\s?)?esclusione\b|\bad\s+eccezione\b|\btranne\b|\bnon\s+(?:\w+\s+){0,2}subappalta(?:bil|t)\w+(?!\s+(?:più|oltre|per\s+(?:più|oltre)|in\s+misura|una\s+quota|la\s+quota))",
    re.IGNORECASE,
)
