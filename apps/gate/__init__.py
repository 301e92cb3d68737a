"""The gate: who is asking, from where, and what that role may open. Plain ASGI, websockets included."""

from apps.gate.addresses import Addresses
from apps.gate.people import LOCAL, Directory, may_open, person_from_headers, refuse_open_network
from apps.gate.wall import Gate

__all__ = [
    "LOCAL",
    "Addresses",
    "Directory",
    "Gate",
    "may_open",
    "person_from_headers",
    "refuse_open_network",
]
