"""Pictures of what was measured: values and differences with their intervals, confusion of labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apps.screen.charts import BLUE, GREY, VERMILION, Chart
from workbench.italian import number, percent, plural, points

NO_WIDTH = 1e-9


@dataclass(frozen=True)
class Interval:
    """A named value with its 95 % interval, in the metric's own unit (a share of 0.05 is five points)."""

    name: str
    value: float
    low: float
    high: float


def written(value: float, *, share: bool) -> str:
    """A value of a metric: shares in percent."""
    return percent(value) if share else number(value, 3)


def difference_written(value: float, *, share: bool) -> str:
    """A difference of a metric: shares in percentage points."""
    return points(value) if share else number(value, 3, sign=True)


def values(title: str, intervals: Sequence[Interval], *, share: bool) -> Chart:
    """The value of each model with its interval."""
    text = "; ".join(
        f"{each.name}: {written(each.value, share=share)}, "
        f"intervallo {_between(each, written(each.low, share=share), written(each.high, share=share))}"
        for each in intervals
    )
    return _intervals(title, f"{text}.", intervals, share=share, zero=False)


def differences(title: str, intervals: Sequence[Interval], *, share: bool) -> Chart:
    """The difference of each model from the reference, against the line of no difference."""
    text = "; ".join(
        f"{each.name}: {difference_written(each.value, share=share)}, intervallo "
        + _between(
            each, difference_written(each.low, share=share), difference_written(each.high, share=share)
        )
        for each in intervals
    )
    return _intervals(title, f"{text}.", intervals, share=share, zero=True)


def _between(interval: Interval, low: str, high: str) -> str:
    return f"da {low} a {high}" if interval.high - interval.low > NO_WIDTH else "non stimabile"


ZERO_LINE = {
    "mark": {"type": "rule", "color": GREY, "strokeDash": [4, 4]},
    "encoding": {"x": {"datum": 0}},
}


def _intervals(title: str, text: str, intervals: Sequence[Interval], *, share: bool, zero: bool) -> Chart:
    unit = 100 if share else 1
    axis = ("punti di differenza" if share else "differenza") if zero else ("%" if share else "valore")
    records = [
        {
            "modello": each.name,
            "valore": round(unit * each.value, 3),
            "da": round(unit * each.low, 3),
            "a": round(unit * each.high, 3),
        }
        for each in intervals
    ]
    scale: dict[str, Any] = {"zero": zero, "padding": 12}
    if share and not zero:
        scale |= {"nice": False, "domainMax": 100}
    x = {"field": "valore", "type": "quantitative", "title": axis, "scale": scale}
    layers = _interval_layers(x, f"{'+' if zero else ''}.{1 if share else 3}f")
    if zero:
        layers.insert(0, ZERO_LINE)
    return Chart(title, text, {"height": {"step": 54}, "layer": layers}, records)


def _interval_layers(x: dict[str, Any], number_format: str) -> list[dict[str, Any]]:
    """From back to front: the interval, the ground of the written value, its point, the value."""
    y = {"field": "modello", "type": "nominal", "sort": None, "title": None}
    bar = {"type": "rule", "strokeWidth": 3, "color": BLUE, "tooltip": True}
    point = {"type": "point", "filled": True, "size": 130, "color": BLUE, "opacity": 1, "tooltip": True}
    value = {"type": "text", "dy": -13, "fontSize": 13, "fontWeight": "bold"}
    written_value = {"y": y, "x": x, "text": {"field": "valore", "format": number_format}}
    return [
        {"mark": value | {"style": "halo"}, "encoding": written_value},
        {"mark": bar, "encoding": {"y": y, "x": x | {"field": "da"}, "x2": {"field": "a"}}},
        {"mark": point, "encoding": {"y": y, "x": x}},
        {"mark": value, "encoding": written_value},
    ]


OUTSIDE = "altro"
"""answers that are none of the labels"""


def confusion(labels: Sequence[str], matrix: Sequence[Sequence[int]], model: str) -> Chart:
    """Which label was given for which.

    `matrix[i][j]` counts the rows of true label i that were given label j; a last column beyond the labels
    counts the answers that are none of them, and is shown only when there are any.
    """
    given = [*labels, OUTSIDE][: len(matrix[0]) if matrix else 0]
    if len(given) > len(labels) and not any(row[-1] for row in matrix):
        given = given[:-1]
    records = [
        {
            "attesa": expected,
            "indicata": answer,
            "righe": matrix[row][column],
            "quota": round(matrix[row][column] / (sum(matrix[row]) or 1), 4),
            "esito": "giusta" if expected == answer else "errore",
        }
        for row, expected in enumerate(labels)
        for column, answer in enumerate(given)
    ]
    text = _tell_confusion(records)
    return Chart(f"Etichette attese e indicate da {model}", text, _confusion_drawing(), records)


def _confusion_drawing() -> dict[str, Any]:
    side = {"type": "nominal", "sort": None}
    kinds = {"domain": ["giusta", "errore"], "range": [BLUE, VERMILION]}
    shade = {
        "field": "quota",
        "type": "quantitative",
        "legend": None,
        "scale": {"range": [0, 0.75], "domain": [0, 1]},
    }
    legend = {"orient": "top", "labelFontSize": 13}
    return {
        "height": {"step": 30},
        "encoding": {
            "y": side | {"field": "attesa", "title": "etichetta attesa"},
            "x": side
            | {"field": "indicata", "title": "etichetta indicata dal modello", "axis": {"labelAngle": -45}},
        },
        "layer": [
            {
                "mark": {"type": "rect", "tooltip": True, "stroke": GREY, "strokeWidth": 0.4},
                "encoding": {
                    "fillOpacity": shade,
                    "color": {
                        "field": "esito",
                        "type": "nominal",
                        "title": None,
                        "scale": kinds,
                        "legend": legend,
                    },
                },
            },
            {
                "transform": [{"filter": "datum.righe > 0"}],
                "mark": {"type": "text", "fontSize": 12},
                "encoding": {"text": {"field": "righe", "type": "quantitative"}},
            },
        ],
    }


def _tell_confusion(records: Sequence[dict[str, Any]]) -> str:
    wrong = [each for each in records if each["esito"] == "errore" and each["righe"]]
    if not wrong:
        return "Nessuna etichetta è stata scambiata con un'altra."
    most = sorted(wrong, key=lambda each: -each["righe"])[:3]
    told = "; ".join(
        f"«{each['attesa']}» letta come «{each['indicata']}» ({plural(each['righe'], 'riga', 'righe')})"
        for each in most
    )
    return f"Gli scambi più frequenti: {told}."
