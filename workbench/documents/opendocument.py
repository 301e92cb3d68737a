"""ODT: what a person reads in it, revisions and hidden words told."""

import re
from collections.abc import Mapping
from typing import Literal

from workbench.documents.archive import Archive
from workbench.documents.document import Deadline, Extracted
from workbench.documents.markup import Lines, joined, walk
from workbench.documents.noting import MACROS, NO_COMMENTS, hidden_note, revision_notes
from workbench.errors import UserError

NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:"
SHORT = {
    f"{NAMESPACE}{name}:1.0}}": f"{prefix}:"
    for name, prefix in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))
} | {f"{NAMESPACE}xsl-fo-compatible:1.0}}": "fo:"}
HEADERS = ("style:header", "style:header-left", "style:header-first")
FOOTERS = ("style:footer", "style:footer-left", "style:footer-first")
NOT_TEXT = (
    "text:tracked-changes",
    "office:annotation",
    "text:note-citation",
    "text:hidden-text",
    "office:scripts",
    "office:forms",
)
WORDS = ("text:p", "text:h", "text:span", "text:a")
CELLS = ("table:table-cell", "table:covered-table-cell")
Look = Literal["", "filled", "unseen"]
MARKS = {"text:tab": "\t", "text:line-break": "\n"}
BLANKS = re.compile(r"[ \t\r\n]+")
MOST_BLANKS = 100
TINY_POINTS = 2.5


def read_opendocument(archive: Archive, deadline: Deadline) -> Extracted:
    if b"encryption-data" in archive.beginning("META-INF/manifest.xml"):
        raise UserError(
            "Il file ODT è protetto da una password.",
            remedy="Togliere la protezione in LibreOffice (File, Salva con nome) e caricarlo di nuovo.",
        )
    body, frame = OpenText(), OpenText()
    if "styles.xml" in archive.names:
        walk(archive.read("styles.xml", deadline), frame)
    walk(archive.read("content.xml", deadline), body)
    parts = [frame.headers, body.lines.result(), body.notes, frame.footers]
    notes = [*revision_notes(body.inserted, body.removed), *hidden_note([*body.hidden, *frame.hidden])]
    if any(name.startswith(("Basic/", "Scripts/")) for name in archive.names):
        notes.insert(0, MACROS)
    if body.comments:
        notes.append(NO_COMMENTS)
    return Extracted((joined(parts),), tuple(notes))


class OpenText:
    """Walks `content.xml` or `styles.xml`: only the body, headers and footers are text."""

    def __init__(self) -> None:
        self.lines = Lines()
        self.headers: list[str] = []
        self.footers: list[str] = []
        self.notes: list[str] = []
        self.comments = 0
        self.inserted = 0
        self.removed = 0
        self.hidden: list[str] = []
        self.unseen: set[str] = set()
        self.shaded: set[str] = set()
        self.style = ""
        self.open: list[tuple[str, Look]] = []
        self.skipped = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = _name(tag)
        self.comments += name == "office:annotation"
        self.inserted += name == "text:insertion"
        self.removed += name == "text:deletion"
        if self.skipped or name in NOT_TEXT:
            self.skipped += 1
            return
        values = {_name(key): value for key, value in attributes.items()}
        self._read_style(name, values)
        self.open.append((name, self._look(name, values)))
        self._open(name, values)

    def _open(self, name: str, values: Mapping[str, str]) -> None:
        if name in ("text:p", "text:h"):
            self.lines.open_paragraph()
        elif name == "table:table-row":
            self.lines.open_row()
        elif name in (*CELLS, "text:note", *HEADERS, *FOOTERS):
            self.lines.open_block()
        elif name in MARKS:
            self.lines.add(MARKS[name])
        elif name == "text:s":
            count = values.get("text:c", "1")
            self.lines.add(" " * (min(int(count), MOST_BLANKS) if count.isdecimal() else 1))

    def end(self, tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        name, _ = self.open.pop()
        if name in ("text:p", "text:h"):
            self.lines.close_paragraph()
        elif name == "table:table-row":
            self.lines.close_row()
        elif name in CELLS:
            self.lines.close_cell()
        elif name == "text:note":
            self.notes += self.lines.close_block()
        elif name in HEADERS:
            self.headers += self.lines.close_block()
        elif name in FOOTERS:
            self.footers += self.lines.close_block()

    def data(self, text: str) -> None:
        if self.skipped or not self.open or self.open[-1][0] not in WORDS:
            return
        self.lines.add(BLANKS.sub(" ", text))
        if self.open[-1][1] == "unseen":
            self.hidden.append(text)

    def close(self) -> None: ...

    def _read_style(self, name: str, values: Mapping[str, str]) -> None:
        if name == "style:style":
            self.style = values.get("style:name", "")
        if values.get("fo:background-color", "transparent") not in ("transparent", "#ffffff"):
            self.shaded.add(self.style)
        if name == "style:text-properties" and (
            values.get("text:display") == "none"
            or values.get("fo:color", "").lower() == "#ffffff"
            or _points(values.get("fo:font-size", "")) <= TINY_POINTS
        ):
            self.unseen.add(self.style)

    def _look(self, name: str, values: Mapping[str, str]) -> Look:
        """By its style or the one around it; in a cell with a fill white words are seen."""
        inherited: Look = self.open[-1][1] if self.open else ""
        if inherited:
            return inherited
        if name in CELLS and values.get("table:style-name", "") in self.shaded:
            return "filled"
        style = values.get("text:style-name", "") if name in WORDS else ""
        return "unseen" if style in self.unseen - self.shaded else ""


def _name(tag: str) -> str:
    """`text:p` whatever prefix the file uses; the whole tag for what is of no interest."""
    space, end, name = tag.rpartition("}")
    return SHORT[space + end] + name if space + end in SHORT else tag


def _points(size: str) -> float:
    digits = size.removesuffix("pt")
    return float(digits) if digits != size and digits.replace(".", "", 1).isdecimal() else 12.0
