"""This contract's amount said to be below or above a limit, when it is not."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import amount_text
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.thresholds.limits import LEAST, judged, stated_amounts
from apps.municipal.tenders.rules.wording import wording

COMPARED = wording(
    r"\b(?:essendo|trattandosi|poich[eé]|in\s+quanto|considerat\w+|atteso|dato|data|stante|visto|giacch[eé]|siccome|l'importo|il\s+valore|la\s+spesa|l'affidamento|l'appalto)\b(?P<between>~{0,110}?)\b(?P<how>inferior[ei]\s+(?:a|ai|all[ae]\s+soglia\s+di)|al\s+di\s+sotto\s+(?:di|dei|della\s+soglia\s+di)|sotto\s+(?:i|la\s+soglia\s+di)|superior[ei]\s+(?:a|ai|all[ae]\s+soglia\s+di)|non\s+(?:supera|eccede)\s+(?:i|la\s+soglia\s+di)|supera\s+(?:i|la\s+soglia\s+di))\s+(?:€|euro)?\s*$"
)
GENERAL = re.compile(
    r"\b(?:per\s+(?:gli|i|le)|degli|dei|delle|gli\s+(?:acquisti|affidamenti)|i\s+(?:contratti|servizi|lavori)|contratti\s+di|precedent\w+|singol\w+|lott[oi]\b|se\b|qualora|nel\s+caso)\b",
    re.IGNORECASE,
)


def _compared(standing: Standing) -> Iterator[Found]:
    """«essendo l'importo inferiore a 40.000 euro», when it is not."""
    values = standing.values
    for amount in stated_amounts(standing) if values else ():
        start = max(0, amount.start - 190)
        found = COMPARED.search(standing.act.text[start : amount.start])
        if not found or amount.value < LEAST or GENERAL.search(found["between"]) or amount.value in values:
            continue
        is_below = not re.match(r"super", found["how"], re.I)
        if re.search(r"\bnon\s+(?:è\s+)?$", found["between"], re.I):
            is_below = not is_below
        wrong = (
            all(value >= amount.value for value in values)
            if is_below
            else all(value < amount.value for value in values)
        )
        if wrong and not judged(standing, amount):
            told = amount_text(max(values))
            message = f"L'importo è detto {'inferiore' if is_below else 'superiore'} a {amount_text(amount.value)}, ma è di {told}."
            yield Found(
                start + found.start(),
                amount.words_end,
                message,
                "Correggere il confronto, e le regole che ne derivano.",
            )


COMPARISONS = (
    threshold(
        "confronto",
        "artt. 14, 50 e 52",
        "L'atto applica una regola perché il suo importo starebbe sotto o sopra un limite, e non è così.",
        _compared,
    ),
)
