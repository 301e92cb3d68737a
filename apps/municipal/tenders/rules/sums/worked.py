"""Worked examples of a clause: what its own rates make of interest, revision, penalties, savings and hours."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.lengths import COUNT, from_numbers, read_count
from apps.municipal.tenders.rules.sums.tabling import FIGURE, shown, value_of

WHY = "Un esempio che non torna con la clausola lascia in dubbio quale delle due cifre valga."
SHARE = r"(?P<{0}>\d{{1,3}}(?:[.,]\d{{1,4}})?)\s?(?:%|per\s?cento)"
CENT = Decimal("0.01")
BASES = (365, 366, 360)
"""days of a year, for interest"""

INTEREST = re.compile(
    rf"\b(?:interess\w+|tasso)\b[^;\n]{{0,120}}?\b(?:tasso|saggio)\s+(?:annuo\s+)?(?:del(?:l')?\s*)?{SHARE.format('rate')}(?:\s+annu\w+)?[^;\n\d]{{0,25}}\bsu\s+(?:€|euro)\s?(?P<capital>{FIGURE})\s*(?:€|euro)?[^;\n\d]{{0,15}}\b(?:per|in)\s+(?P<days>\d{{1,4}})\s+giorni\b[^;\n\d]{{0,50}}(?:€|euro)\s?(?P<made>{FIGURE})",
    re.IGNORECASE,
)


def _interest(act: Act) -> Iterator[Found]:
    """«al tasso annuo del 10 per cento, su € 16.575,00 per 73 giorni maturano € 313,50»."""
    for match in scan(INTEREST, act.text):
        of_year = value_of(match["capital"]) * _share(match["rate"]) * int(match["days"])
        stated = value_of(match["made"])
        if all(abs(of_year / days - stated) > CENT for days in BASES):
            right = (of_year / BASES[0]).quantize(CENT)
            message = f"Gli interessi su {shown(value_of(match['capital']))} per {match['days']} giorni sono {shown(right)}, non {shown(stated)}."
            yield _slip(match, message, right, stated)


REVISION = re.compile(
    rf"\bmisura\s+del(?:l')?\s*{SHARE.format('share')}[^\n%]{{0,90}}?\b(?:ecced\w+|oltre|supera\w*|supplementare)\b[^\n\d]{{0,30}}{SHARE.format('floor')}",
    re.IGNORECASE,
)
EXAMPLE = re.compile(
    rf"\b(?:variazion\w+|aument\w+|increment\w+|cresc\w+)\s+(?:dei\s+(?:prezzi|costi)\s+|del\s+costo\s+)?(?:pari\s+al?\s*|del(?:l')?\s*|di\s+(?:un\s+)?){SHARE.format('change')}[^.;\n\d]{{0,60}}\b(?:aument\w+|revision\w+|adegua\w+|aggiorna\w+|compens\w+|prezz\w+|corrispettiv\w+|cresc\w+|rivist\w+)\b[^.;\n\d]{{0,25}}{SHARE.format('made')}",
    re.IGNORECASE,
)
NEXT_TO_IT = 260
"""characters between a clause and its example"""


def _revision(act: Act) -> Iterator[Found]:
    """«80 per cento della variazione eccedente il 5 per cento: con variazione del 9 per cento l'aumento è del 7,20»."""
    for clause in scan(REVISION, act.text):
        match = EXAMPLE.search(act.text, clause.end(), clause.end() + NEXT_TO_IT)
        if not match:
            continue
        change, stated = _percent(match["change"]), _percent(match["made"])
        right = _share(clause["share"]) * (change - _percent(clause["floor"]))
        if right > 0 and right != stated:
            message = f"Con una variazione del {shown(change)} per cento la clausola dà il {shown(right)} per cento, non il {shown(stated)}."
            yield _slip(match, message, right, stated)


DAILY = re.compile(
    r"\b(?P<rate>\d(?:[.,]\d{1,2})?|uno|due)\s?(?:(?P<thousand>per\s?mille|‰)|(?:per\s?cento|%))\b[^.;\n]{0,90}",
    re.IGNORECASE,
)
CAPPED = re.compile(
    rf"\b(?:limite|massimo|fino|misura|superare|oltre)\b[^.;\n\d]{{0,30}}{SHARE.format('cap')}", re.IGNORECASE
)
REACHED = re.compile(
    rf"\b(?:raggiun\w+|esaurit\w+|tocca\w*|arriva\w*)\b[^.;\n\d]{{0,40}}\b(?:dopo|in|a|con|al)\s+(?P<days>\d{{1,3}}|{COUNT})\s*(?:giorni|°\s+giorno|(?:esimo\s+)?giorno)\b",
    re.IGNORECASE,
)


