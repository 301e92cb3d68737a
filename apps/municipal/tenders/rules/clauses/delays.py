"""Penalties for delay that are written in euro for each day."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import amount_text
from apps.municipal.tenders.law import penalties
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.phrasing import the
from apps.municipal.tenders.rules.clauses.statements import before
from apps.municipal.tenders.rules.clauses.worth import in_letters
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

PENALTY = re.compile(r"\b(?:penal(?:e|i|ità|ita')(?!\w)|sanzion\w+)", re.IGNORECASE)
LATE = re.compile(r"\britard\w+", re.IGNORECASE)
EACH_DAY = re.compile(
    r"\s?(?:\([^)]{0,60}\)\s?)?,?\s?(?:(?:al|a|per\s+ogni|per\s+ciascun|ogni|per)\s+(?:singolo\s+)?(?:giorno|dì\b|di'|gg\b)|giornalier\w+)",
    re.IGNORECASE,
)
A_DAY = re.compile(
    r"\b(?:giornalier\w+|(?:ogni|ciascun[oa]?)\s+(?:giorno|giornata|dì))\b[^.;\d\n]{0,100}$", re.IGNORECASE
)
OF_DAY = re.compile(
    r"\b(?:al|per|a)\s+(?:(?:ogni|ciascun|singolo)\s+)?(?:giorno|dì|die)(?:\s+di\s+ritardo)?[\s|:.…–-]*(?:€|euro|eur)?\s*$",
    re.IGNORECASE,
)
"""in a row: «Ritardo, al giorno | 50,00»"""
OF_PART = re.compile(r"\b(?:lott[oi]\b|mille\b|per\s+cento|massim\w+|canone|rat[ae]\b)|%|‰", re.IGNORECASE)
TENTH = Decimal("0.1")
DAILY_WORDING = "Per ogni giorno di ritardo si applica una penale dell'1 per mille dell'ammontare netto contrattuale (art. 126, comma 1, del D.Lgs. 36/2023)."


def _daily_sums(standing: Standing) -> Iterator[Found]:
    """So many euro for each day of delay: more than the most per mille of the value."""
    if not standing.values or not PENALTY.search(standing.act.text):
        return
    text, worth = standing.act.text, max(standing.values)
    most = max(penalties(day).value.most for day in standing.days)
    for money in (*standing.act.amounts, *in_letters(text)):
        is_daily = EACH_DAY.match(text, money.words_end) or A_DAY.search(
            text, max(0, money.start - 125), money.start
        )
        is_daily = is_daily or OF_DAY.search(text, max(0, money.start - 40), money.start)
        if not is_daily or money.value * 1000 <= worth * most:
            continue
        one, other = sentence_of(standing.act.flat, money.start, money.words_end)
        sentence = text[one:other]
        if not LATE.search(sentence) or OF_PART.search(sentence):
            continue
        if PENALTY.search(sentence) or PENALTY.search(before(text, one)):
            share = (money.value * 1000 / worth).quantize(TENTH)
            message = f"Penale giornaliera di {amount_text(money.value)}, cioè {the(share)} per mille di {amount_text(worth)}: a questa data non può superare {the(most)} per mille al giorno."
            yield Found(money.start, money.words_end, message, DAILY_WORDING, "avviso")


DELAYS = (
    clause(
        "penali_in_euro",
        "art. 126 c. 1",
        "Anche una penale scritta in euro sta entro la misura giornaliera fissata dal Codice.",
        _daily_sums,
        "alta",
    ),
)
