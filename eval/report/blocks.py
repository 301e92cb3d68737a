"""What a report is made of, whatever it is written as."""

from collections.abc import Sequence
from dataclasses import dataclass, field

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Paragraph:
    text: str
    is_key: bool = False
    kind: str = "paragraph"


@dataclass(frozen=True)
class Bullets:
    items: Sequence[str]
    kind: str = "bullets"


@dataclass(frozen=True)
class Facts:
    """Names and values, such as a data card."""

    pairs: Sequence[tuple[str, str]]
    kind: str = "facts"


@dataclass(frozen=True)
class Table:
    """The first column names the row."""

    caption: str
    columns: Cells
    rows: Sequence[Cells]
    is_prose: bool = False
    """long texts: on a narrow screen every row becomes a card"""
    is_matrix: bool = False
    """many narrow columns: their names stand upright"""

    @property
    def style(self) -> str:
        return "prose" if self.is_prose else "matrix" if self.is_matrix else "figures"

    kind: str = "table"


@dataclass(frozen=True)
class Picture:
    svg: str
    alternative: str
    is_wide: bool = False
    kind: str = "picture"


@dataclass(frozen=True)
class Code:
    text: str
    label: str
    kind: str = "code"


Block = Paragraph | Bullets | Facts | Table | Picture | Code


@dataclass(frozen=True)
class Section:
    title: str
    level: int
    blocks: list[Block] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        from workbench.italian import slug

        return slug(self.title)
