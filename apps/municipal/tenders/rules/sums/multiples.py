"""So many times so many: «dodici addetti per 8 ore, cioè 96 ore», «4 moduli di 3 ore», opening hours of a week."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import prod

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import COUNT, from_numbers, read_count
from apps.municipal.tenders.rules.wording import until_stop
from workbench.italian import number

WHY = "Le quantità che derivano da altre devono tornare: su di esse si misurano prezzo, organici e penali."
WHOLE = rf"(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}|{COUNT})"
RESULT = re.compile(
    r"(?:\b(?:sono|fanno|fa|danno|dà|cioè|ossia|quindi|dunque|pari\s+a|vale\s+a\s+dire|in\s+tutto|in\s+totale|complessivamente|totalizza\w*|corrispond\w+\s+a|equival\w+\s+a|ammonta\w*\s+a|per\s+(?:un\s+)?(?:totale|complessiv\w+|monte(?:\s+ore)?|impegno)(?:\s+(?:annu\w+|complessiv\w+|di\s+ore))?)\b|=)\s*(?:a\s+|di\s+|circa\s+|n\.\s*|ore\s+)?(?P<result>(?:\d{1,3}(?:\.\d{3})+|\d{2,6}))(?![\w%‰/]|[.,:]\d|\s?(?:%|€|euro|per\s?cento|per\s?mille|mila))(?:\s+(?P<unit>[a-zàèéìòù]{3,}))?"
    r"|,\s+(?P<bare>\d{1,3}(?:\.\d{3})+|\d{3,6})\s+(?P<bare_unit>ore|visite|interventi|pasti|corse|passaggi|giornate|turni|copie|chilometri|km)\b",
    re.IGNORECASE,
)
FACTOR = re.compile(
    rf"(?<![\w.,/€:'-])(?P<written>{WHOLE})\b(?!\s?(?:%|‰|€|euro|per\s?cento|per\s?mille|mila|milion|[a-z]?\))|[.,:/]\d|/|'|-\d)",
    re.IGNORECASE,
)
NO_FACTOR = re.compile(
    r"\b(?:art\w*\.?|comm[ai]|lett\w*\.?|n\.|nn\.|punt[oi]|paragraf\w+|lotto|via|capitolo|cap\.|allegato|euro|€|§|ore|alle|dalle|del|anno|dal|entro|oltre|almeno|massimo|fino\s+a|ogni|cat\.|classe|livello)\s*$",
    re.IGNORECASE,
)
ROUND_THE_CLOCK = re.compile(r"\b(?:24|ventiquattro)\s+ore\s+su\s+(?:24|ventiquattro)\b", re.IGNORECASE)
CLOCK = re.compile(
    r"(?P<h1>[01]?\d|2[0-4])(?:[.:,](?P<m1>[0-5]\d))?\s*(?:-|–|—|alle(?:\s+ore)?|fino\s+alle|e\s+le)\s*(?:ore\s+)?(?P<h2>[01]?\d|2[0-4])(?:[.:,](?P<m2>[0-5]\d))?(?![\d/%])",
    re.IGNORECASE,
)
OPENS = re.compile(rf"\b(?:dalle(?:\s+ore)?|ore|orario|tra\s+le|fra\s+le)\s+{CLOCK.pattern}", re.IGNORECASE)
IMPLICIT: tuple[tuple[str, int], ...] = (
    (r"\bmes[ei]\b|\bmensil", 12),
    (r"\bsettiman", 52),
    (r"\btrimestr|\bogni\s+tre\s+mesi", 4),
    (r"\bbimestr|\bogni\s+due\s+mesi", 6),
    (r"\bsemestr|\bdue\s+volte\s+l'anno", 2),
    (r"\bogni\s+ora\b|\bh\s?24\b|\b24\s+ore\s+su\b|\b24\s+h\b|\bgiorno\s+e\s+notte", 24),
    (r"\bogni\s+giorno\b|\btutti\s+i\s+giorni\b", 7),
)
MULTIPLIED = re.compile(
    r"\b(?:ciascun\w*|ogni|ognun\w|cadaun\w|a\s+testa|al\s+(?:giorno|mese)|alla\s+settimana|l'un[oa]|a\s+settimana|settimanal\w+|giornalier\w+|mensil\w+|volte|per|su|nei|nelle|d[ia])\b|[x×*]",
    re.IGNORECASE,
)
NEAR, MOST_FACTORS = 0.27, 4


def _multiples(act: Act) -> Iterator[Found]:
    """A result that is almost, and not, what its numbers multiply to, or add up to."""
    for match in scan(RESULT, act.text):
        group = "result" if match["result"] else "bare"
        since = max(act.flat.sentence(match.start(), match.start() + 1)[0], match.start() - 220)
        said = act.text[since : match.start()]
        if WEEK.search(said):
            continue  # hours by day of the week have their own rule
        total = int(match[group].replace(".", ""))
        factors = [each for each in _factors(said) if each > 1]
        hours = [
            each
            for each in _open_hours(said)
            if match["unit"] in ("ore", None) or match["bare_unit"] == "ore"
        ]
        right = _right(total, factors, hours, said, match["unit"] or match["bare_unit"] or "")
        if right:
            message = f"Il conto fa {number(right, 0)}, non {number(total, 0)}."
            yield Found(match.start(group), match.end(group), message, "Ricalcolare la quantità.")


def _factors(said: str) -> Iterator[int]:
    plain = CLOCK.sub(" ", said) if OPENS.search(said) else said
    plain = ROUND_THE_CLOCK.sub("24 ore", plain)
    for match in FACTOR.finditer(plain):
        count = read_count(match["written"].replace(".", ""))
        year = (
            match["written"].isdigit() and len(match["written"]) == 4 and match["written"][:2] in ("19", "20")
        )
        if count and not year and not NO_FACTOR.search(plain, max(0, match.start() - 20), match.start()):
            yield count


def _open_hours(said: str) -> Iterator[float]:
    for match in OPENS.finditer(said):
        yield _hours(match)


def _hours(match: re.Match[str]) -> float:
    first, last = (int(match[f"h{at}"]) + int(match[f"m{at}"] or 0) / 60 for at in (1, 2))
    return last - first if last > first else last - first + 24


def _right(total: int, factors: Sequence[int], hours: Sequence[float], said: str, unit: str) -> float | None:
    """What the numbers give when `total` is near it and nothing else explains `total`; None when it is right."""
    numbers = [*factors, *hours]
    implicit = [times for pattern, times in IMPLICIT if re.search(pattern, said, re.IGNORECASE)]
    if unit == "ore" and 24 in implicit and len(numbers) == 1:
        numbers.append(24)
    if not 2 <= len(numbers) <= MOST_FACTORS or not MULTIPLIED.search(said) or total in numbers:
        return None
    reached = set(_reached(numbers))
    reached |= {value * times for value in reached for times in implicit}
    reached |= {value * one * two for value in _reached(numbers) for one, two in combinations(implicit, 2)}
    whole = prod(numbers)
    if any(abs(total - value) < 0.51 for value in reached) or not 0 < abs(total - whole) <= NEAR * whole:
        return None
    return whole


def _reached(numbers: Sequence[float]) -> Iterator[float]:
    """Products and sums of some of the numbers, and a product more than what the others make."""
    places = range(len(numbers))
    for size in range(1, len(numbers) + 1):
        for among in combinations(places, size):
            taken = [numbers[at] for at in among]
            rest = [numbers[at] for at in places if at not in among]
            yield prod(taken)
            yield sum(taken)
            if size > 1 and rest:
                yield prod(taken) + prod(rest)
                yield prod(taken) + sum(rest)


MODULES = re.compile(
    rf"(?<![\w.,/])(?P<total>{WHOLE})\s+(?P<unit>ore|giorni|giornate|mesi|incontri|lezioni|metri|pasti|copie|settimane)\b[^.;\n\d]{{0,45}}?(?:(?:divis|suddivis|articolat|ripartit|distribuit|organizzat|compost)\w+\s+(?:in|su|da)|,\s*in\b|\(|=|:|pari\s+a|cioè)\s*(?P<count>{WHOLE})\s+[a-zàèéìòù]+(?:\s+[a-zàèéìòù]+)?\s+(?:di|da|per)\s+(?P<each>{WHOLE})\s+(?P<again>ore|giorni|giornate|mesi|incontri|lezioni|metri|pasti|copie|settimane)\b",
    re.IGNORECASE,
)


EXPLAINED = re.compile(
    rf"(?<![\w.,/€-])(?P<total>{WHOLE})(?:\s+[a-zàèéìòù]+){{0,3}}\s*(?:,?\s*(?:pari\s+a|cioè|ossia|vale\s+a\s+dire)|=|\()\s*(?P<count>{WHOLE})\s+[a-zàèéìòù]+(?:\s+[a-zàèéìòù]+){{0,2}}\s+(?:per|x|×)\s+(?P<each>{WHOLE})\s+[a-zàèéìòù]{{3,}}",
    re.IGNORECASE,
)


PIECES = re.compile(
    rf"(?<![\w.,/])(?P<count>(?!un[oa']?\b){WHOLE})\s+[a-zàèéìòù]{{4,}}(?:\s+[a-zàèéìòù]+)?\s+(?:di|da)\s+(?P<each>{WHOLE})\s+(?P<unit>ore|minuti|giorni|giornate|posti|metri|litri|kg)\b(?:\s+(?:ciascun\w|cadaun\w|l'un[oa]|ognun\w|al\s+giorno))?\s*(?:,\s*)?(?:\(|=|(?:per\s+(?:complessiv\w+|un\s+totale\s+di)|in\s+tutto|in\s+totale|cioè|ossia|quindi|dunque|pari\s+a|complessivamente|e\s+quindi|fanno|sono|danno)\s)\s*(?:(?:in\s+tutto|a|di)\s+)?(?P<total>{WHOLE})\s+(?P<again>ore|minuti|giorni|giornate|posti|metri|litri|kg)\b(?!\s+(?:ciascun|cadaun|l'un))",
    re.IGNORECASE,
)


def _pieces(act: Act) -> Iterator[Found]:
    """«due turni di tre ore (8 ore in tutto)», «dodici lezioni da 90 minuti fanno 20 ore»."""
    for match in from_numbers(PIECES, act.text):
        total, count, each = (
            read_count(match[name].replace(".", "")) or 0 for name in ("total", "count", "each")
        )
        unit, again = match["unit"].lower(), match["again"].lower()
        right = count * each / (60 if (unit, again) == ("minuti", "ore") else 1)
        same = unit == again or (unit, again) == ("minuti", "ore")
        if same and right and abs(total - right) > 0.51 and 0.5 < total / right < 2:
            message = f"{count} per {each} {unit} fa {number(right, 0)} {again}, non {total}."
            yield Found(match.start(), match.end(), message, "Ricalcolare la quantità.")


def _explained(act: Act) -> Iterator[Found]:
    """«2.080 ore, pari a 40 ore settimanali per 50 settimane»."""
    for match in from_numbers(EXPLAINED, act.text):
        total, count, each = (read_count(match[name].replace(".", "")) for name in ("total", "count", "each"))
        if not total or not count or not each or min(count, each) < 2:
            continue
        right = count * each
        if total != right and abs(total - right) <= NEAR * right:
            message = (
                f"{number(count, 0)} per {number(each, 0)} fa {number(right, 0)}, non {number(total, 0)}."
            )
            yield Found(match.start(), match.end(), message, "Ricalcolare la quantità.")


def _modules(act: Act) -> Iterator[Found]:
    """«sedici ore, diviso in quattro moduli di tre ore»."""
    for match in from_numbers(MODULES, act.text):
        total, count, each = (read_count(match[name].replace(".", "")) for name in ("total", "count", "each"))
        if (
            total
            and count
            and each
            and match["unit"].lower() == match["again"].lower()
            and total != count * each
        ):
            message = f"{count} per {each} fa {count * each} {match['unit'].lower()}, non {total}."
            yield Found(match.start(), match.end(), message, "Ricalcolare la quantità.")


DAYS = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")
DAY = r"(?:luned|marted|mercoled|gioved|venerd)[iì]'?|sabato|domenica"
WEEK = re.compile(
    rf"(?P<days>\b(?:dal?\s+(?:{DAY})\s+al?\s+(?:{DAY})|(?:{DAY})(?:\s*,\s*(?:{DAY}))*(?:\s+e\s+(?:il\s+|la\s+)?(?:{DAY}))?|tutti\s+i\s+giorni))\s*(?:,|:|\()?\s*(?:(?:con\s+)?orario\s+)?(?P<clocks>(?:(?:e|,|e\s+dalle|dalle|ore|\s)*\s*{re.sub(r'[?]P<[hm][12]>', '?:', CLOCK.pattern)})+)",
    re.IGNORECASE,
)
CLOCKS = re.sub(r"[?]P<[hm][12]>", "?:", CLOCK.pattern)
WEEK_AFTER = re.compile(
    rf"(?P<clocks>{CLOCKS})\s*,?\s*(?P<days>\b(?:dal?\s+(?:{DAY})\s+al?\s+(?:{DAY})|(?:di\s+|il\s+|ogni\s+)?(?:{DAY})(?:\s*,\s*(?:{DAY}))*(?:\s+e\s+(?:il\s+|la\s+)?(?:{DAY}))?|tutti\s+i\s+giorni))",
    re.IGNORECASE,
)
"""«dalle 8 alle 14, dal lunedì al sabato»"""
WEEKLY = re.compile(
    r"(?P<total>\d{1,3})\s+ore\s+(?:(?:complessive|totali)\s+)?(?:settimanali|alla\s+settimana|a\s+settimana|la\s+settimana|per\s+settimana)"
    r"|\b(?:monte\s+ore|orario|ore)\s+(?:(?:complessiv|minim|total)\w+\s+)?settimanal\w+(?:\s+(?:complessiv|total)\w+)?[\s:]*(?:(?:è|sono|pari|di|fissat\w+|previst\w+|in|a|ore)\s+)*(?P<after>\d{1,3})\b(?![.:,]\d)",
    re.IGNORECASE,
)


def _weeks(act: Act) -> Iterator[Found]:
    """Opening hours by day, and the hours of the week that they should make."""
    for match in scan(WEEKLY, act.text):
        since = max(act.text.rfind("\n", 0, match.start()) + 1, match.start() - 260)
        parts = list(WEEK.finditer(act.text, since, match.start()))
        parts = parts or list(WEEK_AFTER.finditer(act.text, since, match.start()))
        before = bool(parts)
        parts = parts or _after(act, match.end())
        made = sum(
            _days(each["days"]) * sum(_hours(one) for one in CLOCK.finditer(each["clocks"])) for each in parts
        )
        total = int(match["total"] or match["after"])
        apart = before and "." in act.text[parts[-1].end() : match.start()]
        if not parts or apart or abs(made - total) < 0.01:
            continue
        if total / 2 < made < total * 2:
            whole = number(made, 0 if made == int(made) else 1)
            message = f"Gli orari indicati fanno {whole} ore alla settimana, non {total}."
            yield Found(match.start(), match.end(), message, "Ricalcolare le ore.")


def _after(act: Act, at: int) -> list[re.Match[str]]:
    """«36 ore settimanali: dal lunedì al venerdì dalle 8 alle 14»: the days that follow in the same sentence."""
    found = list(WEEK.finditer(act.text, at, until_stop(act.text, at, 260)))
    near = found and not re.search(r"\d|\boltre\b|\bdi\s+cui\b", act.text[at : found[0].start()])
    return found if near else []


def _days(written: str) -> int:
    found = [DAYS.index(each[:3].lower()) for each in re.findall(DAY, written, re.IGNORECASE)]
    if not found:
        return 7
    if re.match(r"dal?\s", written, re.IGNORECASE) and len(found) == 2:
        return (found[1] - found[0]) % 7 + 1
    return len(found)


MULTIPLES = (
    counted("quantita", WHY, _multiples),
    counted("quantita_parti", WHY, _pieces),
    counted("quantita_spiegata", WHY, _explained),
    counted("moduli", WHY, _modules),
    counted("orario_settimana", WHY, _weeks),
)
