"""What the page tells of an indicator: the value of a month, what stands beside it, where it comes from."""

from collections.abc import Sequence

from apps.impact.path import shown
from apps.screen.markup import Cell, Digest, Link
from workbench.indicators import Card, Point, Series, places
from workbench.italian import number, percent
from workbench.rooms import list_rooms

RATES = "tasso_"
NOT_MEASURED = "Non misurato. Vuol dire che il dato non c'è, non che vale zero."


def chosen_places() -> tuple[str, ...]:
    return places(each.options.municipality for each in list_rooms())


def point_of(found: Sequence[Series], wanted: Card, period: str) -> Point | None:
    """The value of that month by the card's present method."""
    present = next((each for each in found if each.version == wanted.formula.version), None)
    return next((point for point in present.points if point.period == period), None) if present else None


def beside(wanted: Card, point: Point) -> list[tuple[str, Cell]]:
    """The figures without which the value must not be read."""
    told = {words: _figure(name, point) for name, words in wanted.figures.items() if name in point.figures}
    return [("n", number(point.n)), *told.items()]


def _figure(name: str, point: Point) -> str:
    figure = point.figures[name]
    if name.startswith(RATES):
        return percent(figure, 0)
    low, high = point.figures.get(f"{name}_basso"), point.figures.get(f"{name}_alto")
    if low is not None and high is not None:
        return f"{number(figure, 2)} (intervallo al 95 % da {number(low, 2)} a {number(high, 2)})"
    return number(figure) if figure == round(figure) else number(figure, 2)


def origin(point: Point) -> list[tuple[str, Cell]]:
    """From the figure to its data and code."""
    rows: list[tuple[str, Cell]] = [
        ("dati (impronta)", Digest(point.data_digest)),
        ("codice (versione)", Digest(point.code_version)),
    ]
    if point.run:
        rows.insert(0, ("registro MLflow", Link("apri la serie", f"/mlflow/#/runs/{point.run}")))
    if point.study:
        rows.insert(0, ("studio", point.study))
    if point.correction:
        rows.append(("rettifica", point.correction))
    return rows


def about(wanted: Card) -> list[tuple[str, Cell]]:
    """The card, for whoever wants to know how it is counted."""
    targets = "; ".join(
        f"{shown(wanted, each.value)} entro il {each.date:%d/%m/%Y}" for each in wanted.targets
    )
    return [
        ("livello", wanted.level),
        ("obiettivo", wanted.goal),
        ("unità", wanted.unit),
        ("formula", f"{wanted.formula.text} (versione {wanted.formula.version})"),
        ("regola di conteggio", wanted.counting),
        ("valore di partenza", f"{shown(wanted, wanted.baseline.value)} ({wanted.baseline.source})"),
        ("traguardi", f"{targets}; per {wanted.targets_for}"),
        ("fonte", wanted.source),
        ("prova", wanted.evidence),
        ("responsabile", f"{wanted.responsible}, {wanted.body}"),
        ("disaggregazioni ammesse", ", ".join(wanted.disaggregations)),
        ("soglia di pubblicazione", f"{wanted.threshold} persone"),
        ("limiti noti", " ".join(wanted.limits)),
        ("stato", wanted.state),
    ]
