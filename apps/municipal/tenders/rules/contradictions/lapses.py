"""Lengths of time and rhythms of what the contract asks for: within how many hours, every how many months."""

import re
from collections.abc import Hashable, Iterator
from dataclasses import replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.alignment import Mention, mention
from apps.municipal.tenders.rules.contradictions.lengths import AGAIN, COUNT, Time, count_of
from apps.municipal.tenders.rules.contradictions.senses import STEM
from apps.municipal.tenders.rules.contradictions.statement import after, before, clause
from apps.municipal.tenders.rules.contradictions.times import COMPARED, times
from apps.municipal.tenders.rules.scanning import scan

SHORT = re.compile(
    rf"(?<![\w.,/:])(?:(?P<count>{COUNT}){AGAIN}\s*|un'\s?|mezz(?P<half>'|a\s))(?P<unit>ore|ora|minuti|h)\b(?!\s*(?:di\s+(?:formazione|corso|lavoro|servizio|lezione)|settimanal|annu|mensil|al|ciascun|complessiv|l'una|/|x\b|×|per\b|a\s+€))",
    re.IGNORECASE,
)
WITHIN = re.compile(
    r"\b(?:entro|in|non\s+più\s+di|meno\s+di|oltre|super\w+|ecced\w+|inferiore\s+a|dopo|massimo|prima\s+di|almeno|nelle|nei|successive|limite\s+di|preavviso\s+di|pari\s+a|di|ridott[oaie]\s+a)\s+(?:(?:e\s+non\s+oltre\s+)?(?:le|i|un\s+massimo\s+di|massimo|successive|successivi|prime)\s+)?$|[:|]\s*$",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"\s*(?:\w+\s+)?(?:dalla|dall'|dal|prima|successiv\w+|di\s+(?:anticipo|preavviso))\b", re.IGNORECASE
)
ALONE = ("durata", "rinnovo", "proroga", "termine dilatorio", "ricorso", "ricorso straordinario")
"""what is only compared with what is called so"""
BEFORE = re.compile(r"\s*(?:\w+\s+)?(?:prima|antecedent\w+|di\s+(?:anticipo|preavviso))\b", re.IGNORECASE)
NOTICE = re.compile(r"\b(?:preavviso|anticipo|disdetta)\b[^.;\n]{0,40}$", re.IGNORECASE)
PAST = re.compile(
    r"\bogni\s*$|\b(?:ultim[oi]|preceden\w+|migliori|eserciz\w+|trienni\w+|penal\w+)\b", re.IGNORECASE
)
MONTHLY = re.compile(r"mensilità$", re.IGNORECASE)
"""of what is paid, not a length of time"""
SECURITY = re.compile(r"\bprovvisori\w+|\bdefinitiv[ae]\b|\bpolizz\w+", re.IGNORECASE)
MINUTES = {"m": 1, "o": 60, "h": 60}
DAY, MONTH = 24 * 60, 30.4 * 24 * 60
LONGEST_HOURS = 240
OCCASION = "passagg|intervent|lavagg|svuotament|tagli|sfalci|visit|controll|raccolt|pulizi|gir|spazzament|ritir|preliev|sopralluogh|verific|consegn|lezion|incontr|apertur|cicl|manutenzion|ispezion|sedut|riunion"
"""beginnings of words for what is done again and again"""
RHYTHM = re.compile(
    rf"\b(?:ogni|ciascun[oa]?)\s+(?:(?P<count>{COUNT})\s+)?(?P<unit>giorn[oi]|settiman[ae]|mes[ei]|bimestre|trimestre|quadrimestre|semestre|ann[oi])\b"
    r"|\b(?P<adjective>quotidian|giornalier|(?:bi|tri)settimanal|settimanal|quindicinal|mensil|bimestral|trimestral|quadrimestral|semestral|annual|biennal|triennal)\w{0,5}\b"
    rf"|\b(?P<times>{COUNT})(?:\s?\(\w+\))?\s+(?:volt[ae]|giorni|(?:{OCCASION})\w*(?:\s+(?:de(?:i|gli|lle|lla|l)\s+|dell')[a-z]{{3,}}|\s+(?!al|alla|a|ogni|per|l')[a-z]{{4,}})?)\s*(?:(?:al(?:la|l')?|a|l'|la|il|ogni|per|ciascun[oa]?|in\s+un[a']?|/)\s*(?P<per>giorno|settimana|mese|anno|quadrimestre|trimestre|semestre)\b|(?P<each>settimanal|mensil|annu|giornalier|quotidian|trimestral|quadrimestral|semestral)\w{{1,2}}\b)",
    re.IGNORECASE,
)
SEVERAL = re.compile(rf"[^.;\n]{{0,40}}\b{COUNT}\s+(?:volte|(?:{OCCASION})\w*)", re.IGNORECASE)
"""«ogni anno si eseguono sei tagli»"""
A_YEAR = {
    "giorn": 365,
    "quoti": 365,
    "bise": 104,
    "trise": 156,
    "setti": 52,
    "quind": 24,
    "mes": 12,
    "mensi": 12,
    "bimes": 6,
    "trime": 4,
    "quadr": 3,
    "semes": 2,
    "ann": 1,
    "bienn": 0.5,
    "trien": 1 / 3,
}
MEASURE = re.compile(
    r"(?:\bdurata\b[^.;\n]{0,40}|\b(?:canon[ei]|import[oi]|corrispettiv[oi]|cost[oi]|or[ae]|valore|spes[ae]|pasti|quantità|monte|retribuzion\w+|prezz[oi]|bilancio|programm\w+|piano|penale|fatturato|durata|rinnovo|contratto|appalto|servizio|affidamento|incarico|periodo|rat[ae]\s+di|esercizi\w*|per)\s+(?:(?!è\b|e'|sono\b|sarà\b|avviene\b|ha\b)\w+\s+)?|(?<!del\s)(?<!dell')(?<!della\s)(?<!dello\s)\b(?:canone|importo|contratto|appalto|servizio|affidamento|incarico|periodo|rinnovo)\s+(?:è|sarà)\s+)$",
    re.IGNORECASE,
)
LATE = re.compile(r"\bper\s+$|\bpenal\w+[^.;]{0,60}$", re.IGNORECASE)
TREATED = (
    r"(?:puli|lava|sanific|svuot|tagli|sfalci|potat|spolver|disinf|raccol|spazz|manuten|controll|verific)"
)
OBJECT = re.compile(
    rf"\b{TREATED}\w*\s+(?:ordinari\w\s+)?(?:de(?:i|gli|lle|lla|l)\s+|dell')(?P<what>[a-zà-ù]{{4,}})|(?:^|[.;:]\s*)(?:i\s+|gli\s+|le\s+|la\s+|il\s+|l')(?P<subject>[a-zà-ù]{{4,}})\b[^.;:]{{0,40}}\s(?:sono|è|vengono|viene|vanno|va)\s+{TREATED}\w*",
    re.IGNORECASE,
)
PREMISES = re.compile(
    r"edific|local|ambient|immobil|sed[ei]|superfic|spaz|are[ae]|stabil|serviz", re.IGNORECASE
)
COUNTED = re.compile(rf"\s*[:|]\s*(?:n\.\s?)?(?P<count>{COUNT})\b(?![.,:/]\d)", re.IGNORECASE)
"""«passaggi settimanali: 2»"""
TOLERANCE, OFTEN = 0.04, 0.12


