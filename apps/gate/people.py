"""People and what their role may open."""

import time
from collections.abc import Mapping
from urllib.parse import quote, unquote

from workbench.errors import UserError
from workbench.jobs import Person
from workbench.settings import settings
from workbench.store import ROLES, Account, administrator_exists, list_accounts

LOCAL = Person("locale", "amministratore")
HEADER_PREFIX = "x-officina-"
NAME_HEADER, ROLE_HEADER = f"{HEADER_PREFIX}persona", f"{HEADER_PREFIX}ruolo"

EVERYBODY = frozenset(ROLES)
OPENS = {
    "/": EVERYBODY,
    "/banco": EVERYBODY,
    "/chat": EVERYBODY,
    "/atti": EVERYBODY,
    "/rapporti": EVERYBODY,
    "/mlflow": EVERYBODY,
    "/aule": EVERYBODY,
}
"""first part of a path -> the roles that may open it; what is not listed opens to nobody"""
MAY_WRITE = {
    "/mlflow": frozenset({"amministratore", "ricercatore"}),
    "/aule": frozenset({"amministratore", "formatore"}),
}
"""where only some roles may change things; the others read"""
SEARCHES = frozenset(
    {
        "search",
        "search-datasets",
        "graphql",
        "get-latest-versions",
        "batchGetInfos",
        "metrics",
        "calculate-filter-correlation",
        "ui-telemetry",
    }
)
"""last parts of MLflow paths that only read although they are POST"""
FILES_OF_MLFLOW = "/mlflow-artifacts/"
"""below it the last part is the name of a file, whatever it says"""


def may_open(role: str, path: str, method: str) -> bool:
    """Whether `role` may ask for `path`: the tables above."""
    first = "/" + path.split("/", 2)[1]
    if role not in OPENS.get(first, frozenset()) or (first == "/" and path != "/"):
        return False
    reads = method in {"GET", "HEAD", "OPTIONS"} or (first == "/mlflow" and _searches(path, method))
    return reads or role in MAY_WRITE.get(first, EVERYBODY)


def _searches(path: str, method: str) -> bool:
    return method == "POST" and path.rsplit("/", 1)[-1] in SEARCHES and FILES_OF_MLFLOW not in path


def person_from_headers(headers: Mapping[str, str]) -> Person:
    """The person that the gate recognised, from the headers it adds to every request.

    Raises:
        UserError: when the page is not opened through the door of an installation with accounts.
    """
    found = {name.lower(): value for name, value in headers.items()}
    if NAME_HEADER in found and ROLE_HEADER in found:
        return Person(unquote(found[NAME_HEADER]), found[ROLE_HEADER])
    if is_one_person():
        return LOCAL
    raise UserError(
        "Non si sa chi sta chiedendo.", remedy="Aprire la pagina dall'indirizzo di Officina ed entrare."
    )


def identity_headers(person: Person) -> list[tuple[bytes, bytes]]:
    return [
        (NAME_HEADER.encode(), quote(person.name).encode()),
        (ROLE_HEADER.encode(), person.role.encode()),
    ]


def is_one_person() -> bool:
    """Loopback only and nobody has an account: whoever sits at the machine is in charge."""
    return not serves_network() and not list_accounts()


def serves_network() -> bool:
    """A TLS proxy in front of a loopback address serves a network too; its public origin tells."""
    return not settings().is_local or bool(settings().public_origins)


def refuse_open_network() -> None:
    """Raises UserError when others could reach an installation in which nobody is in charge."""
    if serves_network() and not administrator_exists():
        raise UserError(
            "L'indirizzo è raggiungibile da altri computer, ma non c'è ancora un amministratore.",
            value=settings().host,
            remedy="Creare prima la persona: python -m apps account add NOME --role amministratore",
        )


class Directory:
    """The accounts, read again after a short while: a role taken away counts within two seconds."""

    def __init__(self, seconds: float = 2.0) -> None:
        self._seconds = seconds
        self._read = float("-inf")
        self._accounts: dict[str, Account] = {}

    @property
    def is_stale(self) -> bool:
        return time.monotonic() - self._read > self._seconds

    def refresh(self) -> None:
        self._accounts = {account.name: account for account in list_accounts()}
        self._read = time.monotonic()

    def person(self, name: str, stamp: str) -> Person | None:
        """The person of a session signed with `stamp`; none after a new password or when shut out."""
        account = self._accounts.get(name)
        if account is None or account.disabled or account.stamp != stamp:
            return None
        return Person(account.name, account.role)

    def only_person(self) -> Person | None:
        return LOCAL if not self._accounts and not serves_network() else None
