"""Computing and publishing the indicators of a month, each with what came of it in words."""

from dataclasses import dataclass

from workbench.errors import UserError
from workbench.indicators import Card, Value, compute, list_cards, publish
from workbench.indicators.publishing import Correction
from workbench.indicators.series import published, same
from workbench.jobs import Person

MAY_PUBLISH = frozenset({"amministratore", "ricercatore"})


@dataclass(frozen=True)
class Outcome:
    """What came of one indicator: a sign for the eye, words for everybody."""

    card: Card
    sign: str
    words: str


def may_publish(person: Person) -> bool:
    return person.role in MAY_PUBLISH


def publish_month(place: str, period: str, person: Person, correction: Correction) -> list[Outcome]:
    """Every active indicator of this place and month; one that is refused does not stop the others."""
    found = []
    for each in list_cards():
        if each.state == "attivo":
            sign, words = _publish(each, place, period, (person, correction))
            found.append(Outcome(each, sign, words))
    return found


def _publish(wanted: Card, place: str, period: str, how: tuple[Person, Correction]) -> tuple[str, str]:
    person, correction = how
    try:
        value = compute(wanted.code, place, period)
        if value is None:
            return "·", "non misurato: non c'è ancora nessun dato."
        return _told(value, person, correction)
    except UserError as error:
        return "✗", f"non pubblicato. {error.problem} {error.remedy}"


def _told(value: Value, person: Person, correction: Correction) -> tuple[str, str]:
    from workbench.tracking import TrackingError

    known = published(value)
    unchanged = known is not None and same(known, value)
    try:
        publish(value, person.role, correction)
    except TrackingError:
        return "≈", "pubblicato, ma MLflow non risponde: premere di nuovo per portarlo anche lì."
    if unchanged:
        return "✓", "già pubblicato, nulla di nuovo."
    return "✓", f"rettificato ({correction})." if known else "pubblicato."
