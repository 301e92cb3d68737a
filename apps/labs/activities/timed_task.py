"""A timed, scored task in two parallel forms: check a notice that a machine wrote against the act."""

import re
import time
from collections.abc import Sequence
from statistics import fmean, median
from typing import Any, Literal

import yaml
from pydantic import Field

from apps.labs.activities import tallies
from apps.labs.activities.answering import checked
from apps.labs.activities.exercise import FOLDER
from apps.labs.activities.grading import Strict
from apps.labs.activities.protocol import Answers, Asking, Chart, Feedback, Item, Line, Option, Panel, Screen
from workbench.checks import quoted
from workbench.errors import UserError
from workbench.italian import normalise, tokens
from workbench.rooms import Call

START, STOP = "inizio", "consegna"
CLOCKS = {START: "Inizia", STOP: "Consegna"}
TIME, PAUSED = "ora", "pause"
"""`inizio` and `consegna` are kept as {"ora": seconds since 1970 by the clock of the server, "pause": seconds
for which the room had been paused until then}"""
FINE = {"ok", "giusto", "va bene", "corretto", "sì", "si", "esatto"}
LONGEST_TASK = 3600.0
"""seconds: who handed in later had left the task"""
WHY = "Chi legge l'avviso si fida: un dato sbagliato fa perdere un termine o un viaggio."


class Fact(Strict):
    """A datum of the notice, right or to be corrected."""

    id: str
    label: str
    right: bool
    accepted: tuple[str, ...] = ()
    """the ways to write the right datum, where the notice is wrong"""

    def is_solved(self, given: str) -> bool:
        said = _plain(given)
        return said in FINE if self.right else said in {_plain(each) for each in self.accepted}


class Form(Strict):
    act: str
    notice: str
    facts: tuple[Fact, ...] = Field(min_length=8, max_length=8)

    @property
    def source(self) -> str:
        return f"L'ATTO\n{self.act}\n\nL'AVVISO DA CONTROLLARE\n{self.notice}"


