"""Writing files so that a reader, or a machine that loses power, never meets half of one."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import get_ident

from workbench.errors import UserError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


def now() -> str:
    """The moment in UTC as ISO 8601 with microseconds: such texts sort as the moments do."""
    return moment(datetime.now(UTC).timestamp())


def moment(epoch_seconds: float) -> str:
    return datetime.fromtimestamp(epoch_seconds, UTC).isoformat(timespec="microseconds")


def seconds_since(when: str) -> float:
    return (datetime.now(UTC) - datetime.fromisoformat(when)).total_seconds()


def sync(path: Path) -> None:
    """Bring a file or a folder's list of names to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_whole(path: Path, text: str) -> None:
    """Put `text` in place of the file: readers see the old one or the new one, never a part."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{get_ident()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync(path.parent)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an advisory lock for a moment; it falls by itself when the process dies."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def disk_explained(path: Path) -> Iterator[None]:
    """Turn a full or read-only disk into a UserError; any other OSError stays a bug."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise UserError(
                "Il disco è pieno.",
                value=path,
                remedy="Liberare spazio, poi riprendere dall'ultimo salvataggio.",
            ) from error
        if error.errno in _READ_ONLY:
            raise UserError(
                "Non è possibile scrivere in questa cartella.",
                value=path,
                remedy="Chiedere a chi amministra la macchina il permesso di scrittura.",
            ) from error
        raise
