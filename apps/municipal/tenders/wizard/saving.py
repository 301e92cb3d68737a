"""Cases and lists of awards kept in the store, each seen only by the account that saved it."""

import json
import secrets
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from sqlalchemy import Table, delete, insert, select, update

from apps.municipal.tenders.wizard.awards import Award
from apps.municipal.tenders.wizard.case import Case, read_case
from workbench.errors import UserError
from workbench.store import engine, writing
from workbench.store.tables.tenders import award_lists, awards, cases

STORE = "tenders"
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Saved:
    """What a list shows: a case or a list of awards. Times in Unix seconds."""

    id: str
    title: str
    changed: float


def save_case(owner: str, title: str, case: Case, case_id: str | None = None) -> str:
    """Keeps a case, new or under its id; returns the id. Raises UserError for an id that is not the "
    "owner's."""
    now = time.time()
    row = {"title": _title(title), "given": json.dumps(case.model_dump(mode="json")), "changed": now}
    with writing(STORE) as connection:
        if case_id is None:
            case_id = secrets.token_hex(16)
            connection.execute(insert(cases).values(id=case_id, owner=owner, created=now, **row))
            return case_id
        theirs = (cases.c.id == case_id) & (cases.c.owner == owner)
        if connection.execute(update(cases).where(theirs).values(**row)).rowcount == 0:
            raise _unknown("Il caso")
    return case_id


def open_case(owner: str, case_id: str) -> Case:
    """The case as it was saved, checked again: the law may have changed since."""
    query = select(cases.c.given).where(cases.c.id == case_id, cases.c.owner == owner)
    with engine(STORE).connect() as connection:
        given = connection.execute(query).scalar()
    if given is None:
        raise _unknown("Il caso")
    return read_case(json.loads(given))


def list_cases(owner: str) -> list[Saved]:
    """The newest change first."""
    query = select(cases.c.id, cases.c.title, cases.c.changed).where(cases.c.owner == owner)
    with engine(STORE).connect() as connection:
        return [Saved(*row) for row in connection.execute(query.order_by(cases.c.changed.desc(), cases.c.id))]


def erase_case(owner: str, case_id: str) -> bool:
    """Whether there was one."""
    return _erase(cases, owner, case_id)


def keep_awards(owner: str, name: str, found: Sequence[Award]) -> str:
    """Keeps a list of awards whole; returns its id."""
    list_id = secrets.token_hex(16)
    rows = [asdict(award) | {"list": list_id, "cents": int(award.amount * 100)} for award in found]
    with writing(STORE) as connection:
        connection.execute(
            insert(award_lists).values(id=list_id, owner=owner, name=_title(name), brought=time.time())
        )
        if rows:
            connection.execute(
                insert(awards), [{k: v for k, v in row.items() if k != "amount"} for row in rows]
            )
    return list_id


def open_awards(owner: str, list_id: str) -> tuple[Award, ...]:
    """The awards of a list, in the order of its rows. Raises UserError for a list that is not the owner's."""
    known = select(award_lists.c.id).where(award_lists.c.id == list_id, award_lists.c.owner == owner)
    query = select(awards).where(awards.c.list == list_id).order_by(awards.c.row)
    with engine(STORE).connect() as connection:
        if connection.execute(known).scalar() is None:
            raise _unknown("L'elenco")
        return tuple(
            Award(
                row=row.row,
                cig=row.cig,
                object=row.object,
                amount=Decimal(row.cents) / 100,
                day=row.day,
                operator=row.operator,
                tax_code=row.tax_code,
                cpv=row.cpv,
            )
            for row in connection.execute(query)
        )


def list_awards(owner: str) -> list[Saved]:
    """The lists that this account brought, the newest first."""
    query = select(award_lists.c.id, award_lists.c.name, award_lists.c.brought)
    query = query.where(award_lists.c.owner == owner).order_by(award_lists.c.brought.desc(), award_lists.c.id)
    with engine(STORE).connect() as connection:
        return [Saved(*row) for row in connection.execute(query)]


def erase_awards(owner: str, list_id: str) -> bool:
    """Whether there was such a list."""
    return _erase(award_lists, owner, list_id)


def _erase(table: Table, owner: str, row_id: str) -> bool:
    with writing(STORE) as connection:
        theirs = (table.c.id == row_id) & (table.c.owner == owner)
        gone = connection.execute(delete(table).where(theirs)).rowcount == 1
        if gone and table is award_lists:
            connection.execute(delete(awards).where(awards.c.list == row_id))
    return gone


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise UserError("Manca il titolo.", remedy="Scrivere un titolo che faccia ritrovare il lavoro.")
    return title[:LONGEST_TITLE]


def _unknown(what: str) -> UserError:
    return UserError(f"{what} non c'è più o è di un'altra persona.", remedy="Sceglierne uno dall'elenco.")
