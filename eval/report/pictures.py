"""The two pictures of a report, as SVG that stands alone inside a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from textwrap import fill
from typing import TYPE_CHECKING, Any

from workbench.italian import number

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

FONT = "DejaVu Sans"
INK, BLUE, VERMILION, GREY = "#1a1a1a", "#0b5394", "#b23a00", "#6b6b6b"
"""told apart by colour-blind readers too; position and sign say the same"""
NARROW, CHARACTERS = 3.6, 44
"""inches that a telephone shows without shrinking, and the characters that fit in them"""
DARK = 0.18
"""luminance below which white text reads better than black"""
STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "officina",
    "font.family": FONT,
    "font.size": 10,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "xtick.color": INK,
    "ytick.color": INK,
}


@dataclass(frozen=True)
class Difference:
    label: str
    point: float
    low: float
    high: float
    is_settled: bool


def forest(differences: Sequence[Difference], axis: str) -> str:
    """Differences with intervals around the line of no difference; labels above, for narrow screens."""
    labels = [fill(one.label, CHARACTERS) for one in reversed(differences)]
    lines = max(label.count("\n") + 1 for label in labels)
    canvas, axes = _canvas(NARROW, 0.75 + (0.42 + 0.17 * lines) * len(differences))
    for place, (one, label) in enumerate(zip(reversed(differences), labels, strict=True)):
        color = GREY if not one.is_settled else BLUE if one.point > 0 else VERMILION
        inside = color if one.is_settled else "white"
        # beside the interval only: the line of no difference must not run through a name
        axes.plot([0, 0], [place - 0.36, place + 0.06], color=INK, linestyle=(0, (3, 2)), zorder=0)
        axes.plot([one.low, one.high], [place, place], "|-", color=color, linewidth=2, markersize=9)
        axes.plot([one.point], [place], "o", color=color, markerfacecolor=inside, markersize=6)
        axes.annotate(
            label,
            (0, place),
            (0, 9),
            xycoords=axes.get_yaxis_transform(),
            textcoords="offset points",
        )
    axes.set_ylim(-0.4, len(differences) - 0.25)
    axes.set_yticks([])
    axes.set_xlabel(axis)
    axes.xaxis.set_major_formatter(lambda x, _: number(x, 0 if abs(x) >= 1 or x == 0 else 2, sign=True))
    axes.spines[["left", "right", "top"]].set_visible(False)
    axes.margins(x=0.06)
    return _svg(canvas)


def confusion(counts: Sequence[Sequence[int]], expected: Sequence[str], answered: Sequence[str]) -> str:
    """Counts on a blue ground as dark as their share of the expected category."""
    import numpy as np

    table = np.array(counts, dtype=float)
    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    side = max(4.0, 1.9 + 0.48 * len(answered))
    canvas, axes = _canvas(side, max(3.2, 1.7 + 0.42 * len(expected)))
    colors = _blues()
    # a mesh, not an image: it stays sharp on paper
    axes.pcolormesh(shares, cmap=colors, vmin=0, vmax=1, edgecolors="#d5d5d5", linewidth=0.6)
    axes.invert_yaxis()
    for row, column in np.ndindex(*table.shape):
        if table[row, column]:
            color = "white" if _luminance(colors(shares[row, column])) < DARK else "black"
            text = number(float(table[row, column]))
            axes.text(column + 0.5, row + 0.5, text, ha="center", va="center", color=color)
    middles = np.arange(max(table.shape)) + 0.5
    axes.set_xticks(middles[: len(answered)], answered, rotation=45, ha="right", rotation_mode="anchor")
    axes.set_yticks(middles[: len(expected)], expected)
    axes.set_xlabel("Etichetta indicata dal modello")
    axes.set_ylabel("Etichetta attesa")
    axes.tick_params(length=0)
    return _svg(canvas)


def _canvas(width: float, height: float) -> tuple["Canvas", Any]:
    """A figure of its own, in inches: pyplot would keep it for ever and ask for a screen."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(STYLE):
        canvas = Figure(figsize=(width, height), layout="constrained")
        return canvas, canvas.add_subplot()


def _blues() -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("officina", ["#ffffff", "#9fc0e0", BLUE])


def _luminance(color: Sequence[float]) -> float:
    """Relative luminance of an RGB(A) colour in 0…1, as WCAG 2.2 defines it."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _svg(canvas: "Canvas") -> str:
    """The bare `<svg>` element: no prologue, no metadata, no fixed size, hidden from readers of text."""
    import matplotlib

    text = StringIO()
    with matplotlib.rc_context(STYLE):
        canvas.savefig(text, format="svg", metadata={"Date": None}, transparent=True)
    drawn = text.getvalue()
    drawn = drawn[drawn.index("<svg") :].strip()
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn, flags=re.DOTALL)
    width = re.search(r'<svg[^>]* width="([\d.]+)pt"', drawn)
    assert width is not None
    drawn = re.sub(r'(<svg[^>]*?) width="[\d.]+pt"', r"\1", drawn, count=1)
    drawn = re.sub(r'(<svg[^>]*?) height="[\d.]+pt"', r"\1", drawn, count=1)
    drawn = drawn.replace(f"'{FONT}'", f"'{FONT}', Arial, sans-serif")
    pixels = round(float(width[1]) * 4 / 3)
    return drawn.replace("<svg ", f'<svg style="--width:{pixels}px" aria-hidden="true" focusable="false" ', 1)
