"""The path of an indicator towards its target, as a picture and in words."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from apps.screen.charts import BLUE, GREY, VERMILION, Chart
from workbench.indicators import Card, Point, Series, expected, periods
from workbench.italian import number

DAY = timedelta(days=1)
VALUE, EXPECTED, TARGET = "misurato", "percorso atteso", "traguardo"


@dataclass(frozen=True)
class Standing:
    """How the last value stands against the path: a sign for the eye, words for everybody."""

    sign: str
    words: str


def shown(card: Card, value: float | None) -> str:
    """A value in the card's unit."""
    return "–" if value is None else number(value, card.digits)


def with_interval(card: Card, point: Point) -> str:
    """«0,42 (intervallo al 95 % da 0,10 a 0,74)»; counts with bounds say at least and at most."""
    value = shown(card, point.value)
    if point.low is None or point.high is None:
        return value
    if card.level == "realizzazione":  # a count has bounds, not a sampling error
        return (
            value
            if point.low == point.high
            else f"almeno {shown(card, point.low)}, al più {shown(card, point.high)}"
        )
    return f"{value} (intervallo al 95 % da {shown(card, point.low)} a {shown(card, point.high)})"


def standing(card: Card, place: str, point: Point) -> Standing:
    """Whether the value is on the path, as far as its interval lets anyone say."""
    if not card.has_target(place):
        return Standing("·", "Il traguardo è per tutti i Comuni insieme.")
    wanted = expected(card, point.period)
    low = point.value if point.low is None else point.low
    high = point.value if point.high is None else point.high
    if card.direction == "più basso è meglio":
        low, high, wanted = -high, -low, -wanted
    told = shown(card, abs(wanted) if card.direction == "più basso è meglio" else wanted)
    if low >= wanted:
        return Standing("✓", f"È sul percorso atteso ({told} a fine mese).")
    if high < wanted:
        return Standing("✗", f"È indietro rispetto al percorso atteso ({told} a fine mese).")
    return Standing("≈", f"Non si può dire: il percorso atteso ({told}) cade dentro l'intervallo.")


def path_chart(card: Card, place: str, one: Series) -> Chart:
    """Values with their intervals against the expected path; months without a value stay empty."""
    aimed = _expected_records(card) if card.has_target(place) else []
    records = [*aimed, *_measured_records(card, one)]
    title = f"{card.name}, {place}"
    if one.version != card.formula.version:
        title += f" (metodo precedente, versione {one.version})"
    last = one.points[-1]
    text = f"{periods.in_words(last.period).capitalize()}: {with_interval(card, last)}, {card.unit}."
    if aimed:
        target = card.targets[-1]
        text += (
            f" Traguardo finale {shown(card, target.value)} entro il {target.date:%d/%m/%Y}. "
            "La linea tratteggiata è il percorso atteso, i rombi sono i traguardi."
        )
    return Chart(title, text, _drawing(card), records)


def _expected_records(card: Card) -> list[dict[str, Any]]:
    corners = [(card.baseline.date, card.baseline.value, EXPECTED)]
    corners += [(target.date, target.value, TARGET) for target in card.targets]
    return [
        {"mese": day.isoformat(), "valore": value, "da": None, "a": None, "n": None, "che cosa": kind}
        for day, value, kind in corners
    ]


def _measured_records(card: Card, one: Series) -> list[dict[str, Any]]:
    return [
        {
            "mese": (periods.next_month(point.period) - DAY).isoformat(),
            "valore": round(point.value, 4),
            "da": None if point.low is None else round(point.low, 4),
            "a": None if point.high is None else round(point.high, 4),
            "n": point.n,
            "che cosa": VALUE,
        }
        for point in one.points
    ]


def _drawing(card: Card) -> dict[str, Any]:
    x = {
        "field": "mese",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%m/%Y", "labelOverlap": True},
    }
    y = {
        "field": "valore",
        "type": "quantitative",
        "title": _axis_title(card),
        "scale": {"zero": card.digits == 0},
    }
    only = "datum['che cosa'] === '{}'".format
    path = f"{only(EXPECTED)} || {only(TARGET)}"
    point = {"type": "point", "filled": True, "size": 110, "opacity": 1, "tooltip": True}
    written = {"type": "text", "dy": -14, "fontSize": 13, "fontWeight": "bold"}
    told = f"{only(VALUE)} || {only(TARGET)}"
    text = {"y": y, "text": {"field": "valore", "format": f",.{card.digits}f"}}
    return {
        "height": 260,
        "encoding": {"x": x},
        "layer": [
            _layer({"type": "line", "color": GREY, "strokeDash": [5, 4]}, path, {"y": y}),
            _layer(point | {"shape": "diamond", "color": VERMILION}, only(TARGET), {"y": y}),
            _layer(
                {"type": "rule", "strokeWidth": 3, "color": BLUE},
                f"{only(VALUE)} && datum.da !== null",
                {"y": y | {"field": "da"}, "y2": {"field": "a"}},
            ),
            _layer(point | {"color": BLUE}, only(VALUE), {"y": y}),
            _layer(written | {"style": "halo"}, told, text),
            _layer(written, told, text),
        ],
    }


def _axis_title(card: Card) -> str:
    """The unit, or its symbol: «deviazioni standard della differenza (gz)» -> «gz»."""
    symbol = re.search(r"\((\w+)\)$", card.unit)
    return symbol[1] if symbol else card.unit


def _layer(mark: dict[str, Any], condition: str, encoding: dict[str, Any]) -> dict[str, Any]:
    return {"transform": [{"filter": condition}], "mark": mark, "encoding": encoding}
