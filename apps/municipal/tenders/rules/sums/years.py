"""Spans of years: budgets, programmes, school years, «gli ultimi tre esercizi (2022-2025)»."""

import re
from collections.abc import Iterator
from datetime import date

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import COUNT, from_numbers, read_count
from apps.municipal.tenders.rules.sums.moments import shown
from apps.municipal.tenders.rules.sums.spans import pairs

WHY = "Bilancio, programmi e requisiti si contano in anni: un arco di anni sbagliato rinvia a un documento che non c'è."
RANGE = r"(?P<first>(?:19|20)\d\d)\s?(?P<sign>[-–/])\s?(?P<last>(?:(?:19|20)\d\d|\d\d))(?![\d/-])"
NAMED = re.compile(
    rf"\b(?P<name>biennio|triennio|quadriennio|quinquennio|biennal\w+|triennal\w+|quinquennal\w+)\b(?P<said>[^.;\n\d]{{0,70}}?){RANGE}",
    re.IGNORECASE,
)
BUDGET = re.compile(
    rf"\b(?P<name>bilancio\s+(?:di\s+previsione|pluriennale|finanziario|corrente|comunale)?|documento\s+unico\s+di\s+programmazione|d\.?u\.?p\.?|p\.?e\.?g\.?|piao)\b(?P<said>[^.;\n\d]{{0,45}}?){RANGE}",
    re.IGNORECASE,
)
COUNTED_YEARS = re.compile(
    rf"\b(?P<name>{COUNT})\s+(?:anni|esercizi|annualità)\b(?P<said>[^.;\n\d(]{{0,25}})\(?\s*{RANGE}",
    re.IGNORECASE,
)
RANGES = re.compile(
    r"\s*(?:[,;]|,?\s*(?:e|ed)\b)\s*(?:(?:a\.\s?s\.|anno\s+\w+|stagion\w+)\s+)?(?P<first>(?:19|20)\d\d)\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)(?![\d/-])"
)
SEASONS = re.compile(
    rf"(?<![\w.,/])(?P<name>{COUNT})\s+(?:anni\s+(?:scolastici|educativi|accademici|sportivi)|stagioni(?:\s+\w+)?)\b(?P<said>[^.;\n\d]{{0,25}}(?:[^.;\n\d]|a\.\s?s\.|aa\.\s?ss\.){{0,60}}?){RANGE}",
    re.IGNORECASE,
)
LISTED_YEARS = re.compile(
    rf"\b(?:(?P<name>biennio|triennio|quinquennio)|(?P<count>(?!un[oa']?\b){COUNT})\s+(?:anni|esercizi|annualità))\b[^.;\n\d]{{0,40}}?[\s(:](?P<years>(?:19|20)\d\d(?:\s*[,;-]\s*(?:19|20)\d\d)*\s*(?:,?\s*e|,)\s*(?:19|20)\d\d(?:\s*,\s*(?:19|20)\d\d)*)(?![\d/-])",
    re.IGNORECASE,
)
BETWEEN_YEARS = r"(?:dal(?:l'a\.\s?s\.|l'anno\s+\w+|la(?:\s+stagione)?)?|:|,)\s*(?P<first>20\d\d)\s?[-/]\s?(?:20)?\d\d\s*(?:,\s*)?(?:[-–]|(?:fino\s+|sino\s+)?al(?:l'a\.\s?s\.|l'anno\s+\w+|la(?:\s+stagione)?)?)\s*(?P<last>20\d\d)\s?[-/]\s?(?:20)?\d\d(?!\d)"
COUNTED = rf"(?P<name>{COUNT}|biennio|triennio|quadriennio|quinquennio)"
OF_YEARS = r"(?:anni\s+)?(?:scolastic[io]|educativ[io]|accademic[io]|sportiv[io])|stagioni(?:\s+[a-z]+)?"
FROM_TO = re.compile(
    rf"(?<![\w.,/]){COUNTED}\s+(?:{OF_YEARS})\b[^.;\n\d]{{0,40}}?{BETWEEN_YEARS}", re.IGNORECASE
)
FROM_TO_AFTER = re.compile(
    rf"\b{BETWEEN_YEARS}\s*,?\s*\(?(?:cioè|per|ossia|quindi|in\s+tutto|pari\s+a)\s+(?:complessiv\w+\s+|un\s+totale\s+di\s+|in\s+tutto\s+)?{COUNTED}\s+(?:ann[oi]|stagion[ei])\b",
    re.IGNORECASE,
)
NAMED_YEARS = {"biennio": 2, "triennio": 3, "quadriennio": 4, "quinquennio": 5}
SCHOOL_TO = re.compile(r"\s*(?:[-–]|al(?:la|l'\w+)?)\s*20\d\d\s?/")
MORE_YEARS = re.compile(r"\s*(?:,|e\b|ed\b)\s*(?:19|20)\d\d")
SCHOOL = re.compile(
    rf"\b(?:anno\s+(?:scolastico|educativo|accademico)|a\.\s?s\.)\s*(?P<said>){RANGE}", re.IGNORECASE
)
IN_SCHOOL = re.compile(
    r"scolastic|educativ|accademic|a\.\s?s\.|stagion|settembre|giugno|termic|sportiv", re.IGNORECASE
)
BY_YEARS = re.compile(
    r"\bprogramm|\bbilanci|\bD\.?U\.?P\b|\bPEG\b|\bPIAO\b|\brequisit|\bfatturat|\banalogh|\bultim|\bprecedent|\bscors|\beserciz|\bpian[oi]\b",
    re.IGNORECASE,
)
"""of what is counted by whole years"""
YEARS = {"bi": 2, "tr": 3, "quad": 4, "quin": 5}
REQUIRED = re.compile(
    r"\b(?P<name>biennio|triennio|quinquennio)\b(?P<said>[^.;\n\d]{0,60}?)(?P<years>20\d\d(?:\s*,\s*20\d\d)*\s*(?:,|e|ed|-|–|/)\s*20\d\d)",
    re.IGNORECASE,
)
SAME_ONE = re.compile(
    r"\b(?:richiest\w|medesim\w|suddett\w|predett\w|stess\w|indicat\w|cioè|quel)\b", re.IGNORECASE
)
REQUIREMENT = re.compile(r"\b(?:requisit\w+|capacità|analogh\w|comprova\w*|fatturat\w+)\b", re.IGNORECASE)
OF_SCHOOL = re.compile(r"\b(?:ann[oi]\s+(?:scolastic|educativ|accademic)\w+|a\.\s?s\.)", re.IGNORECASE)
SCHOOL_RANGE = re.compile(r"(?<![\d/])(?P<first>20\d\d)\s?/\s?(?:20)?\d\d(?![\d/])")
NEAR_DAYS = 260
LIFE = 3
"""years of a budget, of the programming document and of the management plan"""


