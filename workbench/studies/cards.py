"""Cards: ten random characters that pair a person's two measures and nothing else.

The person keeps the card; the store keeps only its HMAC with a secret of the study that lies outside the
database. 29 characters without look-alikes, and 29 is prime: with the weights 1 to 10 the sum of the places
changes, modulo 29, with any one wrong character and with any two that change places, so both are always
caught (the reasoning of ISBN-10).
"""

import hashlib
import hmac
import re
import secrets
import unicodedata

from workbench.errors import UserError
from workbench.store import secret_key

ALPHABET = "ABCDEFGHJKMNPQRTUVWXY23456789"
"""no 0 O 1 I L, and neither S nor Z, which are taken for 5 and 2"""
LENGTH = 10
REMAINDER = 1
"""not 0, so that AAAA-AAAA-AA is no card"""
MISREAD = str.maketrans("SZ", "52")


def new_card() -> str:
    """A random card, 29⁹ of them, as printed: "KTRM-4829-X7"."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return show_card(next(body + last for last in ALPHABET if _adds_up(body + last)))


def card_is_valid(text: str) -> bool:
    """Whether a card, in any spelling (lower case, blanks, dashes), was typed without a slip."""
    return _adds_up(_folded(text))


def show_card(card: str) -> str:
    """XXXX-XXXX-XX."""
    return f"{card[:4]}-{card[4:8]}-{card[8:]}"


def checked_card(text: str) -> str:
    """The ten characters of a card. Raises UserError (without repeating it) when it was mistyped."""
    folded = _folded(text)
    if _adds_up(folded):
        return folded
    raise UserError(
        "Il codice della tessera non è giusto: manca un carattere, o uno è sbagliato o scambiato.",
        remedy="Ricopiare i dieci caratteri stampati sulla tessera, per esempio KTRM-4829-X7.",
    )


def pseudonym(study: str, card: str) -> str:
    """HMAC-SHA256 of the card with the secret of the study: 64 hexadecimal digits.

    Two studies give two pseudonyms, so their measures cannot be joined without both secrets and the card.
    """
    key = secret_key(f"studio-{checked_name(study)}").encode()
    return hmac.new(key, checked_card(card).encode(), hashlib.sha256).hexdigest()


def checked_name(study: str) -> str:
    """The name of a study: it is also that of the file with its secret."""
    if re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?", study):
        return study
    raise UserError(
        "Il nome dello studio non va bene.",
        value=study,
        remedy="Usare lettere minuscole senza accento, cifre e trattini (al massimo 48): «pilota-2026».",
    )


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[\s\-‐-―.]", "", plain).translate(MISREAD)


def _adds_up(card: str) -> bool:
    if len(card) != LENGTH or set(card) - set(ALPHABET):
        return False
    total = sum(place * ALPHABET.index(character) for place, character in enumerate(card, 1))
    return total % len(ALPHABET) == REMAINDER
