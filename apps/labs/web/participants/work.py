"""A person's answers to one step: which screens are open, what can still be changed."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from apps.labs.activities import Activity, Feedback, Item, Screen
from apps.labs.web.participants.seat import Seat
from workbench import rooms


@dataclass(frozen=True)
class Work:
    """A person's answers to one step, and the screens they are asked on."""

    seat: Seat
    number: int
    seed: int
    activity: Activity
    screens: tuple[Screen, ...]
    given: tuple[rooms.Given, ...]

    @cached_property
    def answers(self) -> dict[str, Any]:
        """Item -> value of the last attempt."""
        return {one.item: one.value for one in sorted(self.given, key=lambda one: one.attempt)}

    def is_complete(self, screen: Screen) -> bool:
        answers = self.answers
        return all(item.id in answers for item in screen.items if item.required)

    @property
    def open_until(self) -> int:
        """How many screens are open: each opens when the required items before it are answered."""
        for index, screen in enumerate(self.screens):
            if not self.is_complete(screen):
                return index + 1
        return len(self.screens)

    @property
    def is_finished(self) -> bool:
        return all(self.is_complete(screen) for screen in self.screens)

    def first(self) -> int:
        """Where to go on: after the last screen that has an answer, or on it while it lacks some.

        `len(screens)` when there is nothing left.
        """
        answers = self.answers
        touched = [
            index
            for index, screen in enumerate(self.screens)
            if any(item.id in answers for item in screen.items)
        ]
        if not touched:
            return 0
        last = touched[-1]
        return last + 1 if self.is_complete(self.screens[last]) else last

    def given_attempts(self, item: Item) -> int:
        return max((one.attempt for one in self.given if one.item == item.id), default=0)

    def verdict(self, item: Item) -> Feedback | None:
        """Whether the last answer was right, told at once in labs and exercises; never in tests."""
        if self.activity.kind not in ("laboratorio", "esercizio") or item.id not in self.answers:
            return None
        found = self.activity.feedback(item.id, self.answers[item.id], ())
        return found if found.lines else None

    def is_settled(self, item: Item) -> bool:
        """Whether this item takes no other answer: its clock was stopped, or it was told what is right."""
        if item.kind == "richiesta" or item.id not in self.answers:
            return False
        told = self.verdict(item)
        done = told is not None and (told.passed == told.total or self.given_attempts(item) >= item.attempts)
        return item.once or done

    def is_locked(self, index: int) -> bool:
        """A guess is not changed after the result was shown, nor a test after it was handed in.

        What nobody has to answer is no guess: a text of one's own may be tried again and again.
        """
        screen = self.screens[index]
        if not asks(screen) or not self.is_complete(screen):
            return False
        shown = any(later.panel for later in self.screens[index + 1 :])
        handed_in = self.activity.kind in ("prova", "compito") and self.is_finished
        return shown or handed_in or all(self.is_settled(item) for item in screen.items)

    def tells(self, screen: Screen) -> bool:
        """Whether something on this screen has a verdict to be read before going on."""
        return any(self.verdict(item) for item in screen.items if item.kind != "richiesta")


def asks(screen: Screen) -> bool:
    """Whether something on it has to be answered."""
    return any(item.required for item in screen.items)


def work_of(seat: Seat, number: int) -> Work:
    """Raises UserError when the activity of this step is not known here."""
    found = seat.activity(number)
    given = tuple(one for one in rooms.answers_of(seat.participant) if one.step == number)
    seed, screens = _screens(seat.seed, found, {one.item for one in given})
    return Work(seat, number, seed, found, screens, given)


def _screens(seed: int, found: Activity, answered: set[str]) -> tuple[int, tuple[Screen, ...]]:
    """The screens of the person's seed, or of its neighbour if the answers belong to that form.

    A card that is typed in the middle of a test must not exchange the form.
    """
    own = found.screens(seed)
    if len(answered & _ids(own)) < len(answered):
        other = found.screens(seed ^ 1)
        if len(answered & _ids(other)) > len(answered & _ids(own)):
            return seed ^ 1, other
    return seed, own


def _ids(screens: tuple[Screen, ...]) -> set[str]:
    return {item.id for screen in screens for item in screen.items}
