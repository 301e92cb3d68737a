"""Signed envelopes (`.p7m`, `.tsd`): what is inside, without a word on who signed and whether it holds."""

import base64
import binascii
import re

from workbench.documents.archive import told_when_damaged
from workbench.errors import UserError

SIGNED = bytes.fromhex("06092a864886f70d010702")
ENVELOPED = bytes.fromhex("06092a864886f70d010703")
TIME_STAMPED = bytes.fromhex("060b2a864886f70d010910011f")
KINDS = (SIGNED, ENVELOPED, TIME_STAMPED)
ENVELOPE_NAMES = (".p7m", ".p7s", ".tsd")
BEGINNING = 40
"""bytes in which the kind of an envelope stands"""
ARMOUR = re.compile(rb"\s*-----BEGIN (?:PKCS ?#?7|CMS)[A-Z ]*-----\s*(.*?)-----END", re.DOTALL)
BASE64_BEGINNING = re.compile(rb"\s*MI[A-Za-z0-9+/\s]{60}")
DEEPEST = 5
"""envelopes one inside the other"""
REMOVED = (
    "Firma non verificata: la busta della firma digitale è stata tolta e si è letto il documento che "
    "contiene. Chi ha firmato non è stato registrato."
)
DAMAGED = (
    "Il file firmato (.p7m) è danneggiato o incompleto.",
    "Scaricarlo di nuovo da dove proviene, oppure caricare il documento senza firma.",
)


def is_envelope(content: bytes) -> bool:
    beginning = _opening(content)
    return beginning[:1] == b"0" and any(kind in beginning[:BEGINNING] for kind in KINDS)


def opened(content: bytes) -> bytes:
    """The document inside; `UserError` when there is none, when it is encrypted, when it is damaged."""
    with told_when_damaged(*DAMAGED):
        for _ in range(DEEPEST):
            content = _inside(_binary(content))
            if not is_envelope(content):
                return content
    raise UserError(
        f"Il file contiene più di {DEEPEST} buste di firma una dentro l'altra.",
        remedy="Aprirlo con il programma di firma e caricare il documento che contiene.",
    )


def _inside(binary: bytes) -> bytes:
    from asn1crypto import cms, core, tsp  # noqa: F401 - `tsp` teaches `cms` what a time-stamped file is

    envelope = cms.ContentInfo.load(binary)
    kind = envelope["content_type"].native
    if kind == "timestamped_data":
        content = envelope["content"]["content"]
    elif kind == "signed_data":
        content = envelope["content"]["encap_content_info"]["content"]
    else:
        raise UserError(
            "Il file è cifrato: solo il suo destinatario può aprirlo.",
            remedy="Decifrarlo con il programma di firma e caricare il documento che contiene.",
        )
    inside = b"" if isinstance(content, core.Void) else bytes(content)
    if not inside:
        raise UserError(
            "Il file contiene solo la firma: il documento firmato è in un altro file.",
            remedy="Caricare il documento a cui la firma si riferisce.",
        )
    return inside


def _opening(content: bytes) -> bytes:
    """The first bytes, decoded where they are text."""
    if armour := ARMOUR.match(content):
        return _decoded(armour[1][:120])
    return _decoded(content[:120]) if BASE64_BEGINNING.match(content) else content[:BEGINNING]


def _binary(content: bytes) -> bytes:
    if armour := ARMOUR.match(content):
        return _decoded(armour[1])
    return _decoded(content) if BASE64_BEGINNING.match(content) else content


def _decoded(text: bytes) -> bytes:
    letters = b"".join(text.split())
    try:
        return base64.b64decode(letters[: len(letters) // 4 * 4], validate=True)
    except binascii.Error:
        return b""