def _days_to_cap(act: Act) -> Iterator[Found]:
    """«1 per mille al giorno, fino al 10%; la penale massima si raggiunge dopo 120 giorni di ritardo»."""
    for match in scan(REACHED, act.text):
        said = act.text[max(0, match.start() - NEXT_TO_IT) : match.end()].rpartition("\n")[2]
        if not re.search(r"\bpenal", said, re.IGNORECASE):
            continue
        rates = [each for each in DAILY.finditer(said) if re.search(r"\bgiorn", each[0], re.IGNORECASE)]
        caps = [_percent(each["cap"]) for each in CAPPED.finditer(said)]
        days = read_count(match["days"])
        if len(rates) != 1 or len(caps) != 1 or not days:
            continue
        written = {"uno": "1", "due": "2"}.get(rates[0]["rate"].lower(), rates[0]["rate"])
        rate = _percent(written) / (10 if rates[0]["thousand"] else 1)
        if rate and caps[0] % rate == 0 and (right := caps[0] / rate) != days:
            message = f"Il limite del {shown(caps[0])} per cento si raggiunge dopo {shown(right)} giorni, non {days}."
            yield Slip(
                match.start(), match.end(), message, f"Scrivere {shown(right)} giorni.", gap=days - right
            )


SAVING = re.compile(
    rf"\b(?:scont\w+|ribass\w+|riduzion\w+)\s+(?:\w+\s+)?(?:del(?:l')?|pari\s+al?(?:l')?)\s*{SHARE.format('share')}\s+su(?:l|lla|ll'|i|gli|lle)?\s*[^.;\n\d€%]{{0,60}}(?:€|euro)\s?(?P<base>{FIGURE})[^.;\n\d€]{{0,30}}\b(?:risparmi\w+|economi[ae]|minor\w*\s+spesa|scont\w+)\b[^.;\n\d€]{{0,25}}(?:€|euro)\s?(?P<made>{FIGURE})",
    re.IGNORECASE,
)


def _saving(act: Act) -> Iterator[Found]:
    """«sconto del 12% sul prezzo di listino di € 92.000,00, con un risparmio di € 9.200,00»."""
    for match in scan(SAVING, act.text):
        stated = value_of(match["made"])
        right = (value_of(match["base"]) * _share(match["share"])).quantize(CENT)
        if abs(right - stated) > CENT:
            message = f"Il {match['share']} per cento di {shown(value_of(match['base']))} è {shown(right)}, non {shown(stated)}."
            yield _slip(match, message, right, stated)


STAFF = re.compile(
    rf"(?<![\w.,])(?P<people>{COUNT})\s+(?P<who>[^\W\d_]{{4,}})\s+(?:(?:per|a|da|con|di)\s+|x\s*)(?P<each>\d{{1,2}}(?:,\d{{1,2}})?)\s+ore(?:\s+(?:settimanali|mensili|giornaliere|annue|(?:al|alla|a)\s+(?:giorno|settimana|mese)))?(?:\t|[ ]{{2,}}|[ \t]*[|=:][ \t]*|,?\s+(?:pari\s+a|per\s+(?:un\s+totale\s+di|complessive)|cioè|in\s+tutto)\s+)(?P<made>{FIGURE})\s+ore\b",
    re.IGNORECASE,
)


def _staff_hours(act: Act) -> Iterator[Found]:
    """«n. 2 addetti a 24 ore settimanali   42 ore»."""
    for match in from_numbers(STAFF, act.text):
        people, stated = read_count(match["people"]), value_of(match["made"])
        right = (people or 0) * _percent(match["each"])
        if people and right != stated:
            message = f"{people} per {match['each']} ore fa {shown(right)}, non {shown(stated)}."
            yield _slip(match, message, right, stated)


def _slip(match: re.Match[str], message: str, right: Decimal, stated: Decimal) -> Slip:
    """The last figure of the example; any of them may be the wrong one."""
    return Slip(
        match.start("made"),
        match.end("made"),
        message,
        f"Scrivere {shown(right)}, o correggere le altre cifre.",
        gap=stated - right,
        said=match.span(),
    )


def _percent(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))


def _share(written: str) -> Decimal:
    return _percent(written) / 100


WORKED = (
    counted("interessi", WHY, _interest),
    counted("esempio_revisione", WHY, _revision),
    counted("giorni_penale_massima", WHY, _days_to_cap),
    counted("risparmio", WHY, _saving),
    counted("ore_addetti", WHY, _staff_hours),
)
