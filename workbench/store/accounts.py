"""Accounts: a name, a role, an argon2 hash. Names are lower case: "Anna" and "anna" are one person."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from workbench.errors import UserError
from workbench.store.database import engine
from workbench.store.tables.accounts import accounts

ROLES = ("amministratore", "formatore", "ricercatore")
RESERVED = {"locale"}
"""the name of the one person of an installation without accounts, who owns the jobs of that time"""
NAME = re.compile(r"[^\W_][\w.@-]{1,63}")
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 256
HASHER = PasswordHasher()


@dataclass(frozen=True)
class Account:
    name: str
    role: str
    created: str
    disabled: bool
    stamp: str
    """changes with the password: what was signed with an older stamp is no longer valid"""


def create_account(name: str, role: str, password: str) -> Account:
    """Adds an account.

    Raises:
        UserError: for a name that is taken or malformed, an unknown role or a weak password.
    """
    folded = _checked_name(name)
    row = {
        "name": folded,
        "role": _checked_role(role),
        "password_hash": HASHER.hash(_checked_password(password, name)),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "disabled": False,
    }
    try:
        with engine().begin() as connection:
            connection.execute(insert(accounts).values(row))
    except IntegrityError as error:
        raise UserError(
            "Esiste già una persona con questo nome.", value=folded, remedy="Scegliere un altro nome."
        ) from error
    return open_account(folded)


def check_password(name: str, password: str) -> Account | None:
    """The account, if name and password belong together and it is not disabled.

    Always computes one argon2 hash, so that the time of the answer does not tell which names exist.
    """
    row = _row(_fold(name))
    try:
        HASHER.verify(row.password_hash if row else _decoy(), unicodedata.normalize("NFKC", password))
    except VerificationError:
        return None
    return _account(row) if row and not row.disabled else None


def list_accounts() -> list[Account]:
    """Every account, by name."""
    with engine().connect() as connection:
        return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.name))]


def administrator_exists() -> bool:
    return bool(_administrators())


def change_role(name: str, role: str) -> Account:
    found = open_account(name)
    if _checked_role(role) != "amministratore":
        _keep_an_administrator(found)
    return _change(found, role=role)


def change_password(name: str, password: str) -> Account:
    """Sets a new password; every open session of this person ends."""
    found = open_account(name)
    return _change(found, password_hash=HASHER.hash(_checked_password(password, found.name)))


def disable_account(name: str, *, disabled: bool = True) -> Account:
    """Shuts an account out (its jobs and models stay) or, with `disabled=False`, lets it in again."""
    found = open_account(name)
    if disabled:
        _keep_an_administrator(found)
    return _change(found, disabled=disabled)


def _stamp(password_hash: str) -> str:
    """A short digest of the hash: tells two passwords apart without giving either away."""
    return hashlib.sha256(password_hash.encode()).hexdigest()[:16]


def _change(found: Account, **values: Any) -> Account:
    with engine().begin() as connection:
        connection.execute(update(accounts).where(accounts.c.name == found.name).values(values))
    return open_account(found.name)


def open_account(name: str) -> Account:
    """The account called `name`. Raises UserError, with the known names, when there is none."""
    row = _row(_fold(name))
    if row is None:
        known = ", ".join(account.name for account in list_accounts()) or "nessuna"
        raise UserError("Questa persona non esiste.", value=name, remedy=f"Persone presenti: {known}.")
    return _account(row)


def _row(name: str) -> Row[Any] | None:
    with engine().connect() as connection:
        return connection.execute(select(accounts).where(accounts.c.name == name)).first()


def _account(row: Row[Any]) -> Account:
    return Account(row.name, row.role, row.created, row.disabled, _stamp(row.password_hash))


def _administrators() -> Sequence[str]:
    condition = (accounts.c.role == "amministratore") & accounts.c.disabled.is_(False)
    with engine().connect() as connection:
        return connection.execute(select(accounts.c.name).where(condition)).scalars().all()


def _keep_an_administrator(found: Account) -> None:
    if _administrators() == [found.name]:
        raise UserError(
            "È l'unica persona con il ruolo di amministratore.",
            value=found.name,
            remedy="Prima dare quel ruolo a un'altra persona.",
        )


@cache
def _decoy() -> str:
    return HASHER.hash("nessuna persona ha questa parola d'ordine")


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().lower()


def _checked_name(name: str) -> str:
    folded = _fold(name)
    if NAME.fullmatch(folded) and folded not in RESERVED:
        return folded
    raise UserError(
        "Il nome non va bene.",
        value=name,
        remedy="Usare da 2 a 64 lettere, cifre, punti, trattini o chiocciole, senza spazi (e non «locale»).",
    )


def _checked_role(role: str) -> str:
    if role in ROLES:
        return role
    raise UserError("Il ruolo non esiste.", value=role, remedy=f"Scegliere tra: {', '.join(ROLES)}.")


def _checked_password(password: str, name: str) -> str:
    plain = unicodedata.normalize("NFKC", password)
    if not SHORTEST_PASSWORD <= len(plain) <= LONGEST_PASSWORD:
        raise UserError(
            f"La password deve avere da {SHORTEST_PASSWORD} a {LONGEST_PASSWORD} caratteri.",
            remedy="Tre o quattro parole comuni in fila sono facili da ricordare e difficili da indovinare.",
        )
    if _fold(name) in plain.lower() or len(set(plain)) < 5:
        raise UserError(
            "La password è troppo facile da indovinare.", remedy="Evitare il proprio nome e le ripetizioni."
        )
    return plain
