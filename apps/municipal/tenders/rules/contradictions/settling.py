"""One disagreement is told once: under the first rule that sees it, and not again where it only leads to others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.lengths import WORDS, count_of
from apps.municipal.tenders.rules.contradictions.pairing import exchanged
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.rule import Compare, Found, Rule
from apps.municipal.tenders.rules.scanning import scan

LEAST = Decimal(1000)
"""euro; smaller figures are alike by chance"""
COUNTED = re.compile(rf"(?<![,\d])\d{{1,3}}(?:\.\d{{3}})*|\b{WORDS}{{1,4}}\b", re.IGNORECASE)
INSTEAD = re.compile(
    rf"\b(?:contro|a\s+fronte\s+d\w+|anziché|in\s+luogo\s+d\w+|invece\s+d\w+|rispetto\s+a\w*)\s+(?:i\s+|gli\s+|le\s+|il\s+|l')?(?P<count>\d{{1,3}}(?:\.\d{{3}})*|{WORDS}{{1,4}})\b",
    re.IGNORECASE,
)
SAME_RATIO = Decimal("0.00001")


@dataclass(frozen=True)
class Told:
    rule: str
    act: Act
    found: Found


@dataclass(frozen=True)
class Pair:
    """Two amounts of two documents that should be one."""

    documents: tuple[str, str]
    mine: Decimal
    yours: Decimal


def told_once(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The same rules, each without what an earlier one has told."""
    settled = Settled(rules)
    return tuple(replace(rule, compare=settled.by(rule.id)) for rule in rules)


class Settled:
    """What all rules find in the last acts that were compared, settled once for all of them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._last: tuple[list[Act], list[Told]] = [], []

    def by(self, rule: str) -> Compare:
        def compare(acts: Sequence[Act]) -> Iterator[tuple[Act, Found]]:
            for told in self._of(acts):
                if told.rule == rule:
                    yield told.act, told.found

        return compare

    def _of(self, acts: Sequence[Act]) -> Sequence[Told]:
        last, told = self._last
        if len(last) != len(acts) or any(one is not other for one, other in zip(last, acts, strict=True)):
            told = list(settle(self._all(acts), {each.document.name: each for each in acts}))
            self._last = list(acts), told
        return told

    def _all(self, acts: Sequence[Act]) -> Iterator[Told]:
        for rule in self._rules:
            for act, found in rule.compare(acts) if rule.compare else ():
                yield Told(rule.id, act, found)


def settle(told: Iterator[Told], acts: dict[str, Act]) -> Iterator[Told]:
    """Without amounts that disagree only because others do: the same again, or as much more or times as much."""
    known: list[tuple[str, int, Pair]] = []
    for each in told:
        if _is_bettered(each, acts):
            continue
        pairs = list(_pairs(each, acts))
        again = [pair for pair in pairs if any(_follows(pair, each, *one) for one in known)]
        if not pairs or len(again) < len(pairs):
            known += [(each.rule, each.found.start, pair) for pair in pairs]
            yield each


def _is_bettered(told: Told, acts: dict[str, Act]) -> bool:
    """Whether either document says that its own figure takes the place of the other: «entro 30 minuti contro i 45 chiesti»."""
    mine = _counts(told.act.text[told.found.start : told.found.end])
    return bool(told.found.against) and all(
        _counts(acts[name].text[start:end]) & replaced(told.act) or mine & replaced(acts[name])
        for name, start, end in told.found.against
    )


def _counts(words: str) -> frozenset[int]:
    read = (count_of(found[0].replace(".", "")) for found in COUNTED.finditer(words))
    return frozenset(count for count in read if count)


@per_act
def replaced(act: Act) -> frozenset[int]:
    """The figures that an act names as those of which another took the place."""
    return frozenset().union(*(_counts(found["count"]) for found in scan(INSTEAD, act.text)))


def _pairs(told: Told, acts: dict[str, Act]) -> Iterator[Pair]:
    mine = _amount(told.act, told.found.start, told.found.end)
    for name, start, end in told.found.against:
        yours = _amount(acts[name], start, end)
        if mine and yours:
            yield Pair((told.act.document.name, name), mine, yours)


def _amount(act: Act, start: int, end: int) -> Decimal | None:
    """The amount at a place; None where there is none, or a small one."""
    found = next((each for each in act.amounts if each.start < end and start < each.end), None)
    return found.value if found and found.value >= LEAST else None


def _follows(pair: Pair, told: Told, rule: str, start: int, known: Pair) -> bool:
    if pair.documents != known.documents:
        return False
    if (pair.mine, pair.yours) == (known.mine, known.yours):
        return rule != told.rule or start != told.found.start
    if pair.mine == known.mine or pair.yours == known.yours or exchanged(pair.mine, pair.yours):
        return False
    more = pair.mine - pair.yours == known.mine - known.yours
    return more or abs(pair.mine / pair.yours - known.mine / known.yours) < SAME_RATIO
