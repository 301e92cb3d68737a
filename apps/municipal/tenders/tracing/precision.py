"""How often people accept what each rule finds: an interval, the number of decisions, and MLflow."""

import time
from dataclasses import dataclass
from datetime import date

from apps.municipal.tenders.practice import decided_by_rule
from workbench.errors import UserError
from workbench.indicators import periods
from workbench.jobs import Person

TOOL = "atti-di-gara"
FEWEST = 20
"""decisions on a rule under which nothing of it is told: they would be those of one person in one week"""
MAY_PUBLISH = frozenset({"amministratore", "ricercatore"})


@dataclass(frozen=True)
class Precision:
    """Wilson's interval at 95 %; decisions on the findings of one act are taken as independent."""

    rule: str
    accepted: int
    decided: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.accepted / self.decided


def precisions() -> list[Precision]:
    """Of the rules (and models) with enough decisions, those least accepted first."""
    from workbench.statistics import wilson

    found = []
    for rule, (accepted, decided) in decided_by_rule().items():
        if decided >= FEWEST:
            interval = wilson(accepted, decided)
            found.append(Precision(rule, accepted, decided, interval.low, interval.high))
    return sorted(found, key=lambda each: (each.share, each.rule))


def publish(person: Person) -> str:
    """The run in MLflow that holds them, for this month. Raises UserError without enough decisions."""
    from workbench.tracking import TrackingError
    from workbench.tracking.rules import RulePrecision, track_rules

    if person.role not in MAY_PUBLISH:
        raise UserError(
            "Queste cifre le porta in MLflow chi amministra o ricerca.", remedy="Chiederlo a loro."
        )
    found = {each.rule: RulePrecision(each.share, each.low, each.high, each.decided) for each in precisions()}
    if not found:
        raise UserError(
            "Nessuna regola ha ancora abbastanza decisioni.", remedy=f"Ne servono almeno {FEWEST} per regola."
        )
    step = periods.step(periods.of_day(date.today()))
    try:
        return track_rules(TOOL, found, step=step, moment=time.time(), role=person.role)
    except TrackingError as error:
        raise UserError("MLflow non risponde.", value=error, remedy="Riprovare fra poco.") from error
