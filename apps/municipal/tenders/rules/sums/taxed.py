"""Amounts said to be with VAT that are those without it, and the other way round."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.acts.amounts import GROSS, LIMITS, NET
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.tabling import shown

WHY = "L'impegno si prende al lordo dell'IVA: lo stesso importo non può essere sia con l'imposta sia senza."
CLOSE = 24
RATED = re.compile(r"\d{1,2}\s?(?:%|per\s?cento)", re.IGNORECASE)
EXEMPT = re.compile(
    r"\b(?:esent\w+|non\s+imponibil\w+|fuori\s+campo|non\s+soggett\w+|reverse)\b", re.IGNORECASE
)


def _twice(act: Act) -> Iterator[Found]:
    """«al prezzo di € 5.200,00 oltre IVA 22% … impegnare € 5.200,00, IVA compresa»."""
    net = {each.value: each for each in act.amounts if _says(act, each, NET) and _has_tax(act, each)}
    for each in act.amounts if net else ():
        if each.value in net and each.value not in LIMITS and _says(act, each, GROSS):
            message = f"{shown(each.value)} è indicato sia al netto sia al lordo dell'IVA."
            yield Found(
                each.start, each.end, message, "Indicare l'importo con l'IVA, o correggere la dicitura."
            )


def _says(act: Act, money: Money, words: re.Pattern[str]) -> bool:
    """Whether the words come just after the amount, before any other figure."""
    end = max(money.end, money.words_end)
    found = words.search(act.text, end, end + CLOSE + 16)
    if not found or found.start() - end >= CLOSE:
        return False
    return not re.search(r"[\d;\n]", act.text[end : found.start()])


def _has_tax(act: Act, money: Money) -> bool:
    """Whether a rate above zero is said of it."""
    end = max(money.end, money.words_end)
    said = act.text[end : end + 70]
    return bool(RATED.search(said)) and not EXEMPT.search(said)


TAXED = (counted("netto_lordo", WHY, _twice),)
