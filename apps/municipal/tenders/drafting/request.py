"""What is to be written: which act, for which purchase, with which choices."""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from apps.municipal.tenders.acts import Kind
from apps.municipal.tenders.law import CORRECTIVE, Procedure
from apps.municipal.tenders.wizard.case import Case
from apps.municipal.tenders.wizard.situation import Situation, understand
from workbench.errors import UserError

Criterion = Literal["qualita_prezzo", "prezzo"]
Fact = Literal[
    "alta_intensita_manodopera",
    "cam",
    "con_personale",
    "correttivo",
    "cup",
    "dati_per_conto",
    "esonero_garanzia",
    "fornitura_semplice",
    "garanzia_provvisoria",
    "indagine_senza_limiti",
    "intellettuale",
    "interferenze",
    "lotti",
    "opzioni",
    "qualita_obbligatoria",
    "sopra_soglia",
    "testo_ia",
    "transfrontaliero",
    "uscente",
]


class Request(BaseModel):
    """The purchase is a case of the wizard; the rest are choices that only the text needs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    atto: Kind = Field(title="Tipo di atto")
    caso: Case = Field(title="Acquisto")
    cup: StrictBool = Field(default=False, title="Progetto d'investimento pubblico, con CUP")
    esonero_garanzia: StrictBool = Field(
        default=False, title="Garanzia definitiva non richiesta, con motivazione"
    )
    garanzia_provvisoria: StrictBool = Field(
        default=False, title="Garanzia provvisoria richiesta, con motivazione (procedura negoziata)"
    )
    interferenze: StrictBool = Field(default=False, title="Rischi da interferenze, con DUVRI")
    dati_per_conto: StrictBool = Field(
        default=False, title="Il contraente tratta dati personali per conto dell'ente"
    )


@dataclass(frozen=True)
class Circumstances:
    """A request with what the law makes of it: all that a condition may ask."""

    request: Request
    situation: Situation
    criterion: Criterion
    facts: frozenset[str]

    @property
    def case(self) -> Case:
        return self.situation.case

    @property
    def procedure(self) -> Procedure:
        return self.situation.route.procedure


def look_into(request: Request, described: str = "", *, uses_model: bool = False) -> Circumstances:
    """`described`: the object as the act words it. Raises UserError for what the law forbids or ignores."""
    case = request.caso
    words = case.descrizione if described in case.descrizione else f"{described} {case.descrizione}".strip()
    situation = understand(case.model_copy(update={"descrizione": words}))
    criterion: Criterion = case.criterio_scelto or "qualita_prezzo"
    if criterion == "prezzo" and situation.best_value and not situation.direct:
        raise UserError(
            f"Il minor prezzo non è ammesso: {situation.best_value.value} ({situation.best_value.article}).",
            remedy="Scegliere il miglior rapporto tra qualità e prezzo.",
        )
    return Circumstances(request, situation, criterion, _facts(request, situation, uses_model))


def _facts(request: Request, situation: Situation, uses_model: bool) -> frozenset[str]:
    case = situation.case
    known: dict[Fact, bool] = {
        "alta_intensita_manodopera": case.alta_intensita_manodopera,
        "cam": bool(situation.cam),
        "con_personale": situation.staffed,
        "correttivo": case.data >= CORRECTIVE,
        "cup": request.cup,
        "dati_per_conto": request.dati_per_conto,
        "esonero_garanzia": request.esonero_garanzia,
        "fornitura_semplice": situation.mere_supply,
        "garanzia_provvisoria": request.garanzia_provvisoria or situation.ordinary,
        "indagine_senza_limiti": case.indagine_senza_limiti,
        "intellettuale": situation.intellectual,
        "interferenze": request.interferenze,
        "lotti": case.lotti > 1,
        "opzioni": case.opzioni > 0 or case.rinnovi > 0,
        "qualita_obbligatoria": situation.best_value is not None,
        "sopra_soglia": situation.above,
        "testo_ia": uses_model,
        "transfrontaliero": case.interesse_transfrontaliero and not situation.above,
        "uscente": case.contraente_uscente,
    }
    return frozenset(fact for fact, holds in known.items() if holds)
