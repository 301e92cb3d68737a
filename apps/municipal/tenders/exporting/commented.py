"""The DOCX that was brought, with each finding as a comment on its words."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from apps.municipal.tenders.exporting.findings import findings_of, version
from apps.municipal.tenders.exporting.word import writable
from apps.municipal.tenders.practice import Filed, Outcome, Practice
from apps.municipal.tenders.rules import Finding
from apps.municipal.tenders.wording import CONFIDENCE_NAMES, INFORMS, SEVERITY_NAMES

AUTHOR, INITIALS = "Officina", "OFF"
BLANKS = re.compile(r"\s+")


def as_commented(practice: Practice, filed: Filed, outcome: Outcome) -> bytes | None:
    """The original with comments; None when it is no DOCX that can be opened again (macros, signature)."""
    document = _opened(practice.original(filed))
    if document is None:
        return None
    paragraphs = [each for each in _paragraphs(document) if each.runs]
    if not paragraphs:
        return None
    found = [each for _, each in findings_of(practice, outcome)]
    _comment(document, paragraphs[0].runs, f"{INFORMS} {len(found)} rilievi. {version()}")
    _place(document, paragraphs, found)
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def _opened(content: bytes) -> Any | None:
    from zipfile import BadZipFile

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return Document(BytesIO(content))
    except (PackageNotFoundError, BadZipFile, ValueError, KeyError):
        return None


def _paragraphs(part: Any) -> Iterator[Any]:
    """In the order of the text, tables included."""
    from docx.table import Table

    for block in part.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in dict.fromkeys(row.cells):
                    yield from _paragraphs(cell)
        else:
            yield block


def _place(document: Any, paragraphs: Sequence[Any], found: Sequence[Finding]) -> None:
    """Each finding on the words that it quotes, looked for after those of the finding before."""
    flat = [BLANKS.sub(" ", paragraph.text) for paragraph in paragraphs]
    at = 0
    for each in sorted(found, key=lambda one: (one.start, one.end)):
        quote = BLANKS.sub(" ", each.quote).strip()
        fitting = [place for place, text in enumerate(flat) if quote and quote in text]
        later = [place for place in fitting if place >= at]
        chosen = (later or fitting or [-1])[0]
        runs = _runs(paragraphs[chosen], quote) if chosen >= 0 else paragraphs[0].runs
        at = chosen if chosen >= 0 else at
        _comment(document, runs, _told(each, placed=chosen >= 0))


def _runs(paragraph: Any, quote: str) -> list[Any]:
    """The runs that hold the quote; all of them when it does not stand in them as it was read."""
    bounds, text = [], ""
    for run in paragraph.runs:
        start = len(text)
        text = BLANKS.sub(" ", text + run.text)
        bounds.append((start, len(text), run))
    start = text.find(quote)
    end = start + len(quote)
    held = [run for first, last, run in bounds if start >= 0 and first < end and start < last]
    return held or list(paragraph.runs)


def _told(found: Finding, *, placed: bool) -> str:
    quote = f"Testo: «{found.quote}»" if found.quote and not placed else ""
    confidence = CONFIDENCE_NAMES.get(found.confidence, found.confidence)
    parts = (
        f"{SEVERITY_NAMES[found.severity]}: {found.message}",
        quote,
        found.suggestion and f"Che cosa fare: {found.suggestion}",
        f"{found.article or 'Nessuna norma citata'}; regola {found.rule}, {confidence}",
    )
    return "\n".join(part for part in parts if part)


def _comment(document: Any, runs: Sequence[Any], text: str) -> None:
    document.add_comment(list(runs), text=writable(text), author=AUTHOR, initials=INITIALS)
