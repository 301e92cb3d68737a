"""What the wizard answers: a procedure, its figures and one line for each thing to know."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from apps.municipal.tenders.law import Confidence, Figure, Procedure
from apps.municipal.tenders.law.figures import EXPERIENCE, GAZETTE
from apps.municipal.tenders.law.guarantees import Duty
from apps.municipal.tenders.wizard.case import Case

DISCLAIMER = (
    "Informazioni per chi istruisce la procedura: non sono un parere e non decidono. Ogni riga dice "
    "l'articolo e quanto è sicura; ciò che non è «verificata» va riscontrato sul testo vigente."
)


@dataclass(frozen=True)
class Line:
    section: str
    title: str
    text: str
    article: str
    confidence: Confidence
    source: str


@dataclass(frozen=True)
class GuaranteeAdvice:
    """Percent and euro of what is asked as a rule, or of the ceiling where asking is a choice."""

    obbligo: Duty
    percentuale: Decimal | None
    percentuale_minima: Decimal | None
    percentuale_massima: Decimal | None
    importo: Decimal | None
    testo: str


class Advice(BaseModel):
    model_config = ConfigDict(frozen=True)

    case: Case
    procedura: Procedure
    articolo: str
    operatori_minimi: int | None
    """None: open to everybody"""
    sopra_soglia: bool
    soglia_ue: Decimal
    valore_stimato: Decimal
    garanzia_provvisoria: GuaranteeAdvice
    garanzia_definitiva: GuaranteeAdvice
    criterio: str
    criterio_obbligatorio: bool
    punteggio_economico_massimo: int | None
    documenti: tuple[str, ...]
    avvertenze: tuple[str, ...]
    lines: tuple[Line, ...]


LINE_KEYS = {
    "section": "sezione",
    "title": "titolo",
    "text": "testo",
    "article": "articolo",
    "confidence": "confidenza",
    "source": "fonte",
}


def as_json(advice: Advice) -> dict[str, Any]:
    """The advice with Italian keys and plain JSON values; amounts are numbers in euro, net of VAT."""
    values = advice.model_dump(exclude={"case", "lines"})
    found = {name: _plain(value) for name, value in values.items()}
    found["righe"] = [{LINE_KEYS[key]: value for key, value in asdict(line).items()} for line in advice.lines]
    found["caso"] = advice.case.model_dump(mode="json") | {
        name: _plain(getattr(advice.case, name)) for name in ("valore", "opzioni", "rinnovi")
    }
    found["nota"] = DISCLAIMER
    return found


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case tuple() | list():
            return [_plain(each) for each in value]
    return value


def line(section: str, title: str, text: str, figure: Figure[Any]) -> Line:
    """A line that says where its figure comes from."""
    return Line(section, title, text, figure.article, figure.confidence, figure.source)


def code_line(section: str, title: str, text: str, article: str) -> Line:
    """A line read in the Code as first published."""
    return Line(section, title, text, article, "testo 2023", GAZETTE)


def field_line(section: str, title: str, text: str, article: str) -> Line:
    """A line that rests on knowledge of the field."""
    return Line(section, title, text, article, "alta", EXPERIENCE)