def _named(act: Act) -> Iterator[Found]:
    """«triennio 2026-2029», «programma triennale 2026-2027»."""
    for match in scan(NAMED, act.text):
        right = next(years for start, years in YEARS.items() if match["name"].lower().startswith(start))
        yield from _told(act, match, right, f"«{match['name']}» sono {right} anni")


def _budgets(act: Act) -> Iterator[Found]:
    """«bilancio di previsione 2026-2029»."""
    for match in scan(BUDGET, act.text):
        if not re.search(r"trienn|bienn|annual", match["said"], re.IGNORECASE):
            yield from _told(act, match, LIFE, "Il documento copre tre anni", loose=False)


def _counted_years(act: Act) -> Iterator[Found]:
    """«ultimi tre esercizi (2022-2025)»."""
    for match in from_numbers(COUNTED_YEARS, act.text):
        count = read_count(match["name"])
        if count and count > 1 and match["sign"] != "/" and not MORE_YEARS.match(act.text, match.end()):
            yield from _told(act, match, count, f"Gli anni annunciati sono {count}")


def _told(act: Act, match: re.Match[str], right: int, what: str, loose: bool = True) -> Iterator[Found]:
    years = _length(match)
    if SCHOOL_TO.match(act.text, match.end()):
        return  # «2026/2027 – 2028/2029»
    listed = len(ranges(act.text, match))
    if listed > 1 and years <= 2:
        if listed != right:
            message = f"{what}, ne sono elencati {listed}."
            yield Found(match.start(), ranges(act.text, match)[-1], message, "Correggere gli anni.")
        return
    around = act.text[max(0, match.start() - 80) : match.end() + 60]
    loose = loose and bool(match["sign"] == "/" or IN_SCHOOL.search(around) or _begins_within(match, around))
    if years == right or (loose and years == right + 1) or not 0 < years < 12:
        return
    message = f"{what}, dal {match['first']} al {match['last']} sono {years}."
    yield Found(match.start(), match.end(), message, "Correggere gli anni.")


def _begins_within(match: re.Match[str], around: str) -> bool:
    """Whether a period of the contract, which may begin in the middle of a year: «biennio 2026-2028»."""
    return match["name"].lower().endswith("ennio") and not BY_YEARS.search(around)


def ranges(text: str, match: re.Match[str]) -> list[int]:
    """Where «2026/2027, 2027/2028 e 2028/2029» end, one by one."""
    ends, following = [match.end()], RANGES.match(text, match.end())
    while following:
        ends.append(following.end())
        following = RANGES.match(text, following.end())
    return ends


