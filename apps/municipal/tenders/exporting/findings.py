"""The findings of a practice as a report, and as rows for a spreadsheet."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from apps.municipal.tenders.exporting.report import Report, Section
from apps.municipal.tenders.practice import (
    Decision,
    Outcome,
    Practice,
    Result,
    decisions_of,
    identify,
    read_filed,
    read_result,
)
from apps.municipal.tenders.practice.suggesting import as_findings, read_suggested
from apps.municipal.tenders.rules import Finding
from apps.municipal.tenders.wording import CONFIDENCE_NAMES, FAMILY_NAMES, INFORMS, KIND_NAMES, SEVERITY_NAMES
from workbench.data.export import export_rows
from workbench.errors import UserError
from workbench.italian import moment, plural

UNVERIFIED = (
    "I rilievi segnati «non verificata» vengono da regole che nessun ufficio legale ha ancora approvato: "
    "sono avvisi da riscontrare sul testo vigente."
)
COLUMNS = ("N.", "Gravità", "Dove", "Rilievo", "Testo", "Che cosa fare", "Norma", "Fiducia", "Decisione")
WIDTHS = (0.4, 0.8, 1.1, 2.6, 1.9, 2.2, 1.2, 1.2, 1.1)


def checked(practice: Practice) -> Result:
    """Raises UserError before the first check is over."""
    result = read_result(practice)
    if result is None:
        raise UserError("La pratica non è ancora controllata.", remedy="Aspettare la fine del controllo.")
    return result


def report_of(practice: Practice) -> Report:
    """One section for each document: its findings, then its text."""
    result, decided = checked(practice), decisions_of(practice)
    sections: list[Section] = []
    for outcome in result.documents:
        sections.append(_section(practice, outcome, decided))
    sections += [_text(practice, outcome) for outcome in result.documents if not outcome.problem]
    return Report(f"Rilievi: {practice.title}", facts_of(result), (INFORMS, UNVERIFIED), tuple(sections))


def facts_of(result: Result) -> tuple[tuple[str, str], ...]:
    count = sum(len(each.findings) for each in result.documents)
    when = moment(datetime.fromtimestamp(result.checked).astimezone().isoformat())
    partial = (
        () if result.complete else (("Attenzione", "controllo non finito: mancano documenti o il confronto"),)
    )
    return (
        ("Controllo del", when),
        ("Versione", version()),
        ("Documenti", str(len(result.documents))),
        ("Rilievi", str(count)),
        *partial,
    )


def version() -> str:
    """Of Officina, and of its code."""
    from importlib.metadata import version as installed

    from workbench.tracking.code import code_version

    return f"Officina {installed('officina')} ({code_version()[:12]})"


def findings_of(practice: Practice, outcome: Outcome) -> list[tuple[str, Finding]]:
    """Of the rules, then of models, each with its identifier."""
    found = [*outcome.findings, *as_findings(read_suggested(practice, outcome.name))]
    return [(identify(outcome, each), each) for each in found]


def as_csv(practice: Practice) -> bytes:
    """A row for each finding, in all documents; no text of them can act in a spreadsheet."""
    result, decided = checked(practice), decisions_of(practice)
    rows = [row for outcome in result.documents for row in _rows(practice, outcome, decided)]
    last = {"documento": f"{INFORMS} {version()}", "controllo_del": dict(facts_of(result))["Controllo del"]}
    return export_rows([*rows, last])


def _rows(
    practice: Practice, outcome: Outcome, decided: Mapping[str, Decision]
) -> Iterator[dict[str, object]]:
    if outcome.problem:
        yield {"documento": outcome.name, "rilievo": outcome.problem}
    for number, (key, found) in enumerate(findings_of(practice, outcome), 1):
        decision = decided.get(key)
        yield {
            "documento": outcome.name,
            "tipo": KIND_NAMES[outcome.kind],
            "numero": number,
            "gravità": found.severity,
            "famiglia": FAMILY_NAMES.get(found.family, found.family),
            "regola": found.rule,
            "dove": found.place,
            "testo": found.quote,
            "rilievo": found.message,
            "perché": found.why,
            "che_cosa_fare": found.suggestion,
            "norma": found.article,
            "fiducia": CONFIDENCE_NAMES.get(found.confidence, found.confidence),
            "vale_dal": found.valid_from or "",
            "vale_al": found.valid_to or "",
            "decisione": decision.outcome if decision else "",
            "motivo": decision.reason if decision else "",
        }


def _section(practice: Practice, outcome: Outcome, decided: Mapping[str, Decision]) -> Section:
    if outcome.problem:
        return Section(outcome.name, paragraphs=(outcome.problem,))
    rows = tuple(
        (
            str(number),
            SEVERITY_NAMES[found.severity],
            found.place or "tutto il documento",
            found.message,
            found.quote,
            found.suggestion,
            found.article,
            CONFIDENCE_NAMES.get(found.confidence, found.confidence),
            _told(decided.get(key)),
        )
        for number, (key, found) in enumerate(findings_of(practice, outcome), 1)
    )
    facts = (("Tipo di atto", KIND_NAMES[outcome.kind]), ("Rilievi", plural(len(rows), "rilievo", "rilievi")))
    return Section(outcome.name, facts, outcome.notes, COLUMNS, rows, WIDTHS)


def _told(decision: Decision | None) -> str:
    if decision is None:
        return ""
    return decision.outcome + (f": {decision.reason}" if decision.reason else "")


def _text(practice: Practice, outcome: Outcome) -> Section:
    filed = next(each for each in practice.documents if each.name == outcome.name)
    lines = tuple(line for line in read_filed(practice, filed).text.split("\n") if line.strip())
    return Section(f"Testo: {outcome.name}", paragraphs=lines)
