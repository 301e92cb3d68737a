"""CSV and its relatives: separator, header, records with the line on which they start."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import chain, islice

from workbench.data.collecting import Collector, Reading
from workbench.data.heading import NO_HEADER, column_names, has_known_name, looks_like_header, used_width
from workbench.data.recognising import FILE_LIMIT
from workbench.errors import UserError

SEPARATORS = {",": "virgola", ";": "punto e virgola", "\t": "tabulazione", "|": "barra verticale"}
"""what is tried, with its name on the screen"""
NONE = "\x1f"
"""a character that no text holds, for files with a single column"""
SAMPLE = 200
CONSISTENT = 0.5
EXCEL_HINT = re.compile(r'sep=([^"])\s*')
REREAD = 20
"""times the length of the file that may be read again because of broken quotation marks"""


@dataclass(frozen=True)
class _Record:
    number: int
    cells: list[str]
    is_broken: bool = False
    """quotation marks out of place; `cells` is then the line as it stands"""

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


def read_separated(text: str, *, separator: str | None = None, header: bool | None = None) -> Reading:
    """Records of a separated text; `separator` and `header` are guessed unless given."""
    csv.field_size_limit(FILE_LIMIT)
    _check_separator(separator)
    lines = list(StringIO(text, newline=""))
    hint = EXCEL_HINT.fullmatch(lines[0]) if lines else None
    start = 1 if hint else 0
    found = separator or (hint[1] if hint else guess_separator(lines[start : start + SAMPLE * 5]))
    records = _records(lines, start, found or NONE)
    first = next((record for record in records if not record.is_blank), None)
    if first is None or first.is_broken:
        raise UserError(
            "La prima riga non si legge: è vuota o ha virgolette fuori posto.",
            value=first.cells[0] if first else None,
            remedy="Correggere la riga con i nomi delle colonne.",
        )
    sample = list(islice(records, SAMPLE))
    below = [record.cells for record in sample if not record.is_broken]
    width = used_width(first.cells, below)
    is_named = looks_like_header(first.cells, below) if header is None else header
    columns = tuple(column_names(first.cells[:width] if is_named else [""] * width))
    collector = Collector()
    for record in chain([] if is_named else [first], sample, records):
        _collect(collector, columns, record)
    notes = [] if is_named or header is False else [NO_HEADER]
    return Reading(columns, collector, notes, separator=found)


def _check_separator(separator: str | None) -> None:
    if separator is not None and (len(separator) != 1 or separator in '"\r\n'):
        raise UserError(
            "Il separatore deve essere un solo carattere, diverso dalle virgolette.",
            value=separator or None,
            remedy=f"Di solito è: {', '.join(SEPARATORS.values())}.",
        )


def guess_separator(lines: Sequence[str]) -> str | None:
    """The separator that cuts most records into as many cells as the header; `None` for a single column."""
    best: tuple[float, int, str] | None = None
    for separator in SEPARATORS:
        records = [cells for cells in islice(csv.reader(lines, delimiter=separator), SAMPLE) if cells]
        if not records or len(records[0]) < 2:
            continue
        width = len(records[0])
        share = sum(len(cells) == width for cells in records) / len(records)
        is_likely = share >= CONSISTENT or has_known_name(records[0])
        if is_likely and (best is None or (share, width) > best[:2]):
            best = share, width, separator
    return best[2] if best else None


def _records(lines: Sequence[str], start: int, separator: str) -> Iterator[_Record]:
    """Every record with its first line; after a broken one, reading starts again on the line below it.

    A quotation mark that is never closed would otherwise swallow all lines up to the next one.
    """
    again = 0
    while start < len(lines):
        reader = csv.reader(
            (lines[index] for index in range(start, len(lines))), delimiter=separator, strict=True
        )
        read = 0
        try:
            for cells in reader:
                yield _Record(start + read + 1, cells)
                read = reader.line_num
            return
        except csv.Error:
            again += reader.line_num - read
            start += read + 1
            yield _Record(start, [lines[start - 1].strip()], is_broken=True)
        if again > REREAD * len(lines):
            raise UserError(
                "Le virgolette del file sono troppo rovinate per riconoscere le righe.",
                value=f"riga {start}",
                remedy="Salvare di nuovo il file dal programma di origine, o scegliere un altro separatore.",
            )


def _collect(collector: Collector, columns: Sequence[str], record: _Record) -> None:
    cells, width = record.cells, len(columns)
    if record.is_broken:
        collector.reject(record.number, "virgolette aperte e non chiuse, o fuori posto", cells)
    elif record.is_blank:
        collector.blank += 1
    elif len(cells) < width:
        collector.reject(record.number, f"ha {len(cells)} celle su {width}", cells)
    elif any(cell.strip() for cell in cells[width:]):
        reason = f"ha {len(cells)} celle, le colonne sono {width}: forse il separatore compare in un testo"
        collector.reject(record.number, f"{reason} senza virgolette", cells)
    else:
        collector.add(record.number, dict(zip(columns, cells, strict=False)))
