"""Spot the personal data in a message, before it is pasted anywhere. No model takes part."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal

import yaml

from apps.labs.activities import tallies
from apps.labs.activities.answering import checked
from apps.labs.activities.exercise import FOLDER
from apps.labs.activities.grading import Strict
from apps.labs.activities.protocol import Answers, Asking, Chart, Feedback, Item, Line, Option, Panel, Screen
from apps.labs.activities.question import TRANSFER, Question
from workbench.checks import quoted
from workbench.privacy import find_personal
from workbench.rooms import Call

NEEDED = "Non fa risalire a una persona e serve a capire la pratica: può restare."


class Piece(Strict):
    text: str
    kind: str = ""
    """of personal data; empty: it may stay"""
    why: str = ""


class Message(Strict):
    id: str
    title: str
    pieces: tuple[Piece, ...]

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(Option(str(place), piece.text) for place, piece in enumerate(self.pieces))

    @cached_property
    def personal(self) -> dict[str, tuple[str, str]]:
        """Option -> kind and why, of what is to be taken out: ours, and what the rules find besides."""
        found: dict[str, tuple[str, str]] = {}
        for place, piece in enumerate(self.pieces):
            if piece.kind:
                found[str(place)] = piece.kind, piece.why
            elif rules := find_personal(piece.text):
                found[str(place)] = rules[0].kind, "Le regole di ricerca automatica lo riconoscono."
        return found

    def item(self) -> Item:
        return Item(self.id, "brani", "I brani da togliere", options=self.options, attempts=3)


class PersonalData(Strict):
    id: str
    kind: Literal["esercizio"] = "esercizio"
    title: str
    minutes: int
    objective: str
    tags: tuple[str, ...]
    scene: tuple[str, ...]
    texts: tuple[Message, ...]
    transfer: Question
    calls_per_person: int = 0
    calls_tokens: int = 0

    def screens(self, participant_seed: int) -> tuple[Screen, ...]:
        first, *others = self.texts
        return (
            Screen(first.id, first.title, self.scene, (first.item(),)),
            *(Screen(each.id, each.title, (), (each.item(),)) for each in others),
            Screen("domanda", "Un'ultima domanda", (), (self.transfer.item,)),
        )

    def check(self, item_id: str, raw: Any, participant_seed: int) -> Any:
        return checked(self.screens(participant_seed), item_id, raw)

    def observe(self, screen: str, answers: Answers, asking: Asking) -> Panel:
        return Panel()

    def calls(self, item_id: str, value: Any) -> tuple[Call, ...]:
        return ()

    def feedback(self, item_id: str, value: Any, outputs: Sequence[tuple[Call, str]]) -> Feedback:
        """Points are the pieces judged rightly; the score is F1 of what had to go."""
        if item_id == TRANSFER:
            return self.transfer.feedback(value)
        message = self._message(item_id)
        lines = tuple(_line(piece, value, message) for piece in message.options)
        passed = sum(line.ok for line in lines)
        kept = " ".join(piece.text for piece in message.pieces if not piece.kind)
        return Feedback(f1(message.personal, value), passed, len(lines), lines, kept)

    def board(self, answers: Sequence[Answers], asking: Asking | None = None) -> tuple[Chart, ...]:
        return (*(_found(each, answers) for each in self.texts), tallies.choices(self.transfer.item, answers))

    def score(self, answers: Answers) -> dict[str, float | None]:
        """`riconosciuti`: share of the personal pieces that were ticked; `f1`: with the false alarms."""
        given = [(each.personal, answers[each.id]) for each in self.texts if answers.get(each.id)]
        wanted = sum(len(personal) for personal, _ in given)
        hits = sum(len(personal.keys() & set(value)) for personal, value in given)
        scores = [f1(personal, value) for personal, value in given]
        return {
            "riconosciuti": hits / wanted if wanted else None,
            "f1": sum(scores) / len(scores) if scores else None,
            TRANSFER: self.transfer.score(answers),
        }

    def _message(self, item_id: str) -> Message:
        return next(each for each in self.texts if each.id == item_id)


def f1(personal: dict[str, tuple[str, str]], ticked: Sequence[str]) -> float:
    """Harmonic mean of recall and precision of the ticked pieces, 0..1."""
    hits = len(personal.keys() & set(ticked))
    return 2 * hits / (len(personal) + len(set(ticked))) if personal or ticked else 1.0


def _line(piece: Option, ticked: Sequence[str], message: Message) -> Line:
    personal = message.personal.get(piece.value)
    seen = piece.value in ticked
    if personal is None:
        name = "Tolto senza motivo" if seen else "Può restare"
        return Line(not seen, name, quoted(piece.label), NEEDED)
    kind, why = personal
    return Line(seen, f"{'Riconosciuto' if seen else 'Sfuggito'}: {kind}", quoted(piece.label), why)


def _found(message: Message, answers: Sequence[Answers]) -> Chart:
    """How many people ticked each personal piece, by kind, and how many false alarms they gave on average."""
    given = [set(value) for value in tallies.given(answers, message.id)]
    rows = tuple(
        (kind, float(sum(option in ticked for ticked in given)))
        for option, (kind, _) in message.personal.items()
    )
    alarms = sum(len(ticked - message.personal.keys()) for ticked in given)
    note = tallies.people(len(given)) + (f" Brani tolti senza motivo: {alarms}." if given else "")
    return Chart(f"{message.title}: chi ha riconosciuto che cosa", rows, note=note)


def _read() -> PersonalData:
    return PersonalData.model_validate(yaml.safe_load((FOLDER / "dati-personali.yaml").read_text("utf-8")))


PERSONAL_DATA = _read()