def lapses(act: Act) -> Iterator[Mention]:
    """Within how long something is done: also what `times` has no label for."""
    for role, statement in times(act.text):
        value, place = statement.value, (statement.start, statement.end)
        lead = before(act.text, statement.start)
        if role in ALONE or MONTHLY.search(act.text, *place):
            continue
        if isinstance(value, Time) and not PAST.search(lead[-60:]):
            length = value.count * (DAY if value.unit == "giorni" else MONTH)
            of = _of(role, lead + after(act.text, statement.end, 40), value.unit == "mesi")
            yield replace(mention(act, (value.unit, length), place, _kind(act, place)), of=of, size=length)
    for found in scan(SHORT, act.text):
        count = count_of(found["count"]) if found["count"] else 0.5 if found["half"] else 1
        if not count or count > LONGEST_HOURS:
            continue
        if WITHIN.search(act.text, max(0, found.start() - 40), found.start()) or SINCE.match(
            act.text, found.end()
        ):
            length = count * MINUTES[found["unit"][0].lower()]
            yield replace(mention(act, ("ore", length), found.span(), _kind(act, found.span())), size=length)


def lasting(act: Act) -> frozenset[Hashable]:
    """The lengths that the contract itself is said to have."""
    return frozenset(
        _length(statement.value)
        for role, statement in times(act.text)
        if role == "durata" and isinstance(statement.value, Time)
    )


