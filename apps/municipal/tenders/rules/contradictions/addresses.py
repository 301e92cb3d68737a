"""Streets with their numbers: where the offices are, where one delivers, where the work is done."""

import re
from collections.abc import Hashable, Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.alignment import JOINT, Mention, last_words
from apps.municipal.tenders.rules.contradictions.contacts import OF_A_FIRM
from apps.municipal.tenders.rules.contradictions.senses import senses
from apps.municipal.tenders.rules.contradictions.statement import Stated, Statement, clause
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.scanning import scan
from workbench.italian import tokens

WORD = r"(?:(?!(?:CIG|CUP|CPV|CAP|CUI|RUP|PEC|Tel|Importo|Posta|Sintel|MEPA|MePA)\b)[A-ZÀ-Ù][\wà-ù']+|[A-Z]\.|[IVX]+\b)"
SMALL = r"(?:(?i:dei|degli|delle|della|dell'|del|di|da|d'|al|alla|san|ai|a)\s?)"
STREET = re.compile(
    rf"\b(?P<what>(?i:via|viale|v\.le|piazza|p\.zza|piazzale|corso|c\.so|largo|vicolo|strada|contrada|vico|località|loc\.|frazione|fraz\.))\s+(?P<name>(?:\d{{1,2}}[ ](?=[A-Z]))?{SMALL}?{WORD}(?: {SMALL}?{WORD}){{0,3}})"
    r"(?:[ ]?,?[ ]?(?:al\s+)?(?:n\.?[ ]?c?\.?[ ]?|n°\s?|numero\s+|civico\s+)?(?P<number>\d{1,4}(?!\.\d|,\d|\d|/\d{2})(?:/?[A-Za-z]\b)?))?"
)
TITLES = "san santa santo don monsignor mons dottor generale cardinale padre fratelli della delle degli dell giovanni giuseppe"
NOT_NAMES = frozenset(TITLES.split())
SEAT = re.compile(
    r"\b(?:sede\s+legale|con\s+sede|nat[oa]|residen\w+|domicili\w+|TAR|Tribunale|ANAC|casella|posta)\b[^.;\n]{0,50}$",
    re.IGNORECASE,
)
AROUND = 100
TELLS = 0.95
BESIDE = 42
"""characters in which a street is said to be of something"""
CLOSE = 22
"""characters before a street in which a firm owns it"""
LEFT = re.compile(r"[;:.]\s|\n|\b(?:settore|area|servizio|ufficio)\b", re.IGNORECASE)


@per_act
def streets(act: Act) -> tuple[re.Match[str], ...]:
    return tuple(scan(STREET, act.text))


def addresses(act: Act) -> Iterator[re.Match[str]]:
    """Streets that are not those of a firm, a court or a person."""
    for found in streets(act):
        lead = act.text[max(0, found.start() - AROUND) : found.start()].rpartition("\n")[2]
        if not OF_A_FIRM.search(lead) and not SEAT.search(lead):
            yield found


def numbers(act: Act) -> Iterator[Statement]:
    """The number in a street, under the name of the street."""
    for found in addresses(act):
        if found["number"]:
            key = f"{found['what']} {found['name']}".lower()
            yield Statement(found["number"].lower(), *found.span(), key=" ".join(key.split()))


def places(act: Act) -> Iterator[Mention]:
    """Streets with what stands there: the few words before them."""
    for found in addresses(act):
        yield Mention(
            _name(found), *found.span(), dict.fromkeys(_thing(act.text, found.start()), TELLS), "luogo"
        )


DELIVERED = re.compile(
    r"\b(?:consegn|recapit|scaric|mont|install|assembl)\w*|\b(?:posa|posat\w|franco)\b|\bluogo\s+(?:di|della)\s+(?:consegna|esecuzione|posa|prestazione)",
    re.IGNORECASE,
)
NOT_DELIVERED = re.compile(
    r"\b(?:offert|plic|domand|istanz|document|campion|chiav|verbal|fattur|sopral)\w*|\bconsegna\s+(?:dei\s+lavori|del\s+cantiere)",
    re.IGNORECASE,
)


SESSION = re.compile(
    r"\bsedut[ae]\b|\bapertura\s+de\w+\s+(?:offerte|buste|plichi)|\boperazioni\s+di\s+gara|\b(?:offerte|buste|plichi)\b[^.;\n]{0,30}\bapert[aei]\b|\bseggio\b",
    re.IGNORECASE,
)
NOT_SESSION = re.compile(
    r"\b(?:sede\s+(?:legale|municipale)|pervenir|recapit|consegnat|inviat|invio)\w*", re.IGNORECASE
)


def deliveries(act: Act) -> Iterator[Statement]:
    """Where things are brought and mounted."""
    return _where(act, DELIVERED, NOT_DELIVERED)


def sessions(act: Act) -> Iterator[Statement]:
    """Where offers are opened."""
    return _where(act, SESSION, NOT_SESSION)


def _where(act: Act, wanted: re.Pattern[str], unwanted: re.Pattern[str]) -> Iterator[Statement]:
    """The streets of the sentences that speak of something."""
    for found in streets(act):
        near = act.text[max(0, found.start() - BESIDE) : found.start()].rpartition("\n")[2]
        said = clause(act, *found.span())
        if SEAT.search(near) or OF_A_FIRM.search(near[-CLOSE:]):
            continue
        if wanted.search(said) and not unwanted.search(said):
            yield Statement(_name(found), *found.span())


def delivered_alike(one: Stated, other: Stated) -> bool:
    """Whether a place of the one is anywhere in the other."""
    return any(
        same_place(mine, _name(found))
        for stated, act in ((one, other.act), (other, one.act))
        for mine in stated.values
        for found in streets(act)
    )


def _name(found: re.Match[str]) -> frozenset[str]:
    name = frozenset(tokens(found["name"]))
    return frozenset(word for word in name - NOT_NAMES if len(word) > 3) or name


def _thing(text: str, start: int) -> dict[str, float]:
    """What stands in a street: the last words before it that name something."""
    lead = LEFT.split(last_words(text[max(0, start - BESIDE) : start], BESIDE))[-1]
    said = (senses(part) for part in reversed(JOINT.split(lead)))
    return next((each for each in said if each), {})


def same_place(one: Hashable, other: Hashable) -> bool:
    """«via Verdi» is «via Giuseppe Verdi»."""
    return isinstance(one, frozenset) and isinstance(other, frozenset) and bool(one & other)
