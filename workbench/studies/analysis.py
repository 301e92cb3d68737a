"""Analysis of a study: who answered and who was paired, how much they changed, and what that cannot prove.

Pseudonymous and for researchers: what goes further passes `workbench.publication` first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, stdev
from typing import TYPE_CHECKING, Any

from workbench.errors import UserError
from workbench.studies import wording
from workbench.studies.equating import equate
from workbench.studies.measuring import TEST, Measure, people_of
from workbench.studies.study import checked_municipality, handed_out, read_study

if TYPE_CHECKING:  # numpy is loaded only by who computes
    from workbench.statistics import AdjustedGain, EquatedGain, Interval, PairedEffect

STANDARDISED_FROM = 5


@dataclass(frozen=True)
class Flow:
    """How many people there were at each step; a person is paired with a score both times."""

    cards: int | None
    """handed out; None: nobody wrote it down"""
    before: int
    after: int
    both: int
    paired: int

    @property
    def response(self) -> float | None:
        """People measured before, of the cards handed out."""
        return self.before / self.cards if self.cards else None

    @property
    def pairing(self) -> float | None:
        """People measured both times, of those measured before."""
        return self.both / self.before if self.before else None


@dataclass(frozen=True)
class Group:
    """Pairs of one municipality, or of one order of the forms."""

    name: str
    n: int
    before: float
    after: float

    @property
    def difference(self) -> float:
        return self.after - self.before


@dataclass(frozen=True)
class Analysis:
    study: str
    outcome: str
    highest: float | None
    flow: Flow
    missing: float | None
    """measures without a score (too few answers), of all"""
    effect: "PairedEffect | None"
    """None where a warning says why"""
    gain: "Interval | None"
    """share of what the class had left to gain"""
    ratio: "Interval | None"
    """seconds after over before, geometric mean"""
    adjusted: "AdjustedGain | None"
    """the difference adjusted by first score and form; None unless two forms were taken in both orders"""
    equated: "EquatedGain | None"
    """the change with both forms on one scale; None where too few answered the questions that they share"""
    municipalities: tuple[Group, ...]
    forms: tuple[Group, ...]
    """by form before → form after"""
    balanced: float | None
    """difference in points with the orders of the forms weighing the same"""
    leavers: float | None
    """first score of who did not come back minus that of who did, in standard deviations"""
    smallest_p: float | None
    """that before and after in these municipalities can give; the random order, with its waves, gives less"""
    warnings: tuple[str, ...]


Pair = tuple[Measure, Measure]


def analyse(
    study: str, *, outcome: str = TEST, municipality: str = "", at_most: float | None = None
) -> Analysis:
    """Pairs of a study, or of one municipality of it, with everything that must stand beside the figures.

    `at_most` keeps who scored so much or less before: a subgroup chosen by its first score rises by itself,
    and the analysis says so. An effect that cannot be computed is None and a warning tells the reason.

    Raises:
        UserError: for an unknown study or municipality.
    """
    found = read_study(study)
    if municipality:
        checked_municipality(found, municipality)
    people = list(people_of(study, outcome, municipality).values())
    if at_most is not None:
        people = [each for each in people if any(score <= at_most for score in _scores(each, "prima"))]
    flow, pairs = _flow(study, municipality if at_most is None else None, people)
    warnings: list[str] = []
    effect, gain, ratio = _figures(pairs, warnings)
    adjusted = _adjusted(pairs, warnings)
    equated, reason = equate(study, municipality) if outcome == TEST and at_most is None else (None, "")
    warnings += [reason] if reason else []
    places = _groups(pairs, lambda pair: pair[0].municipality)
    forms = _groups(pairs, lambda pair: f"{pair[0].form} → {pair[1].form}")
    smallest = _smallest(len(places))
    every = [measure for waves in people for measure in waves.values()]
    missing = sum(measure.score is None for measure in every) / len(every) if every else None
    leavers = _leavers(people)
    warnings += [] if at_most is None else [wording.of_choice()]
    warnings += wording.of_municipalities(places, smallest)
    warnings += wording.of_forms(forms)
    warnings += wording.of_flow(flow, missing, leavers)
    return Analysis(
        study=study,
        outcome=outcome,
        highest=every[0].highest if every else None,
        flow=flow,
        missing=missing,
        effect=effect,
        gain=gain,
        ratio=ratio,
        adjusted=adjusted,
        equated=equated,
        municipalities=places,
        forms=forms,
        balanced=mean(group.difference for group in forms) if len(forms) == 2 else None,
        leavers=leavers,
        smallest_p=smallest,
        warnings=tuple(warnings),
    )


def _flow(
    study: str, cards_of: str | None, people: Sequence[Mapping[str, Measure]]
) -> tuple[Flow, list[Pair]]:
    """`cards_of`: a municipality, "" for all, None when nobody counted the cards of these people."""
    both = [(waves["prima"], waves["dopo"]) for waves in people if len(waves) == 2]
    pairs = [(first, second) for first, second in both if None not in (first.score, second.score)]
    cards = handed_out(study) if cards_of is not None else {}
    number = cards.get(cards_of) if cards_of else sum(cards.values())
    before, after = (sum(wave in waves for waves in people) for wave in ("prima", "dopo"))
    return Flow(number or None, before, after, len(both), len(pairs)), pairs


def _figures(pairs: Sequence[Pair], warnings: list[str]) -> tuple[Any, Any, Any]:
    """Effect, gain and ratio of the times; each that cannot be computed is None and leaves a warning."""
    from workbench.statistics import class_gain, paired_effect, time_ratio

    before, after = [first.score or 0.0 for first, _ in pairs], [second.score or 0.0 for _, second in pairs]
    timed = [(first.seconds, second.seconds) for first, second in pairs if first.seconds and second.seconds]
    found: list[Any] = [None, None, None]
    reasons: list[str] = []
    computations = (
        lambda: paired_effect(before, after),
        lambda: class_gain(before, after, pairs[0][0].highest if pairs else 1.0),
        lambda: time_ratio([each[0] for each in timed], [each[1] for each in timed]) if timed else None,
    )
    for number, compute in enumerate(computations):
        try:
            found[number] = compute()
        except UserError as error:
            reasons.append(str(error))
    warnings += dict.fromkeys(reasons)
    warnings += found[0].warnings if found[0] else ()
    return found[0], found[1], found[2]


def _adjusted(pairs: Sequence[Pair], warnings: list[str]) -> "AdjustedGain | None":
    """Only where each form came first for some and last for others: else its difficulty is not told apart."""
    from workbench.statistics import adjusted_gain

    orders = {(first.form, second.form) for first, second in pairs}
    if len(orders) != 2 or {tuple(reversed(each)) for each in orders} != orders:
        return None
    names = [f"{first.form} → {second.form}" for first, second in pairs]
    before, after = [first.score or 0.0 for first, _ in pairs], [second.score or 0.0 for _, second in pairs]
    try:
        return adjusted_gain(before, after, names)
    except UserError as error:
        warnings += [] if str(error) in warnings else [str(error)]
        return None


def _groups(pairs: Sequence[Pair], name: Any) -> tuple[Group, ...]:
    grouped: dict[str, list[Pair]] = {}
    for pair in pairs:
        grouped.setdefault(name(pair), []).append(pair)
    return tuple(
        Group(
            key,
            len(each),
            mean(first.score or 0.0 for first, _ in each),
            mean(second.score or 0.0 for _, second in each),
        )
        for key, each in sorted(grouped.items())
    )


def _smallest(municipalities: int) -> float | None:
    from workbench.statistics import smallest_p

    return smallest_p(municipalities, "prima e dopo") if municipalities else None


def _leavers(people: Sequence[Mapping[str, Measure]]) -> float | None:
    """Standardised difference of the first scores (Austin 2009, Statistics in Medicine 28:3083)."""
    stayed = [score for waves in people if "dopo" in waves for score in _scores(waves, "prima")]
    left = [score for waves in people if "dopo" not in waves for score in _scores(waves, "prima")]
    if min(len(stayed), len(left)) < STANDARDISED_FROM:
        return None
    spread: float = ((stdev(stayed) ** 2 + stdev(left) ** 2) / 2) ** 0.5
    return (mean(left) - mean(stayed)) / spread if spread else None


def _scores(waves: Mapping[str, Measure], wave: str) -> list[float]:
    """The score of a wave, if there is one."""
    return [score for name, measure in waves.items() if name == wave and (score := measure.score) is not None]
