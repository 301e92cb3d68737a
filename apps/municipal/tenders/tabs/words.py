"""Pieces of HTML that all tabs use. All text is escaped."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any, ParamSpec, TypeVar

from workbench.errors import UserError

SIGNS = {"errore": "✖", "avviso": "▲", "nota": "●"}
"""a shape for each severity: colour alone would not be seen by everybody"""
Given = ParamSpec("Given")
Made = TypeVar("Made")


def problem(error: UserError) -> str:
    """What is wrong, with which value, and what to do; read aloud at once."""
    value = "" if error.value is None else f" <code>{escape(str(error.value)[:200])}</code>"
    return (
        f'<div class="problem" role="alert"><p><strong>{escape(error.problem)}</strong>{value}</p>'
        f"<p>{escape(error.remedy)}</p></div>"
    )


def told(text: str) -> str:
    """Something that went well, or that is going on."""
    return f'<p class="told" role="status">{escape(text)}</p>' if text else ""


def guarded(work: Callable[Given, Made], *args: Given.args, **named: Given.kwargs) -> tuple[Made | None, str]:
    """What `work` made, and nothing to say; or nothing, and what the person can put right."""
    try:
        return work(*args, **named), ""
    except UserError as error:
        return None, problem(error)


def rows(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values; empty values are left out."""
    body = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in pairs if value)
    return f'<dl class="facts">{body}</dl>' if body else ""


def table(columns: Sequence[str], lines: Iterable[Sequence[Any]], caption: str) -> str:
    """A table that scrolls by itself where it is too wide."""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in line) + "</tr>" for line in lines
    )
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}"><table class="lines">'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
