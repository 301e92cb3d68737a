"""Signed tokens: the session cookie of a browser, the key of a program, the seal of a form."""

import secrets
from dataclasses import dataclass
from functools import cache

from itsdangerous import BadSignature, URLSafeTimedSerializer

from workbench.store import Account, secret_key

SESSION_COOKIE = "officina_sessione"
FORM_COOKIE = "officina_modulo"
SESSION_SECONDS = 12 * 3600
PROGRAM_SECONDS = 365 * 24 * 3600
FORM_SECONDS = 3600


@dataclass(frozen=True)
class Claim:
    """What a token says; whether it still holds is for the directory of accounts to tell."""

    name: str
    stamp: str


def issue_session(account: Account) -> str:
    return _signer("sessione", secret_key("sessioni")).dumps([account.name, account.stamp])


def read_session(token: str) -> Claim | None:
    return _claim("sessione", token, SESSION_SECONDS)


def issue_program_key(account: Account) -> str:
    """A key for programs, e.g. `MLFLOW_TRACKING_TOKEN`: one year, or until the password changes."""
    return _signer("programma", secret_key("sessioni")).dumps([account.name, account.stamp])


def read_program_key(token: str) -> Claim | None:
    return _claim("programma", token, PROGRAM_SECONDS)


def issue_form_seal() -> str:
    return _signer("modulo", secret_key("sessioni")).dumps(secrets.token_urlsafe(16))


def form_seal_holds(in_cookie: str, in_form: str) -> bool:
    """Double submit: another site can make a browser send the cookie, but cannot read it into its form."""
    if not in_form or not secrets.compare_digest(in_cookie.encode(), in_form.encode()):
        return False
    try:
        _signer("modulo", secret_key("sessioni")).loads(in_form, max_age=FORM_SECONDS)
    except BadSignature:
        return False
    return True


def cookie(name: str, value: str, *, secure: bool, seconds: int) -> str:
    """A Set-Cookie value: not readable by scripts, not sent along by other sites' forms."""
    parts = [f"{name}={value}", "Path=/", f"Max-Age={seconds}", "HttpOnly", "SameSite=Lax"]
    return "; ".join([*parts, "Secure"] if secure else parts)


def _claim(purpose: str, token: str, seconds: int) -> Claim | None:
    try:
        name, stamp = _signer(purpose, secret_key("sessioni")).loads(token, max_age=seconds)
    except (BadSignature, ValueError, TypeError):
        return None
    return Claim(name, stamp)


@cache
def _signer(purpose: str, key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt=f"officina-{purpose}")
