"""Which hosts and origins this installation answers to."""

import ipaddress
import os
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from workbench.errors import UserError
from workbench.settings import Settings

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Addresses:
    names: frozenset[str]
    """host names that may stand in a Host header, without port"""
    origins: frozenset[str]
    """origins allowed beside the one of the Host header itself"""
    any_address: bool
    """whether a Host that is a numeric address is accepted: no attacker's name can hide behind a number"""

    @classmethod
    def of(cls, settings: Settings) -> "Addresses":
        """Loopback always; the bound address and the public origins when a network is served."""
        public = [origin.rstrip("/").lower() for origin in settings.public_origins]
        names = {urlsplit(origin).hostname or "" for origin in public} | {settings.host.lower()}
        return cls(LOOPBACK | names - {""}, frozenset(public), any_address=not settings.is_local)

    def knows_host(self, host: str) -> bool:
        """Refuses every other name: against DNS rebinding, where a stranger's name leads to this machine."""
        name = host_name(host)
        return name in self.names or (self.any_address and _is_number(name))

    def knows_origin(self, origin: str, host: str) -> bool:
        """Whether a page from `origin` may talk to us under `host`: the same page, or a listed address."""
        lower = origin.lower()
        own = {f"{scheme}://{host.lower()}" for scheme in ("http", "https")}
        return lower in self.origins or lower in own


def host_name(host: str) -> str:
    """The name in a Host header, without port; empty when it is malformed."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        UserError: when the port is taken or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise UserError(
            f"Non si può ascoltare su {host}, porta {port}: {os.strerror(error.errno or 0)}.",
            remedy=f"Forse Officina è già aperta: provare http://{host}:{port}. Altrimenti scegliere altre "
            "porte, per esempio OFFICINA_PORT=8810 e OFFICINA_MODEL_PORT=8811.",
        ) from error
