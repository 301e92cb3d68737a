"""One process per folder: the lock that a trainer, an evaluator or the worker holds while it works."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from workbench.errors import UserError
from workbench.jobs.process import Identity, identify

LOCK = "lock"


@contextmanager
def hold(
    folder: Path, name: str = LOCK, problem: str = "Questo lavoro è già in corso in un altro processo."
) -> Iterator[None]:
    """Hold `<folder>/<name>` until the block or the process ends.

    Raises UserError when another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UserError(
                problem, value=folder.name, remedy="Attendere che finisca, oppure fermarlo."
            ) from error
        me = identify(os.getpid())
        file.truncate(0)
        file.write(json.dumps(asdict(me) if me else {}))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def holder(folder: Path, name: str = LOCK) -> Identity | None:
    """The process noted in the lock file, living or not."""
    try:
        return Identity(**json.loads((folder / name).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None
