"""Which words of a PDF page nobody sees: followed while the page is drawn, colour by colour."""

from collections.abc import Sequence
from typing import Any

from workbench.documents.document import Deadline
from workbench.documents.placing import Matrix, moved

Box = tuple[float, float, float, float]

WHITE: dict[bytes, Sequence[float]] = {b"g": (1,), b"rg": (1, 1, 1), b"k": (0, 0, 0, 0)}
"""operator that sets the colour, and the operands of white; `sc` and `scn` are read by their count"""
FILLS = (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
PATH_ENDS = (*FILLS, b"S", b"s", b"n")
SHOWS = (b"Tj", b"TJ", b"'", b'"')
INVISIBLE = (3, 7)
"""text render modes that paint nothing"""
TINY_POINTS = 2.5
ALMOST = 0.98
"""from here on a component is taken as full: a paper white is as unseen as the pure one"""


class Ink:
    """Visitors for pypdf's text extraction of one page; what is inside forms of the page is not judged."""

    def __init__(self, paper: Box, deadline: Deadline) -> None:
        self.paper = paper
        self.deadline = deadline
        self.is_white = False
        self.mode = 0
        self.saved: list[tuple[bool, int]] = []
        self.path: list[tuple[float, float]] = []
        self.painted: list[Box] = []
        self.depth = 0
        self.shown: list[bool] = []
        self.hidden: list[str] = []
        self.invisible = 0
        self.all = 0

    def before(self, operator: bytes, operands: Sequence[Any], place: Matrix, text_place: Matrix) -> None:
        self.deadline.check()
        if operator in SHOWS:
            self.shown.append(
                self.mode in INVISIBLE or (self.is_white and not self._is_on_paint(place, text_place))
            )
        elif operator == b"q":
            self.saved.append((self.is_white, self.mode))
        elif operator == b"Q" and self.saved:
            self.is_white, self.mode = self.saved.pop()
        elif operator == b"Tr" and operands:
            self.mode = operands[0]
        elif operator == b"Do":
            self.painted.append(_box([moved(x, y, place) for x in (0, 1) for y in (0, 1)]))
            self.depth += 1
        elif operator in (*WHITE, b"sc", b"scn", b"cs"):
            self.is_white = _is_white(operator, operands)
        else:
            self._follow_path(operator, operands, place)

    def after(self, operator: bytes, operands: Sequence[Any], place: Matrix, text_place: Matrix) -> None:
        self.depth -= operator == b"Do"

    def text(self, text: str, place: Matrix, text_place: Matrix, font: object, size: float) -> None:
        """Called when the words shown since the last call leave the extractor."""
        shown, self.shown = self.shown, []
        if not text.strip() or self.depth:
            return
        self.all += len(text)
        self.invisible += len(text) if self.mode in INVISIBLE else 0
        height = abs(size) * _scale(place) * _scale(text_place)
        if (shown and all(shown)) or height < TINY_POINTS or not _holds(self.paper, _at(place, text_place)):
            self.hidden.append(text)

    def is_recognised_layer(self) -> bool:
        """Invisible words over a picture are what an optical recognition leaves."""
        return self.all > 0 and self.invisible * 2 > self.all

    def _is_on_paint(self, place: Matrix, text_place: Matrix) -> bool:
        return any(_holds(box, _at(place, text_place)) for box in self.painted)

    def _follow_path(self, operator: bytes, operands: Sequence[Any], place: Matrix) -> None:
        numbers = _numbers(operands)
        if operator == b"re" and len(numbers) >= 4:
            x, y, width, height = numbers[:4]
            self.path += [moved(x, y, place), moved(x + width, y + height, place)]
        elif operator in (b"m", b"l", b"c", b"v", b"y"):
            self.path += [moved(x, y, place) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
        elif operator in PATH_ENDS:
            if operator in FILLS and self.path and not self.is_white:
                self.painted.append(_box(self.path))
            self.path = []


def _is_white(operator: bytes, operands: Sequence[Any]) -> bool:
    numbers = _numbers(operands)
    white = WHITE.get(operator) or {3: WHITE[b"rg"], 4: WHITE[b"k"]}.get(len(numbers), ())
    if not white or len(numbers) != len(white):
        return False  # one component alone may be a special ink, of which 1 is the darkest
    return all(abs(number - wanted) <= 1 - ALMOST for number, wanted in zip(numbers, white, strict=True))


def _numbers(operands: Sequence[Any]) -> list[float]:
    return [float(operand) for operand in operands if isinstance(operand, int | float)]


def _at(place: Matrix, text_place: Matrix) -> tuple[float, float]:
    return moved(text_place[4], text_place[5], place)


def _scale(matrix: Matrix) -> float:
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)


def _box(points: Sequence[tuple[float, float]]) -> Box:
    across, along = [x for x, _ in points], [y for _, y in points]
    return min(across), min(along), max(across), max(along)


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box[0] - 1 <= point[0] <= box[2] + 1 and box[1] - 1 <= point[1] <= box[3] + 1
