"""A study: its municipalities in their random starting order, and the waiting list inside each.

Both are drawn and recorded before anyone is measured: a draw that could still be changed after a look at
the measures proves nothing. So a study is drawn when it is made, once; a list is drawn once, and no more
after the first measure of the study.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from workbench.errors import UserError
from workbench.store import engine, insert_new, writing
from workbench.store.tables import measures as tables
from workbench.studies.cards import checked_name
from workbench.studies.drawing import checked_names, draw

STORE = "measures"


@dataclass(frozen=True)
class Study:
    name: str
    municipalities: tuple[str, ...]
    """in the order drawn: the first starts first"""
    primary: str
    """the one outcome on which the study is judged, written before measuring"""
    seed: str
    created: str


@dataclass(frozen=True)
class WaitingList:
    study: str
    municipality: str
    slots: tuple[str, ...]
    """in the order drawn: the first begin first"""
    seed: str
    drawn: str


def create_study(name: str, *, municipalities: Sequence[str], primary: str, seed: int) -> Study:
    """Makes a study, draws the starting order of its municipalities and records it.

    `seed` should be public and not chosen by who draws (a lottery number of a day announced before).

    Raises:
        UserError: for a name that is taken (an order is drawn once) or malformed, wrong municipalities, or no
            primary outcome.
    """
    names = checked_names(municipalities, "dei comuni")
    aim = primary.strip()
    if not 0 < len(aim) <= 200:
        raise UserError(
            "Lo studio deve dire prima qual è il suo esito principale.",
            value=primary,
            remedy="Scriverlo in una frase di al massimo 200 caratteri.",
        )
    row = {
        "name": checked_name(name),
        "primary_outcome": aim,
        "seed": str(seed),
        "starting_order": list(draw(names, seed)),
        "created": _now(),
    }
    with writing(STORE) as connection:
        if insert_new(connection, tables.studies, **row):
            return Study(name, tuple(row["starting_order"]), aim, str(seed), str(row["created"]))
    raise UserError(
        "Esiste già uno studio con questo nome, e l'ordine di avvio si estrae una volta sola.",
        value=name,
        remedy="Scegliere un altro nome, o usare lo studio che c'è.",
    )


def read_study(name: str) -> Study:
    """Raises UserError, with the known names, when there is none."""
    with engine(STORE).connect() as connection:
        row = connection.execute(select(tables.studies).where(tables.studies.c.name == name)).first()
    if row is not None:
        return _study(row)
    known = ", ".join(study.name for study in list_studies()) or "nessuno"
    raise UserError("Questo studio non esiste.", value=name, remedy=f"Studi presenti: {known}.")


def list_studies() -> list[Study]:
    with engine(STORE).connect() as connection:
        return [_study(row) for row in connection.execute(select(tables.studies).order_by("name"))]


def draw_waiting_list(study: str, municipality: str, slots: Sequence[str], seed: int) -> WaitingList:
    """Draws and records who begins first among the slots of a municipality.

    A slot is a line of the list that the municipality keeps ("riga 12", "ufficio 3"): each needs a figure and
    none may be a name, because in this store there are no names.

    Raises:
        UserError: after the first measure of the study, when the list was drawn already, for slots that are
            not numbered, or for a municipality that is not in the study.
    """
    checked_municipality(read_study(study), municipality)
    names = checked_names(slots, "dei posti")
    if any(not re.search(r"\d", slot) for slot in names):
        raise UserError(
            "I posti della lista si indicano con un numero, mai con il nome di una persona.",
            value=next(slot for slot in names if not re.search(r"\d", slot)),
            remedy="Scrivere, per esempio, «riga 1», «riga 2»; i nomi restano nell'elenco del Comune.",
        )
    key = {"study": study, "municipality": municipality}
    drawn = {"seed": str(seed), "slots": list(draw(names, seed, municipality)), "drawn": _now()}
    with writing(STORE) as connection:
        if _is_measured(connection, study):
            raise UserError(
                "Qualcuno è già stato misurato: un'estrazione fatta adesso non proverebbe più nulla.",
                value=f"{study}, {municipality}",
                remedy="Le liste si estraggono prima della prima misura; ora serve un altro studio.",
            )
        if insert_new(connection, tables.waiting_lists, **key, **drawn):
            return WaitingList(study, municipality, tuple(drawn["slots"]), str(seed), str(drawn["drawn"]))
    raise UserError(
        "La lista di attesa di questo comune è già stata estratta.",
        value=f"{study}, {municipality}",
        remedy="Vale quella: estrarre di nuovo permetterebbe di scegliere.",
    )


def is_measured(study: str) -> bool:
    """Whether anyone of the study was measured: from then on no list can be drawn."""
    with engine(STORE).connect() as connection:
        return _is_measured(connection, study)


def _is_measured(connection: Connection, study: str) -> bool:
    of_study = select(tables.measures.c.study).where(tables.measures.c.study == study)
    return connection.execute(of_study.limit(1)).first() is not None


def waiting_lists(study: str) -> list[WaitingList]:
    table = tables.waiting_lists
    with engine(STORE).connect() as connection:
        rows = connection.execute(select(table).where(table.c.study == study).order_by("municipality"))
        return [
            WaitingList(row.study, row.municipality, tuple(row.slots), row.seed, row.drawn) for row in rows
        ]


def hand_out(study: str, municipality: str, cards: int) -> None:
    """Adds so many cards to those handed out in a municipality: without it there is no response rate.

    Raises:
        UserError: for a number under 1 or a municipality that is not in the study.
    """
    checked_municipality(read_study(study), municipality)
    if cards < 1:
        raise UserError("Le tessere consegnate sono almeno una.", value=cards, remedy="Scrivere quante.")
    table = tables.cards
    here = (table.c.study == study) & (table.c.municipality == municipality)
    with writing(STORE) as connection:
        if not insert_new(connection, table, study=study, municipality=municipality, handed_out=cards):
            connection.execute(table.update().where(here).values(handed_out=table.c.handed_out + cards))


def handed_out(study: str) -> dict[str, int]:
    """Cards handed out so far, by municipality; those that did not say are not in it."""
    table = tables.cards
    with engine(STORE).connect() as connection:
        rows = connection.execute(select(table).where(table.c.study == study))
        return {row.municipality: row.handed_out for row in rows}


def checked_municipality(study: Study, municipality: str) -> str:
    """Raises UserError, with those of the study, for a municipality that is not in it."""
    if municipality in study.municipalities:
        return municipality
    raise UserError(
        "Questo comune non fa parte dello studio.",
        value=municipality,
        remedy=f"Comuni dello studio: {', '.join(sorted(study.municipalities))}.",
    )


def _study(row: Row[Any]) -> Study:
    return Study(row.name, tuple(row.starting_order), row.primary_outcome, row.seed, row.created)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
