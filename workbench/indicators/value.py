"""A value of an indicator: what travels between computing, publication, store and page."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.errors import UserError


@dataclass(frozen=True)
class Value:
    """What an indicator was in one place at the end of one month."""

    code: str
    municipality: str
    """or `TOGETHER`"""
    period: str
    """ "2026-11" """
    version: int
    """of the method: values of two versions never share a series"""
    value: float
    n: int
    low: float | None = None
    high: float | None = None
    figures: Mapping[str, float] = field(default_factory=dict)
    """what must stand beside the value: rates, means before and after"""
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict, repr=False)
    """what is counted -> municipality -> people: for the rules of publication, never published itself"""
    cannot: tuple[str, ...] = ()
    study: str = ""
    data_digest: str = ""


def checked(value: Value) -> Value:
    """The value, if each of its figures is a number. Raises UserError otherwise: MLflow would take a NaN."""
    figures = {"valore": value.value, "ic_basso": value.low, "ic_alto": value.high, **value.figures}
    for name, figure in figures.items():
        if figure is not None and not math.isfinite(figure):
            raise UserError(
                f"L'indicatore {value.code} non è un numero.",
                value=name,
                remedy="Non si pubblica: il risultato è «non misurato».",
            )
    return value
