"""Documents in files: `.jsonl`, `.jsonl.gz` with a `text` each, or one plain `.txt` cut into parts."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import UserError

SHORTEST_PART = 2000
"""characters of the parts of a plain text"""
PARTS = 100
"""at most so many, about"""


@dataclass(frozen=True)
class Document:
    source: str
    """what it is a part of: documents of one source stay on one side of the split"""
    text: str


def read_documents(path: Path) -> Iterator[Document]:
    """Every document of a file, in its order.

    Raises:
        UserError: when the file is missing, of another kind, not UTF-8, or a line has no text.
    """
    if not path.is_file():
        raise UserError("Il file di testi non c'è.", value=path, remedy="Indicare un file esistente.")
    try:
        if path.name.endswith((".jsonl", ".jsonl.gz")):
            yield from _from_lines(path)
        elif path.suffix == ".txt":
            yield from _from_text(path)
        else:
            raise UserError(
                "Questo tipo di file di testi non si legge.",
                value=path.name,
                remedy="Usare .txt, .jsonl o .jsonl.gz, con un campo «text» per riga.",
            )
    except (UnicodeDecodeError, gzip.BadGzipFile, zlib.error, EOFError) as cause:
        raise UserError(
            "Il file di testi è rovinato o non è in UTF-8.",
            value=path.name,
            remedy="Salvarlo di nuovo in UTF-8.",
        ) from cause


def _from_text(path: Path) -> Iterator[Document]:
    """Stretches of whole lines; each counts as a source, as else nothing of the text could be held out."""
    text = path.read_text("utf-8-sig")
    size = max(SHORTEST_PART, len(text) // PARTS)
    start = 0
    for number in range(1, len(text) // size + 2):
        end = text.find("\n", start + size) + 1 or len(text)
        if start < end:
            yield Document(f"{path.name}:{number}", text[start:end])
        start = end


def _from_lines(path: Path) -> Iterator[Document]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _from_line(line, number, path.name)


def _from_line(line: str, number: int, name: str) -> Document:
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise UserError(
            f"La riga {number} non è un oggetto JSON con un campo «text».",
            value=name,
            remedy="Correggere o togliere la riga.",
        )
    source = "/".join(str(record[key]) for key in ("source", "path") if record.get(key))
    return Document(source or f"{name}:{number}", record["text"])
