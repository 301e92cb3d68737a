"""The rows of the register: one certificate for each redeemed token, found and erased by its code."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, select

from workbench.attendance.codes import new_code, read_code
from workbench.attendance.names import checked_name
from workbench.attendance.tokens import Attended, read_token
from workbench.store import engine, insert_new, writing
from workbench.store.tables.attendance import certificates

STORE = "attendance"
ATTEMPTS = 5
"""at a code that is free: a second one is needed once in a billion times"""


@dataclass(frozen=True)
class Certificate:
    code: str
    name: str
    module: str
    minutes: int
    date: date


@dataclass(frozen=True)
class Completions:
    """Persons x days that completed a module; a count, to be published under the thresholds."""

    module: str
    municipality: str
    number: int


def redeem(token: str, name: str) -> Certificate:
    """The certificate of this token in this name; the same one, name included, when it was redeemed before.

    Raises:
        UserError: for a token that does not hold, or a name that cannot be printed.
    """
    attended = read_token(token, date.today())
    if found := _redeemed(attended.receipt):
        return found
    checked = checked_name(name)
    for _ in range(ATTEMPTS):
        certificate = Certificate(new_code(), checked, attended.module, attended.minutes, attended.day)
        if _write(certificate, attended):
            return certificate
        # The same token a moment ago from another tab: that row counts. Or a code drawn twice.
        if found := _redeemed(attended.receipt):
            return found
    raise RuntimeError("no free certificate code")


def find_certificate(code: str) -> Certificate | None:
    """The certificate with this code, however it is typed; None when there is none, or it was erased."""
    written = read_code(code)
    with engine(STORE).connect() as connection:
        row = connection.execute(select(certificates).where(certificates.c.code == written)).first()
    return _certificate(row) if row else None


def erase_certificate(code: str) -> bool:
    """Erases the row; whether there was one. A young token can then be redeemed anew, with the right name."""
    with writing(STORE) as connection:
        gone = connection.execute(delete(certificates).where(certificates.c.code == read_code(code)))
    return gone.rowcount > 0


def completions(period: str = "") -> list[Completions]:
    """Completions by module and municipality, of all times or of a period ("2026" or "2026-11").

    A completion is a person, a module and a day: two certificates with the same name, module, municipality
    and day count once. Homonyms in one room are therefore counted short.
    """
    table = certificates.c
    by_day = (
        select(table.module, table.municipality, table.date, func.count(table.name.distinct()))
        .group_by(table.module, table.municipality, table.date)
        .order_by(table.module, table.municipality)
    )
    counts: dict[tuple[str, str], int] = {}
    with engine(STORE).connect() as connection:
        for module, municipality, day, people in connection.execute(by_day):
            if day.isoformat().startswith(period):
                key = module, municipality
                counts[key] = counts.get(key, 0) + people
    return [Completions(module, municipality, number) for (module, municipality), number in counts.items()]


def sweep(today: date, *, days: int, dry_run: bool) -> int:
    """How many certificates are older than `days`, the bodies' retention plan; erased unless `dry_run`."""
    old = certificates.c.date < today - timedelta(days=days)
    if dry_run:
        with engine(STORE).connect() as connection:
            return connection.execute(select(func.count()).select_from(certificates).where(old)).scalar_one()
    with writing(STORE) as connection:
        return connection.execute(delete(certificates).where(old)).rowcount


def _write(certificate: Certificate, attended: Attended) -> bool:
    fields = asdict(certificate) | {"municipality": attended.municipality, "receipt": attended.receipt}
    with writing(STORE) as connection:
        return insert_new(connection, certificates, **fields)


def _redeemed(receipt: str) -> Certificate | None:
    with engine(STORE).connect() as connection:
        row = connection.execute(select(certificates).where(certificates.c.receipt == receipt)).first()
    return _certificate(row) if row else None


def _certificate(row: Row[Any]) -> Certificate:
    return Certificate(row.code, row.name, row.module, row.minutes, row.date)
