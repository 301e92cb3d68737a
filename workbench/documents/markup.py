"""XML of office programs, walked as it comes: memory does not grow with it and no entity is expanded."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from workbench.errors import UserError


class Target(Protocol):
    """Tags are `{namespace}name`."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


def walk(chunks: Iterable[bytes], target: Target) -> None:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        for chunk in chunks:
            parser.feed(chunk)
        parser.close()
    except DefusedXmlException as error:
        raise UserError(
            "Il file non è stato aperto: il suo XML definisce entità, che un documento normale non ha e che "
            "servono a bloccare i programmi o a far leggere loro altri file.",
            remedy="Aprirlo nel programma con cui è stato scritto, salvarlo di nuovo e caricare la copia.",
        ) from error


class Lines:
    """The lines of a text while its paragraphs, cells and notes open and close, one inside the other."""

    def __init__(self) -> None:
        self.collected: list[list[str]] = [[]]
        self.paragraphs: list[list[str]] = []
        self.rows: list[list[list[str]]] = []

    def add(self, text: str) -> None:
        """Outside a paragraph nothing is text."""
        if self.paragraphs:
            self.paragraphs[-1].append(text)

    def open_paragraph(self) -> None:
        self.paragraphs.append([])

    def close_paragraph(self) -> None:
        self.collected[-1].extend("".join(self.paragraphs.pop()).split("\n"))

    def open_block(self) -> None:
        """A cell or a note: its lines are kept apart until it closes."""
        self.collected.append([])

    def close_block(self) -> list[str]:
        return self.collected.pop()

    def open_row(self) -> None:
        self.rows.append([])

    def close_cell(self) -> None:
        self.rows[-1].append(self.close_block())

    def close_row(self) -> None:
        self.collected[-1].extend(_row_lines(self.rows.pop()))

    def result(self) -> list[str]:
        return self.collected[0]


def _row_lines(cells: list[list[str]]) -> list[str]:
    """One line, `a | b | c`; a row with a single filled cell is layout, and keeps its lines."""
    filled = [cell for cell in cells if any(line.strip() for line in cell)]
    if len(filled) < 2:
        return [line for cell in filled for line in cell]
    return [" | ".join(" ".join(" ".join(cell).split()) for cell in cells)]


def joined(parts: Iterable[Iterable[str]]) -> str:
    """The lines of all parts, with never more than one empty line between two."""
    lines: list[str] = []
    for part in parts:
        for line in part:
            if line.strip() or (lines and lines[-1]):
                lines.append(line.rstrip())
    return "\n".join(lines).rstrip("\n")
