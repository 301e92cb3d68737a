"""The address that a phone types, and its QR: one that leads to this machine, or an honest sentence."""

import ipaddress
import socket
from dataclasses import dataclass
from functools import cache

import segno

from workbench.settings import settings

EVERYWHERE = {"0.0.0.0", "::"}


@dataclass(frozen=True)
class Reach:
    """How phones get here."""

    address: str
    """of the door, e.g. `http://192.168.1.5:8800`"""
    others: tuple[str, ...] = ()
    """further addresses of this machine, when it is in several networks"""
    only_here: bool = False
    """whether nothing but this computer can open it"""

    @property
    def short(self) -> str:
        """What is typed by hand."""
        return self.address.removeprefix("http://").removeprefix("https://") + "/v"


def reach() -> Reach:
    """From the public origins, else the network that the door listens on."""
    found = settings()
    if found.public_origins:
        first, *rest = (origin.rstrip("/") for origin in found.public_origins)
        return Reach(first, tuple(rest))
    if found.is_local:
        return Reach(_address(found.host), only_here=True)
    if found.host not in EVERYWHERE:
        return Reach(_address(found.host))
    first, *rest = network_addresses() or ["127.0.0.1"]
    return Reach(_address(first), tuple(_address(one) for one in rest), only_here=first == "127.0.0.1")


def network_addresses() -> list[str]:
    """The IPv4 addresses of this machine that others may reach, the one of the default route first."""
    import psutil

    states = psutil.net_if_stats()
    found = [
        entry.address
        for name, entries in psutil.net_if_addrs().items()
        for entry in entries
        if entry.family == socket.AF_INET and name in states and states[name].isup
    ]
    usable = [one for one in found if not _stays_here(one)]
    first = _default_route()
    return sorted(usable, key=lambda one: one != first)


@cache
def qr(text: str) -> str:
    """The QR of an address as inline SVG, black on white in any theme: phones read that best."""
    drawn = segno.make(text, error="m", micro=False)
    return drawn.svg_inline(border=3, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)


def join_address(code: str) -> str:
    return f"{reach().address}/v/{code}"


def _address(host: str) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{settings().port}"


def _stays_here(address: str) -> bool:
    number = ipaddress.ip_address(address)
    return number.is_loopback or number.is_link_local


def _default_route() -> str:
    """The address this machine would send from. Connecting a UDP socket chooses a route and sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address (RFC 5737)
            return str(probe.getsockname()[0])
        except OSError:
            return ""
