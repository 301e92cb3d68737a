"""Write files so that a crash leaves the old content or the new one, never half of it."""

import os
from pathlib import Path
from uuid import uuid4


def write_file(path: Path, content: bytes) -> None:
    """Create the file and wait until the disk has it."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, content: bytes) -> None:
    """Readers see the old file until the new one is complete."""
    draft = path.with_name(f".{uuid4().hex}.tmp")
    write_file(draft, content)
    draft.replace(path)


def flush_folder(folder: Path) -> None:
    """Wait until the disk has the names in the folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
