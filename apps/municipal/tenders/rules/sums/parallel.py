"""Shares of one whole beside their amounts: some are right, one is not."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import Term, nearly, terms
from apps.municipal.tenders.rules.sums.proportions import STOPS
from apps.municipal.tenders.rules.sums.statements import IN_BRACKETS
from apps.municipal.tenders.rules.sums.tabling import shown

WHY = "Le quote in percentuale e quelle in euro devono dire lo stesso: su di esse si ripartisce la spesa."
APART, BEFORE, AFTER = 160, 400, 400
FEWEST, MOST = 2, 4
TENTH = Decimal("0.1")
LEAST, MUCH = Decimal("0.4"), Decimal("2.5")


def _parallel(act: Act) -> Iterator[Found]:
    """«del costo di 210.000,00, per il settanta per cento … e per il trenta …: regione 147.000,00; comune 53.000,00»."""
    for run in _whole_runs(act):
        start, end = run[0].start - BEFORE, run[-1].end + AFTER
        near = [each for each in act.amounts_between(start, end) if not _stopped(act, run, each)]
        for whole in near:
            wrong = _odd(whole, run, [each for each in near if each is not whole])
            if wrong:
                amount, right = wrong
                message = f"Indicato {shown(amount.value)}: la quota in percentuale di {shown(whole.value)} è {shown(right)}."
                yield Slip(amount.start, amount.end, message, f"Scrivere {shown(right)}.", gap=amount.value - right)  # fmt: skip
                break


def _stopped(act: Act, run: Sequence[Term], money: Money) -> bool:
    first, last = min(run[0].start, money.start), max(run[-1].end, money.end)
    return bool(STOPS.search(act.text, first, last))


def _whole_runs(act: Act) -> Iterator[Sequence[Term]]:
    """Two to four shares in a row that make the whole."""
    shares = [
        each for each in terms(act) if each.kind == "share" and each.unit == "percento" and 0 < each.value < 1
    ]
    for at in range(len(shares)):
        for size in range(FEWEST, MOST + 1):
            run = shares[at : at + size]
            gaps = [other.start - one.end for one, other in pairwise(run)]
            if len(run) == size and max(gaps) < APART and sum(each.value for each in run) == 1:
                yield run


def _odd(whole: Money, run: Sequence[Term], others: Sequence[Money]) -> tuple[Money, Decimal] | None:
    """The one amount that should be a share of the whole, where the other shares have theirs."""
    values = [each.value for each in others]
    rights = [whole.value * each.value for each in run]
    found = [any(nearly(right, value) for value in values) for right in rights]
    if sum(found) != len(run) - 1 or not all(value < whole.value for value in values):
        return None
    right = rights[found.index(False)]
    rest = [each for each in others if not any(nearly(one, each.value) for one in rights)]
    if len(rest) != 1 or any(nearly(one + other, rest[0].value) for one in values for other in values):
        return None
    return (rest[0], right) if LEAST * right < rest[0].value < MUCH * right else None


def _bracketed(act: Act) -> Iterator[Found]:
    """«€ 11.404,80 (80%) per il personale e € 2.581,20 (20%) per l'innovazione»: the shares of one amount of the act."""
    all_terms = terms(act)
    pairs = [
        (one, other)
        for one, other in pairwise(all_terms)
        if one.money and other.kind == "share" and other.value and IN_BRACKETS.match(act.text, one.end)
    ]
    known = sorted({each.value for each in act.amounts})
    for run in _near_runs(pairs):
        of = [
            next((each for each in known if nearly(each * share.value, part.value)), None)
            for part, share in run
        ]
        wholes = [each for each in of if each]
        odd = [pair for pair, whole in zip(run, of, strict=True) if not whole]
        if (
            len(odd) != 1
            or len(set(wholes)) != 1
            or abs(sum((share.value for _, share in run), Decimal(-1))) > TENTH
        ):
            continue
        (part, share), right = odd[0], wholes[0] * odd[0][1].value
        if LEAST * right < part.value < MUCH * right:
            message = f"Indicato {shown(part.value)}: la quota in percentuale di {shown(wholes[0])} è {shown(right)}."
            yield Slip(part.start, share.end, message, f"Scrivere {shown(right)}.", gap=part.value - right)


def _near_runs(pairs: Sequence[tuple[Term, Term]]) -> Iterator[Sequence[tuple[Term, Term]]]:
    run: list[tuple[Term, Term]] = []
    for pair in pairs:
        if run and pair[0].start - run[-1][1].end > APART:
            yield run
            run = []
        run.append(pair)
    yield run


PARALLEL = (counted("quote_parallele", WHY, _parallel), counted("quote_fra_parentesi", WHY, _bracketed))
