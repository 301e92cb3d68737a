"""Tables of an act: lines with figures in columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from workbench.italian import number

FIGURE = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,2})?)"
COLUMNS = re.compile(r"[|\t]")
ONLY = re.compile(
    rf"\s*(?:€|euro)?\s?({FIGURE})\s?(?:€|euro|%|punti|mq|ore|km|kg|pezzi|unità|pasti|utenti|persone|giorni|mesi)?\s*",
    re.IGNORECASE,
)
LAST = re.compile(r"(?:€|euro)?\s?(?<![\w.,/])(\d{1,3}(?:\.\d{3})*,\d{2})\s*(?:€|euro)?[.;]?$", re.IGNORECASE)
WRAPPED = 2
"""lines without figures that a table may have between two rows"""
SHORT = 110
"""characters of a line that can be a row although it has no columns"""


@dataclass(frozen=True)
class Cell:
    value: Decimal
    start: int
    end: int


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[Cell, ...]


def value_of(written: str) -> Decimal:
    return Decimal(written.replace(".", "").replace(",", "."))


def shown(value: Decimal) -> str:
    return number(float(value), 0 if value == value.to_integral_value() else 2)


def slipped(one: Decimal, other: Decimal) -> bool:
    """Whether one looks like the other mistyped: digits swapped, one digit changed, or within 3 %."""
    if one == other or not one or not other:
        return False
    first, second = f"{one:.2f}", f"{other:.2f}"
    if len(first) == len(second) and (
        sorted(first) == sorted(second) or sum(a != b for a, b in zip(first, second, strict=True)) == 1
    ):
        return True
    return abs(one - other) / max(one, other) < Decimal("0.03")


def tables(act: Act) -> Iterator[list[Row]]:
    """Runs of at least three lines with figures in columns; a label may run over two more lines."""
    rows: list[Row] = []
    between = 0
    for line in re.finditer(r"[^\n]+", act.text):
        row = _row(act, line)
        if row and row.cells:
            rows.append(row)
            between = 0
        elif rows and between < WRAPPED and len(line[0]) < SHORT:
            between += 1
        else:
            if len(rows) > WRAPPED:
                yield rows
            rows, between = [], 0
    if len(rows) > WRAPPED:
        yield rows


def _row(act: Act, line: re.Match[str]) -> Row | None:
    """None when the line is running text. Columns that are all figures count, or the last figure of a plain line."""
    text = line[0]
    if not COLUMNS.search(text):
        last = LAST.search(text) if len(text) < SHORT else None
        found = [last] if last else []
        return Row(text, tuple(_cell(line, each) for each in found)) if found else None
    cells, at = [], 0
    for column in re.split(COLUMNS, text):
        number_only = ONLY.fullmatch(column)
        if number_only:
            start = line.start() + at + number_only.start(1)
            cells.append(Cell(value_of(number_only[1]), start, start + len(number_only[1])))
        at += len(column) + 1
    return Row(text, tuple(cells))


def _cell(line: re.Match[str], found: re.Match[str]) -> Cell:
    return Cell(value_of(found[1]), line.start() + found.start(1), line.start() + found.end(1))