def _length(value: Hashable) -> Hashable:
    if not isinstance(value, Time):
        return value
    return value.unit, value.count * (DAY if value.unit == "giorni" else MONTH)


def _kind(act: Act, place: tuple[int, int]) -> str:
    """How long something takes, or how long before something else."""
    is_before = BEFORE.match(act.text, place[1]) or NOTICE.search(act.text, max(0, place[0] - 60), place[0])
    return "anticipo" if is_before else "tempo"


def _of(role: str, said: str, months: bool) -> str:
    """What `times` says that it is of; of securities, which one."""
    if role == "garanzia dei beni" and not months:
        role = ""
    if role == "garanzia dei beni" or SECURITY.search(said):
        security = [each[0].lower()[:4] for each in SECURITY.finditer(said)]
        return security[-1] if security else role
    return role if role in (*COMPARED, "anticipazione") else ""


def rhythms(act: Act) -> Iterator[Mention]:
    """How often something is done, as times in a year."""
    for found in scan(RHYTHM, act.text):
        lead = act.text[max(0, found.start() - 60) : found.start()]
        rate = None if found["unit"] and SEVERAL.match(act.text, found.end()) else _rate(found)
        counted = COUNTED.match(act.text, found.end()) if found["adjective"] else None
        if rate and counted:
            rate *= count_of(counted["count"]) or 1
        if rate and not LATE.search(lead) and not (found["adjective"] and MEASURE.search(lead)):
            said = mention(act, rate, found.span(), "ritmo")
            yield replace(said, of_what=_of_what(clause(act, *found.span())))


def _of_what(said: str) -> frozenset[str]:
    """What is cleaned, cut or emptied; nothing where it is the whole of the premises."""
    words = [(each["what"] or each["subject"]).lower() for each in OBJECT.finditer(said)]
    return frozenset(word[:STEM] for word in words if not PREMISES.match(word))


def _rate(found: re.Match[str]) -> float | None:
    count = count_of(found["count"] or found["times"] or "1")
    unit = (found["unit"] or found["adjective"] or found["per"] or found["each"]).lower()
    a_year = next(rate for name, rate in A_YEAR.items() if unit.startswith(name))
    if not count:
        return None
    return round(float(a_year * count if found["times"] else a_year / count), 3)


def as_often(one: Hashable, other: Hashable) -> bool:
    """«Quindicinale» is every fifteen days, «mensile» every four weeks."""
    if not isinstance(one, float) or not isinstance(other, float):
        return one == other
    return abs(one - other) <= OFTEN * max(one, other)


def as_long(one: Hashable, other: Hashable) -> bool:
    """The same length: exactly in one unit, nearly between months and days."""
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return one == other
    (unit, length), (its_unit, its) = one, other
    small, great = sorted((length, its))
    return length == its if unit == its_unit else great - small <= TOLERANCE * great
