"""Who judges the offers: how many, and named when."""

import re
from collections.abc import Iterator
from datetime import date

from apps.municipal.tenders.rules.clauses.entry import clause, of_tender
from apps.municipal.tenders.rules.clauses.statements import Statement, small, stated, words
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing

MESSAGE = "La commissione giudicatrice è di numero dispari, al più cinque, nominata dopo il termine delle offerte, senza organi politici."
WORDING = "La commissione, di tre o cinque esperti, è nominata dopo la scadenza del termine delle offerte (art. 93 del D.Lgs. 36/2023)."
MEMBERS = r"(?:membri|component\w|espert\w|commissari|person[ea]|soggetti)"
APART = "La commissione apre le offerte economiche dopo aver valutato quelle tecniche, che non contengono elementi di prezzo."
EVEN = r"(?:due|quattro|sei|sette|otto|nove|dieci|undici|[246789])"
"""no lawful number of those who judge: even, or more than five"""
COMMISSION = (
    Statement(
        r"\bcommission\w+(?:\s+(?:giudicatrice|di\s+gara|aggiudicatrice))?|\bcommissari\b",
        rf"\b(?:{EVEN}\s+(?:\w+\s+)?{MEMBERS}|(?:è|sarà|viene|verrà|sia|sono|saranno|vengono|può\s+essere)\s+(?:stat[ai]\s+)?(?:nominat|costituit|designat)\w\s+(?:\w+\s+){{0,4}}?(?:prima|anteriormente|in\s+data\s+anteriore|antecedentemente)\s+(?:della|del|al|alla)\s+(?:scadenz|termin|ricezion|presentazion)\w+|(?:component\w|membr\w|commissari)\b[^.;\d]{{0,40}}?(?:[:|]|pari\s+a|in\s+numero\s+di)\s?{EVEN}\b|\(\s?{EVEN}\s+{MEMBERS}|(?:già|sin\s+d'ora)\s+(?:stat[ai]\s+)?(?:nominat|costituit|designat)\w|\bnominat\w[^.;]{{0,60}}?\bprima\s+della\s+(?:pubblicazion|scadenz|ricezion|presentazion)\w+|\bnomin\w+[^.;]{{0,40}}?\bpreced\w+[^.;]{{0,40}}?\b(?:offert|scadenz|termin)\w+|(?:presiedut|compost)\w\s+(?:\w+\s+){{0,3}}?(?:dal\s+Sindaco|dall'assessore|dagli\s+assessori|da\s+consiglieri\s+comunali)|president\w[^.;]{{0,40}}?\b(?:sindaco|assessor\w)|(?:fa|fanno)\s+parte[^.;]{{0,30}}?\b(?:sindaco|assessor\w|consiglier\w\s+comunal\w)|\bcomponenti[^.;]{{0,40}}?\b(?:consiglier\w\s+comunal\w|assessor\w|sindaco)\b)",
        MESSAGE,
        WORDING,
        unless=r"\b(?:supplent\w+|consiliar\w+|mensa|non\s+(?:(?:si\s+)?può|è)|sedut\w+|curricul\w+|offert\w+\s+(?:pervenut|ammess|presentat)\w+)\b",
        reach=110,
    ),
)
COMMITTEE = re.compile(r"commission[ei](?:\s+(?:giudicatrice|di\s+gara|aggiudicatrice))?")
NAMING = words(r"\b(?:nominare|nomina(?:no|ndo)?|designa\w*|costituire)\b(?!\s+della?\b)[^.;\n]{0,90}$")
IS_NAMED = words(
    r"[^.;\n]{0,30}?\b(?:è|viene|sono|vengono)\s+(?:\w+\s+(?:d'ora\s+)?)?(?:nominat|designat|costituit)\w"
)
LATER = words(
    r"\b(?:sarà|saranno|verrà|verranno|successiv\w+|dopo|scadut\w+|decors\w+|spirat\w+|non\b|futur\w+|consulta\w*|regolament\w+|vigilanza|consiliar\w+)\b"
)
AT_ONCE = words(
    r"\b(?:sin|fin)\s+(?:d'ora|da\s+ora|da\s+adesso|da\s+subito)\b|\bin\s+anticipo\b|\banticipatamente\b"
)
OFFERS = words(r"\boffert[ae]\b|\bscaden\w+")


