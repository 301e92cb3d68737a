"""A case with what follows from it at once, so that every line reads the same facts."""

from dataclasses import dataclass
from decimal import Decimal

from apps.municipal.tenders.law import (
    DIGITAL,
    CamSubject,
    Figure,
    Route,
    best_value_only,
    cam_subjects,
    direct_award_limit,
    economic_ceiling,
    eu_threshold,
    operators,
)
from apps.municipal.tenders.wizard.case import Case

TRAITS = (
    "alta_intensita_manodopera",
    "natura_intellettuale",
    "ristorazione",
    "contenuto_innovativo",
    "appalto_integrato",
    "interessi_strategici",
)


@dataclass(frozen=True)
class Situation:
    case: Case
    value: Decimal
    route: Route
    threshold: Figure[Decimal]
    direct_limit: Figure[Decimal]
    best_value: Figure[str] | None
    ceiling: Figure[int] | None
    cam: tuple[CamSubject, ...]

    @property
    def above(self) -> bool:
        return self.value >= self.threshold.value

    @property
    def direct(self) -> bool:
        return self.route.procedure == "affidamento_diretto"

    @property
    def ordinary(self) -> bool:
        return self.route.procedure == "ordinaria"

    @property
    def concession(self) -> bool:
        return self.case.oggetto == "concessione"

    @property
    def mere_supply(self) -> bool:
        return self.case.oggetto == "forniture" and not self.case.posa_in_opera

    @property
    def intellectual(self) -> bool:
        return self.case.natura_intellettuale or self.case.oggetto == "servizi_ingegneria"

    @property
    def staffed(self) -> bool:
        """Whether workers perform it: works and services that are not intellectual, supplies with "
        "installation."""
        return not self.mere_supply and not self.intellectual

    @property
    def digital(self) -> bool:
        return self.case.data >= DIGITAL


def understand(case: Case) -> Situation:
    """Raises UserError for a day that no rule covers."""
    value, kind = case.totale, case.oggetto
    traits = frozenset(trait for trait in TRAITS if getattr(case, trait))
    return Situation(
        case=case,
        value=value,
        route=operators(
            kind,
            value,
            case.data,
            central=case.autorita_centrale,
            cross_border=case.interesse_transfrontaliero,
        ),
        threshold=eu_threshold(kind, case.data, case.autorita_centrale),
        direct_limit=direct_award_limit(kind, case.data),
        best_value=best_value_only(kind, value, traits),
        ceiling=economic_ceiling(traits),
        cam=cam_subjects(case.descrizione, (case.cpv,) if case.cpv else (), kind),
    )
