"""Tables of a PDF page: what stands side by side becomes one line, its cells parted by a bar.

A PDF has no tables, only words with their places, drawn cell by cell: in the order of drawing a cell that
begins to the right of another and no lower stands beside it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from workbench.documents.placing import Matrix, product

BAR = " | "
SAME_LINE = 0.6
"""in heights of the letters: less than this lower is the same line of writing"""
NEXT_LINE = 2.2
"""a line of the same cell is no further down than this"""
TALLEST = 9.0
"""a cell goes up at most this far from the end of the one before: beyond it is a column of a newspaper"""
LETTER = 0.42
"""mean width of a letter, of its height"""
ALIGNED = 2.0
WORD_GAP = 1.0
SLOPE = 0.02
BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-$")


@dataclass(frozen=True)
class Line:
    """A line as it was drawn; points from the left and from the bottom of the page."""

    text: str
    left: float
    base: float
    height: float

    @property
    def right(self) -> float:
        return self.left + LETTER * self.height * len(self.text.strip())

    def is_aligned(self, other: "Line") -> bool:
        """To the left, to the right, or in the middle."""
        left, right = other.left - self.left, other.right - self.right
        return min(abs(left), abs(right), abs(left + right) / 2) < ALIGNED * self.height

    def is_below(self, other: "Line") -> bool:
        return self.base < other.base - SAME_LINE * self.height


@dataclass
class Row:
    """Cells side by side, from the left; each of one or more lines."""

    cells: list[list[Line]] = field(default_factory=list)

    def text(self) -> str:
        if len(self.cells) == 1:
            return self.cells[0][0].text
        found = ""
        for before, cell in zip([None, *self.cells], self.cells, strict=False):
            if before:
                gap = cell[0].left - max(line.right for line in before)
                found += " " if gap < WORD_GAP * cell[0].height else BAR
            found += _joined(cell)
        return found

    def goes_on_with(self, line: Line) -> bool:
        """Whether `line` is one more line of the last cell of a row that has several."""
        if len(self.cells) < 2:
            return False
        last = self.cells[-1][-1]
        down = last.base - line.base
        return last.is_aligned(line) and SAME_LINE * line.height < down <= NEXT_LINE * line.height

    def is_beside(self, line: Line) -> bool:
        """Whether `line` begins a cell to the right of this row."""
        last = self.cells[-1]
        up = line.base - last[-1].base
        return (
            line.left > last[0].left + line.height
            and not line.is_below(last[-1])
            and up <= TALLEST * line.height
        )


class Drawn:
    """Takes the pieces of a page in the order in which they are drawn, and gives its text."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.lines: list[Line | str] = []
        self.text = ""
        self.at: tuple[float, float, float] | None = None
        self.is_upright = True

    def take(self, text: str, place: Matrix, text_place: Matrix, size: float) -> None:
        """A piece as pypdf tells it: of several lines only the first has a place."""
        self.taken.append(text)
        first, *others = text.split("\n")
        if first.strip() and not self.text.strip():
            self.at = self._place(place, text_place, size)
        self.text += first
        for line in others:
            self._close()
            self.text = line

    def page(self, text: str) -> str:
        """`text` of the page with each row of a table in one line; as it is if any of it is not upright."""
        if not self.is_upright or "".join(self.taken) != text:
            return text
        self._close()
        found: list[Row | str] = []
        for line in self.lines:
            if isinstance(line, Line):
                _put(found, line)
            elif line.strip() or not _in_table(found):
                found.append(line)
        return "\n".join(each if isinstance(each, str) else each.text() for each in found)

    def _place(self, place: Matrix, text_place: Matrix, size: float) -> tuple[float, float, float]:
        across, rising, _, along, left, base = product(text_place, place)
        self.is_upright &= across > 0 and along > 0 and abs(rising) < SLOPE * across
        return left, base, abs(size) * along

    def _close(self) -> None:
        self.lines.append(Line(self.text, *self.at) if self.at and self.text.strip() else self.text)
        self.text, self.at = "", None


def _in_table(found: list[Row | str]) -> bool:
    return bool(found) and isinstance(found[-1], Row) and len(found[-1].cells) > 1


def _put(found: list[Row | str], line: Line) -> None:
    last = found[-1] if found else ""
    if isinstance(last, str):
        found.append(Row([[line]]))
    elif last.goes_on_with(line):
        last.cells[-1].append(line)
    elif last.is_beside(line):
        if len(last.cells) == 1:
            _gather(found, line)
        found[-1].cells.append([line])  # type: ignore[union-attr]
    else:
        found.append(Row([[line]]))


def _gather(found: list[Row | str], line: Line) -> None:
    """Make one cell of the last lines that stand no higher than `line`, which begins beside them."""
    cell: list[Line] = []
    while found and isinstance(row := found[-1], Row) and len(row.cells) == 1:
        (lines,) = row.cells
        if cell and (line.is_below(lines[0]) or lines[0].left + line.height > line.left):
            break
        cell = [*lines, *cell]
        found.pop()
    found.append(Row([cell]))


def _joined(cell: Iterable[Line]) -> str:
    found = ""
    for text in (line.text.strip() for line in cell):
        if BROKEN_WORD.search(found) and text[:1].islower():
            found = found[:-1] + text
        else:
            found = f"{found} {text}" if found else text
    return found
