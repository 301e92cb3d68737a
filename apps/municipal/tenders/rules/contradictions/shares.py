"""Percentages that an act fixes: guarantees, price revision, penalties, advance, subcontracting, VAT, labour."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.measures import Figure, figure_at
from apps.municipal.tenders.rules.contradictions.naming import named_sums
from apps.municipal.tenders.rules.contradictions.statement import (
    Stated,
    Statement,
    after,
    before,
    clause,
    labels,
)
from apps.municipal.tenders.rules.kept import KEPT
from apps.municipal.tenders.rules.quantities import Quantity, find_quantities
from apps.municipal.tenders.rules.wording import wording

GIVEN = r"\b(?:gar(?:anzi[ae]|\.)|cauz(?:ion[ei]|\.)|fid(?:eiussione|\.)|deposito)\s+(?:\w+\s+)?"
ROLES = labels(
    ("ridotta", r"\bridott\w+|\briduzion\w+|\baument\w+|\bmaggiorat\w+|\bincrement\w+|\bsvincol\w+"),
    ("provvisoria", rf"{GIVEN}provv(?:isori[aeo])?\b"),
    ("definitiva", rf"{GIVEN}def(?:initiv[aeo])?\b|\b(?:quella|la)\s+definitiva"),
    ("provvisoria", r"(?<!aggiudicazione )(?<!graduatoria )(?<!esecuzione )\bprovvisoria\b"),
    ("definitiva", r"(?<!aggiudicazione )(?<!graduatoria )\bdefinitiva\b"),
    (
        "altra garanzia",
        r"\bgaranzi[ae]\s+(?:di\s+esecuzione\b|per\s+(?:i\s+vizi|l'anticip|la\s+rata))|\bcontributi\b",
    ),
    (
        "revisione",
        r"\brevision\w+|\bvariazion\w+|\bvaria\b|\bart(?:\.|icolo)\s*60\b|\bprezzi\s+(?:sono|vengono)\s+(?:aggiornat|adeguat)\w+",
    ),
    ("penale", r"\bpenal[ei]\b"),
    ("anticipazione", r"\banticipazion[ei]\b|\banticipo\b"),
    ("subappalto", r"\bsubappalt\w+|\bsubaffid\w+"),
    ("iva", r"\bi\.?v\.?a\b\.?|\baliquota\b"),
    ("manodopera", r"\bmanodopera\b|\bcost[oi]\s+del\s+(?:lavoro|personale)"),
    ("ritenuta", r"\britenut[ae]\b|\btratten\w+|\bprogressivo\b"),
    (
        "quinto",
        r"\bquinto\b|\bart(?:\.|icolo)\s*120\b|\bvariant\w+|\bmodific\w+|\bopzion\w+|\besten(?:sion|d)\w+|\b(?:prestazioni|quantità|servizi|forniture|lavori)\s+(?:aggiuntiv|supplementar|complementar)\w+",
    ),
    (
        "altro",
        r"\bribass\w+|\bscont\w+|\bofferto\b|\bavvaliment\w+|\bsostitu\w+|\bpercentual\w+\s+di\s+(?:prodotti|materiale)|\braggruppament\w+|\bmandatari\w+|\bsorteggi\w+|\bcampion\w+|\bbiologic\w+|\briciclat\w+|\bincentiv\w+|\bimpost\w+|\binteress\w+|\bpari\s+opportunità|\bassunzion\w+|\boccupazion\w+",
    ),
)
CAP = re.compile(
    r"\b(?:non\s+(?:\w+\s+){0,3}(?:super\w+|ecced\w+|oltrepass\w+)|massim\w+|complessiv\w+|limite|tetto|cumulativ\w+|fino\s+al?|super\w+|raggiun\w+|maggior\w+|oltre)\b|\bnon\s+più\s+del",
    re.IGNORECASE,
)
PAID_ON = re.compile(r"\bPMI\b|\bpiccole\s+e\s+medie|\bmanodopera\b|\bmedie\s+imprese", re.IGNORECASE)
LAW_RANGE = re.compile(
    r"\bdal(?:lo|l'|la)?\s*\d[^.;]{0,15}\bal|\bcompres[aoe]\s+(?:tra|fra)\b|\btra\s+lo?\s+0|\bnon\s+inferior\w+\s+a",
    re.IGNORECASE,
)
TIED = re.compile(
    r"\W*(?:di\s+|a\s+titolo\s+di\s+|quale\s+|come\s+)(?:(?P<tax>i\.?v\.?a)|(?P<option>opzion)|(?:garanzia|cauzione)\s+provvisoria)"
    r"|\s*(?:del|sul)\w*['\s]\s?(?:\w+\s+){1,4}(?:a\s+titolo\s+di|di|per|per\s+le|a\s+causa\s+delle)\s+(?P<penalty>penal)",
    re.IGNORECASE,
)
HEADING = re.compile(r"\n")
PERHAPS = re.compile(r"\b(?:ove|se|qualora|eventualmente)\s+(?:richiest|prevista|dovuta)\w*", re.IGNORECASE)
HALF = 50
"""per cent; of a price revision what is less is the variation that moves it, what is more the part that is paid"""
VAT_RATES = (4, 5, 10, 20, 21, 22)
NEAR = 150
"""characters between a title and the shares that belong to it"""
ASKED = "richiesta"
OPTION = re.compile(
    r"\bopzion\w+|\b(?:prestazioni|quantità|servizi|forniture|lavori)\s+(?:aggiuntiv|supplementar|complementar|ulterior)\w+|\besten(?:sion|d)\w+",
    re.IGNORECASE,
)
FIFTH = re.compile(r"\bquinto\b|\bvariant\w+|\b(?:lettera|lett\.)\s*[bc]\b", re.IGNORECASE)
GUARANTEES = ("provvisoria", "definitiva")
NO_GUARANTEE = re.compile(
    r"\b(?:garanzi[ae]|cauzion[ei])\s+(?P<what>provvisori|definitiv)[ae]\b[^.;\n]{0,40}?\bnon\s+(?:(?:è|e'|viene|sono|si|sarà|verrà)\s+)?(?:stat[ae]\s+)?(?:richie\w+|dovut\w+|prevista|chie\w+|necessari\w+|domandat\w+|pretes\w+|occorr\w+|prestat\w+)"
    r"|\bnon\s+(?:(?:è|e'|viene|si|sarà|verrà)\s+)?(?:stat[ae]\s+)?(?:richie\w+|dovut\w+|prevista|chie\w+|domandat\w+|pretes\w+|occorr\w+|serve|prestat\w+)\s+(?:la\s+|alcuna\s+|una\s+)?(?:garanzi[ae]|cauzion[ei])\s+(?P<which>provvisori|definitiv)[ae]"
    r"|\b(?:(?:esoner\w+|esenta\w*|dispensa\w*|rinunci\w+)\b[^.;\n]{0,50}\b|(?:niente|nessuna)\s+)(?:garanzi[ae]|cauzion[ei])\s+(?P<free>provvisori|definitiv)[ae]",
    re.IGNORECASE,
)
NO_REVISION = wording(
    r"\brevision\w+(?:\s+de[il]\s+prezz[oi])?\b~{0,80}?\b(?:esclus[ao]|non\s+(?:è|e'|si|viene)\s+(?:ammess\w+|prevista|applica\w*|dovut\w+|riconosciut\w+)|non\s+(?:previst|ammess|applicabil)\w+)|\bnon\s+(?:è|e'|si)\s+(?:ammess\w+|previst\w+|fa\s+luogo\s+a|proced\w+\s+a|applica)\s+(?:la\s+|alcuna\s+|a\s+)?revision\w+\s+(?:de[il]\s+)?prezz"
    r"|\besclus[ao]\s+(?:la|ogni|qualsiasi)\s+(?:\w+\s+)?revision\w+|\bsenza\s+(?:alcuna\s+|possibilità\s+di\s+)?revision\w+"
    r"|\bprezz[oi]\b~{0,60}\b(?:fiss[oi]\s+(?:ed?|,)\s+invariabil[ei]|(?:ferm|fiss|bloccat|invariat)[oi]\s+(?:per\s+(?:tutta|l'intera)|fino\s+al))"
)
OF_SUBCONTRACTS = re.compile(r"\b(?:sub-?contratt|subappalt|sub-?affidament)\w+", re.IGNORECASE)
SAVED = re.compile(
    r"\b(?:salv[oaie]\b|fatt[oa]\s+salv|ferm[oaie]\s+restando|tranne|ad\s+eccezione|primo\s+anno|prim[ei]\s+\w+\s+mesi)",
    re.IGNORECASE,
)
REVISION = re.compile(
    r"\brevision\w+\s+(?:de[il]\s+)?prezz[oi]|\bclausol[ae]\s+(?:di\s+)?revision\w+|\bprezzi\s+(?:\w+\s+){0,3}(?:aggiornat|adeguat|revisionat)\w+|\bsi\s+applica\s+l'art(?:\.|icolo)\s*60\b",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"\b(?:della|sulla|dell'intera)\s+variazione\s+(?:stessa|intera|totale|complessiva)|\bdell'intera\s+variazione|\bvariazione\s+stessa|\bdella\s+variazione\b(?!\s+(?:eccedent|che\s+ecced|oltre|rilevat\w+\s+ecced))",
    re.IGNORECASE,
)
EXCESS = re.compile(
    r"\becced\w+|\bparte\s+(?:che\s+)?(?:eccede\w*|supera\w*|superiore|oltre)|\boltre\s+tale|\bper\s+la\s+parte",
    re.IGNORECASE,
)
NO_SUBCONTRACT = re.compile(
    r"\b(?:è|e')\s+(?:vietato|escluso|precluso)\s+(?:il\s+)?(?:ricorso\s+al\s+)?subappalto\b|\b(?:il\s+)?subappalto\s+(?:è|e')\s+(?:vietato|escluso|precluso)|\b(?:il\s+)?subappalto\s+non\s+(?:è|e')\s+(?:ammesso|consentito|previsto|autorizzato)|\bnon\s+(?:è|e')\s+(?:ammesso|consentito|previsto)\s+(?:il\s+)?(?:ricorso\s+al\s+)?subappalto|\bdivieto\s+(?:assoluto\s+)?di\s+subappalto|\b(?:non\s+(?:(?:è|e'|gli)\s+)?(?:(?:ammess|consentit|permess|possibil)[oe]|può|potrà|possono|si\s+può|si\s+possono)|(?:è|e')\s+vietato|senza\s+poter(?:e|lo|la)?)\s+(?:all'\w+\s+|al\s+\w+\s+)?(?:di\s+)?(?:subappaltare|(?:essere\s+)?subappaltat[oaie])(?=\s*(?:[.;,]|$|\n|alcun|nessun|il\s+serviz|la\s+fornit|i\s+lavori|l'appalto|le\s+prestaz|quanto|in\s+tutto|neppure|nemmeno|nulla|niente))|\bsenza\s+(?:possibilità\s+di\s+)?subappalto",
    re.IGNORECASE,
)
SUBCONTRACT = re.compile(
    r"\bsubappalto\s+(?:è|e')\s+(?:ammesso|consentito|permesso|possibile|disciplinato|regolato)|(?<!non )\b(?:è|e')\s+(?:ammesso|consentito|permesso)\s+(?:il\s+)?subappalto|\bsubappalto\s*[.:–-]\s*(?:è\s+|e'\s+|si\s+)?(?:ammess|consentit|permess)o|\bsi\s+(?:ammette|consente)\s+il\s+subappalto|(?<!non )\b(?:può|potrà|possono|potranno)\s+(?:\w+\s+)?subappaltar?\w*|\bprestazioni\s+che\s+intende\s+subappaltare",
    re.IGNORECASE,
)
PART = re.compile(
    r"^\s*(?:del(?:la|le|l'|lo|l)?|di|per|oltre|a\s+cascata|degli|dei|in\s+misura|alle?|nei\s+confronti|senza|se\s+non|salvo|che)\b",
    re.IGNORECASE,
)
NO_ADVANCE = re.compile(
    r"\banticipazion[ei]\b[^.;\n]{0,40}?\bnon\s+(?:(?:è|e'|viene|si)\s+)?(?:dovut\w+|prevista|ammess\w+|corrispost\w+|riconosciut\w+|applica|concessa)|\bnon\s+(?:(?:è|e'|viene|si)\s+)?(?:dovut\w+|prevista|ammess\w+|corrispost\w+|riconosciut\w+|concede|concessa|applica)\s+(?:alcuna\s+|l'|la\s+)?anticipazion\w+|\b(?:senza|niente|nessuna)\s+anticipazion\w+|\b(?:esclus[ao]|non\s+si\s+(?:dà|fa)\s+luogo\s+ad?)\s+(?:l'|ogni\s+)?anticipazion\w+|\banticipazion[ei]\s+(?:del\s+prezzo\s+)?(?:(?:è|e')\s+esclusa|:\s*(?:no\b|esclusa|nessuna))",
    re.IGNORECASE,
)


Share = tuple[str, Quantity, str]


@lru_cache(maxsize=KEPT)
def shares(text: str) -> tuple[Share, ...]:
    """Every share in a flattened act with its role and the words before it."""
    return tuple(_share(text, found) for found in find_quantities(text, "percento", "permille"))


def _share(text: str, found: Quantity) -> Share:
    lead = before(text, found.start, 300)
    tied = TIED.match(after(text, found.end, 50))
    if tied:
        named = (("tax", "iva"), ("option", "quinto"), ("penalty", "penale"))
        return next((role for group, role in named if tied[group]), "provvisoria"), found, lead
    heading = HEADING.split(text[max(0, found.start - 300) : found.start])[-1]
    role = _role(text, found.start, len(lead)) or _role(text, found.start, len(heading))
    return role or ("penale" if found.unit == "permille" else ""), found, lead


def _role(text: str, at: int, reach: int) -> str:
    """The label that ends nearest before a place."""
    places = _roles(text)
    index = bisect_right(places, (at, 1)) - 1
    while index >= 0 and places[index][0] > at - reach:
        _, _, since, role = places[index]
        if since >= at - reach:
            return role
        index -= 1
    return ""


@lru_cache(maxsize=KEPT)
def _roles(text: str) -> list[tuple[int, int, int, str]]:
    """Where each label ends, its rank (the first named wins), where it begins."""
    return sorted(
        (found.end(), -rank, found.start(), name)
        for rank, (name, pattern) in enumerate(ROLES)
        for found in pattern.finditer(text)
    )


def unread(act: Act) -> list[Figure]:
    """The percentages that have no role of their own."""
    return [
        figure_at(act, found.value, found.start, found.end)
        for role, found, _ in shares(act.text)
        if role in ("", "altro") and found.unit == "percento" and found.value < 100
    ]


def _of(act: Act, role: str) -> Iterator[tuple[Decimal, Quantity, str]]:
    for named, found, lead in shares(act.text):
        if named == role:
            yield found.value, found, lead


def guaranteed_alike(one: Stated, other: Stated) -> bool:
    """One share of each; an amount only says that a guarantee is asked."""
    if (None in one.values) != (None in other.values):
        return bool(one.values & other.values)
    return bool(one.values & other.values) or ASKED in one.values | other.values


def options(act: Act) -> Iterator[Statement]:
    """The share of the contract that an option may add; the fifth of the law is another thing."""
    for value, found, _ in _of(act, "quinto"):
        said = clause(act, found.start, found.end)
        if found.unit == "percento" and 1 <= value <= 50 and OPTION.search(said) and not FIFTH.search(said):
            yield Statement(value, found.start, found.end)


def guarantees(act: Act) -> Iterator[Statement]:
    """Percentages of the provisional and of the definitive guarantee, or that one is not asked."""
    for role in GUARANTEES:
        for value, found, lead in _of(act, role):
            if value <= 20 and not PERHAPS.search(lead):
                yield Statement(value, found.start, found.end, key=role)
    for amount in named_sums(act, "garanzia provvisoria", 50, 10**7):
        yield Statement(ASKED, amount.start, amount.end, "richiesta", "provvisoria", 0)
    for none in NO_GUARANTEE.finditer(act.text):
        stem = none["what"] or none["which"] or none["free"]
        yield Statement(None, none.start(), none.end(), "non richiesta", f"{stem.lower()}a")


def revisions(act: Act) -> Iterator[Statement]:
    """Price revision: allowed or not, over which variation, how much of it, and of which part."""
    for value, found, _ in _of(act, "revisione"):
        if found.unit == "percento" and value <= 10:
            yield Statement(value, found.start, found.end, key="soglia di variazione")
        elif found.unit == "percento" and value >= HALF:
            yield Statement(value, found.start, found.end, key="quota riconosciuta")
            yield from _part(act, found)
    yield from _admissible(act)


def _admissible(act: Act) -> Iterator[Statement]:
    """Excluded; or spoken of and not excluded: a heading alone allows nothing."""
    denied = False
    for none in NO_REVISION.finditer(act.text):
        if not SAVED.search(clause(act, none.start(), none.end())):
            denied = True
            yield Statement("esclusa", none.start(), none.end(), "esclusa", "ammissibilità")
    for value, found, _ in () if denied else _of(act, "revisione"):
        if value >= HALF:
            yield Statement("ammessa", found.start, found.end, "ammessa", "ammissibilità", 0)
    for allowed in REVISION.finditer(act.text):
        said = clause(act, allowed.start(), allowed.end())
        if OF_SUBCONTRACTS.search(said):
            continue
        weight = 1 if allowed[0].lower().startswith("revision") else 2
        if (weight > 1 or not denied) and (not NO_REVISION.search(said) or SAVED.search(said)):
            ends = [
                found.end for _, found, _ in _of(act, "revisione") if 0 <= found.start - allowed.end() < NEAR
            ]
            yield Statement(
                "ammessa", allowed.start(), max([allowed.end(), *ends]), "ammessa", "ammissibilità", weight
            )


def _part(act: Act, found: Quantity) -> Iterator[Statement]:
    rest = after(act.text, found.end, 100)
    excess, whole = EXCESS.search(rest), WHOLE.search(rest)
    match = excess or whole
    if match:
        kind = "parte eccedente" if excess else "variazione intera"
        yield Statement(kind, found.start, found.end + match.end(), kind, "parte riconosciuta")


def penalties(act: Act) -> Iterator[Statement]:
    """The daily rate, in thousandths, and the cap, in hundredths."""
    for value, found, lead in _of(act, "penale"):
        if found.unit == "permille" and not LAW_RANGE.search(lead[-60:]):
            yield Statement(value, found.start, found.end, key="misura giornaliera")
        elif found.unit == "percento" and (
            CAP.search(lead[-110:]) or CAP.search(after(act.text, found.end, 40))
        ):
            yield Statement(value, found.start, found.end, key="limite complessivo")


def advances(act: Act) -> Iterator[Statement]:
    for value, found, _ in _of(act, "anticipazione"):
        if 5 <= value <= 50:
            yield Statement(value, found.start, found.end)
    for none in NO_ADVANCE.finditer(act.text):
        yield Statement(None, none.start(), none.end(), "non prevista")


def subcontracts(act: Act) -> Iterator[Statement]:
    """Its limit, or that there is none of it at all."""
    for value, found, lead in _of(act, "subappalto"):
        if not PAID_ON.search(lead[-90:] + after(act.text, found.end, 60)):
            yield Statement(value, found.start, found.end, key="limite")
    for none in NO_SUBCONTRACT.finditer(act.text):
        if not PART.match(after(act.text, none.end(), 40)):
            yield Statement("vietato", none.start(), none.end(), "vietato", "ammissibilità")
    for allowed in SUBCONTRACT.finditer(act.text):
        yield Statement("ammesso", allowed.start(), allowed.end(), "ammesso", "ammissibilità")


def taxes(act: Act) -> Iterator[Statement]:
    for value, found, _ in _of(act, "iva"):
        if value in VAT_RATES:
            yield Statement(value, found.start, found.end)


def labour(act: Act) -> Iterator[Statement]:
    """The share of the cost of labour."""
    for value, found, _ in _of(act, "manodopera"):
        if value >= 10:
            yield Statement(value, found.start, found.end)
