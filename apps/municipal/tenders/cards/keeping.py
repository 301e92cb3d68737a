"""Cards in the store: written by one person, approved by another, one table."""

import secrets
import time
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from apps.municipal.tenders.cards.card import Card, Written
from apps.municipal.tenders.practice.practice import pseudonym
from workbench.errors import UserError
from workbench.jobs import Person
from workbench.store import engine, writing
from workbench.store.tables.tenders_decisions import orientations

STORE = "tenders"
ALONE = "locale"
"""the person of an installation without accounts, who has nobody else to ask"""


def write(person: Person, written: Written) -> str:
    """Keeps a card as a draft; its id."""
    card_id = secrets.token_hex(12)
    values = {**vars(written), "author": pseudonym(person), "approver": ""}
    with writing(STORE) as connection:
        connection.execute(
            insert(orientations).values(id=card_id, checked_on=date.today(), changed=time.time(), **values)
        )
    return card_id


def approve(person: Person, card_id: str) -> None:
    """From now on searches show it. Raises UserError when the author asks, or there is no such draft."""
    found = next((each for each in drafts() if each.id == card_id), None)
    if found is None:
        raise UserError("Questa scheda non è da approvare.", remedy="Sceglierne una dall'elenco.")
    if found.author == pseudonym(person) and person.name != ALONE:
        raise UserError(
            "Chi ha scritto la scheda non la può approvare.", remedy="Chiederlo a un'altra persona."
        )
    values = {"approver": pseudonym(person), "checked_on": date.today(), "changed": time.time()}
    with writing(STORE) as connection:
        connection.execute(update(orientations).where(orientations.c.id == card_id).values(**values))


def erase(person: Person, card_id: str) -> None:
    """By its author or an administrator."""
    key = orientations.c.id == card_id
    if person.role != "amministratore":
        key &= orientations.c.author == pseudonym(person)
    with writing(STORE) as connection:
        if connection.execute(delete(orientations).where(key)).rowcount == 0:
            raise UserError("La scheda non c'è più o è di un'altra persona.", remedy="Aggiornare la pagina.")


def list_cards() -> list[Card]:
    """Those approved, the newest ruling first."""
    return [each for each in _every() if each.approver]


def drafts() -> list[Card]:
    return [each for each in _every() if not each.approver]


def _every() -> list[Card]:
    with engine(STORE).connect() as connection:
        found = connection.execute(
            select(orientations).order_by(orientations.c.day.desc(), orientations.c.id)
        )
        return [_card(row) for row in found]


def _card(row: Row[Any]) -> Card:
    values = row._asdict()
    written = Written(**{name: values[name] for name in Written.__dataclass_fields__})
    return Card(row.id, written, row.checked_on, row.author, row.approver)
