"""Numbers that an act fixes: lots, invited operators, points, classes of works, quantities."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.statement import Stated, Statement, after, before
from apps.municipal.tenders.rules.contradictions.times import WORDS
from apps.municipal.tenders.rules.wording import wording
from workbench.italian import read_words

NUMBER = rf"(?:\d{{1,3}}|{WORDS}{{1,3}})"
ONE_LOT = wording(
    r"\bnon\b~{0,30}?\b(?:divis|suddivis|articolat|frazionat|ripartit|divid|suddivid)\w*~{0,25}?\bin\s+(?:più\s+)?lotti|\b(?:unico\s+lotto|lotto\s+unico)\b|\bmancata\s+(?:suddivisione|divisione)\s+in\s+lotti"
)
LOTS = re.compile(
    rf"\b(?P<count>{NUMBER})(?:\s?\(\w+\))?\s+(?:(?:distinti|separati|diversi)\s+)?lotti\b|\blotti(?::|\s+sono)?\s+(?:n\.\s?)?(?P<after>\d{{1,2}})\b(?!\s*[-–:|)])",
    re.IGNORECASE,
)
MOST_LOTS = 40
LOT = re.compile(r"\blotto\s+(?:n\.?\s?)?(\d{1,2})\b", re.IGNORECASE)
NO_DIVISION = re.compile(
    r"\bmassimo\b|\bmedesimo\b|\baggiudica\w*|\bnumero\s+massimo|\bpresentare\s+offerta|\bnon\b",
    re.IGNORECASE,
)
OPERATORS = re.compile(
    rf"\b(?P<count>{NUMBER})(?:\s?\(\s?\w+\s?\))?\s+(?:(?:o\s+più|qualificati)\s+)?(?:operatori|ditte|imprese|soggetti|concorrenti|candidati|fornitori|professionisti|invitati)\b"
    rf"|\b(?:se\s+ne\s+)?(?:invit(?:ano|a|ati|are|eranno)|consult\w+)\s+(?:(?:almeno|fino\s+a|massimo|non\s+meno\s+di|i\s+primi)\s+)?(?P<invited>{NUMBER})\b(?!\s*(?:giorni|mesi|%|euro|anni))"
    rf"|\b(?:operatori|ditte|imprese)\s+(?:economic\w+\s+)?(?:da\s+invitare|invitat[ei])\W+(?:n\.\s?)?(?P<asked>{NUMBER})\b(?!\s*(?:giorni|mesi|%|euro|anni|del|[./]))",
    re.IGNORECASE,
)
INVITING = re.compile(r"\binviat\w+|\binvit\w+|\bconsulta\w*|\bselezion\w+|\brivolt\w+\s+a\b", re.IGNORECASE)
LAW = re.compile(
    r"\bart(?:\.|icolo)\s*50\b|\bprevia\s+consultazione|\bsogli[ae]|\bove\s+esistenti|\bin\s+numero\s+(?:maggiore|superiore|inferiore)|\bqualora|\bse\s+(?:le|il\s+numero|pervengono)|\bammess[ei]\b|\banomal\w+|\braggruppat\w+|\bhanno\s+(?:risposto|presentato)|\bpervenut\w+|\bprim[oi]\s+(?:tre|cinque)\b",
    re.IGNORECASE,
)
LEAST = re.compile(r"\b(?:almeno|minimo|non\s+(?:meno|inferiore)\s+(?:di|a)?)\s*(?:n\.\s?)?$", re.IGNORECASE)
MOST = re.compile(
    r"\b(?:massimo|fino\s+a|non\s+più\s+di|al\s+più|sino\s+a)\s*(?:di\s+)?(?:n\.\s?)?$", re.IGNORECASE
)
SCORE = r"\d{1,2}(?:[.,]\d{1,2})?"
QUALITY = r"(?:offerta\s+|componente\s+|elementi\s+|elemento\s+|profilo\s+|parte\s+|punteggio\s+|merito\s+)?(?:tecnic[aoi]\w*|qualitativ\w+|qualità)"
PRICE = r"(?:offerta\s+|componente\s+|elementi\s+|elemento\s+|profilo\s+|parte\s+|punteggio\s+)?(?:economic[aoi]\w*|quantitativ\w+|prezzo)"
LINK = r"[\t :,|()=–-]*(?:\([A-Za-z]{1,3}\)[ ]*)?(?:\(?[ ]*(?:fino\s+a|max\.?|massimo|di|pari\s+a|con|vale|punti|punteggio|peso|ponderazione|complessivi|per\s+un)[\t :,|()=–-]*){0,4}"
POINTS_AFTER = re.compile(
    rf"\b(?P<side>{QUALITY}|{PRICE}){LINK}(?P<points>{SCORE})\b(?!\s*(?:%|per\s?cento|giorni|mesi|anni|euro|(?:/(?!100)|\.)\d|\.\d))",
    re.IGNORECASE,
)
POINTS_BEFORE = re.compile(
    rf"\b(?P<points>{SCORE}|{WORDS}{{1,2}})(?:\s?/\s?100)?\s+(?:punti\s+)?(?:(?:sono\s+)?(?:assegnat\w+|attribuit\w+|riservat\w+)\s+)?(?:al(?:la|l')?\s?|per\s+(?:la\s+|l'|il\s+)?|su(?:lla|l)\s+|di\s+)(?P<side>{QUALITY}|{PRICE})\b",
    re.IGNORECASE,
)
TOTAL = re.compile(
    r"\bpunteggi\w*|\b(?:total\w+|massim\w+|complessiv\w+)\b|\bpunt[io]\b|\bcriteri\w*|\bpes[oi]\b|\bvalutazion\w+|\brapporto\b",
    re.IGNORECASE,
)
BARRIER = re.compile(r"\b(?:soglia|sbarramento|almeno|minim\w+|inferior\w+)\b[^.;\n]{0,60}$", re.IGNORECASE)
CLASS = re.compile(
    r"\b(?P<category>O[GS])\s?-?\s?(?P<number>\d{1,2}(?:-?[AB])?)\b[\s,;:()–-]*(?:\w+[\s,()]+){0,6}?(?:class(?:ifica|e|\.)\s*)(?P<class>VIII|VII|VI|IV|V|III(?:-?\s?bis)?|II|I)\b",
    re.IGNORECASE,
)
THINGS = (
    r"(?:past|pless|bambin|alunn|student|utent|anzian|educator|addett|autist|autobus|scuolabus|mezz|veicol|autovettur|furgon|postazion|licenz|casell|computer|notebook|portatil|"
    r"stampant|monitor|tablet|server|multifunzion|fotocopiatric|punti\s+luce|alber|edific|sedi\b|sede\b|aul|cors[ae]\b|linee\b|fermat|copi|volum|libr|sfalci|tagli\b|turn|passagg|intervent|"
    r"sopralluogh|verific|ispezion|controll|ore\b|km\b|chilometr|abbonament|tend[ae]\b|banch|sedie\b|armad|scrivani|contenitor|cestin|gioch|estintor|ascensor|caldai|impiant|bagn|piant|aiuol|parch|palestr|parcometr|telecamer|varch|moduli\b|manifest|opuscol|divis)"
)
QUANTITY = re.compile(
    rf"(?<![\w.,/€])(?P<count>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}|{WORDS}{{1,3}})(?:\s?\(\s?\w+\s?\))?\s+(?P<thing>{THINGS}[a-zàèéìòù]{{0,9}})\b(?P<rest>[^.;,\n|€]{{0,28}})",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(
    r"\bultim[oi]\b|\banalog\w+|\brequisit\w+|\balmeno\b|\bmassimo\b|\boltre\b|\bore\s*$|\bentro\b|\bfino\s+a|\bdopo\b|\bprima\b|\bart(?:\.|icolo)\s*$|\bn\.\s?\d+\s*$|\bogni\b|\bin\s+media\b|\bcirca\b|\bpunti\b",
    re.IGNORECASE,
)
PERIODS = (
    ("all'anno", r"\bannu\w+|\ball'anno|\bogni\s+anno"),
    ("al giorno", r"\bal\s+giorno|\bgiornalier\w+"),
    ("alla settimana", r"\bsettiman\w+"),
    ("al mese", r"\bmensil\w+|\bal\s+mese"),
)


@dataclass(frozen=True)
class Invited:
    """How many operators: exactly, at least or at most."""

    count: int
    bound: str = ""


def lots(act: Act) -> Iterator[Statement]:
    """Into how many lots the contract is divided: said, or numbered one by one."""
    for found in ONE_LOT.finditer(act.text):
        yield Statement(1, found.start(), found.end(), "un solo lotto", weight=2)
    for found in LOTS.finditer(act.text):
        count = _count(found["count"] or found["after"])
        if count and 1 < count <= MOST_LOTS and not NO_DIVISION.search(before(act.text, found.start())[-70:]):
            yield Statement(count, found.start(), found.end(), f"{count} lotti", weight=2)
    numbered = {int(found[1]): found for found in LOT.finditer(act.text)}
    if len(numbered) > 1 and set(numbered) == set(range(1, len(numbered) + 1)):
        last = numbered[len(numbered)]
        yield Statement(len(numbered), last.start(), last.end(), f"{len(numbered)} lotti")


def _count(written: str) -> int | None:
    plain = written.replace(".", "").lower()
    return int(plain) if plain.isdigit() else read_words(plain)


def operators(act: Act) -> Iterator[Statement]:
    """How many are invited; what the law asks in general is no statement."""
    for found in OPERATORS.finditer(act.text):
        group = found.lastgroup or "count"
        count = _count(found[group])
        lead = before(act.text, found.start(group))
        around = lead + found[0] + after(act.text, found.end(), 40)
        if not count or not 1 < count <= 60 or not INVITING.search(around) or LAW.search(around):
            continue
        bound = "almeno" if LEAST.search(lead) else "al più" if MOST.search(lead) else ""
        yield Statement(
            Invited(count, bound), found.start(group), found.end(), f"{bound} {count} operatori".strip()
        )


def as_many(one: Stated, other: Stated) -> bool:
    return any(_fit(mine, theirs) for mine in one.values for theirs in other.values)


def _fit(one: object, other: object) -> bool:
    if not isinstance(one, Invited) or not isinstance(other, Invited):
        return one == other
    if one.bound == other.bound:
        return one.count == other.count
    first, second = sorted((one, other), key=lambda each: each.bound)
    if not first.bound:
        return first.count >= second.count if second.bound == "almeno" else first.count <= second.count
    return second.count <= first.count if second.bound == "almeno" else first.count <= second.count


def points(act: Act) -> Iterator[Statement]:
    """Points of the technical and of the economic offer."""
    taken: set[int] = set()
    for pattern in (POINTS_BEFORE, POINTS_AFTER):
        for found in pattern.finditer(act.text):
            if found.start("points") in taken:
                continue
            taken.add(found.start("points"))
            written = found["points"].replace(",", ".").lower()
            value = float(written) if written[0].isdigit() else float(read_words(written) or 0)
            near = act.text[max(0, found.start() - 160) : found.end() + 40]
            if (
                not 5 <= value <= 95
                or not TOTAL.search(near)
                or BARRIER.search(act.text[max(0, found.start() - 80) : found.start("points")])
            ):
                continue
            key = (
                "offerta tecnica"
                if re.search(r"tecnic|qualit", found["side"], re.IGNORECASE)
                else "offerta economica"
            )
            yield Statement(value, found.start(), found.end(), f"{found['points']} punti", key)


def classes(act: Act) -> Iterator[Statement]:
    """The class of each category of works."""
    for found in CLASS.finditer(act.text):
        yield Statement(
            found["class"].upper().replace(" ", ""),
            found.start(),
            found.end(),
            found["class"],
            f"{found['category']}{found['number']}".upper(),
        )


def quantities(act: Act) -> Iterator[Statement]:
    """Counted things, when the act gives one number only for them."""
    found: dict[str, list[Statement]] = {}
    for match in QUANTITY.finditer(act.text):
        count = _count(match["count"])
        lead = before(act.text, match.start())[-70:]
        hours = match["thing"].lower() == "ore"
        if count and count > (100 if hours else 1) and not OF_OTHERS.search(lead):
            found.setdefault(_thing(match), []).append(
                Statement(count, match.start(), match.end("thing"), key=_thing(match))
            )
    for statements in found.values():
        if len({each.value for each in statements}) == 1:
            yield from statements


def _thing(match: re.Match[str]) -> str:
    period = next((name for name, pattern in PERIODS if re.search(pattern, match["rest"], re.IGNORECASE)), "")
    qualified = re.match(r"\s+(?:di|da|per|del(?:la|l'|le)?)\s?(\w{4,})", match["rest"])
    stem = match["thing"].lower()[:-1] if len(match["thing"]) > 3 else match["thing"].lower()
    return " ".join(filter(None, (stem, qualified[1].lower()[:6] if qualified else "", period)))
