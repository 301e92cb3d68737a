"""What a phone keeps of its place in a room: signed, out of reach of scripts, one for each room.

The card and the token of the certificate live only here, never beside the participant in a store.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.responses import Response

from apps.labs.web.shared.visit import Visit
from workbench.store import secret_key

DAYS = 30
"""as long as nicknames are kept; after that nothing is left to come back to"""


@dataclass(frozen=True)
class Place:
    """Whose seat in which room, with the code that leads back to it from another device."""

    room: str
    participant: str
    rejoin_code: str = ""


def place_of(visit: Visit, code: str) -> Place | None:
    found = _read("posto", visit.cookies.get(f"aula_{code}", ""))
    is_place = isinstance(found, list) and len(found) == 3 and all(isinstance(part, str) for part in found)
    return Place(*found) if is_place else None


def keep_place(answer: Response, visit: Visit, code: str, place: Place) -> None:
    value = _signer("posto").dumps([place.room, place.participant, place.rejoin_code])
    _set(answer, visit, f"aula_{code}", value, f"/v/{code}")


def forget_place(answer: Response, visit: Visit, code: str) -> None:
    for name in (f"aula_{code}", f"tessera_{code}", f"numero_{code}"):
        answer.delete_cookie(name, path=f"/v/{code}", secure=visit.secure, httponly=True, samesite="lax")


def card_of(visit: Visit, code: str) -> str:
    found = _read("tessera", visit.cookies.get(f"tessera_{code}", ""))
    return found if isinstance(found, str) else ""


def keep_card(answer: Response, visit: Visit, code: str, card: str) -> None:
    _set(answer, visit, f"tessera_{code}", _signer("tessera").dumps(card), f"/v/{code}")


def number_of(visit: Visit, code: str) -> str:
    """The number of the token that this phone drew in this room, or is to draw."""
    found = _read("numero", visit.cookies.get(f"numero_{code}", ""))
    return found if isinstance(found, str) else ""


def keep_number(answer: Response, visit: Visit, code: str, number: str) -> None:
    _set(answer, visit, f"numero_{code}", _signer("numero").dumps(number), f"/v/{code}")


TOKEN_COOKIE, TOKEN_PATH = "gettone", "/attestati"
"""a path of its own: the request that carries a name does not carry the place in the room"""


def keep_token(answer: Response, visit: Visit, token: str) -> None:
    _set(answer, visit, TOKEN_COOKIE, token, TOKEN_PATH)


def forget_token(answer: Response, visit: Visit) -> None:
    answer.delete_cookie(TOKEN_COOKIE, path=TOKEN_PATH, secure=visit.secure, httponly=True, samesite="lax")


def _set(answer: Response, visit: Visit, name: str, value: str, path: str) -> None:
    answer.set_cookie(
        name, value, max_age=DAYS * 86_400, path=path, secure=visit.secure, httponly=True, samesite="lax"
    )


def _read(purpose: str, value: str) -> Any:
    try:
        return _signer(purpose).loads(value) if value else None
    except (BadSignature, ValueError):
        return None


def _signer(purpose: str) -> URLSafeSerializer:
    return _signer_with(secret_key("aule"), purpose)


@cache
def _signer_with(key: str, purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt=f"officina-aula-{purpose}")
