"""What passes between the steps: table, columns, rows, prepared rows, frozen data set."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal

PARTS = ("addestramento", "validazione", "prova")
TRAINING, VALIDATION, TEST = PARTS

Format = Literal["csv", "json", "jsonl", "parquet", "xlsx"]


class Task(StrEnum):
    CLASSIFICATION = "classificazione"
    INSTRUCTION = "istruzioni"


@dataclass(frozen=True)
class Rejected:
    number: int
    """as a person sees it when opening the file: line of a text file, row of a sheet"""
    reason: str
    excerpt: str


@dataclass(frozen=True)
class Table:
    """A file as it was read: every record is either in `rows` or in `rejected`."""

    name: str
    columns: tuple[str, ...]
    rows: list[dict[str, str]]
    numbers: list[int]
    """number of each row, parallel to `rows`, counted like `Rejected.number`"""
    format: Format
    encoding: str | None = None
    separator: str | None = None
    """`None` for a text file with a single column and for formats without separator"""
    sheets: tuple[str, ...] = ()
    """of a workbook, the first is read unless another is named"""
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    content: bytes = field(default=b"", repr=False)
    """the file itself, kept next to the frozen rows"""


@dataclass(frozen=True)
class Columns:
    """Which column plays which part. `more_text` columns follow `text`, one paragraph each."""

    task: Task
    text: str
    target: str
    group: str | None = None
    system: str | None = None
    more_text: tuple[str, ...] = ()
    reason: str = field(default="", compare=False)
    """why these columns were proposed, in Italian"""


@dataclass(frozen=True)
class Row:
    number: int
    text: str
    target: str
    group: str | None = None
    system: str | None = None

    @property
    def id(self) -> str:
        """Stable within a data set."""
        return f"r{self.number}"


@dataclass(frozen=True)
class Prepared:
    """`len(rows) + len(rejected)` is the number of records of the file."""

    rows: list[Row]
    rejected: list[Rejected]
    labels: tuple[str, ...] = ()
    """of a classification, sorted; empty for instructions"""
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class DataSet:
    """A frozen data set: its rows never change, and a changed file is noticed when it is read."""

    id: str
    name: str
    task: Task
    folder: Path
    digest: str
    """sha256 over the three parts"""
    test_digest: str
    labels: tuple[str, ...]
    counts: dict[str, int]
    """part -> rows"""
    columns: Columns
    licence: str
    source: str
    seed: int
    created: str
    """ISO time with zone"""
    language: str = "it"
    rejected: int = 0
    digests: dict[str, str] = field(default_factory=dict, repr=False)
    """part -> sha256 of its file"""
    original_digest: str = ""
    warnings: tuple[str, ...] = ()

    def rows(self, part: str) -> list[Row]:
        """The rows of one of `PARTS`; `UserError` if its file is not the one that was frozen."""
        from workbench.data.catalogue import read_part

        return read_part(self, part)


def preview(data: "DataSet | Prepared", n: int = 5) -> list[Row]:
    """The first `n` rows, of different targets as far as they go."""
    rows: list[Row] = data.rows if isinstance(data, Prepared) else data.rows(TRAINING)
    seen: set[str] = set()
    first: list[Row] = []
    others: list[Row] = []
    for row in rows:
        (others if row.target in seen else first).append(row)
        seen.add(row.target)
    return (first + others)[:n]
