"""Timed task: how much less time the same people need, with the quality that they reach in it."""

from collections.abc import Sequence

from workbench.indicators.methods.method import Measured, Method
from workbench.indicators.methods.studied import Pairs, geometric_mean, pairs_of, uncertain
from workbench.statistics import paired_effect, time_ratio
from workbench.studies.measuring import TIMED

SAME = 1e-9


def measure(municipality: str, period: str) -> Measured | None:
    """Seconds after over seconds before, with its 95 % interval; quality before and after beside it.

    Raises:
        UserError: when there are pairs, but too few or too equal for an interval.
    """
    pairs = pairs_of(TIMED, municipality, period)
    if pairs is None or not pairs.seconds_before:
        return None
    ratio = time_ratio(pairs.seconds_before, pairs.seconds_after)
    figures = {
        "secondi_prima": geometric_mean(pairs.seconds_before),
        "secondi_dopo": geometric_mean(pairs.seconds_after),
        **pairs.rates,
    }
    quality, said = _quality(pairs)
    cannot = (
        "Se il lavoro vero, fuori dalla prova, sia diventato più svelto.",
        "Quanto venga dall'aver già visto un compito simile.",
        *said,
    )
    return Measured(
        ratio.point,
        ratio.n,
        ratio.low,
        ratio.high,
        figures=quality | figures,
        counts={"coppie": pairs.municipalities},
        cannot=cannot,
        study=pairs.study,
        digest=pairs.digest,
    )


def _quality(pairs: Pairs) -> tuple[dict[str, float], tuple[str, ...]]:
    """Mean share of the score before and after, and their difference; and what must be said of them."""
    before, after = ([score / pairs.highest for score in each] for each in (pairs.before, pairs.after))
    changes = [second - first for first, second in zip(before, after, strict=True)]
    if min(_spread(each) for each in (before, after, changes)) <= SAME:
        return {}, ("La qualità: tutte le persone hanno avuto lo stesso punteggio, e dirlo lo svelerebbe.",)
    effect = paired_effect(before, after)
    means = {"qualita_prima": sum(before) / pairs.n, "qualita_dopo": sum(after) / pairs.n}
    return means | uncertain("differenza_qualita", effect.difference), effect.warnings


def _spread(values: Sequence[float]) -> float:
    return max(values) - min(values)


TIMED_TASK = Method("compito-a-tempo", 1, measure)
