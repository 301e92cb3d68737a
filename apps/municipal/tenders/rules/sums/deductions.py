"""Differences that sentences state: what is left of an amount, and what one comes to with another."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.acts.amounts import LIMITS
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.additions import SMALLEST_SUM, is_sum
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import RATES, nearly
from apps.municipal.tenders.rules.sums.tabling import misread, shown, swapped
from apps.municipal.tenders.rules.sums.totals import WHY_TOTAL

FAR = 350
LEFT = re.compile(
    r"\b(?:rest(?:a|ano|ante|erebbe\w*)|residu\w+|riman\w+|differenz\w+|ecced\w+|avanz[oi]\b|scart\w+|margine|disponibil\w+|minor[ei]?\s+(?:spes|cost|esbors)\w+|economi[ae]\s+(?:di|per)|risparmi\w+|(?<!non\s)soggett[oaie]\s+a\s+ribasso|ribassabil\w+|detratt\w+|al\s+netto\s+d\w+|(?:inferior|superior|minor|maggior)\w*\s+(?:di|per)|con\s+(?:un[oa']?\s?)?(?:ribass|scont|benefici|vantaggi|economi)\w*|economi[ae]\s+pari|più\s+(?:bass|alt|convenient|car)\w+\s+di)\b(?:[^\d€;\n.]|\.(?!\s+(?-i:[A-ZÈ]))){0,60}$",
    re.IGNORECASE,
)


def _differences(act: Act) -> Iterator[Found]:
    """«tolto il costo della manodopera, resta soggetta a ribasso la somma di …»."""
    every = {each.value for each in act.amounts if each.value > 0}
    for at, rest in enumerate(act.amounts):
        if rest.value in LIMITS or not LEFT.search(act.text, max(0, rest.start - 90), rest.start):
            continue
        if any(one - rest.value in every for one in every):
            continue
        end = act.flat.sentence(rest.start, rest.end)[1]
        around = act.amounts[max(0, at - 5) : at + 3]
        near = [
            each for each in around if each is not rest and rest.start - each.end < FAR and each.start < end
        ]
        beside = {each.value for each in near}
        rights = [(one - less.value, one in beside) for less in near for one in every if one > less.value]
        slips = (made for made, close in rights if (swapped if close else misread)(made, rest.value))
        found = next(slips, None)
        if found and rest.value >= SMALLEST_SUM:
            message = (
                f"Indicato {shown(rest.value)}: la differenza degli importi che precedono è {shown(found)}."
            )
            yield Found(
                rest.start, rest.end, message, f"Scrivere {shown(found)}, o correggere gli altri importi."
            )


DEDUCT = re.compile(
    r"\b(?:dedott\w+|dedur\w+|detra\w+|tolt[oaie]|toglie\w*|sottra\w+|(?<!non\s)(?<!\bin\s)meno(?!\s+di\b)|al\s+netto\s+d\w+)\b",
    re.IGNORECASE,
)
PAID = re.compile(
    r"\b(?:liquid\w+|pag\w+|rest\w+|residu\w+|riman\w+|spetta\w*|dovut\w+|quindi|pertanto|nett[oa]|erog\w+|vers\w+|corrispond\w+|cioè|ossia|pari|è)(?!\w)|=",
    re.IGNORECASE,
)
DIFFERENCE = re.compile(r"\b(?:differenza|scarto|divario)\s+(?:fra|tra)\b[^\d€;]{0,50}$", re.IGNORECASE)
AND = re.compile(r"\s(?:e|ed)\s", re.IGNORECASE)
ADDED = re.compile(r"\b(?:sommat\w+|aggiunt\w+|aggiung\w+)\b", re.IGNORECASE)
BRINGS = re.compile(
    r"\b(?:porta\w*|ammonta\w*|totale|complessiv\w+|fa|fanno|dà|danno|sale|diventa|raggiunge)\b|=",
    re.IGNORECASE,
)
BETWEEN, LOW, HIGH = 130, Decimal("0.6"), Decimal("1.6")


def _deducted(act: Act) -> Iterator[Found]:
    """«il SAL n. 2 è di € 64.000,00; dedotto il SAL n. 1 di € 28.500,00, si liquidano € 36.500,00»."""
    for at, (whole, less, rest) in enumerate(
        zip(act.amounts, act.amounts[1:], act.amounts[2:], strict=False)
    ):
        first, second = act.text[whole.words_end : less.start], act.text[less.words_end : rest.start]
        if max(len(first), len(second)) > BETWEEN or not PAID.search(second):
            continue
        apart = DIFFERENCE.search(act.text, max(0, whole.start - 70), whole.start) and AND.search(first)
        if not apart and not DEDUCT.search(first):
            continue
        made = whole.value - less.value
        near = {each.value for each in act.amounts[max(0, at - 6) : at + 8]}
        if (
            made <= 0
            or re.search(r"%|per\s?cento|\n\n", first + second)
            or not LOW * made < rest.value < HIGH * made
            or any(nearly(made * rate, rest.value) for rate in RATES)
        ):
            continue
        known = {one - other for one in near for other in near} | {
            one + other for one in near for other in near
        }
        if rest.value not in known and sum(each.value == rest.value for each in act.amounts) == 1:
            message = (
                f"{shown(whole.value)} meno {shown(less.value)} fa {shown(made)}, non {shown(rest.value)}."
            )
            yield _wrong(whole, rest, made, message)


def _put_together(act: Act) -> Iterator[Found]:
    """«la maggiore spesa di € 2.350,00, sommata agli originari € 19.400,00, porta il contratto a € 21.570,00»."""
    for at, (one, other, whole) in enumerate(
        zip(act.amounts, act.amounts[1:], act.amounts[2:], strict=False)
    ):
        first, second = act.text[one.words_end : other.start], act.text[other.words_end : whole.start]
        if max(len(first), len(second)) > BETWEEN or not ADDED.search(first) or not BRINGS.search(second):
            continue
        made = one.value + other.value
        before = [each.value for each in act.amounts[max(0, at - 5) : at + 2]]
        if (
            "\n\n" in first + second
            or is_sum(whole.value, before)
            or not LOW * made < whole.value < HIGH * made
        ):
            continue
        if re.search(r"%|per\s?cento", first + second) or whole.value in before:
            continue
        message = f"{shown(one.value)} e {shown(other.value)} fanno {shown(made)}, non {shown(whole.value)}."
        yield _wrong(one, whole, made, message)


def _wrong(first: Money, stated: Money, made: Decimal, message: str) -> Found:
    """The stated amount; the whole statement begins with the first one."""
    said = first.start, stated.end
    fix = f"Scrivere {shown(made)}."
    return Slip(stated.start, stated.end, message, fix, gap=stated.value - made, made=made, said=said)


DEDUCTIONS = (
    counted("aggiunta", WHY_TOTAL, _put_together),
    counted("detrazione", WHY_TOTAL, _deducted),
    counted("differenza", WHY_TOTAL, _differences),
)
