"""What the tab of the wizard answers: advice, saved cases, evidence from past awards."""

import json
from collections.abc import Sequence
from datetime import datetime
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from apps.municipal.tenders.practice import pseudonym
from apps.municipal.tenders.tabs.advising.asking import case_of, values_of
from apps.municipal.tenders.tabs.words import problem, rows, table, told
from apps.municipal.tenders.wizard import DISCLAIMER, Advice, Case, advise
from apps.municipal.tenders.wizard.awards import read_awards
from apps.municipal.tenders.wizard.evidence import Evidence, Wanted, gather
from apps.municipal.tenders.wizard.printing import PROCEDURES
from apps.municipal.tenders.wizard.reading import euro
from apps.municipal.tenders.wizard.saving import (
    Saved,
    erase_case,
    keep_awards,
    list_awards,
    list_cases,
    open_awards,
    open_case,
    save_case,
)
from apps.municipal.tenders.wording import CONFIDENCE_NAMES
from workbench.errors import UserError
from workbench.italian import moment, plural
from workbench.jobs import Person
from workbench.settings import settings

SHEET = "/atti/scheda"
SHOWN_AWARDS = 60


def advised(person: Person, *typed: Any) -> str:
    """The advice on a case, and what past awards show, when a list of them was chosen."""
    *answers, list_id, operator, tax_code = typed
    try:
        case = case_of(answers)
        given = advise(case)
        return (
            _sheet_link(case, list_id, operator, tax_code)
            + _advice(given)
            + _evidence(evidence_of(person, case, list_id, operator, tax_code))
        )
    except UserError as error:
        return problem(error)


def evidence_of(
    person: Person, case: Case, list_id: str | None, operator: str = "", tax_code: str = ""
) -> tuple[Evidence, ...]:
    """Nothing without a list."""
    if not list_id:
        return ()
    wanted = Wanted(case.oggetto, case.totale, case.data, case.cpv, operator or "", tax_code or "")
    return gather(open_awards(pseudonym(person), list_id), wanted)


def saved(person: Person, title: str, *typed: Any) -> str:
    try:
        save_case(pseudonym(person), title or "", case_of(typed))
    except UserError as error:
        return problem(error)
    return told("Caso salvato: si riapre dall'elenco dei casi.")


def opened(person: Person, case_id: str | None) -> tuple[str, list[Any]]:
    """What to say, and the answers of the case; none where it cannot be opened."""
    try:
        if not case_id:
            raise UserError("Manca il caso.", remedy="Sceglierne uno dall'elenco.")
        return told("Caso riaperto."), values_of(open_case(pseudonym(person), case_id))
    except UserError as error:
        return problem(error), []


def erased(person: Person, case_id: str | None) -> str:
    if case_id and erase_case(pseudonym(person), case_id):
        return told("Caso eliminato.")
    return problem(UserError("Manca il caso.", remedy="Sceglierne uno dall'elenco."))


def brought(person: Person, path: str | None) -> str:
    """A list of past awards, kept; rows that could not be read are told one by one."""
    try:
        if not path:
            raise UserError("Manca l'elenco.", remedy="Caricare un CSV con gli affidamenti passati.")
        found = read_awards(Path(path).name, Path(path).read_bytes())
        keep_awards(pseudonym(person), Path(path).name, found.awards)
    except UserError as error:
        return problem(error)
    said = told(
        f"{plural(len(found.awards), 'affidamento importato', 'affidamenti importati')}. "
        f"L'elenco si cancella da solo dopo {plural(settings().award_days, 'giorno', 'giorni')}."
    )
    lines = [(each.number, each.reason, each.excerpt) for each in found.rejected[:SHOWN_AWARDS]]
    more = "".join(told(each) for each in found.warnings)
    return (
        said
        + more
        + (table(("Riga", "Perché non si legge", "Testo"), lines, "Righe scartate") if lines else "")
    )


def case_choices(person: Person) -> list[tuple[str, str]]:
    return _choices(list_cases(pseudonym(person)))


def list_choices(person: Person) -> list[tuple[str, str]]:
    return _choices(list_awards(pseudonym(person)))


def _choices(found: Sequence[Saved]) -> list[tuple[str, str]]:
    return [(f"{each.title}, {_when(each.changed)}", each.id) for each in found]


def _when(seconds: float) -> str:
    return moment(datetime.fromtimestamp(seconds).astimezone().isoformat())


def _sheet_link(case: Case, *evidence: str | None) -> str:
    """The same advice as a page of its own, to be printed."""
    given = {"caso": json.dumps(case.model_dump(mode="json"))}
    given |= {
        name: value for name, value in zip(("elenco", "operatore", "codice"), evidence, strict=True) if value
    }
    address = escape(f"{SHEET}?{urlencode(given)}")
    return (
        f'<p><a href="{address}" target="_blank" rel="noopener">Scheda da stampare (nuova finestra)</a></p>'
    )


def _advice(given: Advice) -> str:
    """The answer in one line, then everything by section, each line with its article and how sure it is."""
    minimum = "aperta a tutti" if given.operatori_minimi is None else str(given.operatori_minimi)
    facts = [
        ("Articolo", given.articolo),
        ("Operatori, almeno", minimum),
        ("Valore stimato", euro(given.valore_stimato)),
        (
            "Soglia europea",
            f"{euro(given.soglia_ue)}, {'raggiunta' if given.sopra_soglia else 'non raggiunta'}",
        ),
        ("Criterio", given.criterio),
    ]
    sections = "".join(
        f"<h3>{escape(name)}</h3><ul class='lines-list'>{''.join(map(_line, lines))}</ul>"
        for name, lines in groupby(given.lines, lambda line: line.section)
    )
    return (
        f'<section class="advice"><h2>{escape(PROCEDURES[given.procedura])}</h2>{rows(facts)}'
        f"{_bullets('Avvertenze', given.avvertenze)}{_bullets('Documenti da produrre', given.documenti)}"
        f'{sections}<p class="small">{escape(DISCLAIMER)}</p></section>'
    )


def _line(line: Any) -> str:
    sure = CONFIDENCE_NAMES.get(line.confidence, line.confidence)
    return (
        f"<li><strong>{escape(line.title)}.</strong> {escape(line.text)} "
        f'<span class="reference">{escape(line.article)} · {escape(sure)} · {escape(line.source)}</span></li>'
    )


def _bullets(title: str, items: Sequence[str]) -> str:
    listed = "".join(f"<li>{escape(each)}</li>" for each in items)
    return f"<h3>{title}</h3><ul>{listed}</ul>" if listed else ""


def _evidence(found: Sequence[Evidence]) -> str:
    columns = ("Riga", "Data", "Operatore", "Oggetto", "Importo", "CIG", "CPV")
    parts = []
    for each in found:
        lines = [
            (
                row.row,
                f"{row.day:%d/%m/%Y}",
                row.operator or row.tax_code,
                row.object,
                euro(row.amount),
                row.cig,
                row.cpv,
            )
            for row in each.rows[:SHOWN_AWARDS]
        ]
        about = f"{each.article} · {CONFIDENCE_NAMES.get(each.confidence, each.confidence)}"
        shown = table(columns, lines, f"Affidamenti: {each.title.lower()}") if lines else ""
        parts.append(
            f"<h3>{escape(each.title)}</h3><p>{escape(each.text)} "
            f'<span class="reference">{escape(about)}</span></p>{shown}'
        )
    return f'<section class="advice"><h2>Affidamenti passati</h2>{"".join(parts)}</section>' if parts else ""
