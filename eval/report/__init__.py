"""The report of a comparison: one HTML file and one Markdown file, each complete in itself."""

import base64
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from eval.report.blocks import Section
from eval.report.contents import sections
from eval.result import Comparison, read_result
from workbench.italian import moment, plural
from workbench.jobs import replace_whole

if TYPE_CHECKING:
    from jinja2 import Environment

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
HTML, MARKDOWN = "rapporto.html", "rapporto.md"


@dataclass(frozen=True)
class Pages:
    """What a report shows."""

    title: str
    verdict: str
    verdicts: list[str]
    """further sentences of the verdict"""
    facts: str
    """one line on when and on how much"""
    sections: list[Section]


def write_report(folder: Path) -> tuple[Path, Path]:
    """Write the report of the comparison in `result.json`; returns (rapporto.html, rapporto.md)."""
    found = read_result(folder)
    models = plural(len(found.models), "modello", "modelli")
    facts = f"{moment(found.created)} · {models} · {plural(found.n, 'esempio', 'esempi')} di prova"
    contents = sections(found, _config_text(found))
    return write_pages(folder, Pages(title(found), found.verdict, found.verdicts, facts, contents))


def write_pages(folder: Path, pages: Pages) -> tuple[Path, Path]:
    """Write rapporto.html and rapporto.md, each complete in itself."""
    for name in (HTML, MARKDOWN):
        text = _templates().get_template(f"{name}.j2").render(pages=pages)
        replace_whole(folder / name, re.sub(r"(?<=\d) %", f"{NARROW_SPACE}%", text))
    return folder / HTML, folder / MARKDOWN


def title(found: Comparison) -> str:
    return f"Rapporto di valutazione: {found.data.name}"


def _config_text(found: Comparison) -> str:
    import yaml

    return yaml.safe_dump(found.config, allow_unicode=True, sort_keys=False).strip()


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=lambda name: bool(name and name.startswith(HTML)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(markdown=_markdown, cell=_cell, data_uri=_data_uri)
    return found


def _markdown(text: str) -> str:
    """Text that Markdown shows as it is: no tags, no links, no emphasis."""
    return re.sub(r"([\\`*_{}\[\]#|~])", r"\\\1", escape(text, quote=False))


def _cell(text: str) -> str:
    return " ".join(_markdown(text).split())


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
