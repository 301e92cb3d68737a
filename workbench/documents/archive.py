"""The ZIP around a DOCX or an ODT, opened without trusting what it declares of itself."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from workbench.documents.document import Deadline, Limits
from workbench.errors import UserError
from workbench.italian import number, size

MOST_MEMBERS = 5_000
MOST_EXPANSION = 200
"""times; XML of office programs compresses 5 to 40 times, zeros 1,000 times"""
SMALL = 5_000_000
"""bytes that a member may expand to, whatever the ratio"""
MARKUP_SHARE = 4
"""a fourth of what the whole may expand to is enough for one part of text"""
CHUNK = 1 << 17
PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 1
DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""what libraries raise on files with changed bytes; a `RecursionError` is a `RuntimeError`"""


class Archive:
    """Members by name; nothing is ever written to disk."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self.limits = limits
        self.zip = zipfile.ZipFile(BytesIO(content))
        members = self.zip.infolist()
        self.names = frozenset(member.filename for member in members)
        _check_members(members, limits)

    def read(self, name: str, deadline: Deadline) -> Iterator[bytes]:
        """The member in pieces; more than it declared, or than the limits allow, ends in a `UserError`."""
        most = self.limits.expanded_megabytes * 1_000_000 // MARKUP_SHARE
        count = 0
        with self.zip.open(name) as file:
            while chunk := file.read(CHUNK):
                count += len(chunk)
                if count > most:
                    raise _bomb(f"una sola parte del testo supera {size(most)}")
                deadline.check()
                yield chunk

    def beginning(self, name: str, count: int = 1_000_000) -> bytes:
        """The first bytes of a member, empty when there is none."""
        if name not in self.names:
            return b""
        with self.zip.open(name) as file:
            return file.read(count)


@contextmanager
def told_when_damaged(problem: str, remedy: str) -> Iterator[None]:
    """What the libraries raise on damaged files, as one message."""
    try:
        yield
    except DAMAGE as error:
        raise UserError(problem, remedy=remedy) from error


def _check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise UserError(
            "Il file è protetto da una password.",
            remedy="Togliere la protezione nel programma con cui è stato scritto, e caricarlo di nuovo.",
        )
    if len(members) > MOST_MEMBERS:
        raise _bomb(f"contiene {number(len(members))} parti, il massimo è {number(MOST_MEMBERS)}")
    expanded = sum(member.file_size for member in members)
    if expanded > limits.expanded_megabytes * 1_000_000:
        raise _bomb(f"una volta espanso occupa {size(expanded)}, il massimo è {limits.expanded_megabytes} MB")
    for member in members:
        if member.file_size > SMALL and member.file_size > MOST_EXPANSION * max(member.compress_size, 1):
            raise _bomb(f"una parte si espande più di {MOST_EXPANSION} volte")
        if member.compress_type not in PLAIN_METHODS:
            raise NotImplementedError(member.compress_type)


def _bomb(reason: str) -> UserError:
    return UserError(
        f"Il file compresso non è stato aperto: {reason}. "
        "Un documento normale non è fatto così: può essere costruito per bloccare il programma.",
        remedy="Aprirlo nel suo programma, togliere le immagini e salvarlo di nuovo, o esportarlo in PDF.",
    )
