"""A day or a number said twice, in words and in figures: «trenta giugno duemilaventisette (30/09/2027)», «giorni 30 (quaranta)»."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import WORD, read_count
from apps.municipal.tenders.rules.sums.moments import shown
from workbench.checks.references import MONTH, MONTHS
from workbench.italian import read_words

WHY = "Ciò che è detto due volte, in lettere e in cifre, deve dire la stessa cosa: altrimenti non si sa quale vale."
TIED = r"\s*(?:\(\s*|,?\s*(?:cioè|ossia|ovvero|dicesi|diconsi|vale\s+a\s+dire)\s+)(?:(?:il|l'|giorno|dicesi|in\s+lettere)\s*)*"
SAID = re.compile(
    rf"(?:(?P<day>{WORD}|primo|\d{{1,2}})°?\s+(?P<month>{MONTH})(?:\s+(?:del(?:l'anno)?\s+)?(?P<year>duemila[a-zàèéìòù]*|20\d\d))?|(?P<n_day>\d{{1,2}})[/.-](?P<n_month>\d{{1,2}})[/.-](?P<n_year>\d{{4}})){TIED}$",
    re.IGNORECASE,
)
IN_WORDS = re.compile(
    rf"{TIED}(?P<day>{WORD}|primo)\s+(?P<month>{MONTH})(?:\s+(?:del(?:l'anno)?\s+)?(?P<year>duemila[a-zàèéìòù]*|20\d\d))?\s*\)",
    re.IGNORECASE,
)


def _days(act: Act) -> Iterator[Found]:
    """A day and the same in other words beside it."""
    text = act.text
    for day in act.days:
        before = SAID.search(text, max(0, day.start - 70), day.start)
        after = IN_WORDS.match(text, day.end)
        closed = re.match(r"\s*[),;.]", text[day.end : day.end + 3])
        said = before if before and closed else after
        other = _read(said) if said else None
        if not said or not other:
            continue
        figures = (day.value.day, day.value.month, day.value.year)
        if any(one and one != two for one, two in zip(other, figures, strict=True)):
            message = f"In un modo si legge il {shown(day.value)}, nell'altro un altro giorno."
            yield Found(
                min(said.start(), day.start), max(said.end(), day.end), message, "Scrivere lo stesso giorno."
            )


def _read(match: re.Match[str]) -> tuple[int, int, int] | None:
    groups = match.groupdict()
    if groups.get("n_day"):
        return int(groups["n_day"]), int(groups["n_month"]), int(groups["n_year"])
    day = 1 if groups["day"].lower() == "primo" else read_count(groups["day"])
    year = groups["year"] or "0"
    read = int(year) if year.isdigit() else read_words(year.lower())
    return (day, MONTHS.index(groups["month"].lower()) + 1, read or 0) if day else None


REPETITIONS = (counted("data_ripetuta", WHY, _days),)
