"""The advice as one printable page, complete in itself."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from apps.municipal.tenders.wizard.advice import DISCLAIMER, Advice
from apps.municipal.tenders.wizard.evidence import Evidence
from apps.municipal.tenders.wizard.reading import euro

if TYPE_CHECKING:
    from jinja2 import Template

PROCEDURES = {
    "affidamento_diretto": "Affidamento diretto",
    "negoziata": "Procedura negoziata senza bando",
    "ordinaria": "Procedura ordinaria",
}
CRITERIA = {"qualita_prezzo": "miglior rapporto qualità/prezzo", "prezzo": "minor prezzo"}
OBJECTS = {
    "lavori": "Lavori",
    "forniture": "Forniture",
    "servizi": "Servizi",
    "servizi_sociali": "Servizi sociali e assimilati",
    "servizi_ingegneria": "Servizi di ingegneria e architettura",
    "concessione": "Concessione",
}


def page(advice: Advice, evidence: Sequence[Evidence] = ()) -> str:
    """HTML that asks for nothing from elsewhere and prints on A4; every text is escaped."""
    answers = [
        (info.title or name, _shown(getattr(advice.case, name)))
        for name, info in type(advice.case).model_fields.items()
        if name not in ("oggetto", "valore", "data") and getattr(advice.case, name) != info.default
    ]
    sections = [(name, list(lines)) for name, lines in groupby(advice.lines, lambda line: line.section)]
    return _template().render(
        advice=advice,
        answers=answers,
        disclaimer=DISCLAIMER,
        evidence=evidence,
        object_name=OBJECTS[advice.case.oggetto],
        procedure=PROCEDURES[advice.procedura],
        sections=sections,
    )


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "sì" if value else "no"
    return euro(value) if isinstance(value, Decimal) else CRITERIA.get(str(value), str(value))


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["euro"] = euro
    return found.get_template("scheda.html")
