"""A step as its page draws it: the open screen, its fields, its panel, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from apps.labs.activities import Screen
from apps.labs.web.participants.fields import Field
from apps.labs.web.participants.requests import Prompting, prompting
from apps.labs.web.participants.work import Work, asks
from apps.labs.web.shared.observing import Observatory, Seen


@dataclass(frozen=True)
class Typed:
    """What just came in and could not be kept, with why: it goes back into the form."""

    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True)
class View:
    """Everything the page of a step draws."""

    work: Work
    index: int
    fields: tuple[Field, ...]
    prompts: tuple[Prompting, ...]
    seen: Seen | None
    error: str = ""

    @property
    def screen(self) -> Screen | None:
        return self.work.screens[self.index] if self.index < len(self.work.screens) else None

    @property
    def is_locked(self) -> bool:
        return self.screen is not None and self.work.is_locked(self.index)

    @property
    def can_go_on(self) -> bool:
        return self.screen is not None and self.work.is_complete(self.screen)

    @property
    def may_send(self) -> bool:
        """Whether there is something to hand in, by a button of the form's own."""
        waiting = any(not found.locked for found in self.fields)
        return waiting and not any(found.is_button for found in self.fields)

    @property
    def tries_again(self) -> bool:
        return any(found.verdict and not found.locked for found in self.fields)

    @property
    def goes_on(self) -> bool:
        """Whether one may pass on without handing in anything more."""
        is_read = any(found.locked or found.verdict for found in self.fields)
        return self.can_go_on and (is_read or not self.fields or not asks(self.work.screens[self.index]))

    @property
    def is_last(self) -> bool:
        return self.index == len(self.work.screens) - 1

    @property
    def button(self) -> str:
        """What the button of the form says."""
        if self.tries_again:
            return "Prova di nuovo"
        if self.work.activity.kind in ("laboratorio", "esercizio"):
            return "Consegna"
        last = "Consegna la prova" if self.work.activity.kind == "prova" else "Consegna"
        return last if self.is_last else "Salva e vai avanti"

    @property
    def holds_typed(self) -> bool:
        """Whether the form holds what could not be kept: the script must not draw over it."""
        fields = (*self.fields, *(prompt.field for prompt in self.prompts))
        return bool(self.error) or any(found.error for found in fields)

    @property
    def again_in(self) -> int:
        """Seconds until the page looks again by itself: while a model is at work for this person."""
        waits = any(prompt.waits for prompt in self.prompts) or (self.seen is not None and self.seen.waits)
        return 2 if waits else 0


def view(work: Work, index: int, observatory: Observatory, typed: Typed | None = None) -> View:
    """The screen `index` of the step, or what comes after the last one; never one that is not open yet."""
    typed = typed or Typed()
    reachable = min(max(index, 0), work.open_until if work.is_finished else work.open_until - 1)
    if reachable >= len(work.screens):
        return View(work, reachable, (), (), None, typed.error)
    screen, answers, locked = work.screens[reachable], work.answers, work.is_locked(reachable)
    fields = tuple(
        Field(
            item,
            typed.values.get(item.id, answers.get(item.id)),
            typed.errors.get(item.id, ""),
            locked or work.is_settled(item),
            work.verdict(item),
            work.given_attempts(item) + 1,
            any(other.required and not other.once for other in screen.items),
        )
        for item in screen.items
        if item.kind != "richiesta"
    )
    prompts = tuple(
        prompting(
            work.seat,
            work.number,
            work.activity,
            Field(item, typed.values.get(item.id), typed.errors.get(item.id, "")),
        )
        for item in screen.items
        if item.kind == "richiesta"
    )
    seen = (
        observatory.look(work.seat.room, work.number, screen, work.activity, answers)
        if screen.panel
        else None
    )
    return View(work, reachable, fields, prompts, seen, typed.error)
