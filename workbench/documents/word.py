"""DOCX: what a person reads in it, revisions and hidden words told."""

from collections.abc import Mapping

from workbench.documents.archive import Archive
from workbench.documents.document import Deadline, Extracted
from workbench.documents.markup import Lines, joined, walk
from workbench.documents.noting import MACROS, NO_COMMENTS, hidden_note, revision_notes

SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""the same text box again, for older programs"""
FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN_TYPES = (f"{TYPE}document.main+xml", f"{TYPE}template.main+xml")
MAIN_TYPES_WITH_MACROS = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
USUAL = "word/document.xml"
"""the main part, where the list of contents does not say which one it is"""
REMOVED = ("del", "moveFrom")
NOT_TEXT = ("tabs", "instrText", "delText", "delInstrText")
MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
FILLABLE = ("tc", "p", "r", "txbxContent")
"""what may have a colour behind its words; a text box is taken to have one"""
OFF = ("0", "false", "off")
NO_FILL = ("", "auto", "FFFFFF", "none")
TINY = 5
"""half points: at 2.5 points a letter is under a millimetre"""


def parts_by_type(archive: Archive) -> dict[str, list[str]]:
    """Names of the parts for each content type, from the list that every DOCX carries."""
    target = _ContentTypes()
    walk([archive.beginning("[Content_Types].xml")], target)
    return target.parts


def read_word(archive: Archive, deadline: Deadline) -> Extracted:
    parts = parts_by_type(archive) | {USUAL: [USUAL]}
    texts: dict[str, WordText] = {}

    def read(*kinds: str) -> list[list[str]]:
        names = sorted(name for kind in kinds for name in parts.get(kind, []) if name in archive.names)
        for name in names:
            texts[name] = WordText()
            walk(archive.read(name, deadline), texts[name])
        return [list(lines) for lines in dict.fromkeys(tuple(texts[name].lines.result()) for name in names)]

    text = joined(
        [
            *read(f"{TYPE}header+xml"),
            *(read(*MAIN_TYPES, *MAIN_TYPES_WITH_MACROS) or read(USUAL)),
            *read(f"{TYPE}footnotes+xml", f"{TYPE}endnotes+xml"),
            *read(f"{TYPE}footer+xml"),
        ]
    )
    found = texts.values()
    notes = [
        *revision_notes(sum(part.inserted for part in found), sum(part.removed for part in found)),
        *hidden_note(["".join(part.hidden) for part in found]),
    ]
    if any(line.strip() for part in read(f"{TYPE}comments+xml") for line in part):
        notes.append(NO_COMMENTS)
    return Extracted((text,), (*_part_notes(archive, parts), *notes))


class WordText:
    """Walks one part: lines of text, how many revisions, which words are hidden."""

    def __init__(self) -> None:
        self.lines = Lines()
        self.inserted = 0
        self.removed = 0
        self.hidden: list[str] = []
        self.open: list[str] = []
        self.skipped = 0
        self.is_joined = False
        self.looks: set[str] = set()
        self.filled: list[bool] = [False]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.skipped or tag == FALLBACK:
            self.skipped += 1
            return
        name = _name(tag)
        self.open.append(name)
        parent = self.open[-2] if len(self.open) > 1 else ""
        if name in REMOVED or name in NOT_TEXT or name.endswith("Change"):
            self._leave_out(name)
        elif parent == "rPr" or name == "shd":
            self._read_property(name, attributes)
        else:
            self._open(name, parent)

    def _leave_out(self, name: str) -> None:
        """What is inside; a removed paragraph mark (`pPr > rPr > del`) joins the paragraph with the next."""
        self.is_joined |= self.open[-3:] == ["pPr", "rPr", "del"]
        self.removed += name in REMOVED and self.open[-2:-1] not in (["rPr"], ["trPr"])
        self.open.pop()
        self.skipped = 1

    def _open(self, name: str, parent: str) -> None:
        if name in FILLABLE:
            self.filled.append(self.filled[-1] or name == "txbxContent")
        if name == "p":
            self._open_paragraph()
        elif name == "r":
            self.looks = set()
        elif name == "tr":
            self.lines.open_row()
        elif name == "tc":
            self.lines.open_block()
        elif name in ("ins", "moveTo"):
            self.inserted += parent not in ("rPr", "trPr")
        elif name in MARKS and parent == "r":
            self.lines.add(MARKS[name])

    def _open_paragraph(self) -> None:
        if not self.is_joined:
            self.lines.open_paragraph()
        self.is_joined = False

    def _read_property(self, name: str, attributes: Mapping[str, str]) -> None:
        """Of a run, or the fill of what is around it."""
        values = {_name(key): value for key, value in attributes.items()}
        value = values.get("val", "")
        if name == "highlight" or (name == "shd" and values.get("fill", "") not in NO_FILL):
            self.filled[-1] = True
        elif self.open[-3:-1] == ["r", "rPr"]:
            is_tiny = name == "sz" and value.isdecimal() and int(value) <= TINY
            self.looks |= {"white"} if name == "color" and value.upper() == "FFFFFF" else set()
            self.looks |= {"unseen"} if is_tiny or (name == "vanish" and value not in OFF) else set()

    def _is_hidden(self) -> bool:
        """White words on a fill are seen."""
        return "unseen" in self.looks or ("white" in self.looks and not self.filled[-1])

    def end(self, tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        name = self.open.pop()
        if name == "p" and not self.is_joined:
            self.lines.close_paragraph()
        elif name == "tc":
            self.lines.close_cell()
        elif name == "tr":
            self.lines.close_row()
        if name in FILLABLE:
            self.filled.pop()

    def data(self, text: str) -> None:
        if not self.skipped and self.open and self.open[-1] in ("t", FORMULA_TEXT):
            self.lines.add(text)
            if self._is_hidden():
                self.hidden.append(text)

    def close(self) -> None:
        if self.lines.paragraphs:  # the mark of the last paragraph was removed
            self.lines.close_paragraph()


class _ContentTypes:
    def __init__(self) -> None:
        self.parts: dict[str, list[str]] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag.endswith("}Override"):
            name = attributes.get("PartName", "").lstrip("/")
            self.parts.setdefault(attributes.get("ContentType", ""), []).append(name)

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


def _name(tag: str) -> str:
    """The bare name of a tag or attribute of Word, the whole of any other."""
    for space in SPACES:
        if tag.startswith(space):
            return tag[len(space) :]
    return tag


def _part_notes(archive: Archive, parts: dict[str, list[str]]) -> list[str]:
    notes = []
    if any(name.lower().endswith("vbaproject.bin") for name in archive.names) or any(
        kind in parts for kind in MAIN_TYPES_WITH_MACROS
    ):
        notes.append(MACROS)
    if any(name.startswith("word/embeddings/") for name in archive.names):
        notes.append(
            "Il file contiene oggetti incorporati (per esempio fogli di calcolo): non sono stati letti."
        )
    return notes
