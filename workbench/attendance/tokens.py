"""The token that a phone exchanges for a certificate: it says what was attended, and by nobody in particular.

It carries no participant, no room and no instant (hence a signer without time stamp). Everybody of one room
with the same minutes holds the same content but for the nonce, which is random and derives from nothing.
"""

import hashlib
import hmac
import math
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from itsdangerous import BadSignature, URLSafeSerializer

from workbench.errors import UserError
from workbench.settings import settings
from workbench.store import secret_key

if TYPE_CHECKING:  # the register knows no room at run time
    from workbench.rooms import Room

QUARTER = 15
LONGEST_TITLE = 120


@dataclass(frozen=True)
class Attended:
    """What an unredeemed token says."""

    module: str
    municipality: str
    minutes: int
    day: date
    receipt: str
    """HMAC-SHA256 of the nonce, hexadecimal: tells whether the token was used, without keeping the token"""


def new_number() -> str:
    """The number of a token: random, derived from nothing, and kept by the phone alone."""
    return secrets.token_urlsafe(16)


def issue_token(room: "Room", minutes: float, number: str = "") -> str:
    """A signed one-time token for someone who was in `room` for `minutes`, rounded to a quarter of an hour.

    The caller remembers only that a person got one. Two tokens with the same `number` (a new one unless
    given) are one: the second is redeemed as the first was.

    Raises:
        UserError: when the room is not closed, is a rehearsal, or the time rounds to nothing.
    """
    if room.state != "chiusa":
        raise UserError(
            "L'attestato si può avere solo quando l'aula è chiusa.",
            remedy="Attendere che chi conduce chiuda l'aula.",
        )
    if room.options.rehearsal:
        raise UserError("Una prova generale non dà attestati.", remedy="Aprire un'aula vera.")
    if not math.isfinite(minutes) or minutes < 0:
        raise ValueError(f"minutes present: {minutes}")
    rounded = QUARTER * math.floor(minutes / QUARTER + 0.5)
    if rounded == 0:
        raise UserError(
            "Il tempo di presenza è troppo breve per un attestato.",
            value=f"{minutes:.0f} min",
            remedy="Serve almeno un quarto d'ora circa.",
        )
    content = {
        "modulo": room.plan.title[:LONGEST_TITLE],
        "comune": room.options.municipality,
        "minuti": rounded,
        "giorno": date.fromtimestamp(room.opened).isoformat(),
        "numero": number or new_number(),
    }
    return _signer().dumps(content)


def read_token(token: str, today: date) -> Attended:
    """What the token says.

    Raises:
        UserError: when it was not signed here, or is older than nicknames are kept.
    """
    try:
        content = _signer().loads(token)
    except BadSignature as error:
        raise UserError(
            "Questo buono per l'attestato non è valido.",
            remedy="Aprire di nuovo la pagina dell'attestato dal telefono usato durante l'attività.",
        ) from error
    day = date.fromisoformat(content["giorno"])
    if today > day + timedelta(days=settings().nickname_days):
        raise UserError(
            f"Sono passati più di {settings().nickname_days} giorni: l'attestato non si può più ritirare.",
            value=day.isoformat(),
            remedy="Chiedere a chi ha condotto l'attività.",
        )
    receipt = hmac.new(
        secret_key("attestati").encode(), f"ricevuta {content['numero']}".encode(), hashlib.sha256
    )
    return Attended(content["modulo"], content["comune"], content["minuti"], day, receipt.hexdigest())


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(secret_key("attestati"), salt="officina-attestato")
