"""People involved: how many are certainly different, and how many took part at most, without a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from workbench.indicators import periods
from workbench.indicators.methods.method import Measured, Method, digest_of
from workbench.indicators.methods.studied import cards_in
from workbench.indicators.places import NOWHERE, TOGETHER
from workbench.rooms import Room, answers_to, list_rooms


@dataclass(frozen=True)
class Held:
    """A room that was held: aggregates only."""

    municipality: str
    month: str
    people: int
    """who gave at least one answer"""


def measure(municipality: str, period: str) -> Measured | None:
    """From the beginning to the end of the month.

    People are told apart within a room by their place in it, and over the rooms of a study by their card;
    nothing else would recognise them. So the value is how many are certainly different, `high` how many there
    can be at most. Different municipalities are taken to have different people; rooms that named none add
    nobody who is certainly different from the others.
    """
    held = [each for each in rooms_held() if each.month <= period]
    if municipality != TOGETHER:
        held = [each for each in held if each.municipality == municipality]
    if not held:
        return None
    named = sorted({each.municipality for each in held})
    certain = {place: _certain(place, period, held) for place in named if place != NOWHERE or len(named) == 1}
    part_taking = {place: sum(each.people for each in held if each.municipality == place) for place in named}
    value, most = sum(certain.values()), sum(part_taking.values())
    unknown = (
        f"Quante delle {most} partecipazioni siano della stessa persona: senza tessera non si può sapere."
    )
    return Measured(
        float(value),
        value,
        float(value),
        float(most),
        figures={"partecipazioni": float(most), "aule": float(len(held))},
        counts={"persone": certain, "partecipazioni": part_taking},
        cannot=(unknown,) if value < most else (),
        digest=digest_of([sorted(vars(each).items()) for each in held]),
    )


def rooms_held() -> list[Held]:
    """Every true room in which somebody answered."""
    rooms = [each for each in list_rooms() if not each.options.rehearsal]
    counted = [Held(each.options.municipality or NOWHERE, month_of(each), people_of(each)) for each in rooms]
    return [each for each in counted if each.people]


def people_of(room: Room) -> int:
    steps = range(len(room.plan.steps))
    return len({given.participant for step in steps for given in answers_to(room.id, step)})


def month_of(room: Room) -> str:
    return periods.of_day(datetime.fromtimestamp(room.opened, UTC).date())


def _certain(place: str, period: str, held: Sequence[Held]) -> int:
    largest = max(each.people for each in held if each.municipality == place)
    part_taking = sum(each.people for each in held if each.municipality == place)
    # A card may have been used outside these rooms: never more people than took part.
    return max(largest, min(cards_in(place, period), part_taking))


PEOPLE_INVOLVED = Method("persone-coinvolte", 1, measure)
