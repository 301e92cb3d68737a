"""Gather records into a table, whatever format they come from, and list those that cannot be kept."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from workbench.data.types import Rejected
from workbench.errors import UserError
from workbench.italian import number, plural

CELL_LIMIT = 100_000
"""characters"""
ROW_LIMIT = 1_000_000
TEXT_LIMIT = 400_000_000
"""characters of a whole table: a small compressed file can hold far more than memory"""
CELL_COUNT_LIMIT = 20_000_000
MARKS = ",;\t|\n\r[{"
"""what begins or ends records and cells in the text formats"""
EXCERPT = 100


@dataclass
class Collector:
    rows: list[dict[str, str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    blank: int = 0
    characters: int = 0
    cells: int = 0

    def add(self, at: int, cells: dict[str, str]) -> None:
        """Keep the record `at` this row number, or list it with the reason; without any text it is blank."""
        joined = "".join(cells.values())
        if not joined.strip():
            self.blank += 1
            return
        self.characters += len(joined)
        self.cells += len(cells)
        self._check_limits()
        if reason := problem(cells, joined):
            self.reject(at, reason, cells.values())
            return
        self.rows.append(cells)
        self.numbers.append(at)

    def reject(self, at: int, reason: str, cells: Iterable[str]) -> None:
        self._check_limits()
        self.rejected.append(Rejected(at, reason, excerpt(" · ".join(filter(None, cells)))))

    def _check_limits(self) -> None:
        if len(self.rows) + len(self.rejected) >= ROW_LIMIT or self.characters > TEXT_LIMIT:
            raise too_large(f"{number(ROW_LIMIT)} righe e {number(TEXT_LIMIT)} caratteri")
        check_cell_count(self.cells)

    def notes(self) -> list[str]:
        if not self.blank:
            return []
        return [
            f"{plural(self.blank, 'riga vuota non contata', 'righe vuote non contate')} fra quelle lette."
        ]


@dataclass(frozen=True)
class Reading:
    """What the reader of a format hands back; `notes` are Italian sentences for the person."""

    columns: tuple[str, ...]
    collector: Collector
    notes: list[str]
    separator: str | None = None
    sheets: tuple[str, ...] = ()


def too_large(most: str) -> UserError:
    return UserError(
        f"La tabella è troppo grande: il massimo è {most}.",
        remedy="Dividere il file, o tenere solo le colonne e le righe che servono.",
    )


def check_marks(text: str) -> None:
    """Refuse a text that would become too many records or cells, before any of them is made."""
    check_cell_count(max(text.count(mark) for mark in MARKS))


def check_cell_count(count: int) -> None:
    if count > CELL_COUNT_LIMIT:
        raise too_large(f"{number(CELL_COUNT_LIMIT)} celle")


def problem(cells: Mapping[str, str], joined: str) -> str | None:
    """Why a record cannot be kept, or `None`."""
    if len(joined) > CELL_LIMIT:
        for column, value in cells.items():
            if len(value) > CELL_LIMIT:
                found, most = number(len(value)), number(CELL_LIMIT)
                return f"la cella «{column}» ha {found} caratteri, il massimo è {most}"
    if "\x00" in joined:
        return "contiene caratteri nulli (byte zero)"
    if not joined.isascii():
        try:
            joined.encode()
        except UnicodeEncodeError:
            return "contiene byte che non si leggono con questa codifica"
    return None


def excerpt(text: str) -> str:
    """One printable line; blanks joined, the rest of a long text cut."""
    line = " ".join(text[: EXCERPT * 4].split())
    line = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"


def cell_text(value: object) -> str:
    """A typed cell as text: dates in ISO form, numbers without needless digits, missing values empty."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "vero" if value else "falso"
        case float():
            return "" if math.isnan(value) else f"{value:.15g}"
        case datetime() if value.time() == time.min and value.tzinfo is None:
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case bytes():
            return value.decode("utf-8", errors="surrogateescape")
        case int() | Decimal() | _:
            return str(value)
