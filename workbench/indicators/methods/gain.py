"""Gain in the test: how much the same people changed, in spreads of their change."""

from workbench.errors import UserError
from workbench.indicators.methods.method import Measured, Method
from workbench.indicators.methods.studied import Pairs, pairs_of, uncertain
from workbench.statistics import class_gain, paired_effect
from workbench.studies.measuring import TEST


def measure(municipality: str, period: str) -> Measured | None:
    """gz with its 95 % interval; None while nobody was measured twice.

    Raises:
        UserError: when there are pairs, but too few or too equal for an interval.
    """
    pairs = pairs_of(TEST, municipality, period)
    if pairs is None or not pairs.n:
        return None
    effect = paired_effect(pairs.before, pairs.after)
    gained, why = _class_gain(pairs)
    figures = {
        **uncertain("d_av", effect.d_av),
        **uncertain("differenza", effect.difference),
        "massimo": pairs.highest,
        **gained,
        "effetto_minimo": effect.smallest,
        **pairs.rates,
    }
    cannot = (
        "Quanto del cambiamento sia dovuto alla formazione: senza chi aspetta il proprio turno non si separa "
        "dal tempo e dal test ripetuto.",
        *effect.warnings,
        *why,
    )
    return Measured(
        effect.gz.point,
        effect.n,
        effect.gz.low,
        effect.gz.high,
        figures=figures,
        counts={"coppie": pairs.municipalities},
        cannot=cannot,
        study=pairs.study,
        digest=pairs.digest,
    )


def _class_gain(pairs: Pairs) -> tuple[dict[str, float], tuple[str, ...]]:
    try:
        return uncertain("guadagno_di_classe", class_gain(pairs.before, pairs.after, pairs.highest)), ()
    except UserError as error:  # the class was at the top already: the rest of the value stands
        return {}, (error.problem,)


GAIN = Method("guadagno-nel-test", 1, measure)
