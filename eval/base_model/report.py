"""The report of the shipped model: the pages of every report, with other contents."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eval.base_model.aims import REACHED, UNMEASURED, Aim, aims
from eval.base_model.contents import sections
from eval.base_model.results import Results
from eval.report import HTML, MARKDOWN, NARROW_SPACE, _templates
from workbench.italian import moment, plural
from workbench.jobs import replace_whole

TITLE = "Rapporto sul modello incluso in Officina"


@dataclass(frozen=True)
class _Heading:
    """What the pages show above the sections."""

    verdict: str
    verdicts: list[str]
    models: list[str]
    n: int


def write_report(folder: Path, results: Results) -> tuple[Path, Path]:
    """Write rapporto.html and rapporto.md."""
    shown = {
        "title": TITLE,
        "found": _heading(results),
        "sections": sections(results),
        "created": moment(datetime.now().astimezone().isoformat()),
    }
    for name in (HTML, MARKDOWN):
        text = _templates().get_template(f"{name}.j2").render(**shown)
        replace_whole(folder / name, re.sub(r"(?<=\d) %", f"{NARROW_SPACE}%", text))
    return folder / HTML, folder / MARKDOWN


def verdict(found: list[Aim]) -> str:
    reached = sum(aim.outcome == REACHED for aim in found)
    unmeasured = sum(aim.outcome == UNMEASURED for aim in found)
    told = f"{plural(reached, 'traguardo raggiunto', 'traguardi raggiunti')} su {len(found)}"
    return told + (f"; {unmeasured} non misurati in questa esecuzione." if unmeasured else ".")


def _heading(results: Results) -> _Heading:
    found = aims(results)
    failed = [aim for aim in found if aim.outcome not in (REACHED, UNMEASURED)]
    told = [f"{aim.what}: {aim.found}, il traguardo è {aim.wanted}." for aim in failed]
    shipped = results.shipped
    models = [shipped.reference, *(["istruzioni"] if shipped.adapter_digest else [])]
    return _Heading(verdict(found), told, models, _examples(results))


def _examples(results: Results) -> int:
    """Held-out documents and rows of frozen tests."""
    documents = sum(domain.documents for domain in results.text.domains.values()) if results.text else 0
    gain = results.gain.gain.n if results.gain else 0
    return documents + gain + (results.skills.n if results.skills else 0)
