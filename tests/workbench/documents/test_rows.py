"""Tables of real PDF files: a row is read as one line."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from workbench.documents import read_document

ROWS = [
    ["Lotto", "Sedi", "CIG", "Importo"],
    ["1", "uffici di via Roma, magazzino di piazza Libertà e pale-stra", "B901E286EF", "54.600,00"],
    ["2", "palestre", "B33074BD4A", "48.000,00"],
    ["", "Totale", "", "102.600,00"],
]
READ = [
    "Lotto | Sedi | CIG | Importo",
    "1 | uffici di via Roma, magazzino di piazza Libertà e palestra | B901E286EF | 54.600,00",
    "2 | palestre | B33074BD4A | 48.000,00",
    "Totale | 102.600,00",
]


def _table(position: str) -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    style = getSampleStyleSheet()["BodyText"]
    cells = [[Paragraph(cell.replace("pale-", "pale-<br/>"), style) for cell in row] for row in ROWS]
    table = Table(cells, colWidths=[40, 150, 90, 90], style=[("VALIGN", (0, 0), (-1, -1), position)])
    file = BytesIO()
    SimpleDocTemplate(file).build([Paragraph("Quadro economico.", style), table, Paragraph("Dopo.", style)])
    return file.getvalue()


def _drawn(pdf: Callable[..., bytes], draw: Callable[[Any], None]) -> list[str]:
    text = read_document("a.pdf", pdf([], draw=draw)).text
    return [line.strip() for line in text.split("\n")]


@pytest.mark.parametrize("position", ["TOP", "MIDDLE", "BOTTOM"])
def test_a_row_is_one_line_also_when_a_cell_has_more(position: str) -> None:
    assert read_document("a.pdf", _table(position)).text.split("\n") == ["Quadro economico.", *READ, "Dopo."]


def test_words_drawn_one_after_the_other_on_a_line_are_parted_by_a_space_only(pdf) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(60, 700, "Importo a base di gara:")
        canvas.drawString(60 + canvas.stringWidth("Importo a base di gara: "), 700, "54.600,00 euro")

    assert _drawn(pdf, draw) == ["Importo a base di gara: 54.600,00 euro"]


def test_two_columns_of_a_page_stay_one_after_the_other(pdf) -> None:
    left = [f"prima colonna, riga {number}" for number in range(12)]
    right = [f"seconda colonna, riga {number}" for number in range(12)]

    def draw(canvas: Any) -> None:
        for across, column in ((60, left), (320, right)):
            for number, line in enumerate(column):
                canvas.drawString(across, 700 - 14 * number, line)

    assert _drawn(pdf, draw) == [*left, *right]


def test_an_indented_list_is_not_a_table(pdf) -> None:
    lines = [
        (60, "Si affida:"),
        (90, "a) la pulizia"),
        (120, "degli uffici;"),
        (90, "b) il verde."),
        (60, "Fine"),
    ]

    def draw(canvas: Any) -> None:
        for number, (across, line) in enumerate(lines):
            canvas.drawString(across, 700 - 13 * number, line)

    assert _drawn(pdf, draw) == [line for _, line in lines]


def test_a_page_written_sideways_is_read_as_before(pdf) -> None:
    def draw(canvas: Any) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -100, "Tabella di lato")
        canvas.drawString(300, -100, "accanto")

    assert sorted(_drawn(pdf, draw)) == ["Tabella di lato", "accanto"]


def test_signatures_side_by_side_are_one_line(pdf) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(60, 200, "Il responsabile del progetto")
        canvas.drawString(360, 200, "Il dirigente")
        canvas.drawString(60, 186, "Anna Verdi")
        canvas.drawString(360, 186, "Ugo Neri")

    assert _drawn(pdf, draw) == ["Il responsabile del progetto | Il dirigente", "Anna Verdi | Ugo Neri"]