class TimedTask(Strict):
    id: str
    kind: Literal["compito"] = "compito"
    title: str
    minutes: int
    objective: str
    tags: tuple[str, ...]
    scene: tuple[str, ...]
    forms: dict[Literal["a", "b"], Form]
    calls_per_person: int = 0
    calls_tokens: int = 0

    def screens(self, participant_seed: int) -> tuple[Screen, ...]:
        """Even seeds get form a, odd ones form b: the item ids carry the form."""
        name: Literal["a", "b"] = "b" if participant_seed % 2 else "a"
        form = self.forms[name]
        help_text = "«ok», oppure il dato giusto"
        facts = tuple(
            Item(f"{name}-{fact.id}", "testo", fact.label, help_text, longest=80, required=False)
            for fact in form.facts
        )
        told = ("Quando gli otto dati sono controllati, premere «Consegna».",)
        return (
            Screen("istruzioni", self.title, self.scene, (_clock(START),)),
            Screen("compito", "L'atto e l'avviso", told, (*facts, _clock(STOP)), source=form.source),
            Screen("esito", "Com'è andata", (), panel=True),
        )

    def check(self, item_id: str, raw: Any, participant_seed: int) -> Any:
        """The clock is the server's: what a phone sends as time is never read."""
        value = checked(self.screens(participant_seed), item_id, raw)
        return {TIME: round(time.time(), 3)} if item_id in CLOCKS else value

    def with_pauses(self, item_id: str, value: Any, paused: float) -> Any:
        """The answer of a clock with the seconds for which its room had been paused; any other as it is."""
        return {**value, PAUSED: round(paused, 3)} if item_id in CLOCKS else value

    def observe(self, screen: str, answers: Answers, asking: Asking) -> Panel:
        """The verdicts, once the clock has stopped."""
        found = self.review(answers)
        rows = tuple((line.check, line.where) for line in found.lines)
        return Panel((f"{found.passed} dati su {found.total}. {WHY}",), rows=(("esito", "dato"), *rows))

    def calls(self, item_id: str, value: Any) -> tuple[Call, ...]:
        return ()

    def feedback(self, item_id: str, value: Any, outputs: Sequence[tuple[Call, str]]) -> Feedback:
        return Feedback(0.0, 0, 0, ())  # the whole is judged at once: see `observe`

    def review(self, answers: Answers) -> Feedback:
        """All eight verdicts. Raises UserError before the delivery: they would be the solution."""
        if not answers.get(STOP):
            raise UserError("Il compito non è ancora consegnato.", remedy="Premere «Consegna».")
        name, form = self._form(answers)
        lines = tuple(_verdict(fact, answers.get(f"{name}-{fact.id}") or "") for fact in form.facts)
        passed = sum(line.ok for line in lines)
        return Feedback(passed / len(lines), passed, len(lines), lines)

    def board(self, answers: Sequence[Answers], asking: Asking | None = None) -> tuple[Chart, ...]:
        """Only what was handed in, as distributions."""
        scores = [self.score(row) for row in answers]
        quality = [each["qualita"] for each in scores if each["qualita"] is not None]
        seconds = [each["secondi"] for each in scores if each["secondi"] is not None]
        note = f"Mediana: {median(seconds) / 60:.1f} minuti.".replace(".", ",", 1) if seconds else ""
        mean = f"In media {8 * fmean(quality):.1f} su 8.".replace(".", ",", 1) if quality else ""
        return (
            tallies.numbers("Dati giusti su otto", [8 * each for each in quality], (0, 2, 4, 6, 8), mean),
            tallies.numbers("Minuti", [each / 60 for each in seconds], (0, 2, 4, 6, 8, 10, 60), note),
        )

    def score(self, answers: Answers) -> dict[str, float | None]:
        """`qualita`: share 0..1 of the eight data judged rightly; `secondi` from start to delivery.

        None when it was not handed in, or after more than an hour. Pauses of the room are no time of work.
        """
        started, stopped = (_worked(answers.get(name)) for name in (START, STOP))
        if started is None or stopped is None or not 0 < stopped - started <= LONGEST_TASK:
            return {"qualita": None, "secondi": None}
        return {"qualita": self.review(answers).score, "secondi": stopped - started}

    def form_of(self, answers: Answers) -> str:
        """`a` or `b`: which form was answered; empty before any answer that tells."""
        return next((item[0] for item in answers if item[:2] in ("a-", "b-")), "")

    def _form(self, answers: Answers) -> tuple[str, Form]:
        name: Literal["a", "b"] = "b" if self.form_of(answers) == "b" else "a"
        return name, self.forms[name]


def _clock(name: str) -> Item:
    return Item(name, "scelta", CLOCKS[name], options=(Option("si", CLOCKS[name]),), once=True)


def _worked(value: Any) -> float | None:
    """The moment on a clock that stands still while the room is paused."""
    return value[TIME] - value.get(PAUSED, 0.0) if isinstance(value, dict) and TIME in value else None


def _plain(text: str) -> str:
    """The words alone; `18.000,00 euro`, `18000` and `€ 18.000` are the same."""
    words = [word for word in tokens(text) if word not in {"euro", "del", "il", "la"}]
    return " ".join(re.sub(r",0+$", "", word).replace(".", "") for word in words) or normalise(text)


def _verdict(fact: Fact, given: str) -> Line:
    solved = fact.is_solved(given)
    meant = "il dato era giusto" if fact.right else f"il dato giusto è {quoted(fact.accepted[0])}"
    where = f"{fact.label}; risposta: {quoted(given) if given else 'nessuna'}; {meant}"
    return Line(solved, "Giusto" if solved else "Da rivedere", where, WHY)


def _read() -> TimedTask:
    return TimedTask.model_validate(yaml.safe_load((FOLDER / "compito-a-tempo.yaml").read_text("utf-8")))


TIMED_TASK = _read()
