"""What a person tells the wizard, checked."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    ValidationError,
    field_validator,
    model_validator,
)

from apps.municipal.tenders.wizard.reading import CENT, LARGEST, read_amount, read_day
from workbench.errors import UserError
from workbench.italian import listed

CPV = re.compile(r"\d{8}(-\d)?")
Chosen = Literal["", "qualita_prezzo", "prezzo"]


class Case(BaseModel):
    """Amounts in euro, net of VAT; the day is that of the notice, of the invitation or of the direct "
    "award."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    oggetto: Literal[
        "lavori", "forniture", "servizi", "servizi_sociali", "servizi_ingegneria", "concessione"
    ] = Field(title="Oggetto del contratto")
    valore: Decimal = Field(title="Valore stimato in euro, senza IVA", gt=0, le=LARGEST)
    data: date = Field(title="Data di avvio della procedura")
    opzioni: Decimal = Field(default=Decimal(0), title="Valore delle opzioni, senza IVA", ge=0, le=LARGEST)
    rinnovi: Decimal = Field(default=Decimal(0), title="Valore dei rinnovi, senza IVA", ge=0, le=LARGEST)
    interesse_transfrontaliero: StrictBool = Field(
        default=False, title="Interesse transfrontaliero certo accertato"
    )
    alta_intensita_manodopera: StrictBool = Field(
        default=False, title="Manodopera pari almeno al 50 % dell'importo"
    )
    natura_intellettuale: StrictBool = Field(
        default=False, title="Servizio di natura tecnica o intellettuale"
    )
    ristorazione: StrictBool = Field(
        default=False, title="Ristorazione ospedaliera, assistenziale o scolastica"
    )
    contenuto_innovativo: StrictBool = Field(
        default=False, title="Notevole contenuto tecnologico o innovativo"
    )
    informatica: StrictBool = Field(default=False, title="Beni o servizi informatici")
    interessi_strategici: StrictBool = Field(
        default=False, title="Informatica connessa a interessi nazionali strategici"
    )
    appalto_integrato: StrictBool = Field(
        default=False, title="Progettazione esecutiva e lavori insieme (appalto integrato)"
    )
    posa_in_opera: StrictBool = Field(default=False, title="Fornitura con posa in opera")
    autorita_centrale: StrictBool = Field(
        default=False, title="La stazione appaltante è un'autorità governativa centrale"
    )
    stazione_qualificata: StrictBool | None = Field(
        default=None, title="Stazione appaltante qualificata per questo importo"
    )
    contraente_uscente: StrictBool = Field(
        default=False, title="L'operatore previsto ha già l'ultimo affidamento dello stesso settore"
    )
    indagine_senza_limiti: StrictBool = Field(
        default=False, title="Indagine di mercato aperta a tutti, senza limite di invitati"
    )
    lotti: StrictInt = Field(default=1, title="Numero di lotti", ge=1, le=500)
    criterio_scelto: Chosen = Field(default="", title="Criterio di aggiudicazione che si intende usare")
    descrizione: str = Field(default="", title="Oggetto in parole", max_length=2_000)
    cpv: str = Field(default="", title="Codice CPV principale", max_length=10)

    @property
    def totale(self) -> Decimal:
        """The estimated value of art. 14 c. 4: options and renewals included."""
        return self.valore + self.opzioni + self.rinnovi

    @field_validator("valore", "opzioni", "rinnovi", mode="before")
    @classmethod
    def amount(cls, value: object) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
            raise ValueError("deve essere un importo in euro")
        found = read_amount(value) if isinstance(value, str) else _exact(value)
        if found is None or not found.is_finite():
            raise ValueError("deve essere un importo in euro, per esempio 139999.99")
        if found.copy_abs() <= LARGEST and found != found.quantize(CENT):
            raise ValueError("può avere al massimo due decimali")
        return found

    @field_validator("data", mode="before")
    @classmethod
    def day(cls, value: object) -> date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        found = read_day(value) if isinstance(value, str) else None
        if found is None:
            raise ValueError("deve essere una data, per esempio 2026-11-22")
        return found

    @field_validator("cpv")
    @classmethod
    def code(cls, value: str) -> str:
        if value and not CPV.fullmatch(value.strip()):
            raise ValueError("deve avere otto cifre e, dopo un trattino, la cifra di controllo")
        return value.strip()

    @model_validator(mode="after")
    def coherent(self) -> "Case":
        services = self.oggetto in ("servizi", "servizi_sociali", "concessione")
        wrong = {
            "ristorazione": not services,
            "natura_intellettuale": self.oggetto not in ("servizi", "servizi_ingegneria"),
            "appalto_integrato": self.oggetto != "lavori",
            "posa_in_opera": self.oggetto != "forniture",
            "interessi_strategici": not self.informatica,
        }
        found = [
            type(self).model_fields[name].title or name
            for name, no in wrong.items()
            if no and getattr(self, name)
        ]
        if found:
            raise ValueError(f"{listed(found)}: non va d'accordo con le altre risposte")
        return self


def _exact(value: float | Decimal) -> Decimal:
    """A float counts as it is written: 139999.99 is not 139999.98999…"""
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


SAYINGS = {
    "missing": "manca",
    "extra_forbidden": "non è fra le voci previste",
    "literal_error": "non è fra le scelte ammesse ({expected})",
    "greater_than": "deve essere più di {gt}",
    "greater_than_equal": "deve essere almeno {ge}",
    "less_than_equal": "deve essere al massimo {le}",
    "bool_type": "deve essere true o false",
    "int_type": "deve essere un numero intero",
    "string_type": "deve essere un testo",
    "string_too_long": "è troppo lungo",
    "value_error": "{error}",
}


def read_case(values: Mapping[str, Any]) -> Case:
    """The case that these values describe. Raises UserError that names every value that is not right."""
    try:
        return Case(**values)
    except ValidationError as error:
        told = "; ".join(_explain(each) for each in error.errors())
    raise UserError(
        f"Il caso non si può valutare. {told}.", remedy="Correggere le voci indicate e riprovare."
    )


def _explain(error: Any) -> str:
    name = str(error["loc"][0]) if error["loc"] else ""
    context = {key: str(value).replace(" or ", " o ") for key, value in error.get("ctx", {}).items()}
    saying = SAYINGS.get(error["type"], "valore non ammesso").format(**context)
    return f"«{name}» {saying}" if name else saying
