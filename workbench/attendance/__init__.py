"""The register of attendance: certificates with names, in a store that cannot be joined to answers.

A phone redeems a signed token that names no person and no room, and only then somebody types a name.
The register holds days, never instants. On SQLite its rows lie in the order of random codes; PostgreSQL keeps
the order of arrival in its own columns, which no participant's row can be matched with: rooms hold no instant
of the certificate.
"""

from workbench.attendance.codes import read_code
from workbench.attendance.register import (
    Certificate,
    Completions,
    completions,
    erase_certificate,
    find_certificate,
    redeem,
    sweep,
)
from workbench.attendance.sheet import certificate_pdf
from workbench.attendance.tokens import issue_token, new_number

__all__ = [
    "Certificate",
    "Completions",
    "certificate_pdf",
    "completions",
    "erase_certificate",
    "find_certificate",
    "issue_token",
    "new_number",
    "read_code",
    "redeem",
    "sweep",
]
