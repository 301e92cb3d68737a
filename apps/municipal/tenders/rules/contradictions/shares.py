"""Percentages that an act fixes: guarantees, price revision, penalties, advance, subcontracting, VAT, labour."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.alignment import heading
from apps.municipal.tenders.rules.contradictions.labelling import ROLES
from apps.municipal.tenders.rules.contradictions.measures import Figure, figure_at
from apps.municipal.tenders.rules.contradictions.naming import named_sums
from apps.municipal.tenders.rules.contradictions.parts import find_parts
from apps.municipal.tenders.rules.contradictions.statement import (
    Stated,
    Statement,
    after,
    before,
    clause,
    nearest,
    spotted,
    windows,
)
from apps.municipal.tenders.rules.kept import KEPT
from apps.municipal.tenders.rules.quantities import Quantity, find_quantities
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.wording import wording

CAP = re.compile(
    r"\b(?:non\s+(?:\w+\s+){0,3}(?:super\w+|ecced\w+|oltrepass\w+)|ecced\w+|massim\w+|complessiv\w+|limite|tetto|cumul(?:ativ\w+|at[aei])|somma|(?:rest|rimang|conten)\w+\s+entro|fino\s+al?|super\w+|raggiun\w+|maggior\w+|oltre)\b|\bnon\s+più\s+del",
    re.IGNORECASE,
)
PAID_ON = re.compile(r"\bPMI\b|\bpiccole\s+e\s+medie|\bmanodopera\b|\bmedie\s+imprese", re.IGNORECASE)
WEIGHT = re.compile(r"\d,\d\d\s*(?:€|euro)?\s*\(\s*(?:pari\s+a\w*\s+)?$", re.IGNORECASE)
"""«€ 79.000,00 (12,53%)»: how much of the whole an amount is"""
LAW_RANGE = re.compile(
    r"\bdal(?:lo|l'|la)?\s*\d[^.;]{0,15}\bal|\bcompres[aoe]\s+(?:tra|fra)\b|\b(?:tra|fra)\s+(?:lo\s+|l'\s?)?\d[\d,.]*\s+e\b|\btra\s+lo?\s+0|\bnon\s+inferior\w+\s+a",
    re.IGNORECASE,
)
TIED = re.compile(
    r"\W*(?:di\s+|a\s+titolo\s+di\s+|quale\s+|come\s+)(?:(?P<tax>i\.?v\.?a)|(?P<option>opzion)|(?P<advance>anticip)|(?:garanzia|cauzione)\s+provvisoria)"
    r"|\s*(?:del|sul)\w*['\s]\s?(?:\w+\s+){1,4}(?:a\s+titolo\s+di|di|per|per\s+le|a\s+causa\s+delle)\s+(?P<penalty>penal)",
    re.IGNORECASE,
)
HEADING = re.compile(r"\n")
LATE = re.compile(r"\b(?:ritard|tardiv|giornalier)\w*|\bgiorn[oi]\b|\boltre\s+il\s+termine", re.IGNORECASE)
DEPOSIT = re.compile(r"\b(?:cauzion|fideiussion|fidejussion|garanzi)\w+", re.IGNORECASE)
OF_CONTRACT = re.compile(
    r"\s*del(?:l')?\s?(?:importo|prezzo|valore|corrispettivo)\s+(?:netto\s+)?(?:contrattuale|d[ie]l?\s+contratto|di\s+aggiudicazione)",
    re.IGNORECASE,
)
"""only the guarantee of the performance is measured by the contract"""
PERHAPS = re.compile(r"\b(?:ove|se|qualora|eventualmente)\s+(?:richiest|prevista|dovuta)\w*", re.IGNORECASE)
VAT_RATES = (4, 5, 10, 20, 21, 22)
ASKED = "richiesta"
OPTION = re.compile(
    r"\bopzion\w+|\b(?:prestazioni|quantità|servizi|forniture|lavori)\s+(?:aggiuntiv|supplementar|complementar|ulterior)\w+|\besten(?:sion|d)\w+",
    re.IGNORECASE,
)
FIFTH = re.compile(r"\bquinto\b|\bvariant\w+|\b(?:lettera|lett\.)\s*[bc]\b", re.IGNORECASE)
FIFTH_PART = re.compile(
    r"\b(?:un\s+|del\s+|il\s+)quinto\b(?!\s+(?:anno|mese|giorno|comma|periodo))", re.IGNORECASE
)
MORE_OR_LESS = re.compile(
    r"\b(?:aument|diminu|ridu|in\s+più\s+o\s+in\s+meno|variar|variazioni\s+(?:in|delle|dell'importo|nell))\w*",
    re.IGNORECASE,
)
MOST_WITHHELD = 10
"""per cent; what is more is withheld for a tax"""
GUARANTEES = ("provvisoria", "definitiva")
NO_GUARANTEE = re.compile(
    r"\b(?:garanzi[ae]|cauzion[ei])\s+(?P<what>provvisori|definitiv)[ae]\b[^.;\n]{0,40}?\bnon\s+(?:(?:è|e'|viene|sono|si|sarà|verrà)\s+)?(?:stat[ae]\s+)?(?:richie\w+|dovut\w+|prevista|chie\w+|necessari\w+|domandat\w+|pretes\w+|occorr\w+|prestat\w+)"
    r"|\bnon\s+(?:(?:è|e'|viene|si|sarà|verrà)\s+)?(?:stat[ae]\s+)?(?:richie\w+|dovut\w+|prevista|chie\w+|domandat\w+|pretes\w+|occorr\w+|serve|prestat\w+)\s+(?:\w+re\s+)?(?:la\s+|alcuna\s+|una\s+)?(?:garanzi[ae]|cauzion[ei])\s+(?P<which>provvisori|definitiv)[ae]"
    r"|\b(?:(?:esoner\w+|esenta\w*|dispensa\w*|rinunci\w+)\b[^.;\n]{0,50}\b|(?:niente|nessuna)\s+)(?:garanzi[ae]|cauzion[ei])\s+(?P<free>provvisori|definitiv)[ae]",
    re.IGNORECASE,
)
FREE = wording(
    r"\bsubappalt\w+~{0,80}?\b(?:senza|non\s+(?:sono|è|vi\s+sono|si\s+pongono|ha|incontra|soggiace\s+a|soggett\w\s+a))\s+(?:\w+\s+){0,2}?limit\w+\s*(?:percentual\w+|quantitativ\w+|di\s+(?:quota|importo|percentuale)|predetermin\w+|prefissat\w+|mass\w+)"
    r"|\b(?:senza|non\s+(?:sono|è|vi\s+sono|si)\s+(?:\w+\s+)?)(?:\w+\s+){0,2}?limit\w+\s+(?:percentual\w+|quantitativ\w+|di\s+quota)~{0,30}?\bsubappalt\w+"
    r"|\bsubappalto\W{1,3}(?:\s*è\s+ammesso\s+)?(?:senza|nessun|non\s+vi\s+sono)\s+(?:alcun\s+)?limit\w+"
    r"|\bsubappalt\w+~{0,40}?\b(?:per\s+(?:qualsiasi|qualunque)\s+quota|senza\s+(?:alcuna\s+)?(?:soglia|quota|percentuale)\s+massima)"
)
NO_SUBCONTRACT = re.compile(
    r"\b(?:è|e')\s+(?:vietato|escluso|precluso)\s+(?:il\s+)?(?:ricorso\s+al\s+)?subappalto\b|\b(?:il\s+)?subappalto\s+(?:è|e')\s+(?:vietato|escluso|precluso)|\b(?:il\s+)?subappalto\s+non\s+(?:è|e')\s+(?:ammesso|consentito|previsto|autorizzato)|\bnon\s+(?:è|e')\s+(?:ammesso|consentito|previsto)\s+(?:il\s+)?(?:ricorso\s+al\s+)?subappalto|\bdivieto\s+(?:[^.;\n]{0,30}?)?di\s+(?:subappalto|subappaltare)|\b(?:non\s+(?:(?:è|e'|gli)\s+)?(?:(?:ammess|consentit|permess|possibil)[oe]|può|potrà|possono|si\s+può|si\s+possono)|(?:è|e')\s+vietato|senza\s+poter(?:e|lo|la)?)\s+(?:all'\w+\s+|al\s+\w+\s+)?(?:di\s+)?(?:(?:affidare|cedere|dare)\s+in\s+subappalto|subappaltare|(?:essere\s+)?subappaltat[oaie])(?=\s*(?:[.;,]|$|\n|alcun|nessun|il\s+serviz|la\s+fornit|i\s+lavori|l'appalto|le\s+prestaz|quanto|in\s+tutto|neppure|nemmeno|nulla|niente))|\bsenza\s+(?:possibilità\s+di\s+)?subappalto|\b(?:nessuna\s+(?:parte|lavorazione|prestazione)|nulla)\b[^.;\n]{0,40}\bsubappalt\w+|\bsubappaltator\w+\s+non\s+(?:sono|è)\s+ammess\w+|\bnon\s+(?:sono|è)\s+subappaltabil[ei](?=\s*(?:[.;,]|$|\n))",
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
    r"\b(?:nessun\w*|alcun\w*)\s+\w+\s+(?:è|e'|viene|sarà)\s+\w+\s+(?:[^.;\n]{0,30}\s)?in\s+via\s+anticipata|\banticipazion[ei]\b[^.;\n]{0,40}?\bnon\s+(?:(?:è|e'|viene|si)\s+)?(?:dovut\w+|prevista|ammess\w+|corrispost\w+|riconosciut\w+|applica|concessa)|\bnon\s+(?:(?:è|e'|viene|si)\s+)?(?:dovut\w+|prevista|ammess\w+|corrispost\w+|riconosciut\w+|concede|concessa|applica)\s+(?:alcuna\s+|l'|la\s+)?anticipazion\w+|\b(?:senza|niente|nessuna)\s+anticipazion\w+|\b(?:esclus[ao]|non\s+si\s+(?:dà|fa)\s+luogo\s+ad?)\s+(?:l'|ogni\s+)?anticipazion\w+|\banticipazion[ei]\s+(?:del\s+prezzo\s+)?(?:(?:è|e')\s+esclusa|:\s*(?:no\b|esclusa|nessuna))",
    re.IGNORECASE,
)


ADVANCE = re.compile(
    r"\banticipazione\b[^.;\n]{0,30}?(?<!non )\b(?:è|e'|viene|sarà)\s+(?:concess|riconosciut|corrispost|dovut|erogat|accordat|prevista)\w*",
    re.IGNORECASE,
)


LEAD = 300
"""characters before a share in which its label stands"""
FAILING = re.compile(
    r"\b(?:in\s+(?:mancanza|difetto|caso\s+contrario|assenza)|altrimenti|diversamente)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
Share = tuple[str, Quantity, str]


@lru_cache(maxsize=KEPT)
def shares(text: str) -> tuple[Share, ...]:
    """Every share in a flattened act with its role and the words before it."""
    return tuple(_share(text, found) for found in _read(text))


@lru_cache(maxsize=KEPT)
def _read(text: str) -> tuple[Quantity, ...]:
    read = [*find_quantities(text, "percento", "permille"), *find_parts(text)]
    return tuple(sorted(read, key=lambda each: each.start))


def _share(text: str, found: Quantity) -> Share:
    lead = before(text, found.start, LEAD)
    tied = TIED.match(after(text, found.end, 50))
    if tied:
        named = (("tax", "iva"), ("option", "quinto"), ("penalty", "penale"), ("advance", "anticipazione"))
        return next((role for group, role in named if tied[group]), "provvisoria"), found, lead
    line = HEADING.split(text[max(0, found.start - LEAD) : found.start])[-1]
    role = _role(text, found.start, len(lead)) or _role(text, found.start, len(line)) or _titled(text, found)
    if role == "iva" and found.value not in VAT_RATES:
        role = _titled(text, found)
    if found.unit == "permille" and (role in ("", "altro") or LATE.search(lead)):
        role = "penale"
    elif not role and DEPOSIT.search(lead) and OF_CONTRACT.match(text, found.end):
        role = "definitiva"
    return role, found, lead


def _titled(text: str, found: Quantity) -> str:
    """By the title of its paragraph or of its sheet."""
    return nearest(ROLES, heading(text, text.rfind("\n", 0, found.start) + 1))


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
    near = windows(text, tuple(each.start for each in _read(text)), LEAD, 1)
    return sorted(
        {
            (found.end(), -rank, found.start(), name)
            for rank, (name, pattern) in enumerate(ROLES)
            for start, end in near
            for found in pattern.finditer(text, start, end)
        }
    )


def unread(act: Act) -> list[Figure]:
    """The percentages that have no role of their own."""
    return [
        figure_at(act, found.value, found.start, found.end)
        for role, found, _ in shares(act.text)
        if role in ("", "altro") and found.unit == "percento" and found.value < 100
    ]


def shares_of(act: Act, role: str) -> Iterator[tuple[Decimal, Quantity, str]]:
    """The shares with a role: value, where, and what leads to it."""
    for named, found, lead in shares(act.text):
        if named == role:
            yield found.value, found, lead


def guaranteed_alike(one: Stated, other: Stated) -> bool:
    """One share of each; an amount only says that a guarantee is asked."""
    if (None in one.values) != (None in other.values):
        return bool(one.values & other.values)
    told = (one.values - {ASKED}, other.values - {ASKED})
    return bool(told[0] & told[1]) or not all(told)


def options(act: Act) -> Iterator[Statement]:
    """The share of the contract that an option may add; the fifth of the law is another thing."""
    for value, found, _ in shares_of(act, "quinto"):
        said = clause(act, found.start, found.end)
        if found.unit == "percento" and 1 <= value <= 50 and OPTION.search(said) and not FIFTH.search(said):
            yield Statement(value, found.start, found.end)


def changes(act: Act) -> Iterator[Statement]:
    """Up to which share the municipality may ask for more or less of the same."""
    for value, found, lead in shares_of(act, "quinto"):
        if found.unit == "percento" and 1 <= value <= 50 and MORE_OR_LESS.search(lead):
            yield Statement(value, found.start, found.end)
    for fifth in spotted(FIFTH_PART, ("quinto",), act.text):
        if MORE_OR_LESS.search(clause(act, *fifth.span())):
            yield Statement(Decimal(20), *fifth.span(), weight=0)


def guarantees(act: Act) -> Iterator[Statement]:
    """Percentages of the provisional and of the definitive guarantee, or that one is not asked."""
    for role in GUARANTEES:
        for value, found, lead in shares_of(act, role):
            if value <= 20 and not PERHAPS.search(lead):
                yield Statement(value, found.start, found.end, key=role)
    for amount in named_sums(act, "garanzia provvisoria", 50, 10**7):
        yield Statement(ASKED, amount.start, amount.end, "richiesta", "provvisoria", 0)
    for none in scan(NO_GUARANTEE, act.text):
        stem = none["what"] or none["which"] or none["free"]
        yield Statement(None, none.start(), none.end(), "non richiesta", f"{stem.lower()}a")


def penalties(act: Act) -> Iterator[Statement]:
    """The daily rate, in thousandths, and the cap, in hundredths."""
    for value, found, lead in shares_of(act, "penale"):
        if found.unit == "permille" and not LAW_RANGE.search(lead[-60:]):
            yield Statement(value, found.start, found.end, key="misura giornaliera")
        elif found.unit == "percento" and (
            CAP.search(lead[-110:]) or CAP.search(after(act.text, found.end, 40))
        ):
            yield Statement(value, found.start, found.end, key="limite complessivo")


def advances(act: Act) -> Iterator[Statement]:
    """Its share, or that it is given or not; a share that follows another one is of the next payment."""
    last = 0
    for value, found, lead in shares_of(act, "anticipazione"):
        if 5 <= value <= 50 and not 0 < found.start - last < len(lead):
            yield Statement(value, found.start, found.end)
        last = found.end
    for given in scan(ADVANCE, act.text):
        yield Statement(ASKED, given.start(), given.end(), "prevista", weight=0)
    for none in scan(NO_ADVANCE, act.text):
        yield Statement(None, none.start(), none.end(), "non prevista")


def subcontracts(act: Act) -> Iterator[Statement]:
    """Its limit, or that there is none of it at all."""
    for value, found, lead in shares_of(act, "subappalto"):
        if not WEIGHT.search(lead) and not PAID_ON.search(lead[-90:] + after(act.text, found.end, 60)):
            yield Statement(value, found.start, found.end, key="limite")
    for free in spotted(FREE, ("limit", "quot", "soglia"), act.text, 150):
        yield Statement(None, *free.span(), "senza limiti", "limite")
        yield Statement("ammesso", *free.span(), "ammesso", "ammissibilità", 0)
    for none in spotted(NO_SUBCONTRACT, ("subappalt",), act.text, 130):
        if not PART.match(after(act.text, none.end(), 40)) and not FAILING.search(
            before(act.text, none.start())
        ):
            yield Statement("vietato", none.start(), none.end(), "vietato", "ammissibilità")
    denied = [each.span() for each in spotted(NO_SUBCONTRACT, ("subappalt",), act.text, 130)]
    for allowed in spotted(SUBCONTRACT, ("subappalt",), act.text, 130):
        if any(start < allowed.end() and allowed.start() < end for start, end in denied):
            continue
        yield Statement("ammesso", allowed.start(), allowed.end(), "ammesso", "ammissibilità")


def taxes(act: Act) -> Iterator[Statement]:
    for value, found, _ in shares_of(act, "iva"):
        if value in VAT_RATES:
            yield Statement(value, found.start, found.end)


def withheld(act: Act) -> Iterator[Statement]:
    """The share of each payment that is kept until the end."""
    for value, found, _ in shares_of(act, "ritenuta"):
        if found.unit == "percento" and value <= MOST_WITHHELD:
            yield Statement(value, found.start, found.end)


RAISED = re.compile(
    r"\b(?:maggiora\w+|supplement\w+|spese\s+generali|utile)\W+(?:\w+\s+){0,2}$", re.IGNORECASE
)
"""before what is added to the price of an hour"""


def labour(act: Act) -> Iterator[Statement]:
    """The share of the cost of labour."""
    for value, found, lead in shares_of(act, "manodopera"):
        if value >= 10 and not RAISED.search(lead):
            yield Statement(value, found.start, found.end)
