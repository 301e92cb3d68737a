"""Values of indicators, computed from rooms, attendance and studies as aggregates."""

from workbench.errors import UserError
from workbench.indicators import periods
from workbench.indicators.card import Card, card
from workbench.indicators.methods import METHODS, Measured, Method
from workbench.indicators.places import TOGETHER
from workbench.indicators.value import Value, checked


def compute(code: str, municipality: str, period: str) -> Value | None:
    """The value at the end of a month ("2026-11"); None when it was not measured, which is not zero.

    Raises:
        UserError: for an unknown indicator, a period that is no month, or a result that is no number.
    """
    wanted = card(code)
    month = periods.checked(period)
    found = method_of(wanted).measure(municipality or TOGETHER, month)
    return None if found is None else _value(wanted, municipality or TOGETHER, month, found)


def method_of(wanted: Card) -> Method:
    """The method that the card names, in the version it names.

    Raises:
        UserError: when the code computes another version than the card tells: no value may mix the two.
    """
    known = {method.name: method for method in METHODS}
    method = known.get(wanted.formula.function)
    if method is None or method.version != wanted.formula.version:
        has = f"{method.name} versione {method.version}" if method else "nessuna"
        raise UserError(
            f"La scheda {wanted.code} e il calcolo non parlano della stessa formula.",
            value=f"{wanted.formula.function} versione {wanted.formula.version}; nel codice: {has}",
            remedy="Aggiornare la scheda e il suo storico: una formula cambiata apre una serie nuova.",
        )
    return method


def _value(wanted: Card, municipality: str, period: str, found: Measured) -> Value:
    made = Value(
        code=wanted.code,
        municipality=municipality,
        period=period,
        version=wanted.formula.version,
        value=found.value,
        n=found.n,
        low=found.low,
        high=found.high,
        figures=found.figures,
        counts=found.counts,
        cannot=found.cannot,
        study=found.study,
        data_digest=found.digest,
    )
    return checked(made)