def _early(standing: Standing) -> Iterator[Found]:
    """A commission named while the offers may still come."""
    act, text = standing.act, standing.act.text
    for match in COMMITTEE.finditer(small(text)):
        naming = NAMING.search(text, max(0, match.start() - 110), match.start())
        if not naming and not (" " in match[0] and IS_NAMED.match(text, match.end())):
            continue
        start = naming.start() if naming else match.start()
        one, other = act.flat.sentence(match.start(), match.end())
        if LATER.search(text, one, other):
            continue
        named = _named(standing, one, other)
        if AT_ONCE.search(text, one, other) or (named and any(day > named for day in _deadlines(standing))):
            yield Found(start, match.end(), MESSAGE, WORDING)
            return


def _named(standing: Standing, one: int, other: int) -> date | None:
    """The day in the sentence of the naming, or that of the act."""
    said = [day.value for day in standing.act.days if one <= day.start < other]
    made = standing.act.made
    return said[0] if said else made.value if made and made.role == "atto" else None


def _deadlines(standing: Standing) -> list[date]:
    return [
        day.value
        for day in standing.act.days
        if day.role == "scadenza"
        and not PASSED.search(standing.act.text, max(0, day.start - 40), day.start)
        and OFFERS.search(standing.act.text, max(0, day.start - 120), day.start)
    ]


PASSED = words(r"\b(?:scadut|spirat|decors|chius)\w+\b")
LISTED = re.compile(
    r"\bcommission\w+[^\n]{0,160}:[^\S\n]*\n(?P<items>(?:[^\S\n]*(?:[-–—•*]|\(?[a-z0-9]{1,2}[.)])[^\S\n][^\n]{4,120}(?:\n|$)){2,9})",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\b(?:dott|arch|ing|geom|rag|avv|prof|sig|d\.ssa|dr|president\w|component\w|commissari\w|membr\w)",
    re.IGNORECASE,
)
ASIDE = re.compile(r"\b(?:segretari\w|verbalizzant\w|supplent\w)", re.IGNORECASE)


def _counted(standing: Standing) -> Iterator[Found]:
    """An even number of names in the list of those who judge."""
    for listed in scan(LISTED, standing.act.text):
        rows = [each for each in listed["items"].splitlines() if not ASIDE.search(each)]
        if all(PERSON.search(each) for each in rows) and (len(rows) % 2 == 0 or len(rows) > 5):
            yield Found(listed.start("items"), listed.end("items"), MESSAGE, WORDING)


def _commission(standing: Standing) -> Iterator[Found]:
    found = list(stated(*COMMISSION)(standing))
    yield from found or _counted(standing)
    yield from _early(standing)


SEPARATE = (
    Statement(
        r"\boffert[ae]\s+economic\w+|\bbust[ae]\s+economic\w+",
        r"\b(?:apr\w+|apert\w|aprir\w+|apertura)\b[^.;]{0,70}?\b(?:prima\s+(?:di\s+(?:valutare|esaminare|quelle)|de\w+\s?(?:valutazion|esam|offert|bust)\w*)|per\s+prim[ae])|\b(?:contestual|insieme|unitament)\w*\s+(?:a|al|alle)\w*\s?(?:offert|bust)\w+\s+tecnic\w+",
        "Le offerte economiche si aprono dopo la valutazione di quelle tecniche.",
        APART,
        unless=r"\b(?:non|mai|vietat\w+|divieto|inversione|dopo|successiv\w+|trasmess\w+|caric\w+|present\w+)\b",
        reach=90,
        key=r"prima|prime|contestual|insieme|unitament",
    ),
    Statement(
        r"\bofferta\s+tecnica|\brelazione\s+tecnica|\bbusta\s+tecnica",
        r"\b(?:contien|conten|riport|indic|espon|inseri)\w*[^.;]{0,40}?\b(?:prezz\w\s+offert\w|ribass\w+|offerta\s+economica|elementi\s+economici)",
        "Nell'offerta tecnica non si anticipa il prezzo.",
        APART,
        unless=r"\b(?:non|mai|vietat\w+|divieto|senza|né|nessun\w*|alcun\w*|esclusion\w+|esclus\w+|pena|priv[oa])\b",
        reach=80,
    ),
)
JUDGES = (
    of_tender(
        clause(
            "separazione_offerte",
            "artt. 93 e 107",
            "Chi conosce il prezzo non giudica più con libertà la qualità.",
            stated(*SEPARATE),
            "media",
        )
    ),
    of_tender(
        clause(
            "commissione",
            "art. 93",
            "Chi giudica le offerte tecniche è competente, in numero dispari e nominato dopo il loro arrivo.",
            _commission,
            "alta",
        )
    ),
)
