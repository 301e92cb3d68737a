"""A report as PDF, in a font that has every accent; what it lacks appears as a small square."""

from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from apps.municipal.tenders.exporting.report import Pairs, Report, Section, shares

PLAIN, BOLD = "OfficinaSans", "OfficinaSans-Bold"
MARGIN = 45.0
"""points"""
MISSING = "□"
LONGEST_CELL = 1_200
"""characters: a row cannot be higher than a page"""
EDGE, HEAD = "#737b84", "#e9e6e1"


def as_pdf(report: Report) -> bytes:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import SimpleDocTemplate

    output = BytesIO()
    sides = {f"{side}Margin": MARGIN for side in ("left", "right", "top", "bottom")}
    document = SimpleDocTemplate(
        output, pagesize=landscape(A4), title=report.title, author="Officina", lang="it-IT", **sides
    )
    parts = [_paragraph(report.title, "title"), *_facts(report.facts)]
    parts += [_paragraph(note, "note") for note in report.notes]
    for section in report.sections:
        parts += _section(section, document.width)
    document.build(parts, onFirstPage=_number, onLaterPages=_number)
    return output.getvalue()


def _section(section: Section, width: float) -> list[Any]:
    parts = [_paragraph(section.title, "heading"), *_facts(section.facts)]
    parts += [_paragraph(each, "body") for each in section.paragraphs]
    return [*parts, _table(section, width)] if section.columns and section.rows else parts


def _facts(facts: Pairs) -> list[Any]:
    return [_paragraph(value, "body", label=f"{name}: ") for name, value in facts]


def _table(section: Section, width: float) -> Any:
    from reportlab.platypus import Table, TableStyle

    rows = [
        [_paragraph(cell[:LONGEST_CELL], "head" if row is section.columns else "cell") for cell in row]
        for row in (section.columns, *section.rows)
    ]
    style = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, EDGE),
            ("BACKGROUND", (0, 0), (-1, 0), HEAD),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return Table(rows, colWidths=[width * share for share in shares(section)], repeatRows=1, style=style)


def _paragraph(text: str, style: str, label: str = "") -> Any:
    from reportlab.platypus import Paragraph

    letters, styles = _fonts()
    shown = "".join(each if ord(each) in letters or each in "\n\t" else MISSING for each in text)
    told = escape(shown).replace("\n", "<br/>")
    return Paragraph(f'<font name="{BOLD}">{escape(label)}</font>{told}' if label else told, styles[style])


@cache
def _fonts() -> tuple[frozenset[int], dict[str, Any]]:
    """The letters that the font has, and the styles."""
    from matplotlib import get_data_path
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(get_data_path()) / "fonts" / "ttf"
    fonts = [TTFont(PLAIN, folder / "DejaVuSans.ttf"), TTFont(BOLD, folder / "DejaVuSans-Bold.ttf")]
    for font in fonts:
        registerFont(font)
    looks = {
        "title": (BOLD, 17, 10),
        "heading": (BOLD, 13, 6),
        "body": (PLAIN, 9.5, 4),
        "note": (PLAIN, 9.5, 8),
        "head": (BOLD, 8.5, 0),
        "cell": (PLAIN, 8.5, 0),
    }
    styles = {
        name: ParagraphStyle(
            name,
            fontName=font,
            fontSize=size,
            leading=size * 1.35,
            spaceAfter=after,
            spaceBefore=10 if name == "heading" else 0,
            splitLongWords=1,
        )
        for name, (font, size, after) in looks.items()
    }
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts)), styles


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont(PLAIN, 8)
    canvas.drawRightString(document.pagesize[0] - MARGIN, MARGIN / 2, f"pagina {canvas.getPageNumber()}")
