"""Groups drawn at random, as even as they can be."""

import secrets

from sqlalchemy import select, update

from workbench.errors import UserError
from workbench.rooms.opening import tell
from workbench.store import writing
from workbench.store.tables.rooms import participants

MOST_GROUPS = 100


def make_groups(room_id: str, number: int) -> None:
    """Spreads the people of the room over `number` groups, «Gruppo 1» and so on."""
    if not 1 <= number <= MOST_GROUPS:
        raise UserError(
            "Il numero dei gruppi non va bene.", value=number, remedy=f"Indicarne da 1 a {MOST_GROUPS}."
        )
    with writing("rooms") as connection:
        everybody = select(participants.c.id).where(participants.c.room == room_id)
        # In a fixed order: two who draw at once must not wait for each other.
        found = connection.execute(everybody.order_by(participants.c.id).with_for_update())
        people = list(found.scalars())
        secrets.SystemRandom().shuffle(people)
        for group in range(min(number, len(people))):
            chosen = update(participants).where(participants.c.id.in_(people[group::number]))
            connection.execute(chosen.values(team=f"Gruppo {group + 1}"))
        tell(connection, room_id)
