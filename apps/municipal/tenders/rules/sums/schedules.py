"""Months and years over which a service is spread, against the days between which it runs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import WORD, find_lengths, from_numbers, read_count
from apps.municipal.tenders.rules.sums.spans import pairs

WHY = "La spesa si impegna sugli anni in cui la prestazione è resa: mesi e anni devono seguire le date."
YEAR_FIRST = re.compile(
    rf"(?<![\w/.-])(?:20|')(?P<year>\d\d)(?![\w/-]|\.\d)\s*(?:[|\t:–—(=-]|per|con|n\.|i\s+residui|gli\s+ultimi|\s)*\s*(?:mesi\s+(?P<after>\d{{1,2}}|(?!un[oa']?\b){WORD})|(?P<count>\d{{1,2}}|{WORD})(?:\s+mes[ei])?)\b(?![.,]\d|\s?(?:%|€|/))",
    re.IGNORECASE,
)
MONTHS_FIRST = re.compile(
    rf"(?<![\w/.,-])(?P<count>\d{{1,2}}|{WORD})(?:\s+mes[ei])?\s+(?:nel(?:l'anno)?|del|per\s+il|sul|di\s+competenza\s+del)\s+(?:20|')(?P<year>\d\d)(?!\w|[/-])",
    re.IGNORECASE,
)
NEAR, FAR, TWELVE = 60, 420, 12


def _months(act: Act) -> Iterator[Found]:
    """«2026 – mesi 4; 2027 – mesi 12; 2028 – mesi 12; 2029 – mesi 6» of a service of three years."""
    for pattern in (YEAR_FIRST, MONTHS_FIRST):
        for row in _rows(act.text, pattern):
            said = {2000 + int(each["year"]): _count(each) for each in row}
            if "mes" not in act.text[row[0].start() - 90 : row[-1].end() + 20].lower():
                continue
            told = _wrong(act, said, row[0].start())
            if told:
                year, message = told
                at = next((each for each in row if 2000 + int(each["year"]) == year), row[-1])
                yield Found(at.start(), at.end(), message, "Ricalcolare i mesi di ciascun anno.")


def _wrong(act: Act, said: Mapping[int, int], at: int) -> tuple[int, str] | None:
    """A year and what is wrong with it; None when some days or some length of the act explain the months."""
    first, last = min(said), max(said)
    spread = [months_by_year(one.value, other.value) for one, other in pairs(act) if other.value > one.value]
    same = [each for each in spread if (min(each), max(each)) == (first, last)]
    if any(all(abs(each[year] - said[year]) < 1 for year in said) for each in same):
        return None
    made = sum(said.values())
    near = [
        each
        for each in find_lengths(act.text)
        if each.unit == "mesi" and each.amount >= TWELVE and abs(each.start - at) < FAR
    ]
    fits = any(abs(each.amount - made) < 1 for each in near)
    if same:
        year = max(said, key=lambda each: abs(same[0][each] - said[each]))
        return year, f"Nel {year} i mesi sono {same[0][year]:.0f}, non {said[year]}."
    close = [each for each in near if abs(each.amount - made) <= TWELVE / 2]
    if fits or not close:
        return None
    return last, f"I mesi indicati sono in tutto {made}, la durata è «{close[0].text}»."


def months_by_year(first: date, last: date) -> dict[int, float]:
    """How many months of each year lie between two days, both counted."""
    months: dict[int, float] = {}
    for year in range(first.year, last.year + 1):
        start, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        months[year] = (end.month + end.day / 30) - (start.month - 1 + (start.day - 1) / 30) - 1
    return months


def _rows(text: str, pattern: re.Pattern[str]) -> Iterator[Sequence[re.Match[str]]]:
    """Two or more consecutive years with their months, close to one another."""
    run: list[re.Match[str]] = []
    for match in from_numbers(pattern, text) if pattern is MONTHS_FIRST else pattern.finditer(text):
        if not _count(match) or _count(match) > TWELVE:
            continue
        if run and (match.start() - run[-1].end() > NEAR or int(match["year"]) != int(run[-1]["year"]) + 1):
            if len(run) > 1:
                yield run
            run = []
        run.append(match)
    if len(run) > 1:
        yield run


def _count(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return read_count(groups.get("after") or groups["count"]) or 0


YEARS = re.compile(
    r"\b(?:eserciz\w+|annualità|bilanci)\b(?P<said>[^.;\n]{0,90}?)(?P<years>20\d\d(?:\s*(?:,|e|ed|,\s*e)\s*20\d\d)+)(?!\s*[-/]\d)",
    re.IGNORECASE,
)
OF_SERVICE = re.compile(
    r"\b(?:in\s+cui|nei\s+quali|res[ae]|rend\w+|ricad\w+|esigibil\w+|interessat\w+|matur\w+|svolg\w+|competenza|prestazion\w+)\b",
    re.IGNORECASE,
)
AROUND = 260


def _exercises(act: Act) -> Iterator[Found]:
    """Years in which a service is said to be given, where its days run into another."""
    for match in YEARS.finditer(act.text):
        start = act.flat.sentence(match.start(), match.end())[0]
        if not OF_SERVICE.search(act.text, max(start, match.start() - 110), match.start("years")):
            continue
        years = {int(each) for each in re.findall(r"20\d\d", match["years"])}
        spans = [
            {*range(one.value.year, other.value.year + 1)}
            for one, other in pairs(act)
            if other.value > one.value and abs(one.start - match.start()) < FAR
        ]
        near = [
            each
            for each in spans
            if len(each & years) > 1 or (len(years) > 1 < len(each) and min(each) == min(years))
        ]
        if not near or any(each == years for each in spans):
            continue
        apart = near[0] ^ years
        after = act.text[match.end() : match.end() + AROUND]
        if not any(str(each) in after for each in apart):
            wrong = ", ".join(map(str, sorted(near[0])))
            message = f"Le date indicate toccano gli anni {wrong}, non {match['years']}."
            yield Found(
                match.start("years"), match.end("years"), message, "Indicare tutti gli esercizi interessati."
            )


SCHEDULES = (counted("mesi_per_anno", WHY, _months), counted("esercizi", WHY, _exercises))
