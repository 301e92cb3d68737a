"""What the rules of arithmetic share: they need no law, hold for every text, and are verified by the sum itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Find, Found, Rule, Severity
from apps.municipal.tenders.rules.sums.moments import Same

SOURCE = "aritmetica e calendario"
LEAST_GAP = Decimal(1)
"""what two slips by chance may share"""
ONE_TABLE = 1200
"""characters within which an addend and its total stand; farther apart two slips may share a round figure"""
MUCH = 3
"""times that one passage may be longer than another that tells the same"""
APART = frozenset(
    f"conti.{name}"
    for name in ("giorno_settimana", "data_inesistente", "durc_scaduto", "durc_durata", "ordine_date")
)
"""what they tell of a day is no sum: another rule may tell the same words for another reason"""


@dataclass(frozen=True)
class Slip(Found):
    """`gap`: what is stated less what would be right, zero when it is no sum; `made`: what the addends make."""

    gap: Decimal = Decimal(0)
    made: Decimal | None = None


def counted(name: str, why: str, find: Find, severity: Severity = "errore", article: str = "") -> Rule:
    """A rule `conti.<name>` on any text."""
    return Rule(
        id=f"conti.{name}",
        article=article or "coerenza interna dell'atto",
        severity=severity,
        confidence="verificata",
        source=SOURCE,
        why=why,
        find=find,
        kinds=frozenset(),
    )


def told_once(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The same rules, each silent on what one before it tells: the same words, or the same slip in a later sum."""
    kept = lru_cache(maxsize=2)(lambda same: _kept(same.act, rules))
    found = lambda act: kept(Same(act))  # noqa: E731
    return tuple(replace(rule, find=_one(rule.id, found)) for rule in rules)


def _one(name: str, found: Callable[[Act], dict[str, list[Found]]]) -> Find:
    return lambda act: found(act).get(name, [])


def _kept(act: Act, rules: Sequence[Rule]) -> dict[str, list[Found]]:
    kept: dict[str, list[Found]] = {}
    told: list[Found] = []
    for rule, each in _all(act, rules):
        if rule.id in APART or not any(_same(one, each) for one in told):
            told += [] if rule.id in APART else [each]
            kept.setdefault(rule.id, []).append(each)
    return kept


def _all(act: Act, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Found]]:
    for rule in rules:
        if rule.find and rule.holds_for(act):
            for each in rule.find(act):
                yield rule, each


def _same(one: Found, other: Found) -> bool:
    short, long = sorted(each.end - each.start for each in (one, other))
    # A sum that is written out begins or ends with its result.
    alike = short * MUCH >= long or one.start == other.start or one.end == other.end
    if alike and one.start < other.end and other.start < one.end:
        return True
    if not (isinstance(one, Slip) and isinstance(other, Slip)) or abs(one.gap) < LEAST_GAP:
        return False
    # A wrong addend leaves its right total as much too high as it is too low itself.
    opposite = one.gap == -other.gap and abs(one.start - other.start) < ONE_TABLE
    return opposite or (one.gap == other.gap and one.made is not None and one.made == other.made)
