"""Sums that are written out: «(2 x 3 x 6 x 310): 10.160», «64.000,00 − 8.000,00 = 56.000,00», «12.000 mq (4.000 + 8.000)»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.quantities import VAT_FACTORS
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.tabling import FIGURE, shown, value_of

WHY = "Un conto scritto per esteso deve tornare: chi legge lo rifà, e non sa quale delle cifre vale."
UNIT = r"(?:\s?(?:€|euro|eur\b|%|per\s?cento))?(?:\s(?!(?:per|più|meno|diviso|pari|cioè|ossia|quindi|totale|fa|fanno|di|in|e|ed|a|al|con|su|oltre|iva|x)\b)[^\W\d_]{1,20}[²³.]?){0,3}"
PLAIN = rf"(?:(?:€|euro|eur|mq|ml|km|kg|ore|h|n\.|gg\.?)\s?)?{FIGURE}(?![\d.,]*\d){UNIT}"
OPERATOR = r"(?:\s?[x×*·+÷]\s?|\s[-−–/:]\s|\s?−\s?|\s(?:più|meno|diviso|moltiplicato\s+per)\s)"
TERM = rf"\(?\s?{PLAIN}\s?\)?"
WRITTEN = re.compile(
    rf"(?<![\w.,/€+×*-])(?<!\d:)(?<![+x×*−–-]\s)(?:\(\s?)?{TERM}(?:{OPERATOR}{TERM}){{1,11}}", re.IGNORECASE
)
TOKEN = re.compile(
    rf"(?P<figure>{FIGURE})(?P<share>\s?(?:%|per\s?cento))?|(?P<open>\()|(?P<close>\))|(?P<sign>[x×*·+÷/:]|[-−–](?=\s|\d)|\bpiù\b|\bmeno\b|\bdiviso\b|\bmoltiplicato\b|\bx\b)",
    re.IGNORECASE,
)
MAKES = r"(?:=|→|,?\s*(?:cioè|ossia|pari\s+a|quindi|vale\s+a\s+dire|totale|in\s+tutto|fa|fanno|danno|dà|sono|per\s+(?:un\s+totale\s+di|complessiv\w+)))"
RESULT = re.compile(
    rf"\s?\)?\s?(?:{MAKES}|(?<=\)):|(?<=\)\s):)\s?(?:a\s+|di\s+|per\s+)?(?:€|euro|eur|ore|mq|km|n\.)?\s?(?P<result>{FIGURE})(?![\d.,]*\d|\s?(?:%|per\s?cento|[x×*+−]\s?\d))",
    re.IGNORECASE,
)
IN_ROW = re.compile(
    rf"(?:/(?:mese|anno|giorno|ora))?\s?(?:[\t|]|\.{{3,}}|…+)[^\S\n]?(?:€\s?|euro\s)?\s?(?P<result>{FIGURE})(?=\s?(?:€|euro)?\s?(?:\||\n|\Z))",
    re.IGNORECASE,
)
"""«siepi, ml 3.200 x € 2,50 ..... 8.000,00»: the last cell of the row"""
STATED = re.compile(
    rf"(?P<result>{FIGURE})(?:\s?(?:€|euro|eur\b))?(?:[^\S\n][^\W\d_]{{1,20}}[²³.]?){{0,4}}\s?(?:\(|=|,?\s?di\s+cui|:|pari\s+a|dat[oa]\s+da|cioè)\s?(?:€|euro)?\s?$",
    re.IGNORECASE,
)
SIGNS = {"x": "*", "×": "*", "·": "*", "moltiplicato": "*", "÷": "/", ":": "/", "diviso": "/", "più": "+", "meno": "-", "−": "-", "–": "-"}  # fmt: skip
FACTORS = (Decimal(1), Decimal(12))
"""also of a year"""
LEAST, MOST, BACK = Decimal("0.3"), Decimal(3), 90


@dataclass(frozen=True)
class Figures:
    """What an expression makes, with the addends of its first level."""

    value: Decimal
    only_sums: bool


def _expressions(act: Act) -> Iterator[Found]:
    for match in scan(WRITTEN, act.text):
        made = evaluate(match[0])
        stated = made and _stated(act.text, match)
        if not made or not stated or not made.value:
            continue
        result = value_of(stated["result"])
        taxed = VAT_FACTORS if "iva" in act.text[match.start() - BACK : match.end() + BACK].lower() else ()
        if any(_rounds_to(made.value * factor, result, stated["result"]) for factor in (*FACTORS, *taxed)):
            continue
        ratio = result / made.value
        if LEAST < ratio < MOST or any(
            abs(ratio - power) < power / 100 for power in (Decimal("0.1"), Decimal(10))
        ):
            start, end = stated.span("result")
            message = f"Il conto scritto fa {shown(made.value)}, non {shown(result)}."
            start, end = min(start, match.start()), max(end, match.end())
            yield Slip(start, end, message, "Rifare il conto.", gap=result - made.value)


def _stated(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """The result, after the expression or before its bracket."""
    # «67.000 meno 5%» does not say of what.
    in_row = None if "%" in match[0] else IN_ROW.match(text, match.end())
    return (
        RESULT.match(text, match.end())
        or in_row
        or STATED.search(text, max(0, match.start() - BACK), match.start())
        or _inside(text, match)
    )


def _inside(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """«48.600 (1.350 x 36)»: the bracket opens inside the match."""
    opened = match[0].startswith("(")
    return STATED.search(text, max(0, match.start() - BACK), match.start() + 1) if opened else None


def _rounds_to(value: Decimal, result: Decimal, written: str) -> bool:
    places = len(written.partition(",")[2])
    step = Decimal(1) / 10**places
    return abs(value - result) <= max(step / 2, Decimal("0.05") if places else Decimal("0.5"))


def evaluate(written: str) -> Figures | None:
    """The value of an expression with its brackets; None where it is none."""
    tokens: list[str | Decimal] = []
    for token in TOKEN.finditer(written):
        if token["figure"]:
            tokens.append(value_of(token["figure"]) / (100 if token["share"] else 1))
        elif token["sign"]:
            tokens.append(SIGNS.get(token["sign"].lower(), token["sign"]))
        else:
            tokens.append(token[0])
    while tokens and tokens.count("(") > tokens.count(")") and tokens[0] == "(":
        del tokens[0]
    while tokens and tokens.count(")") > tokens.count("(") and tokens[-1] == ")":
        del tokens[-1]
    try:
        value, rest = _sum(tokens)
    except (IndexError, TypeError, DivisionByZero, InvalidOperation):
        return None
    return (
        Figures(value, all(each in ("+", "-") for each in tokens if isinstance(each, str)))
        if not rest
        else None
    )


Tokens = list[str | Decimal]


def _sum(tokens: Tokens) -> tuple[Decimal, Tokens]:
    value, rest = _product(tokens)
    while rest and rest[0] in ("+", "-"):
        other, after = _product(rest[1:])
        value, rest = (value + other if rest[0] == "+" else value - other), after
    return value, rest


def _product(tokens: Tokens) -> tuple[Decimal, Tokens]:
    value, rest = _factor(tokens)
    while rest and rest[0] in ("*", "/"):
        other, after = _factor(rest[1:])
        value, rest = (value * other if rest[0] == "*" else value / other), after
    return value, rest


def _factor(tokens: Tokens) -> tuple[Decimal, Tokens]:
    if tokens[0] == "(":
        value, rest = _sum(tokens[1:])
        if rest[0] != ")":
            raise TypeError
        return value, rest[1:]
    if not isinstance(tokens[0], Decimal):
        raise TypeError
    return tokens[0], tokens[1:]


EXPRESSIONS = (counted("conto_scritto", WHY, _expressions),)
