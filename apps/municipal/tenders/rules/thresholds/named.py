"""What a limit is of, told by the words around it: beside it, in the sentence before, in what is drawn from it."""

import re

from apps.municipal.tenders.acts import Money
from apps.municipal.tenders.rules.standing import Standing, law_figures
from apps.municipal.tenders.rules.thresholds.topics import topic_pattern

OF_LAW = re.compile(
    r"\b(?:obblig\w+|sogli[ae]|limite|legge|norma|scatt\w+|impost\w|impone|dovut\w|tetto|regola|necessari\w)\b",
    re.IGNORECASE,
)
DRAWN = re.compile(
    r";\s*(?:e\s+)?(?:(?:pertanto|quindi|perciò)\s*,?\s*)?(?:ricorr|sussist|si\s+(?:può|proced|applic)|è\s+(?:quindi\s+)?(?:possibil|consentit|ammess))\w*",
    re.IGNORECASE,
)
TIED = re.compile(
    r"\s?(?:euro|€)?\s?,?\s?(?:di\s+cui|previst\w|stabilit\w|fissat\w|indicat\w|contemplat\w)\s+(?:a|da|in|ne)\w*'?\s?(?:art\w*\.?|allegato|comma)?[^,;\n]{0,45}",
    re.IGNORECASE,
)
MEANT = re.compile(
    r"\b(?:tal[ei]|dett[aoei]|quest[aoei]|suddett[aoei]|siffatt[aoei]|ciò)\s+(?:circostanz\w|obblig\w+|regol\w|mancanz\w|condizion\w|limit\w|onere|adempiment\w|facoltà|possibilità|deroga|modalità|procedur\w|strument\w)|\bciò\b",
    re.IGNORECASE,
)


def topics_tied(after: str) -> list[str]:
    """«i 500.000 euro di cui all'allegato II.14»: what is named right after the amount, where no letter of art. 50 is."""
    found = TIED.match(after)
    topics = topics_named("", found[0]) if found else []
    return [] if topics and topics[0] in ("art50", "soglia_ue") else topics


def topics_named(before: str, after: str) -> list[str]:
    """What a limit may be of, the nearest first: what stands before counts as nearer."""
    found = [(len(before) - match.end(), match.lastgroup or "") for match in topic_pattern().finditer(before)]
    found += [(match.start() + 60, match.lastgroup or "") for match in topic_pattern().finditer(after)]
    return list(dict.fromkeys(topic for _, topic in sorted(found)))


def topics_meant(standing: Standing, start: int, before: str) -> list[str]:
    """«Il Comune non è qualificato; tale circostanza non rileva fino a …»: what «tale» points at."""
    if start < 2 or not MEANT.search(before):
        return []
    return topics_named(standing.act.text[max(0, start - 240) : start], "")


def topics_above(standing: Standing, start: int, sentence: str) -> list[str]:
    """«Il MEPA è stato usato. L'obbligo parte da 1.000 euro»: what the sentence before speaks about."""
    if start < 2 or not OF_LAW.search(sentence):
        return []
    before, _ = standing.act.flat.sentence(start - 2, start - 2)
    return topics_named(standing.act.text[max(before, start - 220) : start], "")


def topics_below(standing: Standing, amount: Money, end: int) -> list[str]:
    """«è inferiore alla soglia di 150.000; ricorrono i presupposti dell'affidamento diretto»: what is drawn from it."""
    drawn = DRAWN.match(standing.act.text, end) if amount.value in law_figures() else None
    return topics_named("", standing.act.text[end : drawn.end() + 70]) if drawn else []