def _seasons(act: Act) -> Iterator[Found]:
    """«tre anni scolastici, cioè 2026/2027 e 2027/2028»."""
    for match in from_numbers(SEASONS, act.text):
        count, listed = read_count(match["name"]), ranges(act.text, match)
        if (
            not count
            or count < 2
            or re.search(r"\b(?:dal\w*|almeno|ultim\w+)\b", match["said"], re.IGNORECASE)
        ):
            continue
        spanned = _length(match) - 1 if len(listed) == 1 else len(listed)
        if spanned != count:
            message = f"Gli anni annunciati sono {count}, quelli indicati {spanned}."
            yield Found(match.start(), listed[-1], message, "Correggere gli anni.")


def _length(match: re.Match[str]) -> int:
    first, last = int(match["first"]), match["last"]
    return (int(last) if len(last) > 2 else first // 100 * 100 + int(last)) - first + 1


def _listed(act: Act) -> Iterator[Found]:
    """«triennio 2022, 2023, 2024 e 2025», «ultimi tre esercizi: 2024 e 2025»."""
    for match in scan(LISTED_YEARS, act.text):
        count = NAMED_YEARS.get((match["name"] or "").lower()) or read_count(match["count"] or "uno")
        years = re.findall(r"\d{4}", match["years"])
        if count and count > 1 and len(years) != count:
            message = f"Gli anni annunciati sono {count}, quelli indicati {len(years)}."
            yield Found(match.start(), match.end(), message, "Correggere gli anni.")


def _from_to(act: Act) -> Iterator[Found]:
    """«tre anni scolastici, dal 2026/2027 al 2029/2030»."""
    for match in (*scan(FROM_TO, act.text), *scan(FROM_TO_AFTER, act.text)):
        count = NAMED_YEARS.get(match["name"].lower()) or read_count(match["name"])
        spanned = int(match["last"]) - int(match["first"]) + 1
        if count and spanned > 1 and spanned != count:
            message = f"Gli anni annunciati sono {count}, dal primo all'ultimo indicato {spanned}."
            yield Found(match.start(), match.end(), message, "Correggere gli anni.")


def _school(act: Act) -> Iterator[Found]:
    """«anno scolastico 2026/2028»."""
    for match in scan(SCHOOL, act.text):
        if _length(match) != 2:
            message = (
                f"Un anno scolastico va da un anno al seguente, non dal {match['first']} al {match['last']}."
            )
            yield Found(match.start(), match.end(), message, "Correggere l'anno scolastico.")


def _school_days(act: Act) -> Iterator[Found]:
    """«anni scolastici 2026/2027 e 2027/2028, dal 7 settembre 2026 al 9 giugno 2029»: days outside those years."""
    text = act.text
    for first, last in pairs(act) if OF_SCHOOL.search(text) else ():
        since = max(0, first.start - NEAR_DAYS, text.rfind("\n\n", 0, first.start))
        near = list(SCHOOL_RANGE.finditer(text, since, first.start))
        if not near or not OF_SCHOOL.search(text, since, first.start) or not (first.sure and last.sure):
            continue
        years = [int(each["first"]) for each in near]
        if last.value > date(max(years) + 1, 9, 30) or first.value < date(min(years), 7, 1):
            message = (
                f"Dal {shown(first.value)} al {shown(last.value)} si esce dagli anni scolastici indicati."
            )
            yield Found(first.start, last.end, message, "Far coincidere anni scolastici e date.")


def _required(act: Act) -> Iterator[Found]:
    """«nell'ultimo triennio (2023, 2024 e 2025) … il triennio richiesto, e cioè 2022, 2023 e 2024»."""
    first: re.Match[str] | None = None
    for match in scan(REQUIRED, act.text):
        around = act.text[max(0, match.start() - 200) : match.end()]
        if not REQUIREMENT.search(around):
            continue
        same = first and first["name"].lower() == match["name"].lower()
        if first and same and SAME_ONE.search(match["said"]) and _set_of(first) != _set_of(match):
            message = f"Prima il {first['name'].lower()} è {first['years']}, qui {match['years']}."
            yield Found(match.start("years"), match.end(), message, "Indicare ovunque gli stessi anni.")
        first = first or match


def _set_of(match: re.Match[str]) -> set[str]:
    years = re.findall(r"20\d\d", match["years"])
    ranged = len(years) == 2 and not re.search(r"\be\b|,", match["years"])
    return {str(each) for each in range(int(years[0]), int(years[1]) + 1)} if ranged else set(years)


FISCAL_YEARS = (
    counted("anni_periodo", WHY, _named),
    counted("anni_bilancio", WHY, _budgets),
    counted("anni_contati", WHY, _counted_years),
    counted("anno_scolastico", WHY, _school),
    counted("anni_in_elenco", WHY, _listed),
    counted("anni_dal_al", WHY, _from_to),
    counted("anni_elencati", WHY, _seasons),
    counted("anni_scolastici_date", WHY, _school_days),
    counted("anni_requisito", WHY, _required),
)
