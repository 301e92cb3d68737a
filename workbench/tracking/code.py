"""Which code made a figure."""

import hashlib
import subprocess
from functools import cache

from workbench.settings import REPOSITORY

_PACKAGES = ("apps", "finetune", "eval", "workbench")


@cache
def code_version() -> str:
    """The git commit; with a digest of the packages where they differ from it, or where there is no git."""
    commit = _commit()
    if commit and not commit.endswith("-dirty"):
        return commit
    return "+".join(filter(None, (commit, _package_digest())))


def _commit() -> str:
    if not (REPOSITORY / ".git").exists():
        return ""
    command = ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        found = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return found.stdout.strip()


def _package_digest() -> str:
    files = sorted(path for package in _PACKAGES for path in (REPOSITORY / package).rglob("*.py"))
    whole = hashlib.sha256()
    for path in files:
        whole.update(f"{path.relative_to(REPOSITORY)}\0".encode() + path.read_bytes())
    return f"sha256.{whole.hexdigest()[:16]}"
