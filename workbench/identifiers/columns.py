"""Tables in plain text: the cells that stand under a heading like «CIG» or «Partita IVA»."""

import re
from collections.abc import Iterator

from workbench.identifiers.code import Kind
from workbench.identifiers.labels import kinds_in

BAR, TAB = re.compile(r"\|"), re.compile(r"\t| {3,}(?=\S)")
RULE = re.compile(r"[\s|+:=_-]*")
LONGEST_HEADING = 40


def cells_under(text: str) -> Iterator[tuple[tuple[Kind, ...], int]]:
    """Of each cell under a heading that names codes: the kinds named, and where the cell's words begin."""
    headings: dict[int, tuple[Kind, ...]] = {}
    width, at = 0, 0
    for line in text.splitlines(keepends=True):
        cells = _cells(line.rstrip("\r\n"))
        if len(cells) < 2:
            headings = headings if RULE.fullmatch(line.strip("\r\n")) and line.strip() else {}
        elif named := _headings(cells):
            headings, width = named, len(cells)
        elif len(cells) == width:
            for column, kinds in headings.items():
                start, content = cells[column]
                if content.strip():
                    yield kinds, at + start + len(content) - len(content.lstrip())
        at += len(line)


def _cells(line: str) -> list[tuple[int, str]]:
    """Where each cell begins in the line, and what it holds; blanks inside bars are no border."""
    borders = list((BAR if "|" in line else TAB).finditer(line))
    starts = [0, *(border.end() for border in borders)]
    ends = [*(border.start() for border in borders), len(line)]
    return [(start, line[start:end]) for start, end in zip(starts, ends, strict=True)]


def _headings(cells: list[tuple[int, str]]) -> dict[int, tuple[Kind, ...]]:
    """The columns whose cell names a kind and holds no digit: a heading, not «CIG BBF90310AD»."""
    return {
        column: kinds
        for column, (_, content) in enumerate(cells)
        if len(content) <= LONGEST_HEADING
        and not any(map(str.isdigit, content))
        and (kinds := kinds_in(content))
    }
