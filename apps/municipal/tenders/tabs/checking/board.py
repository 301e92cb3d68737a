"""What the tab shows of a checked practice: summary, contradictions, the text beside its findings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from apps.municipal.tenders.practice import (
    Decision,
    Filed,
    Outcome,
    Practice,
    Result,
    decisions_of,
    read_filed,
    read_result,
)
from apps.municipal.tenders.practice.suggesting import as_findings, read_suggested
from apps.municipal.tenders.rules import Finding
from apps.municipal.tenders.tabs.checking.marking import Numbered, listed, marked_text, numbered
from apps.municipal.tenders.tabs.words import SIGNS
from apps.municipal.tenders.wording import KIND_NAMES
from workbench.italian import plural
from workbench.privacy import find_personal

COUNTED = {"errore": ("errore", "errori"), "avviso": ("avviso", "avvisi"), "nota": ("nota", "note")}
EXPORTS = (
    ("rilievi.docx", "Rilievi (DOCX)"),
    ("rilievi.pdf", "Rilievi (PDF)"),
    ("rilievi.csv", "Rilievi (CSV)"),
    ("traccia.docx", "Scheda di tracciamento IA (DOCX)"),
    ("traccia.pdf", "Scheda di tracciamento IA (PDF)"),
    ("traccia.json", "Scheda di tracciamento IA (JSON)"),
)
ADDRESS = "/atti/esporta"


@dataclass(frozen=True)
class Filters:
    """Empty: everything."""

    severities: Sequence[str] = ()
    families: Sequence[str] = field(default=())

    def let(self, each: Numbered) -> bool:
        found = each.finding
        return (not self.severities or found.severity in self.severities) and (
            not self.families or found.family in self.families
        )


def board(practice: Practice, name: str, filters: Filters) -> str:
    """Everything about one document of a checked practice, and what concerns all of them."""
    result = read_result(practice)
    if result is None:
        return ""
    outcome = next((each for each in result.documents if each.name == name), result.documents[0])
    filed = next(each for each in practice.documents if each.name == outcome.name)
    head = _exports(practice) + _contradictions(result)
    if outcome.problem:
        why = f'<div class="problem" role="alert">{escape(outcome.problem)}</div>'
        return f"{head}<h2>{escape(outcome.name)}</h2>{why}"
    return head + _document(practice, filed, outcome, filters)


def _document(practice: Practice, filed: Filed, outcome: Outcome, filters: Filters) -> str:
    decided: Mapping[str, Decision] = decisions_of(practice)
    document = read_filed(practice, filed)
    text = document.text
    suggested = read_suggested(practice, outcome.name)
    every = numbered(outcome, as_findings(suggested), decided)
    shown = [each for each in every if filters.let(each)]
    return (
        f"<h2>{escape(outcome.name)}</h2>"
        f"{_commented(practice, filed) if document.format == 'docx' else ''}"
        f"{_summary(outcome, every, len(find_personal(text)))}{_notes(outcome)}"
        f'<div class="beside"><section class="paper" tabindex="0" aria-label="Testo del documento">'
        f'<div class="text">{marked_text(text, shown)}</div></section>'
        f'<section class="list" tabindex="0" aria-label="Rilievi">'
        f"{listed(shown, filtered=len(shown) < len(every))}</section></div>"
    )


def _commented(practice: Practice, filed: Filed) -> str:
    address = f"{ADDRESS}/{practice.id}/commenti-{filed.number}.docx"
    return f'<p><a href="{address}" download>Questo documento con i rilievi come commenti (DOCX)</a></p>'


def _summary(outcome: Outcome, every: Sequence[Numbered], personal: int) -> str:
    counted: Counter[str] = Counter(each.finding.severity for each in every)
    severities = " ".join(
        f'<span class="count {name}"><span aria-hidden="true">{SIGNS[name]}</span> '
        f"{plural(counted[name], *words)}</span>"
        for name, words in COUNTED.items()
    )
    chosen = " (scelto a mano)" if outcome.corrected else ""
    decided = sum(each.decision is not None for each in every)
    masked = plural(personal, "dato personale riconosciuto", "dati personali riconosciuti")
    return (
        f'<p class="summary">{KIND_NAMES[outcome.kind]}{chosen} · {severities} · '
        f"{plural(decided, 'rilievo deciso', 'rilievi decisi')} su {len(every)}</p>"
        f'<p class="small">{masked} nel testo: prima di interrogare un modello si mascherano.</p>'
    )


def _notes(outcome: Outcome) -> str:
    items = "".join(f"<li>{escape(note)}</li>" for note in outcome.notes)
    return f'<ul class="notes" aria-label="Note sul file">{items}</ul>' if items else ""


def _contradictions(result: Result) -> str:
    """What the documents say differently, one line for each thing, with what each of them says."""
    things: dict[str, list[tuple[str, Finding]]] = {}
    for outcome in result.documents:
        for each in outcome.findings:
            if each.family == "confronto":
                things.setdefault(each.rule, []).append((outcome.name, each))
    if not things:
        return ""
    items = "".join(map(_contradiction, things.values()))
    title = plural(len(things), "contraddizione fra i documenti", "contraddizioni fra i documenti")
    return f'<details class="across" open><summary>{title}</summary><ul>{items}</ul></details>'


def _contradiction(found: Sequence[tuple[str, Finding]]) -> str:
    """The first words of a message say what it is about."""
    about = found[0][1].message.partition(":")[0]
    said = "; ".join(
        f"{escape(name)}, {escape(each.place or 'tutto il documento')}"
        + (f" <q>{escape(each.quote)}</q>" if each.quote else "")
        for name, each in found
    )
    return f"<li><strong>{escape(about)}</strong>: {said}</li>"


def _exports(practice: Practice) -> str:
    links = "".join(
        f'<li><a href="{ADDRESS}/{practice.id}/{name}" download>{label}</a></li>' for name, label in EXPORTS
    )
    return f'<nav aria-label="Scarica" class="exports"><ul>{links}</ul></nav>'
