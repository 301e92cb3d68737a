"""Who sits where: the place a phone holds in a room, and the step it is at."""

import hashlib
from dataclasses import dataclass

from apps.labs.activities import Activity, activity
from apps.labs.web.shared.cookies import Place, card_of, place_of
from apps.labs.web.shared.finding import find_any
from apps.labs.web.shared.visit import Visit
from workbench import rooms


@dataclass(frozen=True)
class Seat:
    """A participant in front of a page."""

    room: rooms.Room
    participant: rooms.Participant
    place: Place
    card: str = ""

    @property
    def seed(self) -> int:
        """What a person's screens depend on: the same at every visit, and odd or even by the card if any.

        Both waves of one card have the same parity but for the wave itself, so that whoever had form A
        before gets form B after.
        """
        drawn = int.from_bytes(hashlib.sha256(self.participant.id.encode()).digest()[:6], "big")
        if not self.card:
            return drawn
        letters = "".join(one for one in self.card.upper() if one.isalnum())
        half = hashlib.sha256(letters.encode()).digest()[0] + (self.room.options.wave == "dopo")
        return drawn // 2 * 2 + half % 2

    @property
    def here(self) -> str:
        return f"/v/{self.room.code}"

    def step(self) -> int:
        """The step this person is at: the room's when it is led, else their own."""
        if self.room.pace == "guidata":
            return self.room.step
        return min(max(self.participant.step, 0), len(self.room.plan.steps) - 1)

    def activity(self, step: int) -> Activity:
        return activity(self.room.plan.steps[step].activity)


def room_of(visit: Visit) -> rooms.Room:
    """The room of this address; whoever has a seat finds it also when its code no longer opens."""
    return find_any(visit.code) if place_of(visit, visit.code) else rooms.find_room(visit.code)


def find_seat(visit: Visit, room: rooms.Room) -> Seat | None:
    """The seat that the cookie of this phone holds in this room, if it is still there."""
    place = place_of(visit, room.code)
    if place is None or place.room != room.id:
        return None
    found = rooms.participant(room.id, place.participant)
    return Seat(room, found, place, card_of(visit, room.code)) if found else None
