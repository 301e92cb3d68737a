"""What the rules of arithmetic share: they need no law, hold for every text, and are verified by the sum itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache, partial

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Find, Found, Rule, Severity, unbroken
from apps.municipal.tenders.rules.sums.moments import Same

SOURCE = "aritmetica e calendario"
LEAST_GAP = Decimal(1)
"""what two slips by chance may share"""
ONE_TABLE = 1200
"""characters within which an addend and its total stand; farther apart two slips may share a round figure"""
ONE_STATEMENT = 200
MUCH = 3
"""times that one passage may be longer than another that tells the same"""
APART = frozenset(
    f"conti.{name}"
    for name in ("giorno_settimana", "data_inesistente", "durc_scaduto", "durc_durata", "ordine_date")
)
"""what they tell of a day is no sum: another rule may tell the same words for another reason"""


LAST = frozenset(
    f"conti.{name}"
    for name in (
        "misure",
        "importi_legati",
        "due_periodi",
        "durata_date",
        "resto_conteggi",
        "quantita_periodo",
    )
)
"""they read whole passages: silent where another rule has told any figure of the passage"""


@dataclass(frozen=True)
class Slip(Found):
    """`gap`: what is stated less what would be right, zero when it is no sum; `made`: what the addends make.

    `said`: the first and the last character of the whole statement, when any figure of it may be the wrong one.
    """

    gap: Decimal = Decimal(0)
    made: Decimal | None = None
    said: tuple[int, int] | None = None


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
    return lambda act: [_whole(each, act.text) for each in found(act).get(name, [])]


def _whole(each: Found, text: str) -> Found:
    """With the whole statement as its place, if that is short and stands in one line."""
    if not isinstance(each, Slip) or not each.said:
        return each
    start, end = min(each.start, each.said[0]), max(each.end, each.said[1])
    is_short = end - start <= ONE_STATEMENT and "\n" not in text[start:end]
    return replace(each, start=start, end=end) if is_short else each


def _kept(act: Act, rules: Sequence[Rule]) -> dict[str, list[Found]]:
    kept: dict[str, list[Found]] = {}
    told = Told()
    for rule, each in _all(act, rules):
        if rule.id in APART:
            kept.setdefault(rule.id, []).append(each)
        elif rule.id in LAST and told.within(each):
            continue
        elif not (same := told.same(each)):
            told.add(rule.id, each)
            kept.setdefault(rule.id, []).append(each)
        elif _is_cause(each, same[1]) and same[1] in kept[same[0]]:
            kept[same[0]].remove(same[1])
            told.add(rule.id, each)
            kept.setdefault(rule.id, []).append(each)
    return kept


def _is_cause(each: Found, told: Found) -> bool:
    """Whether it tells why a sum that is told does not add up: an addend that its own share or product shows wrong."""
    if not (isinstance(each, Slip) and isinstance(told, Slip)):
        return False
    return each.made is None and told.made is not None and each.gap == -told.gap


class Told:
    """What is told so far, by its place and by its slip: an act of thousands of slips is no reason to wait."""

    def __init__(self) -> None:
        self._near: dict[int, list[tuple[str, Found]]] = {}
        self._slips: dict[tuple[Decimal, Decimal | None], tuple[str, Found]] = {}

    def same(self, each: Found) -> tuple[str, Found] | None:
        """One that is told already and is the same, with its rule."""
        if isinstance(each, Slip) and abs(each.gap) >= LEAST_GAP and each.made is not None:
            told = self._slips.get((each.gap, each.made))
            if told:
                return told
        places = range((each.start - ONE_TABLE) // ONE_TABLE, (each.end + ONE_TABLE) // ONE_TABLE + 1)
        near = (one for place in places for one in self._near.get(place, ()))
        return next((one for one in near if _same(one[1], each)), None)

    def within(self, each: Found) -> bool:
        """Whether anything is told already of the whole statement of `each`."""
        start, end = each.said if isinstance(each, Slip) and each.said else (each.start, each.end)
        places = range(start // ONE_TABLE, end // ONE_TABLE + 1)
        near = (one for place in places for _, one in self._near.get(place, ()))
        return any(one.start < end and start < one.end for one in near)

    def add(self, name: str, each: Found) -> None:
        if isinstance(each, Slip):
            self._slips.setdefault((each.gap, each.made), (name, each))
        for place in range(each.start // ONE_TABLE, each.end // ONE_TABLE + 1):
            self._near.setdefault(place, []).append((name, each))


def _all(act: Act, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Found]]:
    for rule in rules:
        if rule.find and rule.holds_for(act):
            for each in unbroken(rule, partial(rule.find, act)):
                yield rule, each


def _same(one: Found, other: Found) -> bool:
    short, long = sorted(each.end - each.start for each in (one, other))
    # A sum that is written out begins or ends with its result.
    alike = short * MUCH >= long or one.start == other.start or one.end == other.end
    # So does a total with the list that it sums up, told as a whole.
    summed = (
        isinstance(one, Slip) and isinstance(other, Slip) and one.made is not None and one.made == other.made
    )
    if (alike or summed) and one.start < other.end and other.start < one.end:
        return True
    if not (isinstance(one, Slip) and isinstance(other, Slip)) or abs(one.gap) < LEAST_GAP:
        return False
    # A wrong addend leaves its right total as much too high as it is too low itself.
    is_sum = one.made is not None or other.made is not None
    return is_sum and one.gap == -other.gap and abs(one.start - other.start) < ONE_TABLE
