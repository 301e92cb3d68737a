"""Excel workbooks, read as values: what a formula last showed, never the formula itself."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain, islice, repeat, zip_longest
from typing import TYPE_CHECKING

from workbench.data.collecting import Collector, Reading, cell_text, too_large
from workbench.data.heading import NO_HEADER, column_names, looks_like_header, used_width
from workbench.data.separated import SAMPLE
from workbench.errors import UserError
from workbench.italian import plural, size

if TYPE_CHECKING:
    from openpyxl import Workbook

EXPANDED_LIMIT = 800_000_000
"""bytes of the workbook once expanded; a zip bomb declares or reaches more"""
CHUNK = 1 << 20
FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell ")
CALCULATION_ERRORS = frozenset(("#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"))
SHOWN_ROWS = 10
DAMAGE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""what openpyxl, zipfile and expat were seen to raise on workbooks with changed bytes"""


@dataclass(frozen=True)
class _Record:
    number: int
    cells: list[str]
    has_formula: bool
    problem: str | None


def read_spreadsheet(content: bytes, *, sheet: str | None = None, header: bool | None = None) -> Reading:
    """Records of the first sheet, or of the named one; numbers are those on the left of the sheet."""
    with _readable():
        marks = _marks(content)
        workbook = _open(content, values=True)
        names = tuple(workbook.sheetnames)
        name = _chosen(names, sheet)
        formulas = _rows(_open(content, values=False), name) if FORMULA in marks else iter(())
        reading = _collect(_records(_rows(workbook, name), chain(formulas, repeat(()))), header)
    notes = [*reading.notes]
    if MERGED in marks:
        notes.append("Il foglio contiene celle unite: il valore vale solo per la prima cella di ogni gruppo.")
    if len(names) > 1 and sheet is None:
        notes.append(f"È stato letto il foglio «{name}»; gli altri sono: {', '.join(names[1:])}.")
    return replace(reading, notes=notes, sheets=names)


@contextmanager
def _readable() -> Iterator[None]:
    """What openpyxl raises on damaged workbooks, as one message."""
    try:
        yield
    except DAMAGE as error:
        raise UserError(
            "La cartella di lavoro Excel è rovinata e non si può leggere.",
            remedy="Aprirla in Excel o LibreOffice, salvarla di nuovo come .xlsx e riprovare.",
        ) from error


def _marks(content: bytes) -> set[re.Pattern[bytes]]:
    """Which marks the sheets hold, found while checking that the workbook does not expand beyond measure."""
    found: set[re.Pattern[bytes]] = set()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = archive.infolist()
        declared = sum(member.file_size for member in members)
        if declared > EXPANDED_LIMIT:
            raise too_large(f"{size(EXPANDED_LIMIT)} una volta espansa")
        for member in members:
            if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                found |= _marks_of(archive, member)
    return found


def _marks_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> set[re.Pattern[bytes]]:
    found: set[re.Pattern[bytes]] = set()
    tail = b""
    with archive.open(member) as file:
        while chunk := file.read(CHUNK):
            found |= {mark for mark in (FORMULA, MERGED) if mark.search(tail + chunk)}
            tail = chunk[-64:]
    return found


def _open(content: bytes, *, values: bool) -> "Workbook":
    import openpyxl

    return openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=values, keep_links=False)


def _chosen(names: tuple[str, ...], sheet: str | None) -> str:
    if sheet is None and names:
        return names[0]
    if sheet in names:
        return str(sheet)
    raise UserError(
        "Il foglio indicato non c'è.", value=sheet, remedy=f"I fogli sono: {', '.join(names) or 'nessuno'}."
    )


def _rows(workbook: "Workbook", name: str) -> Iterator[tuple[object, ...]]:
    worksheet = workbook[name]
    if not hasattr(worksheet, "reset_dimensions"):
        raise UserError(
            "Il foglio contiene solo un grafico.", value=name, remedy="Scegliere un foglio con delle righe."
        )
    worksheet.reset_dimensions()  # many programs declare a wrong size
    return worksheet.iter_rows(values_only=True)


def _records(
    values: Iterator[tuple[object, ...]], formulas: Iterator[tuple[object, ...]]
) -> Iterator[_Record]:
    for at, (shown, written) in enumerate(zip(values, formulas, strict=False), 1):
        cells = [cell_text(value) for value in shown]
        pairs = enumerate(zip_longest(written, shown))
        calculated = [position for position, pair in pairs if _is_formula(*pair)]
        yield _Record(at, cells, bool(calculated), _problem(cells, calculated))


def _is_formula(written: object, shown: object) -> bool:
    """A text that a person wrote with a leading `=` is the same in both readings."""
    if isinstance(written, str):
        return written.startswith("=") and written != shown
    return type(written).__name__ in {"ArrayFormula", "DataTableFormula"}


def _problem(cells: list[str], calculated: list[int]) -> str | None:
    from openpyxl.utils import get_column_letter

    for position in calculated:
        if position >= len(cells) or not cells[position]:
            return f"la cella {get_column_letter(position + 1)} è una formula senza un valore calcolato"
    for position, cell in enumerate(cells):
        if cell in CALCULATION_ERRORS:
            return f"la cella {get_column_letter(position + 1)} contiene un errore di calcolo ({cell})"
    return None


def _collect(records: Iterator[_Record], header: bool | None) -> Reading:
    first = next((record for record in records if any(cell.strip() for cell in record.cells)), None)
    if first is None:
        raise UserError("Il foglio è vuoto.", remedy="Scegliere un altro foglio o un altro file.")
    sample = list(islice(records, SAMPLE))
    below = [record.cells for record in sample]
    width = used_width(first.cells, below)
    is_named = looks_like_header(first.cells, below) if header is None else header
    columns = tuple(column_names(_fit(first.cells, width) if is_named else [""] * width))
    collector = Collector()
    calculated = []
    for record in chain([] if is_named else [first], sample, records):
        _collect_record(collector, columns, record)
        if record.has_formula and not record.problem:
            calculated.append(record.number)
    notes = [] if is_named or header is False else [NO_HEADER]
    if calculated:
        shown = ", ".join(map(str, calculated[:SHOWN_ROWS])) + (" …" if len(calculated) > SHOWN_ROWS else "")
        notes.append(
            f"{plural(len(calculated), 'riga contiene', 'righe contengono')} formule, lette con l'ultimo "
            f"valore calcolato: {shown}."
        )
    return Reading(columns, collector, notes)


def _fit(cells: list[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _collect_record(collector: Collector, columns: tuple[str, ...], record: _Record) -> None:
    width = len(columns)
    if record.problem:
        collector.reject(record.number, record.problem, record.cells)
    elif any(cell.strip() for cell in record.cells[width:]):
        collector.reject(record.number, f"ha valori oltre l'ultima colonna ({width})", record.cells)
    else:
        collector.add(record.number, dict(zip(columns, _fit(record.cells, width), strict=True)))
