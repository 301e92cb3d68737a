"""What tracking reads of a job's folder, and the note it keeps there of what it has copied."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel

from workbench.errors import UserError
from workbench.jobs import replace_whole

if TYPE_CHECKING:
    from workbench.data import DataSet

NOTE = "tracking.json"


class Note(BaseModel):
    """How far the copy has come; written after MLflow took the rows, so a kill repeats them, harmlessly."""

    run: str | None = None
    offset: int = 0
    described: bool = False
    last_steps: dict[str, int] = {}
    """kind of event -> last step copied; a resumed job tells some steps again"""
    written: list[str] = []
    """keys of evaluations and comparisons already copied"""
    status: str = "RUNNING"


@dataclass(frozen=True)
class JobFolder:
    folder: Path
    facts: dict[str, Any] = field(default_factory=dict)
    """`job.json`; empty for a folder made by the command line"""

    @classmethod
    def read(cls, folder: Path) -> "JobFolder":
        path = folder / "job.json"
        return cls(folder, json.loads(path.read_text(encoding="utf-8")) if path.exists() else {})

    @property
    def key(self) -> dict[str, str]:
        """The tag by which the job's runs are found."""
        return {"job": self.folder.name}

    @property
    def role(self) -> str:
        """Of who started it; the name never leaves the job's folder."""
        return self.facts.get("owner", {}).get("role", "riga di comando")

    @property
    def started(self) -> float | None:
        created = self.facts.get("created")
        return datetime.fromisoformat(created).timestamp() if created else None

    @cached_property
    def config(self) -> dict[str, Any]:
        path = self.folder / "config.yaml"
        found = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
        return found if isinstance(found, dict) else {}

    @property
    def is_tracked(self) -> bool:
        """Whether it is about models: nothing of people's documents goes to MLflow."""
        return self.facts.get("kind") != "controllo"

    @property
    def is_evaluation(self) -> bool:
        return self.facts.get("kind") == "valutazione" or "models" in self.config

    def data_set(self) -> "DataSet | None":
        """The data set that the config names; None when it is gone."""
        from workbench.data import open_data_set

        try:
            return open_data_set(self.config["data"]) if "data" in self.config else None
        except UserError:
            return None

    def note(self) -> Note:
        path = self.folder / NOTE
        return Note.model_validate_json(path.read_text(encoding="utf-8")) if path.exists() else Note()

    def keep(self, note: Note) -> None:
        replace_whole(self.folder / NOTE, note.model_dump_json(indent=1))
