"""What one model answered, item by item: appended as it comes, so that an interruption loses nothing."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from workbench.jobs import disk_explained

ITEMS = "items.jsonl"
SEAL = "items.json"
"""what the answers depend on; items are continued only under the same seal"""


@dataclass(frozen=True)
class Item:
    id: str
    expected: str
    predicted: str | None
    """None: the model could not answer, and `reason` says why"""
    scores: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    reason: str | None = None
    cut: bool = False
    """whether the text was too long for the model and was shortened"""


class ItemFile:
    """`items.jsonl` of one model in its own folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._path = folder / ITEMS

    def open(self, seal: dict[str, str], *, resume: bool) -> dict[str, Item]:
        """Items already done under this seal, by id; others are kept aside and the file starts empty."""
        sealed = self._folder / SEAL
        known = json.loads(sealed.read_text("utf-8")) if sealed.is_file() else None
        if known != seal or not resume:
            self._put_aside()
            temporary = sealed.with_suffix(".tmp")
            temporary.write_text(json.dumps(seal, indent=1), encoding="utf-8")
            temporary.replace(sealed)
        return {item.id: item for item in self._read_whole_lines()}

    def append(self, items: Iterable[Item]) -> None:
        text = "".join(json.dumps(_compact(item), ensure_ascii=False) + "\n" for item in items)
        # unbuffered: a kill leaves whole lines and at most one torn end
        with disk_explained(self._path), self._path.open("ab", buffering=0) as file:
            file.write(text.encode())

    def _put_aside(self) -> None:
        if self._path.exists():
            place = 1 + sum(1 for _ in self._folder.glob("items-precedente-*.jsonl"))
            self._path.rename(self._folder / f"items-precedente-{place}.jsonl")

    def _read_whole_lines(self) -> list[Item]:
        """A last line torn by a kill is removed, so that the next one starts on its own."""
        if not self._path.exists():
            return []
        content = self._path.read_bytes()
        whole = content[: content.rfind(b"\n") + 1]
        if len(whole) < len(content):
            os.truncate(self._path, len(whole))
        return [Item(**json.loads(line)) for line in whole.splitlines()]


def read_items(folder: Path) -> dict[str, Item]:
    """Items of one model by id, for a reader; the file is left as it is."""
    content = (folder / ITEMS).read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    return {item.id: item for item in (Item(**json.loads(line)) for line in whole.splitlines())}


def items_digest(items: Iterable[Item]) -> str:
    """sha256 of ids and answers in the given order, whatever the time they took."""
    text = json.dumps([[item.id, item.predicted] for item in items], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _compact(item: Item) -> dict[str, object]:
    optional = {"reason": None, "cut": False}
    return {key: value for key, value in asdict(item).items() if optional.get(key, ...) != value}
