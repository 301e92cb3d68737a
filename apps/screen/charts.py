"""Pictures as Vega-Lite dictionaries, each with its data and a sentence that says the same in words.

Colours are blue and vermilion of Okabe and Ito: told apart with any colour vision, 3:1 against light and dark
backgrounds, and never the only sign (shape, dash or written value says it too).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.data import export_rows
from workbench.italian import number, plural

BLUE, VERMILION, GREY = "#0072B2", "#D55E00", "#7d868c"
INKS = {False: "#1b2430", True: "#e8ebe6"}
"""the colours of text in .streamlit/config.toml, light and dark"""
PAPERS = {False: "#ffffff", True: "#14181d"}
"""the colours of the page there"""
ITALIAN = {"number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " €"]}}
LONGEST_CURVE = 400
"""points drawn of one curve; a longer run is thinned evenly, its last point kept"""

Record = dict[str, Any]


@dataclass(frozen=True)
class Chart:
    """A picture: what it shows, the same in words, how it is drawn (Vega-Lite without data) and its data."""

    title: str
    text: str
    drawing: Record
    records: list[Record] = field(default_factory=list)

    def specification(self, *, dark: bool = False) -> Record:
        """The whole Vega-Lite dictionary, its words in the ink of a light or of a dark page."""
        ink = {"labelColor": INKS[dark], "titleColor": INKS[dark], "labelFontSize": 13, "titleFontSize": 13}
        style = {"axis": ink | {"labelLimit": 220}, "legend": ink, "text": {"color": INKS[dark]}}
        # Behind a written value: no line runs through it.
        style["style"] = {"halo": {"stroke": PAPERS[dark], "strokeWidth": 5, "strokeJoin": "round"}}
        frame: Record = {
            "data": {"values": self.records},
            "width": "container",
            # Vega's own descriptions are in English; the text beside each chart says it in Italian.
            "config": {"locale": ITALIAN, "aria": False, "mark": {"aria": False}} | style,
        }
        return frame | self.drawing

    def as_csv(self) -> bytes:
        """The data as CSV that an Italian spreadsheet opens as it is."""
        return export_rows(self.records)


def loss_curve(steps: Sequence[Mapping[str, Any]], validations: Sequence[Mapping[str, Any]]) -> Chart:
    """The loss of training at each step and of validation where measured.

    Args:
        steps: events with `step` and `loss` (mean cross-entropy per token or row, nats).
        validations: the same, measured on the validation part.
    """
    # A loss that is not a number any more cannot be drawn; the page says so elsewhere.
    steps, validations = (
        [event for event in each if event.get("loss") is not None] for each in (steps, validations)
    )
    curves = {"addestramento": thin(steps), "validazione": thin(validations)}
    records = [
        {"passo": event["step"], "perdita": event["loss"], "curva": name}
        for name, events in curves.items()
        for event in events
    ]
    drawing = _two_curves(list(curves))
    return Chart("Perdita durante l'addestramento", _tell_curve(steps, validations), drawing, records)


def _two_curves(names: Sequence[str]) -> dict[str, Any]:
    """Lines told apart by colour and by dash, with points on the second, which is measured seldom."""
    legend = {"orient": "top", "symbolType": "stroke", "symbolStrokeWidth": 3, "symbolSize": 400}
    kind = {"field": "curva", "type": "nominal", "title": None, "legend": legend | {"symbolOpacity": 1}}
    colour = kind | {"scale": {"domain": names, "range": [BLUE, VERMILION]}}
    dash = kind | {"scale": {"domain": names, "range": [[1, 0], [6, 3]]}}
    place = {
        "x": {
            "field": "passo",
            "type": "quantitative",
            "title": "passo",
            "axis": {"tickMinStep": 1, "format": ",d"},
        },
        "y": {"field": "perdita", "type": "quantitative", "title": "perdita", "scale": {"zero": False}},
        "color": colour,
    }
    line = {"type": "line", "strokeWidth": 2.5, "tooltip": True}
    return {
        "height": 280,
        "layer": [
            {"mark": line, "encoding": place | {"strokeDash": dash}},
            {
                "transform": [{"filter": "datum.curva === 'validazione'"}],
                "mark": {"type": "point", "filled": True, "size": 70, "tooltip": True},
                "encoding": place | {"color": colour | {"legend": None}},
            },
        ],
    }


def thin(events: Sequence[Mapping[str, Any]], limit: int = LONGEST_CURVE) -> list[Mapping[str, Any]]:
    """At most `limit` events, evenly taken, always with the last one."""
    stride = -(-len(events) // limit) or 1
    kept = list(events[::stride])
    if events and kept[-1] is not events[-1]:
        kept.append(events[-1])
    return kept


def _tell_curve(steps: Sequence[Mapping[str, Any]], validations: Sequence[Mapping[str, Any]]) -> str:
    if not steps:
        return "Nessun passo ancora."
    text = (
        f"Al passo {steps[-1]['step']} la perdita di addestramento è {number(steps[-1]['loss'], 3)} "
        f"(all'inizio {number(steps[0]['loss'], 3)})."
    )
    if validations:
        best = min(validations, key=lambda event: event["loss"])
        text += (
            f" In validazione l'ultima è {number(validations[-1]['loss'], 3)}, "
            f"la migliore {number(best['loss'], 3)} al passo {best['step']}."
        )
    return text


def label_balance(counts: Mapping[str, int]) -> Chart:
    """How many rows each label has, the most frequent first."""
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    records = [{"etichetta": label, "righe": count} for label, count in ordered]
    bar = {"type": "bar", "color": BLUE, "tooltip": True}
    drawing = {
        "height": {"step": 26},
        "encoding": {
            "y": {"field": "etichetta", "type": "nominal", "sort": None, "title": None},
            "x": {"field": "righe", "type": "quantitative", "title": "righe", "axis": {"tickMinStep": 1}},
        },
        "layer": [
            {"mark": bar},
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 13},
                "encoding": {"text": {"field": "righe", "format": ",d"}},
            },
        ],
    }
    text = "Nessuna etichetta."
    if ordered:
        (most, many), (least, few) = ordered[0], ordered[-1]
        text = (
            f"{plural(len(ordered), 'etichetta', 'etichette')}: la più frequente è «{most}» "
            f"({plural(many, 'riga', 'righe')}), la più rara «{least}» ({number(few)})."
        )
    return Chart("Righe per etichetta", text, drawing, records)


def length_histogram(lengths: Sequence[int], *, unit: str, bars: int = 20) -> Chart:
    """How long the rows are. `lengths` counts `unit` (for example "token") per row."""
    if not lengths:
        return Chart("Lunghezza delle righe", "Nessuna riga.", {"mark": "bar"})
    low, high = min(lengths), max(lengths)
    width = max(1, -(-(high - low + 1) // bars))
    counts = [0] * ((high - low) // width + 1)
    for length in lengths:
        counts[(length - low) // width] += 1
    records = [
        {"da": low + place * width, "a": low + (place + 1) * width, "righe": n}
        for place, n in enumerate(counts)
    ]
    title = f"{unit} per riga"
    drawing = {
        "height": 220,
        "mark": {"type": "bar", "color": BLUE, "tooltip": True},
        "encoding": {
            "x": {"field": "da", "bin": {"binned": True}, "type": "quantitative", "title": title},
            "x2": {"field": "a"},
            "y": {"field": "righe", "type": "quantitative", "title": "righe", "axis": {"tickMinStep": 1}},
        },
    }
    middle = sorted(lengths)[len(lengths) // 2]
    text = f"Da {number(low)} a {number(high)} {unit} per riga; a metà {number(middle)}."
    return Chart("Lunghezza delle righe", text, drawing, records)
