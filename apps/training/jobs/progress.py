"""What a job has told so far, read by offset: each look costs only what was added since the last one."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from apps.screen import listings
from workbench.italian import duration, number, percent
from workbench.jobs import read_events

LOG = "log.txt"
LOG_TAIL = 6_000
"""characters of the log shown"""

Event = dict[str, Any]


@dataclass
class Progress:
    """Grows with `follow`; one a session and job."""

    offset: int = 0
    steps: list[Event] = field(default_factory=list)
    validations: list[Event] = field(default_factory=list)
    start: Event = field(default_factory=dict)
    checkpoint: Event = field(default_factory=dict)
    last: Event = field(default_factory=dict)
    """the newest event of those that end a run: end, stopped, error"""

    def follow(self, folder: Path) -> "Progress":
        """Take in what was written since the last call."""
        events, self.offset = read_events(folder, self.offset)
        for event in events:
            self._take(event)
        return self

    def _take(self, event: Event) -> None:
        kind = event["kind"]
        if kind == "start":
            # A resumed run repeats the steps after its checkpoint: those told before are superseded.
            self.start, self.last = event, {}
            first = event.get("from_step", 0)
            self.steps = [each for each in self.steps if each["step"] <= first]
            self.validations = [each for each in self.validations if each["step"] <= first]
        elif kind == "step":
            self.steps.append(event)
        elif kind == "validation":
            self.validations.append(event)
        elif kind == "checkpoint":
            self.checkpoint = event
        elif kind in ("end", "stopped", "error"):
            self.last = event

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        newest = self.steps[-1] if self.steps else {}
        return min(1.0, newest["step"] / newest["steps"]) if newest.get("steps") else 0.0

    def has_curve(self) -> bool:
        return any(event.get("loss") is not None for event in self.steps)

    def facts(self, *, alive: bool) -> list[tuple[str, str]]:
        """Names and values to show, those that the job tells; what is left only while it runs."""
        newest = self.steps[-1] if self.steps else {}
        left = newest.get("seconds_left")
        told = [
            ("Passo", _of(newest.get("step"), newest.get("steps"))),
            ("Modello", listings.model_name(newest["model"]) if newest.get("model") else None),
            ("Epoca", _number(newest.get("epoch"), 2)),
            ("Perdita", _number(newest.get("loss"), 3)),
            ("Perdita di validazione", _number(self._validation("loss"), 3)),
            ("Bit per byte", self._bits()),
            ("Ultima misura di validazione", self._figure()),
            ("Modello tenuto", self._kept()),
            ("Velocità", _with(newest.get("tokens_per_second"), " token/s")),
            ("Tempo che manca", duration(left) if alive and left is not None else None),
            ("Ultimo salvataggio", _with(self.checkpoint.get("step"), "", "passo ")),
        ]
        return [(name, value) for name, value in told if value]

    def _validation(self, key: str) -> Any:
        return self.validations[-1].get(key) if self.validations else None

    def _figure(self) -> str | None:
        value, metric = self._validation("value"), self._validation("metric")
        return f"{metric} {percent(value)}" if value is not None and metric else None

    def _bits(self) -> str | None:
        """Of a pre-training: by genre, at the last validation."""
        bits = self._validation("bits_per_byte") or {}
        return " · ".join(f"{genre} {number(value, 2)}" for genre, value in bits.items()) or None

    def _kept(self) -> str | None:
        """Of a finished training: the step whose weights became the model, with their figure."""
        value, metric = self.last.get("value"), self.last.get("metric")
        figure = f"{metric} {percent(value)}" if value is not None and metric else None
        step = _with(self.last.get("best_step"), "", "passo ")
        return ", ".join(part for part in (step, figure) if part) or None


def _of(step: int | None, steps: int | None) -> str | None:
    return None if step is None else f"{number(step)} di {number(steps)}" if steps else number(step)


def _number(value: float | None, digits: int) -> str | None:
    return None if value is None else number(value, digits)


def _with(value: float | None, after: str, before: str = "") -> str | None:
    return None if value is None else f"{before}{number(value)}{after}"


def log_tail(folder: Path, limit: int = LOG_TAIL) -> str:
    """The last lines of the log, without the one that was cut."""
    path = folder / LOG
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - limit))
        text = file.read().decode("utf-8", "replace")
    return text if size <= limit else text.partition("\n")[2]
