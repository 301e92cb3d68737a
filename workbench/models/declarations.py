"""What a model folder says of itself: licence and language, never guessed."""

from pathlib import Path
from typing import Any

import yaml

from workbench.models.model import UNDECLARED


def front_matter(folder: Path) -> dict[str, Any]:
    """The YAML head of the folder's README.md; empty when there is none or it cannot be read."""
    try:
        text = (folder / "README.md").read_text("utf-8")
        head = yaml.safe_load(text.split("---")[1]) if text.startswith("---") else {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, IndexError):
        return {}
    return head if isinstance(head, dict) else {}


def licence(folder: Path, provenance: dict[str, Any]) -> str:
    head = front_matter(folder)
    declared = provenance.get("licence") or head.get("license")
    if declared == "other":
        declared = head.get("license_name") or declared
    return _as_text(declared)


def language(folder: Path, provenance: dict[str, Any]) -> str:
    return _as_text(provenance.get("language") or front_matter(folder).get("language"))


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or UNDECLARED
    return str(value) if value else UNDECLARED
