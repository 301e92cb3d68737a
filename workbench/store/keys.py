"""Secret keys of this installation, made at first use and readable only by the person who runs it."""

import os
import secrets
from functools import cache
from pathlib import Path

from workbench.settings import settings


def secret_key(name: str) -> str:
    """The secret called `name`, the same in every process and after a restart: `var/secrets/<name>.key`."""
    return _key_in(settings().secrets, name)


@cache
def _key_in(folder: Path, name: str) -> str:
    # Read once: every request with a seat or a session asks for one.
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{name}.key"
    if not path.exists():
        draft = folder / f".{name}.{secrets.token_hex(8)}.tmp"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            # A link appears whole or not at all: of two that start together one wins, and both read it.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
