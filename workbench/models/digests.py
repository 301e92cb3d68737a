"""Digests of model folders: streamed, and remembered as long as a file keeps its size and time."""

import hashlib
import json
import os
from pathlib import Path
from threading import get_ident

from workbench.settings import settings

PATTERNS = (
    "*.safetensors",
    "*.safetensors.index.json",
    "config.json",
    "generation_config.json",
    "adapter_config.json",
    "tokenizer*",
    "vocab.*",
    "merges.txt",
    "spiece.model",
    "special_tokens_map.json",
    "added_tokens.json",
    "chat_template.jinja",
)


def model_digest(folder: Path, base_digest: str = "") -> str:
    """sha256 hex over names and contents of weights, tokenizer and config, and the base of an adapter."""
    files = sorted({path for pattern in PATTERNS for path in folder.glob(pattern) if path.is_file()})
    known = _read_cache()
    digests = {path: _file_digest(path, known) for path in files}
    lines = [f"{path.name} {digest[-1]}" for path, digest in digests.items()]
    fresh = {str(path.resolve()): digest for path, digest in digests.items()}
    if any(known.get(key) != value for key, value in fresh.items()):
        _write_cache(known | fresh)
    return hashlib.sha256("\n".join([base_digest, *lines]).encode()).hexdigest()


def _file_digest(path: Path, known: dict[str, list]) -> list:
    """[size, time in ns, sha256 hex]"""
    status = path.stat()
    entry = known.get(str(path.resolve()))
    if entry and entry[:2] == [status.st_size, status.st_mtime_ns]:
        return entry
    with path.open("rb") as file:
        return [status.st_size, status.st_mtime_ns, hashlib.file_digest(file, "sha256").hexdigest()]


def _cache() -> Path:
    return settings().var / "cache" / "digests.json"


def _read_cache() -> dict[str, list]:
    """What was computed before; an unreadable cache only costs time."""
    try:
        return json.loads(_cache().read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _write_cache(entries: dict[str, list]) -> None:
    path = _cache()
    path.parent.mkdir(parents=True, exist_ok=True)
    living = {key: value for key, value in entries.items() if Path(key).exists()}
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}.tmp")
    temporary.write_text(json.dumps(living), "utf-8")
    temporary.replace(path)
