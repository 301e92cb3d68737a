"""What studies know of a place until a month: cards, pairs of measures, the rates that stand beside them."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.indicators.methods.method import digest_of
from workbench.indicators.places import TOGETHER
from workbench.statistics import Interval
from workbench.studies import Measure, Study, cards_used, handed_out, list_studies, people_of

RATE_STEP = 0.05
"""rates are published rounded to it: an exact one would tell how few did not come back"""


@dataclass(frozen=True)
class Pairs:
    """Measures of the same people, before and after, in the same order; seconds only in a timed task."""

    study: str
    before: tuple[float, ...]
    after: tuple[float, ...]
    seconds_before: tuple[float, ...]
    seconds_after: tuple[float, ...]
    highest: float
    municipalities: Mapping[str, int]
    """pairs of each"""
    rates: Mapping[str, float]
    digest: str

    @property
    def n(self) -> int:
        return len(self.before)


def cards_in(municipality: str, period: str) -> int:
    """Different cards of the study that reached most people there; two studies cannot be joined."""
    here = [each.name for each in list_studies() if municipality in each.municipalities]
    return max((cards_used(name, municipality, until=period) for name in here), default=0)


def pairs_of(outcome: str, municipality: str, period: str) -> Pairs | None:
    """Pairs of the newest study that measured this outcome there; None when nobody was measured."""
    for study in sorted(list_studies(), key=lambda each: each.created, reverse=True):
        if municipality in (TOGETHER, *study.municipalities):
            place = "" if municipality == TOGETHER else municipality
            people = people_of(study.name, outcome, place, until=period)
            if people:
                return _pairs(study, municipality, people)
    return None


def _pairs(study: Study, municipality: str, people: Mapping[str, Mapping[str, Measure]]) -> Pairs:
    both = [(waves["prima"], waves["dopo"]) for waves in people.values() if len(waves) == 2]
    paired = [each for each in both if None not in (each[0].score, each[1].score)]
    timed = [each for each in paired if each[0].seconds and each[1].seconds]
    used = timed or paired
    every = [measure for waves in people.values() for measure in waves.values()]
    cards = handed_out(study.name)
    rates = {
        "tasso_risposta": _rate(
            sum("prima" in waves for waves in people.values()),
            sum(cards.values()) if municipality == TOGETHER else cards.get(municipality, 0),
        ),
        "tasso_abbinamento": _rate(len(both), sum("prima" in waves for waves in people.values())),
        "tasso_mancanti": _rate(sum(measure.score is None for measure in every), len(every)),
    }
    return Pairs(
        study.name,
        before=tuple(first.score or 0.0 for first, _ in used),
        after=tuple(second.score or 0.0 for _, second in used),
        seconds_before=tuple(first.seconds or 0.0 for first, _ in timed),
        seconds_after=tuple(second.seconds or 0.0 for _, second in timed),
        highest=every[0].highest,
        municipalities=Counter(first.municipality for first, _ in used),
        rates={name: rate for name, rate in rates.items() if rate is not None},
        digest=digest_of(
            sorted((who, wave, repr(waves[wave])) for who, waves in people.items() for wave in waves)
        ),
    )


def _rate(part: int, whole: int) -> float | None:
    return round(round(part / whole / RATE_STEP) * RATE_STEP, 2) if whole else None


def uncertain(name: str, interval: Interval) -> dict[str, float]:
    """A figure with its interval, as three figures."""
    return {name: interval.point, f"{name}_basso": interval.low, f"{name}_alto": interval.high}


def geometric_mean(values: Sequence[float]) -> float:
    return math.exp(sum(map(math.log, values)) / len(values))
