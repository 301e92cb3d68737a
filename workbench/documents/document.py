"""What every reader gives back: one text, where its places are, and what the person must know about it."""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from workbench.errors import UserError

Format = Literal["pdf", "docx", "odt", "testo"]


@dataclass(frozen=True)
class Page:
    """Characters `start` to `end` of the text of its document; numbers start at 1."""

    number: int
    start: int
    end: int


@dataclass(frozen=True)
class Span:
    """`text` is what stands at `start` to `end` of the text searched."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Limits:
    """What a file may cost. Sizes in decimal megabytes."""

    megabytes: int = 30
    pages: int = 500
    expanded_megabytes: int = 200
    characters: int = 3_000_000
    """about 500 pages of dense text, for formats that have no pages"""
    seconds: int = 60
    """of reading, without optical recognition"""
    ocr: bool = False
    ocr_seconds: int = 30
    """of optical recognition, for each page"""


@dataclass(frozen=True)
class Document:
    """Every offset of the workbench refers to `text`; `digest` is the sha256 of what was brought."""

    name: str
    text: str
    format: Format
    pages: tuple[Page, ...] = ()
    notes: tuple[str, ...] = ()
    digest: str = ""

    def place(self, start: int) -> str:
        """Where a character is, for a person: «pagina 3, riga 12», «paragrafo 14» or «riga 12».

        Lines of a page and paragraphs are counted without the empty ones; a row of a table is a paragraph.
        """
        start = min(max(start, 0), len(self.text))
        if self.format == "testo":
            return f"riga {self.text.count(chr(10), 0, start) + 1}"
        page = next((page for page in reversed(self.pages) if page.start <= start), None)
        if page is None:
            return f"paragrafo {_filled_lines(self.text[:start])}"
        return f"pagina {page.number}, riga {_filled_lines(self.text[page.start : start])}"


@dataclass(frozen=True)
class Extracted:
    """What a reader of one format found: the text of each page, or one text where there are no pages."""

    texts: tuple[str, ...]
    notes: tuple[str, ...] = ()


class Deadline:
    """Work on a file made to be slow ends here."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.end = time.monotonic() + seconds

    def check(self) -> None:
        if time.monotonic() > self.end:
            raise UserError(
                f"Il documento è troppo complesso: non si riesce a leggerlo in {self.seconds:g} secondi.",
                remedy="Dividerlo in più file, oppure incollarne il testo.",
            )


def to_record(document: Document) -> dict[str, Any]:
    """As JSON holds it."""
    return asdict(document) | {
        "pages": [asdict(page) for page in document.pages],
        "notes": list(document.notes),
    }


def from_record(record: Mapping[str, Any]) -> Document:
    pages = tuple(Page(**page) for page in record["pages"])
    return Document(**{**record, "pages": pages, "notes": tuple(record["notes"])})


def _filled_lines(head: str) -> int:
    """The number of the line that `head` reaches."""
    return sum(bool(line.strip()) for line in head.split("\n")[:-1]) + 1
