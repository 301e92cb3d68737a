"""What a person can do with what is theirs, by code alone: read all of it, take it away, have it erased."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, select

from workbench.rooms.answers import answers_of
from workbench.rooms.opening import room, tell
from workbench.rooms.presence import intervals, minutes_present
from workbench.rooms.queue import read_call
from workbench.rooms.values import Participant
from workbench.store import engine, writing
from workbench.store.tables.answers import answers
from workbench.store.tables.rooms import participants, presence, runs


def export_of(participant: Participant) -> dict[str, Any]:
    """Everything kept of this person, in Italian words, ready for JSON."""
    here = room(participant.room_id)
    return {
        "aula": here.plan.title,
        "ente": here.options.municipality,
        "aperta": here.opened,
        "soprannome": participant.nickname,
        "gruppo": participant.group,
        "ingresso": participant.joined,
        "attestato consegnato": participant.token_issued,
        "presenze": intervals(participant.id),
        "minuti di presenza": minutes_present(participant.id),
        "risposte": [
            {
                "passo": given.step + 1,
                "domanda": given.item,
                "tentativo": given.attempt,
                "risposta": given.value,
                "salvata": given.saved,
                "tolta dal tabellone": given.hidden,
            }
            for given in answers_of(participant)
        ],
        "richieste ai modelli": _calls(participant),
    }


def erase(participant: Participant) -> None:
    """Removes the person and everything kept of them; aggregates already published stay as they are."""
    _erase_answers(participant)
    with writing("rooms") as connection:
        connection.execute(delete(runs).where(runs.c.participant == participant.id))
        connection.execute(delete(presence).where(presence.c.participant == participant.id))
        connection.execute(delete(participants).where(participants.c.id == participant.id))
        tell(connection, participant.room_id)
    _erase_answers(participant)  # what was being saved meanwhile


def _erase_answers(participant: Participant) -> None:
    with writing("answers") as connection:
        own = (answers.c.room == participant.room_id) & (answers.c.participant == participant.id)
        connection.execute(delete(answers).where(own))


def _calls(participant: Participant) -> list[dict[str, Any]]:
    mine = select(runs).where(runs.c.participant == participant.id)
    with engine("rooms").connect() as connection:
        rows = connection.execute(mine.order_by(runs.c.created, runs.c.number)).all()
    return [
        {
            "passo": row.step + 1,
            "domanda": row.item,
            "tentativo": row.attempt,
            "modello": row.model,
            "messaggi": list(call.messages),
            "decodifica": asdict(call.decoding),
            "stato": row.state,
            "risposta": row.output,
            "errore": row.error,
        }
        for row in rows
        for call in [read_call(row.call)]
    ]
