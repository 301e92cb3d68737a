"""The report of the shipped model: the pages of every report, with other contents."""

from datetime import datetime
from pathlib import Path

from eval.base_model.aims import REACHED, UNMEASURED, Aim, aims
from eval.base_model.contents import sections
from eval.base_model.results import Results
from eval.report import Pages, write_pages
from workbench.italian import moment, plural

TITLE = "Rapporto sul modello incluso in Officina"


def write_report(folder: Path, results: Results) -> tuple[Path, Path]:
    """Write rapporto.html and rapporto.md."""
    found = aims(results)
    failed = [aim for aim in found if aim.outcome not in (REACHED, UNMEASURED)]
    told = [f"{aim.what}: {aim.found}, il traguardo è {aim.wanted}." for aim in failed]
    facts = f"{moment(datetime.now().astimezone().isoformat())} · {_models(results)} · {_examples(results)}"
    return write_pages(folder, Pages(TITLE, verdict(found), told, facts, sections(results)))


def verdict(found: list[Aim]) -> str:
    reached = sum(aim.outcome == REACHED for aim in found)
    unmeasured = sum(aim.outcome == UNMEASURED for aim in found)
    told = f"{plural(reached, 'traguardo raggiunto', 'traguardi raggiunti')} su {len(found)}"
    return told + (f"; {unmeasured} non misurati in questa esecuzione." if unmeasured else ".")


def _models(results: Results) -> str:
    return plural(2 if results.shipped.adapter_digest else 1, "modello", "modelli")


def _examples(results: Results) -> str:
    """Held-out documents and rows of frozen tests."""
    documents = sum(domain.documents for domain in results.text.domains.values()) if results.text else 0
    rows = (results.gain.gain.n if results.gain else 0) + (results.skills.n if results.skills else 0)
    told = [plural(documents, "documento mai letto", "documenti mai letti")] if documents else []
    return " · ".join([*told, plural(rows, "esempio di prova", "esempi di prova")])
