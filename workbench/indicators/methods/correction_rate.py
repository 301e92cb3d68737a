"""Correction rate: how many texts of a model people changed before taking them."""

from workbench.indicators.methods.finished_acts import by_place, check_enough, finished
from workbench.indicators.methods.method import Measured, Method, digest_of


def measure(municipality: str, period: str) -> Measured | None:
    """Changed over taken, with Wilson's interval; None while no text of a model was taken.

    Raises:
        UserError: when some were taken, but too few for a figure.
    """
    from workbench.statistics import wilson

    found = finished(municipality, period)
    proposed, changed = sum(each.proposed for each in found), sum(each.changed for each in found)
    if not proposed:
        return None
    check_enough(proposed, "testi proposti e accettati")
    share = wilson(changed, proposed)
    return Measured(
        100 * share.point,
        proposed,
        100 * share.low,
        100 * share.high,
        figures={"atti": float(sum(each.acts for each in found if each.proposed))},
        counts={"testi": by_place(found, "proposed")},
        cannot=(
            "Di quanto i testi siano stati cambiati: la distanza sta nella scheda di ciascun atto.",
            "Quante proposte siano state scartate senza accettarle.",
        ),
        digest=digest_of([vars(each) for each in found]),
    )


CORRECTION_RATE = Method("tasso-di-correzione", 1, measure)
