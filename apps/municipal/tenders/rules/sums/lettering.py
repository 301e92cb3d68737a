"""Figures repeated in words that say another number."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Act, amount_text
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from workbench.italian import read_words

WHY = "Se cifre e lettere non coincidono non si sa quale valga: l'operatore e la ragioneria possono leggere importi diversi."
CENTS = re.compile(
    r"[/,]\s?(?P<figures>\d{2})\b|\bvirgola\s(?:(?P<said>\d{2})\b|(?P<words>zero\s(?:zero|[a-z]{3,8})|[a-zàèéìòù]{3,20})\b)",
    re.IGNORECASE,
)
COUNTED = r"(?:giorn[oi]|mes[ei]|ann[oi]|or[ae]|settiman[ae]|operator[ei]|punti|per\s?cento|per\s?mille|%|copie|unità|lotti|concorrenti|rate|euro)"
CLOSE = 0.3
SHARE = r"(?:%|per\s?(?:cento|mille))"
SAID = r"(?:(?:diconsi|dicasi|dicesi|in\s+lettere:?|leggasi)\s+)?"
FIGURE_FIRST = re.compile(
    rf"(?<![\w.,/-])(?P<figure>\d{{1,3}}(?:\.\d{{3}})*)\s?(?:{COUNTED}\s?)?\(\s?{SAID}(?P<word>[a-zàèéìòù]{{2,40}})(?:\s?{SHARE})?\s?\)",
    re.IGNORECASE,
)
WORDS_THEN_FIGURES = re.compile(
    r"\b(?:(?:euro|€)\s(?P<words>[a-zàèéìòù]{4,60}(?:\s[a-zàèéìòù]{4,40}){0,3})\s?(?:[/,]\s?\d{2})?|(?P<before>[a-zàèéìòù]{6,60})\s(?:[/,]\s?\d{2}\s)?euro)\s?,?\s?(?:\(|pari\s+a\s|cioè\s|ossia\s|–\s|-\s)\s?(?P<figure>(?:€|euro)\s?\d|\d(?=[\d.]{2,12}(?:,\d{2})?\s?(?:€|euro)))",
    re.IGNORECASE,
)
ALONE = re.compile(
    r"\bin\s+lettere\b[^.;\n\d€]{0,70}?(?<![a-zàèéìòù])(?P<words>[a-zàèéìòù]{10,80})(?=\s?/\d\d|\s+euro\b|\s?\))",
    re.IGNORECASE,
)
"""«In lettere, il corrispettivo è di euro dodicimila/00»: far from its figures"""
WORD_FIRST = re.compile(
    rf"\b(?P<word>[a-zàèéìòù]{{3,40}})\s(?:{SHARE}\s?)?\(\s?(?P<figure>\d{{1,3}}(?:\.\d{{3}})*)\s?{SHARE}?\s?\)",
    re.IGNORECASE,
)


def _amounts(act: Act) -> Iterator[Found]:
    for money in act.amounts:
        if money.in_words is None:
            continue
        cents = CENTS.search(act.text, money.end, money.words_end)
        wrong = money.in_words != int(money.value)
        if cents and not wrong:
            wrong = _cents(cents) not in (None, round(money.value % 1 * 100))
        if wrong:
            said = act.text[money.end : money.words_end].strip(" (")
            message = f"In cifre {amount_text(money.value)}, in lettere «{said}»."
            yield Found(
                money.start, money.words_end, message, "Riportare lo stesso importo in cifre e in lettere."
            )


def _cents(match: re.Match[str]) -> int | None:
    """`/00`, «virgola cinquanta», «virgola zero cinque»."""
    figures = match["figures"] or match["said"]
    if figures:
        return int(figures)
    words = match["words"].lower().removeprefix("zero").strip()
    return read_words(words) if words not in ("", "zero") else 0


def _numbers(act: Act) -> Iterator[Found]:
    money = [(each.start, each.words_end) for each in act.amounts]
    for pattern in (FIGURE_FIRST, WORD_FIRST):
        for match in scan(pattern, act.text):
            said = read_words(match["word"])
            figure = int(match["figure"].replace(".", ""))
            if said is None or said == figure or any(one <= match.start() < other for one, other in money):
                continue
            message = f"In cifre {match['figure']}, in lettere «{match['word']}»."
            yield Found(
                match.start(), match.end(), message, "Riportare lo stesso numero in cifre e in lettere."
            )


def _words_first(act: Act) -> Iterator[Found]:
    """«euro dodicimila/00 (€ 12.000,00)»."""
    for match in scan(WORDS_THEN_FIGURES, act.text):
        words = match["words"] or match["before"]
        said = read_words(words)
        money = next(iter(act.amounts_between(match.start("figure"), match.end())), None)
        if said is None or money is None or said == int(money.value):
            continue
        message = f"In cifre {amount_text(money.value)}, in lettere «{words}»."
        yield Found(match.start(), money.end, message, "Riportare lo stesso importo in cifre e in lettere.")


AFTER = re.compile(
    r"\s?(?:€|euro)?\s?[(–-]\s?(?:diconsi\s+|dicasi\s+)?(?:euro\s+)?(?P<words>[a-zàèéìòù]{6,60})\s?(?:/\d\d|euro\b)",
    re.IGNORECASE,
)


def _beside(act: Act) -> Iterator[Found]:
    """«9.400,00 euro (novemilacento euro)», «€ 12.500,00 - diconsi euro dodicimilaquattrocento/00»."""
    for money in act.amounts:
        match = AFTER.match(act.text, money.end) if money.in_words is None else None
        said = read_words(match["words"]) if match else None
        if match and said is not None and said != int(money.value):
            message = f"In cifre {amount_text(money.value)}, in lettere «{match['words']}»."
            yield Found(
                money.start, match.end(), message, "Riportare lo stesso importo in cifre e in lettere."
            )


def _alone(act: Act) -> Iterator[Found]:
    """An amount in words that is none of the act's amounts."""
    figures = {int(each.value) for each in act.amounts}
    beside = [(each.start, each.words_end) for each in act.amounts if each.in_words is not None]
    for match in scan(ALONE, act.text):
        said = read_words(match["words"])
        if said is None or said in figures or any(one <= match.start() < other for one, other in beside):
            continue
        near = min(figures, key=lambda each: abs(each - said), default=0)
        if abs(near - said) <= CLOSE * said:
            message = f"In lettere «{match['words']}», ma nell'atto l'importo più vicino è {amount_text(Decimal(near))}."
            yield Found(
                match.start("words"),
                match.end("words"),
                message,
                "Riportare lo stesso importo in cifre e in lettere.",
            )


LETTERING = (
    counted("lettere_importi_prima", WHY, _words_first),
    counted("lettere_importi", WHY, _amounts),
    counted("lettere_accanto", WHY, _beside),
    counted("lettere_numeri", WHY, _numbers),
    counted("lettere_sole", WHY, _alone),
)
