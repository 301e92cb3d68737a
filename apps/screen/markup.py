"""Pieces of HTML that Streamlit lacks: tables a screen reader can walk, lists of facts. All text escaped."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~$:<>&-])")

LONGEST_WORD, LONG_TEXT = 28, 60
"""characters"""


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere."""

    text: str
    address: str


@dataclass(frozen=True)
class Digest:
    """A fingerprint: shown short, whole on hover."""

    value: str


Cell = str | Link | Digest


def literal(text: str) -> str:
    """Text that Markdown shows as it is: what people write must not draw pictures, links or formulas."""
    return MARKDOWN.sub(r"\\\1", text.replace("\n", " "))


def cell(content: Cell) -> str:
    if isinstance(content, Link):
        return f'<a href="{escape(content.address)}">{escape(content.text)}</a>'
    if isinstance(content, Digest):
        value = escape(content.value)
        return f'<span class="officina-digest" title="{value}">{value[:12]}</span>'
    return escape(content)


def table(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, caption: str, figures: Sequence[str] = ()
) -> str:
    """An HTML table; `figures` names the columns of numbers, aligned right. Scrolls by itself when narrow."""
    kinds = ["figure" if column in figures else "" for column in columns]
    head = "".join(
        f'<th scope="col" class="{kind}">{escape(column)}</th>'
        for kind, column in zip(kinds, columns, strict=True)
    )
    body = "".join(f"<tr>{''.join(_cells(row, kinds))}</tr>" for row in rows)
    return (
        f'<div class="officina-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="officina-table"><caption><span>{escape(caption)}</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(row: Sequence[Cell], kinds: Sequence[str]) -> Iterator[str]:
    for kind, each in zip(kinds, row, strict=True):
        yield f'<td class="{kind or _shape(each)}">{cell(each)}</td>'


def _shape(content: Cell) -> str:
    """Long texts need width, words without end need breaking; all else is laid out by the browser."""
    if not isinstance(content, str):
        return ""
    if any(len(word) > LONGEST_WORD for word in content.split()):
        return "unbroken"
    return "text" if len(content) > LONG_TEXT else ""


def facts(pairs: Iterable[tuple[str, Cell]]) -> str:
    """A list of names with their values."""
    inside = "".join(f"<dt>{escape(name)}</dt><dd>{cell(value)}</dd>" for name, value in pairs)
    return f'<dl class="officina-facts">{inside}</dl>'


@dataclass(frozen=True)
class Step:
    """One line of a path: what, how it stands, `state` in "fatto", "ora", "dopo"."""

    name: str
    state: str
    text: str


def steps(path: Sequence[Step]) -> str:
    """An ordered list of steps with their state, said in words as well as by sign."""
    marks = {"fatto": ("✓", "done"), "ora": ("→", "next"), "dopo": ("·", "later")}
    items = "".join(
        f'<li class="{marks[each.state][1]}">'
        f'<span class="mark" aria-hidden="true">{marks[each.state][0]}</span>'
        f'<div><p class="name">{place}. {escape(each.name)} <span>({each.state})</span></p>'
        f"<p>{escape(each.text)}</p></div></li>"
        for place, each in enumerate(path, 1)
    )
    return f'<ol class="officina-steps">{items}</ol>'
