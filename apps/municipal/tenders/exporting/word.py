"""A report as DOCX, with true headings and tables whose first row is repeated on every page."""

import re
from io import BytesIO
from typing import Any

from apps.municipal.tenders.exporting.report import Pairs, Report, Section, shares

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""characters that XML cannot hold"""
LONGEST_PROPERTY = 255
TEXT_WIDTH = 24.7
"""centimetres of an A4 page on its side, without its margins"""


def as_docx(report: Report) -> bytes:
    from docx import Document

    document = Document()
    _on_its_side(document)
    document.core_properties.title = writable(report.title)[:LONGEST_PROPERTY]
    document.core_properties.author = "Officina"
    document.core_properties.language = "it-IT"
    document.add_heading(writable(report.title), 0)
    _facts(document, report.facts)
    for note in report.notes:
        document.add_paragraph(writable(note), style="Intense Quote")
    for section in report.sections:
        _section(document, section)
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def writable(text: str) -> str:
    return UNWRITABLE.sub("", text)


def _on_its_side(document: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21.0)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin = page.bottom_margin = Cm(2.0)


def _facts(document: Any, facts: Pairs) -> None:
    for name, value in facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(writable(f"{name}: ")).bold = True
        paragraph.add_run(writable(value))


def _section(document: Any, section: Section) -> None:
    document.add_heading(writable(section.title), 1)
    _facts(document, section.facts)
    for paragraph in section.paragraphs:
        document.add_paragraph(writable(paragraph))
    if section.columns and section.rows:
        _table(document, section)


def _table(document: Any, section: Section) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    table = document.add_table(rows=1, cols=len(section.columns), style="Table Grid")
    table.autofit = False
    widths = [Cm(TEXT_WIDTH * share) for share in shares(section)]
    for row in (section.columns, *section.rows):
        cells = table.rows[0].cells if row is section.columns else table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = width
            run = cell.paragraphs[0].add_run(writable(text))
            run.font.size, run.bold = Pt(9), row is section.columns
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
