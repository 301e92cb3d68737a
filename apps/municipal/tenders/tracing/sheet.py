"""The trace sheet that is annexed to the act: as a report, or as JSON."""

import json
from dataclasses import asdict
from datetime import datetime

from apps.municipal.tenders.exporting.report import Report, Section
from apps.municipal.tenders.tracing.trace import Trace
from apps.municipal.tenders.wording import CONFIDENCE_NAMES
from workbench.italian import moment, number, percent

TITLE = "Scheda di tracciamento dell'uso di sistemi di IA"
NOTES = (
    "I sistemi usati assistono chi scrive e non decidono; nessun operatore economico viene valutato o "
    "messo in graduatoria. La scheda riporta ruoli, non nomi.",
    "Nome e firma di chi ha verificato l'atto (da scrivere a mano): ______________________________",
)
NO_MODEL = "Nessun modello generativo è stato usato: i rilievi vengono da regole deterministiche."


def as_report(trace: Trace) -> Report:
    facts = (
        ("Pratica o atto", trace.title),
        ("Scheda del", _when(trace.made)),
        ("Versione", trace.version),
        ("Modelli usati", str(len({use.model for use in trace.uses}))),
        ("Dati personali mascherati prima di interrogare modelli", number(sum(u.masked for u in trace.uses))),
    )
    return Report(TITLE, facts, NOTES, (_models(trace), _decisions(trace), _sources(trace), _prompts(trace)))


def as_json(trace: Trace) -> bytes:
    record = {"titolo": TITLE, "note": NOTES, **asdict(trace), "made": _iso(trace.made)}
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def _models(trace: Trace) -> Section:
    rows = tuple(
        (
            use.model,
            use.digest[:16] or "non di questa installazione",
            use.purpose,
            number(len(use.prompts)),
            number(use.received),
            number(use.discarded),
            number(use.masked),
        )
        for use in trace.uses
    )
    columns = (
        "Modello",
        "Versione (impronta)",
        "Per che cosa",
        "Domande",
        "Ricevuti",
        "Scartati",
        "Mascherati",
    )
    return Section("Modelli", (), () if rows else (NO_MODEL,), columns, rows, (1.5, 1.5, 2, 0.8, 0.8, 0.8, 1))


def _decisions(trace: Trace) -> Section:
    rows = tuple(
        (
            each.what,
            each.origin,
            each.outcome,
            each.role,
            "" if each.distance is None else percent(each.distance, 0),
        )
        for each in trace.acceptances
    )
    told = (f"Rilievi su cui nessuno ha ancora deciso: {number(trace.undecided)}.",)
    columns = (
        "Rilievo o testo",
        "Viene da",
        "Decisione",
        "Ruolo di chi ha deciso",
        "Distanza dal testo proposto",
    )
    return Section("Che cosa è stato accettato o rifiutato", (), told, columns, rows, (2.5, 1, 1, 1.5, 1.5))


def _sources(trace: Trace) -> Section:
    rows = tuple(
        (each.rule, each.article, each.source, CONFIDENCE_NAMES.get(each.confidence, each.confidence))
        for each in trace.sources
    )
    columns = ("Regola o clausola", "Norma", "Fonte", "Fiducia o stato")
    return Section("Fonti", (), () if rows else ("Nessuna.",), columns, rows, (1.5, 1.5, 3, 1.5))


def _prompts(trace: Trace) -> Section:
    asked = tuple(
        f"{use.model}, {use.purpose}, domanda {at}:\n{prompt}"
        for use in trace.uses
        for at, prompt in enumerate(use.prompts, 1)
    )
    return Section("Domande inviate ai modelli, con i dati personali mascherati", (), asked or ("Nessuna.",))


def _when(seconds: float) -> str:
    return moment(_iso(seconds))


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")
