"""Formulas of the price score, and the examples that an act works out with them."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.tabling import shown

WHY = "L'esempio di calcolo spiega la formula: se non torna, non si sa quale dei due vale."
NAME = r"[A-Z][A-Za-z]{0,6}(?:_\w{1,4})?"
FIGURE = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
FORMULA = re.compile(
    rf"(?<!\w)(?P<result>{NAME})\s?=\s?(?P<body>(?:\(?\s?(?:{FIGURE}|{NAME})\s?\)?\s?[×x*·/:+−-]\s?)+\(?\s?(?:{FIGURE}|{NAME})[\s)]{{0,4}})(?!\w)"
)
GIVEN = re.compile(
    rf"(?<!\w)(?P<name>{NAME})\s?(?:=|:|è|sia|fosse|vale|pari\s+a)\s?(?:pari\s+a\s+|uguale\s+a\s+|di\s+)?(?:€|euro)?\s?(?P<value>{FIGURE})(?!\d|\s?[×x*·/+]\s?[(\dA-Z])"
)
POINTS = re.compile(
    rf"(?:\b(?P<points>{FIGURE})\s+(?:punti|p\.)|(?<!\w)(?P<name>{NAME})\s?=\s?(?P<value>{FIGURE})(?!\d|\s?[×x*·/+]))"
)
TOKEN = re.compile(rf"(?P<figure>{FIGURE})|(?P<name>{NAME})|(?P<sign>[×x*·/:+−()-])")
REACH = 420
SLACK = Decimal("0.011")
CONTEXT = re.compile(r"\besempi\w*|\bcaso\b|\bsupp\w+|\bse\b|\bipotes\w+|\bcon\b", re.IGNORECASE)


def _examples(act: Act) -> Iterator[Found]:
    """«P = 30 × (Pmin / Pi) … se Pmin è 80.000 e Pi è 100.000 spettano 26 punti»."""
    for formula in FORMULA.finditer(act.text):
        names = set(re.findall(NAME, formula["body"])) - {"x"}
        said = act.text[formula.end() : formula.end() + REACH]
        given = {
            match["name"]: match for match in reversed(list(GIVEN.finditer(said))) if match["name"] in names
        }
        if not names or set(given) != names or not CONTEXT.search(said):
            continue
        made = evaluate(formula["body"], {name: _value(match["value"]) for name, match in given.items()})
        last = max(match.end() for match in given.values())
        stated = next(
            (
                each
                for each in POINTS.finditer(said, last)
                if each["points"] or each["name"] == formula["result"]
            ),
            None,
        )
        if made is None or not stated:
            continue
        group = "points" if stated["points"] else "value"
        value = _value(stated[group])
        places = len(stated[group].partition(",")[2])
        slack = SLACK if places > 1 else Decimal(1) / 10**places
        if abs(made - value) >= slack and value != made.to_integral_value():
            start = formula.end() + stated.start(group)
            message = f"Con la formula indicata i punti sono {shown(made.quantize(Decimal('0.01')))}, non {stated[group]}."
            yield Found(start, formula.end() + stated.end(), message, "Correggere l'esempio o la formula.")


def _value(written: str) -> Decimal:
    return Decimal(written.replace(".", "").replace(",", "."))


def evaluate(body: str, values: Mapping[str, Decimal]) -> Decimal | None:
    """The value of a formula from left to right, products first; None where it cannot be read."""
    tokens: list[str | Decimal] = []
    for match in TOKEN.finditer(body):
        if match["figure"]:
            tokens.append(_value(match["figure"]))
        else:
            tokens.append(match["sign"] or values.get(match["name"], match["name"]))
    surplus = tokens.count(")") - tokens.count("(")
    while surplus > 0 and tokens[-1] == ")":
        tokens.pop()
        surplus -= 1
    try:
        value, at = _sum(tokens, 0)
    except (IndexError, TypeError, DivisionByZero, InvalidOperation):
        return None
    return value if at == len(tokens) else None


def _sum(tokens: list[str | Decimal], at: int) -> tuple[Decimal, int]:
    value, at = _product(tokens, at)
    while at < len(tokens) and tokens[at] in ("+", "-", "−"):
        other, after = _product(tokens, at + 1)
        value, at = (value + other if tokens[at] == "+" else value - other), after
    return value, at


def _product(tokens: list[str | Decimal], at: int) -> tuple[Decimal, int]:
    value, at = _factor(tokens, at)
    while at < len(tokens) and tokens[at] in ("×", "x", "*", "·", "/", ":"):
        other, after = _factor(tokens, at + 1)
        value, at = (value / other if tokens[at] in ("/", ":") else value * other), after
    return value, at


def _factor(tokens: list[str | Decimal], at: int) -> tuple[Decimal, int]:
    token = tokens[at]
    if token == "(":
        value, after = _sum(tokens, at + 1)
        if tokens[after] != ")":
            raise TypeError
        return value, after + 1
    if not isinstance(token, Decimal):
        raise TypeError
    return token, at + 1


FORMULAS = (counted("formula", WHY, _examples, article="art. 108 D.Lgs. 36/2023"),)
