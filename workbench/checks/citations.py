"""What a citation of the law states: article with its law, paragraph, and the date when it gives one."""

import re

from workbench.checks.dates import NUMERIC_DATE, WRITTEN_DATE, Made, date
from workbench.checks.references import articles_of, law_of, paragraph_of


def citation(match: re.Match[str]) -> Made:
    """«art. 10-bis, comma 1, della legge 241/1990»: article and law together support each of them alone."""
    law, articles, paragraph = law_of(match), articles_of(match), paragraph_of(match)
    if law and articles:
        made: Made = [(f"{article} {law}", frozenset({article, law})) for article in articles]
    else:
        made = [(value, frozenset()) for value in ([law] if law else articles)]
    return made + ([(paragraph, frozenset())] if paragraph else []) + _day_of_law(match)


def _day_of_law(match: re.Match[str]) -> Made:
    """«legge 7 agosto 1990, n. 241» also states a day, which can be invented."""
    groups = match.groupdict()
    written = groups.get("date") or groups.get("date_after") or ""
    found = WRITTEN_DATE.fullmatch(written) or NUMERIC_DATE.fullmatch(written)
    return date(found) if found else []
