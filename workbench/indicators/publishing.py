"""From a value to a published figure: released under the rules, kept, and copied to MLflow."""

import json
import time
from typing import Literal, get_args

from workbench.indicators.card import Card, card, expected
from workbench.indicators.computing import method_of
from workbench.indicators.periods import step
from workbench.indicators.releasing import release_value
from workbench.indicators.series import Origin, Point, keep, note_run, published, same
from workbench.indicators.value import Value, checked

Correction = Literal[
    "dati arrivati dopo", "errore nei dati", "errore nel calcolo", "dati cancellati su richiesta"
]
CORRECTIONS: tuple[Correction, ...] = get_args(Correction)
"""why a published value is replaced: chosen, never typed, because it stands in MLflow"""


def publish(value: Value, who: str = "amministratore", correction: Correction = "dati arrivati dopo") -> str:
    """The run in MLflow that holds the value; asked again for the same value it changes nothing.

    Args:
        who: the role of the person who publishes, never a name.
        correction: why an earlier value of the same month is replaced; unused for the first.

    Raises:
        UserError: when the rules of publication refuse it, or it is not a number.
        TrackingError: when MLflow does not take it now; asking again goes on from there.
    """
    wanted = card(value.code)
    method_of(wanted)
    known = published(checked(value))
    if known is None or not same(known, value):
        release_value(wanted, value, who)
        known = keep(value, _origin(who, correction if known else ""))
    if not known.run:
        run = _track(wanted, value, known, who)
        note_run(known, run)
        return run
    return known.run


def _origin(role: str, correction: str) -> Origin:
    from workbench.tracking.code import code_version

    return Origin(role, code_version(), time.time(), correction)


def _track(wanted: Card, value: Value, point: Point, who: str) -> str:
    from workbench.tracking import IndicatorPoint, track_indicator

    metrics = {
        "valore": value.value,
        "n": float(value.n),
        "ic_basso": value.low,
        "ic_alto": value.high,
        "target": expected(wanted, value.period) if wanted.has_target(value.municipality) else None,
        "baseline": wanted.baseline.value,
        **value.figures,
    }
    return track_indicator(
        IndicatorPoint(
            code=value.code,
            municipality=value.municipality,
            version=value.version,
            step=step(value.period),
            metrics=metrics,
            moment=point.published,
            data_digest=value.data_digest,
            code_version=point.code_version,
            role=who,
            correction=point.correction,
            tags={"stato": wanted.state, "soglia": str(wanted.threshold), "studio": value.study},
        ),
        tags_of(wanted),
    )


def tags_of(wanted: Card) -> dict[str, str]:
    """The card as tags of its experiment: every field under its Italian title."""
    told = {}
    for name, field in Card.model_fields.items():
        value = getattr(wanted, name)
        if isinstance(value, str | int):
            told[field.title or name] = str(value)
        else:
            told[field.title or name] = json.dumps(wanted.model_dump(mode="json")[name], ensure_ascii=False)
    return told
