"""Tables of an act: lines with figures in columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import accumulate

from apps.municipal.tenders.acts import Act
from workbench.italian import number

FIGURE = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,2})?)"
COLUMNS = re.compile(r"[|\t]")
ONLY = re.compile(
    rf"[\s*_]*(?P<minus>[-–−]\s?)?(?:€|euro|eur\b|(?:mq|m[²³]|m[lc]|kg|km|nr?\.|cad\.?|pz\.?|ore|gg)(?=\s))?\s?({FIGURE})\s?(?P<unit>€|euro|eur|%|punti|mq|m2|ml|ore|km|kg|m[²³]?|mc|nr\.?|cad\.?|h|gg|t|litri|pezzi|unità|pasti|utenti|persone|giorni|mesi|n\.)?[\s*_]*",
    re.IGNORECASE,
)
BARRED = re.compile(r"(?:^|(?<=\|))[^|]*")
TABBED = re.compile(r"(?:^|(?<=\t)|(?<=,\d\d\s)(?=\d))[^\t]*?(?=\t|$|(?<=,\d\d)\s\d)")
"""also of two amounts that only a blank parts"""
LEADER = re.compile(
    rf"(?:\.{{3,}}|…|_{{3,}})\s*(?P<minus>[-–−]\s?)?(?:€|euro|eur\b)?\s?({FIGURE})\s?(?P<unit>€|euro|eur|%|mq|ore)?[;.\s]*$",
    re.IGNORECASE,
)
LAST = re.compile(r"(?:€|euro)?\s?(?<![\w.,/])(\d{1,3}(?:\.\d{3})*,\d{2})\s*(?:€|euro)?[.;]?$", re.IGNORECASE)
WRAPPED = 2
"""lines without figures that a table may have between two rows"""
CODE = re.compile(
    r"^\W*\(?(?P<code>[A-Z](?:\s?\+\s?[A-Z])+|[a-h](?=\))|[A-Z](?:[.)]?\s?\d{1,2}(?:\.\d{1,2}|\.?[a-z](?![\w.]))?)?|\d{1,2}(?:\.\d{1,2})*(?!\.\d))(?=[\s).:|–-])[\s).:|–-]*"
)
"""«A.1b», «B.10», «2.1», «A+B» before the label of a row"""
CLOSING = re.compile(
    rf"^\W*(?:(?:e\s+così|quindi|e|cioè)\s+)?(?:per\s+(?:un\s+|complessiv\w+\s*)?(?:total\w+|compless\w+)?|in\s+(?:tutto|totale|complesso)|total[ei]|complessivamente|sommano)\b[^\d\n]{{0,40}}?(?P<figure>{FIGURE})(?![\d%])",
    re.IGNORECASE,
)
"""the sentence that sums up the lines above it"""
NAMED_FIGURE = re.compile(
    rf"\W*[^\d\n:|\t][^\n:|\t]{{1,60}}(?::|\.{{3,}})\s*(?:n\.\s?|ore\s|€\s?|euro\s?|circa\s)*(?P<figure>{FIGURE})\s?(?:€|euro|[^\W\d_]{{1,15}}(?:\s[^\W\d_]{{1,12}})?)?\W{{0,2}}",
    re.IGNORECASE,
)
SHORT = 110
"""characters of a line that can be a row although it has no columns"""


@dataclass(frozen=True)
class Cell:
    value: Decimal
    start: int
    end: int
    column: int = -1
    """from the left where bars keep empty columns, from the right (negative) elsewhere"""
    unit: str = ""


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[Cell, ...]

    @cached_property
    def code(self) -> str:
        """«A.1», without blanks; empty when the row has none."""
        found = CODE.match(self.label)
        return re.sub(r"[\s)]", "", found["code"]) if found else ""

    @cached_property
    def name(self) -> str:
        """The label without its code."""
        return CODE.sub("", self.label, count=1) if self.code else self.label

    @cached_property
    def amount(self) -> Cell | None:
        """The last figure that is no percentage."""
        return next((each for each in reversed(self.cells) if each.unit != "%"), None)


def value_of(written: str) -> Decimal:
    return Decimal(written.replace(".", "").replace(",", "."))


def shown(value: Decimal) -> str:
    return number(float(value), 0 if value == value.to_integral_value() else 2)


def swapped(one: Decimal, other: Decimal) -> bool:
    """Digits swapped, or one digit changed."""
    if one == other or not one or not other:
        return False
    first, second = f"{one:.2f}", f"{other:.2f}"
    return len(first) == len(second) and (
        sorted(first) == sorted(second) or sum(a != b for a, b in zip(first, second, strict=True)) == 1
    )


def shifted(one: Decimal, other: Decimal) -> bool:
    """The comma moved by one place."""
    return bool(one and other) and min(abs(one - other * 10), abs(one * 10 - other)) < Decimal("0.05")


def explained(addends: Sequence[Decimal], total: Decimal) -> bool:
    """Whether one slip of the pen, in the total or in one addend, is all that is wrong."""
    surplus = sum(addends, Decimal(0)) - total
    return swapped(total + surplus, total) or any(misread(each, each - surplus) for each in addends)


def misread(one: Decimal, other: Decimal) -> bool:
    """Like `swapped`, of figures that are not so round that any other would look like them."""
    first, second = f"{one:.2f}".replace(".", "").rstrip("0"), f"{other:.2f}".replace(".", "").rstrip("0")
    return len(first) > 2 and len(second) > 2 and swapped(one, other) and abs(one - other) < one / 2


def slipped(one: Decimal, other: Decimal) -> bool:
    """Whether one looks like the other mistyped: digits swapped, one digit changed, or within 3 %."""
    if one == other or not one or not other:
        return False
    return swapped(one, other) or abs(one - other) / max(one, other) < Decimal("0.03")


def tables(act: Act) -> Iterator[list[Row]]:
    """Runs of at least three lines with figures in columns; a label may run over two more lines."""
    return iter(_tables(act.text))


@lru_cache(maxsize=1)
def _tables(text: str) -> tuple[list[Row], ...]:
    """Of one act at a time: eight rules ask for the same."""
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[list[Row]]:
    rows: list[Row] = []
    between = 0
    for line in re.finditer(r"[^\n]+", text):
        row = _row(line)
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


def _row(line: re.Match[str]) -> Row | None:
    """None when the line is running text. Columns that are all figures count, or the last figure of a plain line."""
    text = line[0]
    if not COLUMNS.search(text):
        last = LAST.search(text) if len(text) < SHORT else None
        found = [last] if last else []
        return Row(text, tuple(_cell(line, each) for each in found)) if found else None
    cells = []
    columns = list((BARRED if "|" in text else TABBED).finditer(text))
    for index, piece in enumerate(columns):
        number_only = ONLY.fullmatch(piece[0]) or LEADER.search(piece[0])
        if number_only:
            start = line.start() + piece.start() + number_only.start(2)
            place = index if "|" in text else index - len(columns)
            unit = (number_only["unit"] or "").lower()
            value = -value_of(number_only[2]) if number_only["minus"] else value_of(number_only[2])
            cells.append(Cell(value, start, start + len(number_only[2]), place, unit))
    return Row(text, tuple(cells))


def lists(act: Act) -> Iterator[list[Row]]:
    """Runs of lines «Palazzo: ore 2.500», and of rows that a sentence sums up («per un totale di 140.000 pasti»)."""
    rows: list[Row] = []
    for line in re.finditer(r"[^\n]+", act.text):
        row = _row(line) if COLUMNS.search(line[0]) else None
        closing = CLOSING.match(line[0]) if rows else None
        named = NAMED_FIGURE.fullmatch(line[0]) if len(line[0]) < SHORT else None
        found = closing or named
        if row and len(row.cells) == 1:
            rows.append(row)
        elif found:
            start = line.start() + found.start("figure")
            rows.append(Row(line[0], (Cell(value_of(found["figure"]), start, start + len(found["figure"])),)))
        if closing or not ((row and len(row.cells) == 1) or found):
            if len(rows) > WRAPPED:
                yield rows
            rows = []
    if len(rows) > WRAPPED:
        yield rows


LESS = re.compile(r"\b(?:ritiro|scont\w+|dedur\w+|detra\w+|ribass\w+|meno|abbuon\w+|storn\w+|permut\w+)\b.*[-–−]\s?(?:€|euro)?\s?$", re.IGNORECASE)  # fmt: skip


def _cell(line: re.Match[str], found: re.Match[str]) -> Cell:
    sign = -1 if LESS.search(line[0][: found.start(1)]) else 1
    return Cell(sign * value_of(found[1]), line.start() + found.start(1), line.start() + found.end(1))


def without_subtotals(values: Sequence[Decimal]) -> Decimal:
    """The sum of a column in which some rows sum up the ones just above them."""
    kept: list[Decimal] = []
    for value in values:
        runs = accumulate(reversed(kept))
        summed = next((count for count, made in enumerate(runs, start=1) if made == value and count > 1), 0)
        kept = [*kept[: len(kept) - summed], value]
    return sum(kept, Decimal(0))


def is_coded(rows: Sequence[Row]) -> bool:
    """Whether codes say what adds up to what: «A.1», «A.2», «A»."""
    codes = {row.code for row in rows}
    return sum(parent(code) in codes for code in codes if parent(code)) > 1


def parent(code: str) -> str:
    """`B.10` -> `B`, `A.1b` -> `A.1`, `A1` -> `A`, `2.1` -> `2`; empty for a code of the first level, `10` too."""
    if "+" in code:
        return ""
    found = re.fullmatch(r"(.+?)(?:(?:\.|(?<=[A-Za-z]))\d+|(?<=\d)[a-z])", code)
    return found[1].rstrip(".") if found else ""
