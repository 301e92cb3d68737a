"""The code that opens a room and the one that brings a person back to their place."""

import hashlib
import hmac
import re
import secrets

from workbench.store import secret_key

ALPHABET = "ABCDEFGHJKMNPQRTUVWXY346789"
"""without 0 O, 1 I L, 2 Z, 5 S, which look alike on a projector"""
ROOM_CODE_LENGTH = 6
LETTER_OF_DIGIT = str.maketrans("346789", "EAGTBG")
UNWANTED = (
    "88", "ARAB", "BRUTT", "CACCA", "CAGA", "CAGN", "CANCR", "CUCK", "DEAD", "DEMENT", "DUCE", "EBREA",
    "EBREE", "FAG", "FANC", "FECE", "FREGA", "FREGN", "FUCK", "GAY", "JEW", "KKK", "MATTA", "MERD", "NEGR",
    "NERCH", "NUDA", "NUDE", "PUTA", "PUTT", "RAPE", "RUTT", "TETT", "TRANN", "VACCA", "VERGA",
)  # fmt: skip
"""beginnings of words that nobody should read on a wall, as far as this alphabet can spell them"""
REJOIN_CODE = re.compile(r"\d{8}")


def new_code() -> str:
    """Six characters drawn at random: 387 million codes, less those that spell something unwanted."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(ROOM_CODE_LENGTH))
        if not is_unwanted(code):
            return code


def is_unwanted(code: str) -> bool:
    """Whether the code, digits read as the letters they resemble, holds a word that could offend."""
    spelled = code.translate(LETTER_OF_DIGIT)
    return any(word in code or word in spelled for word in UNWANTED)


def plain_code(typed: str) -> str:
    """A room code as the store has it, from any spelling: lower case, blanks, dashes."""
    return "".join(character for character in typed.upper() if character.isalnum())


def new_rejoin_code() -> str:
    """Eight digits in two groups: digits only, so that nobody takes it for a room code or a card."""
    digits = f"{secrets.randbelow(10**8):08d}"
    return f"{digits[:4]}-{digits[4:]}"


def rejoin_digest(room_id: str, typed: str) -> str | None:
    """What the store keeps of a rejoin code; None for what cannot be one."""
    digits = "".join(character for character in typed if character in "0123456789")
    if not REJOIN_CODE.fullmatch(digits):
        return None
    return _keyed("rientro", f"{room_id}:{digits}")


def join_digest(room_id: str, key: str) -> str:
    """What the store keeps of the key with which a phone came in."""
    return _keyed("rientro", f"ingresso:{room_id}:{key}")


def rejoin_code_of(room_id: str, key: str, turn: int) -> str:
    """The rejoin code of an entrance, always the same; `turn` goes up where one is taken."""
    digits = f"{int(_keyed('rientro', f'codice:{turn}:{room_id}:{key}'), 16) % 10**8:08d}"
    return f"{digits[:4]}-{digits[4:]}"


def token_digest(participant_id: str, number: str) -> str:
    """What the store keeps of the number of a token for the certificate."""
    return _keyed("buoni", f"{participant_id}:{number}")


def pseudonym(participant_id: str) -> str:
    """The name under which a model's queue knows a participant: leads back to nobody without the key."""
    return _keyed("richieste", participant_id)[:16]


def _keyed(name: str, text: str) -> str:
    return hmac.new(secret_key(name).encode(), text.encode(), hashlib.sha256).hexdigest()
