"""Results of expensive parts, kept under a digest of all that they depend on."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from workbench.jobs import replace_whole
from workbench.settings import REPOSITORY

Result = TypeVar("Result", bound=BaseModel)


@dataclass(frozen=True)
class Part(Generic[Result]):
    """One measurement. `inputs` and `measure` raise UserError when something that they need is missing."""

    name: str
    kind: type[Result]
    inputs: Callable[[], dict[str, object]]
    """digests and choices that the result depends on"""
    code: tuple[str, ...]
    """files and folders of the repository that compute it"""
    measure: Callable[[], Result]
    is_settled: Callable[[Result], bool] = lambda _: True
    """whether what was found is good enough not to be measured again"""


class Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    created: str
    seconds: float
    result: dict[str, object]


@dataclass(frozen=True)
class Shelf:
    """Where results wait for the next run that asks for the same."""

    folder: Path

    def find(self, part: Part[Result]) -> Result | None:
        path = self._path(part)
        if not path.is_file():
            return None
        return part.kind.model_validate(Kept.model_validate_json(path.read_text("utf-8")).result)

    def measure(self, part: Part[Result]) -> Result:
        """Anew, whatever was kept."""
        path, started = self._path(part), time.perf_counter()
        result = part.measure()
        kept = Kept(
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=round(time.perf_counter() - started, 1),
            result=result.model_dump(mode="json"),
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(path, kept.model_dump_json(indent=1))
        return result

    def _path(self, part: Part[Result]) -> Path:
        text = json.dumps([part.inputs(), code_digest(part.code)], sort_keys=True, default=str)
        return self.folder / f"{part.name}-{hashlib.sha256(text.encode()).hexdigest()[:16]}.json"


def code_digest(names: tuple[str, ...]) -> str:
    """sha256 over the Python files of the repository under these names."""
    whole = hashlib.sha256()
    for name in names:
        path = REPOSITORY / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            whole.update(f"{file.relative_to(REPOSITORY)}\0".encode() + file.read_bytes())
    return whole.hexdigest()
