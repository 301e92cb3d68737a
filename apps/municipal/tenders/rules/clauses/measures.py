"""The measure of price revision that an act gives: beyond which variation, for which share, of what."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from apps.municipal.tenders.rules.clauses.shares import find_shares
from apps.municipal.tenders.rules.clauses.statements import before
from apps.municipal.tenders.rules.quantities import Quantity
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

PRICE = r"(?:prezz|canon|corrispettiv|compens|cost|tariff)"
TITLE = re.compile(
    rf"\brevision\w+\s+(?:periodic\w\s+)?(?:ordinari\w\s+)?(?:de[il]\s+)?{PRICE}\w+|\brevision\w\s+(?:opera|scatta|è\s+(?:riconosciut|calcolat|ammess)\w|si\s+(?:applica|attiva|calcola))\b|\beccedenza\s+(?:rispetto\s+al|oltre\s+il)\b|\b(?:aggiornament|adeguament|variazion)\w+\s+(?:de[il]\s+)?{PRICE}\w+"
    rf"|\brevision\w+(?=\s?[:|–.-])|\b(?:soggett\w|sottopost\w)\s+a\s+revision\w+|\b{PRICE}\w+\s+(?:\w+\s+){{0,3}}?si\s+(?:rived|adegu|aggiorn)\w+|\b{PRICE}\w+\s+(?:\w+\s+){{0,3}}?(?:sono|vengono|saranno|verranno|è|viene|sarà|verrà)\s+(?:\w+mente\s+)?(?:rivist|rivedut|riveduti|adeguat|aggiornat|revisionat)\w*|\b(?:funziona|clausola\s+(?:di\s+)?)\s*(?:la\s+)?revision\w+|\bart(?:\.|icolo)\s*60\b",
    re.IGNORECASE,
)
SECTION, AFTER = 900, 120
"""characters after the naming of a revision, and before it, that may speak of it"""
HALF, WHOLE = 50, 100
ANOTHER = re.compile(
    r"\b(?:penal[ei]|garanzi\w+|cauzion\w+|anticipazion\w+|ritenut\w+|tratten\w+|trattien\w+|i\.?v\.?a|ribass\w+|manodopera|punt[oi]|quinto|opzion\w+|sconto|offerta|interess[ei]|subappalt\w+|imprevist\w+|somme|risorse|accantona\w+|ribassat\w+|pes[oi]|pesat\w+|ponderat\w+|paniere|disponibilit\w+|livell\w+\s+di\s+servizio|restituzion\w+)\b",
    re.IGNORECASE,
)
"""what else a share near a revision may be of"""
OWN = re.compile(
    r"\brevision\w+|\bvariazion\w+|\bvari(?:a|no|ato|azione|assero|asse)\b|\beccede\w*|\beccedent\w+|\bart(?:\.|icolo)\s*60\b|\bcambi\w+|\baggiorn\w+|\badegu\w+|\brived\w+|\brivist\w|\bscatt\w+|\battiv\w+",
    re.IGNORECASE,
)
INDEX = re.compile(r"\b(?:indic[ei]|ISTAT|FOI|NIC)\b[^.;\d]{0,30}$", re.IGNORECASE)
OF_INDEX = re.compile(
    r"\s?(?:\([^)\n]{0,40}\)\s?)?(?:,\s?)?(?:dell'|all'|sull'|del(?:la)?\s+(?:variazione\s+)?(?:dell')?|di\s+un\s+|ad?\s+)\s?(?:aument\w+\s+dell'|variazion\w+\s+(?:annua\s+)?dell')?(?:indice|indici|ISTAT|FOI|NIC|inflazion\w+)",
    re.IGNORECASE,
)
BEYOND = re.compile(
    r"(?:\b(?:super\w+|oltre(?:pass\w+)?|ecced\w+|più|maggior\w*|sopra|almeno|minim\w+|soglia|attiv\w+|scatt\w+|inferior\w+|[fs]ino|entro|franchigia|alea|sotto|raggiung\w+|passa\w*|tocca\w*|valic\w+|varcat?\w+)\b|[>≥])(?:[^\w;.%]+[^\W\d]+){0,7}?[^\w;.%]*$",
    re.IGNORECASE,
)
"""words before a threshold; none of them a figure"""
THRESHOLD_AFTER = re.compile(
    r"\s?(?:\([^)\n]{0,40}\)\s?)?(?:di\s+(?:soglia|alea|franchigia)|in\s+(?:più|aumento)\s+o\s+in\s+(?:meno|diminuzione))",
    re.IGNORECASE,
)
GIVEN = re.compile(
    r"\b(?:misura|riconosc\w+|riconoscimento|quota|applica\w*|copr\w+|pag\w+|adegu\w+|opera\w*|ristor\w+|compens\w+|aggiorn\w+|corrispost\w|per|limit\w+|rimbors\w+|nell\w*|spetta\w*|:)(?:[^\w;.%]+[^\W\d]+){0,5}?[^\w;.%]*$",
    re.IGNORECASE,
)
MEASURED = re.compile(r"\b(?:misura|quota)(?:[^\w;.%]+[^\W\d]+){0,4}?[^\w;.%]*$", re.IGNORECASE)
OF_EXCESS = re.compile(
    r"\s?(?:\([^)\n]{0,40}\)\s?)?(?:,\s?)?(?:dell[ao']|di|del)\s?(?:(?:tale|detta|quella|stess[ao]|tutta|la|sola|solo|il|relativ[oa]|conseguente|maggior|intera|parte|valore)\s+){0,3}?(?:l'\s?)?(?:eccede\w*|eccedenz\w+|parte|variazion\w+|aument\w+|differenz\w+|increment\w+|scostament\w+|quanto|ciò|quel|valore|intera|maggior|eccesso)",
    re.IGNORECASE,
)
EXCEEDING = re.compile(
    r"eccede\w*|eccedent\w+|eccedenz\w+|supera\w*|oltre|in\s+più|al\s+netto", re.IGNORECASE
)
WHOLE_OF = re.compile(
    r"\s?(?:della|dell'|di\s+(?:tutta\s+)?(?:la|tale|detta|quella)|dell'intera)\s?(?:\w+\s+){0,2}?(?:variazion\w+|aument\w+|intero)",
    re.IGNORECASE,
)
EXAMPLE = re.compile(
    r"\besempi\w*|\bp\.\s?es\.|\bes\.|\bponiamo\b|\bipotes\w+|\bsuppon\w+|\bcon\s+(?:un\s+)?[+-]\s?\d|\b(?:quindi|dunque|perciò|cosicché|sicché)\b[^.;]{0,60}?\d|\b(?:cresc\w+|sale|salgono|aumenta(?:no)?|cala(?:no)?|scend\w+)\s+de\w{1,2}\s?\W?\d",
    re.IGNORECASE,
)
"""a sum done to show how it works"""
OTHER_CHANGE = re.compile(
    r"\b120\b|\bquinto\b|\b(?:agli\s+stessi\s+prezzi|alle\s+(?:stesse|medesime)\s+condizioni)", re.IGNORECASE
)
NEXT = re.compile(
    r"\n(?=\s*(?:art(?:\.|icolo)\s*\d|\d{1,2}\s?[.)–-]\s*[A-Z]|[IVXL]+\s?[.–-]\s|§))|\s§\s", re.IGNORECASE
)
CLAUSE = re.compile(r"[;:|\n]|\.\s|\d\s?%|per\s?cento", re.IGNORECASE)
Role = Literal["soglia", "quota", ""]


class Said(NamedTuple):
    """The measure that an act gives; `base` is empty when it does not say of what the share is."""

    threshold: Quantity | None
    share: Quantity | None
    base: str


def measures(standing: Standing) -> Iterator[Said]:
    """Threshold and share of each passage on price revision."""
    threshold: Quantity | None = None
    for quantity, role in _told(standing):
        if role == "soglia":
            if threshold is not None:
                yield Said(threshold, None, "")
            threshold = quantity
        else:
            yield Said(threshold, quantity, _base(standing.act.text, quantity))
            threshold = None
    if threshold is not None:
        yield Said(threshold, None, "")


def _told(standing: Standing) -> Iterator[tuple[Quantity, Role]]:
    """The percents of the passages on revision that are a threshold or a share, in order."""
    text = standing.act.text
    places = [match.start() for match in scan(TITLE, text)]
    last = -1
    for quantity in find_shares(text) if places else ():
        title = _title(places, quantity.start)
        if title is None or quantity.value > WHOLE or NEXT.search(text, title, quantity.start):
            continue
        if "\n" in text[quantity.end : title]:
            continue
        role = _role(text, quantity, has_threshold=0 <= quantity.start - last < SECTION // 2)
        if not role or _is_of_another(text, title, quantity) or _is_aside(standing, quantity):
            continue
        yield quantity, role
        last = quantity.end if role == "soglia" else last


def _title(places: Sequence[int], at: int) -> int | None:
    """The nearest naming of the revision, before `at` or shortly after it."""
    following = bisect_right(places, at)
    if following and at - places[following - 1] <= SECTION:
        return places[following - 1]
    is_near = following < len(places) and places[following] - at <= AFTER
    return places[following] if is_near else None


def _role(text: str, quantity: Quantity, *, has_threshold: bool) -> Role:
    """What the words beside a percent make of it; nothing where they speak of something else."""
    clause = CLAUSE.split(text[max(0, quantity.start - 130) : quantity.start])[-1]
    line = text[max(text.rfind("\n", 0, quantity.start) + 1, quantity.start - 60) : quantity.start]
    beyond = BEYOND.search(clause) or BEYOND.search(line) or THRESHOLD_AFTER.match(text, quantity.end)
    of_excess = OF_EXCESS.match(text, quantity.end)
    if quantity.value >= HALF:
        given = GIVEN.search(clause) or GIVEN.search(line) or of_excess or has_threshold
        return "quota" if given else ""
    if MEASURED.search(clause) or (of_excess and not beyond):
        return "quota"
    return "soglia" if beyond else ""


def _is_of_another(text: str, title: int, quantity: Quantity) -> bool:
    """Whether the words nearest to a percent, from the title on, are on penalties, guarantees, the weight of an index."""
    after = re.split(r"[.;:,\n]", text[quantity.end : quantity.end + 60])[0]
    if ANOTHER.search(after) or OF_INDEX.match(text, quantity.end) or _is_subpart(text, quantity):
        return True
    since = title if title < quantity.start else max(0, quantity.start - AFTER)
    if INDEX.search(text, since, quantity.start) and quantity.value == WHOLE:
        return True
    others = [each.start() for each in ANOTHER.finditer(text, since, quantity.start)]
    own = [each.start() for each in OWN.finditer(text, since, quantity.start)]
    return bool(others) and (not own or own[-1] < others[-1])


def _is_aside(standing: Standing, quantity: Quantity) -> bool:
    """Whether a percent stands in an example, or in words on another change of the contract."""
    one, other = sentence_of(standing.act.flat, quantity.start, quantity.end)
    text = standing.act.text
    paragraph = text[max(one, text.rfind("§", 0, quantity.start)) : other].partition(" § ")[0]
    return bool(
        EXAMPLE.search(paragraph)
        or OTHER_CHANGE.search(paragraph)
        or re.search(r"\besempi\w*\b", before(text, one), re.IGNORECASE)
    )


def _is_subpart(text: str, quantity: Quantity) -> bool:
    """«il 5 per cento» said again only to name what exceeds it."""
    ahead = text[max(0, quantity.start - 40) : quantity.start]
    return bool(
        re.search(
            r"(?:eccedent\w+|eccede|supera|rispetto\s+al?|oltre)\s+(?:\w+\s+){0,3}(?:il|al|del|la|l'|quel)?\s*$",
            ahead,
            re.IGNORECASE,
        )
        and quantity.value < HALF
        and re.search(
            r"\d\s?%|per\s?cento[^.;]*$", text[max(0, quantity.start - 60) : quantity.start], re.IGNORECASE
        )
    )


def _base(text: str, share: Quantity) -> str:
    after = re.split(r"[;\n]|\.\s", text[share.end : share.end + 90])[0]
    ahead = text[max(0, share.start - 30) : share.start]
    if EXCEEDING.search(after) or re.search(r"eccede\w*|eccedent\w+", ahead, re.IGNORECASE):
        return "eccedenza"
    return "variazione" if WHOLE_OF.match(after) else ""
