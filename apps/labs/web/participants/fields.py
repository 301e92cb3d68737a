"""An item of an activity as a form field: what it is called, what is in it, what came back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.labs.activities import Feedback, Item, Option
from apps.labs.web.shared.visit import Visit
from apps.labs.web.shared.words import harmless
from workbench.italian import exact

MOST_BUTTONS = 12
"""values of a scale that fit as buttons; a longer one is typed"""
SHORT_PIECE = 24
"""characters: pieces of a text that stand side by side"""


@dataclass(frozen=True)
class Field:
    item: Item
    value: Any = None
    """what is kept, or what was just typed"""
    error: str = ""
    locked: bool = False
    verdict: Feedback | None = None
    """whether the last answer was right, and why"""
    attempt: int = 1
    """the number that an answer given now would have"""

    among_required: bool = False
    """whether the screen asks something that is required: then what is optional is marked"""

    @property
    def says_optional(self) -> bool:
        return self.among_required and not self.item.required

    @property
    def is_typed(self) -> bool:
        """A scale of too many values for buttons."""
        return self.item.kind == "scala" and not self.item.options and len(self.steps) > MOST_BUTTONS

    @property
    def is_button(self) -> bool:
        return self.item.kind == "scelta" and len(self.item.options) == 1

    @property
    def id(self) -> str:
        return f"voce-{self.item.id}"

    @property
    def name(self) -> str:
        return field_name(self.item)

    @property
    def attempt_name(self) -> str:
        return attempt_name(self.item)

    @property
    def chosen(self) -> set[str]:
        values = self.value if isinstance(self.value, list | tuple) else [self.value]
        return {exact(one) if isinstance(one, float) else str(one) for one in values if one is not None}

    @property
    def text(self) -> str:
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            return exact(self.value)
        return "" if self.value is None else harmless(self.value)

    @property
    def tokens(self) -> list[str]:
        spread = self.value if isinstance(self.value, Mapping) else {}
        return [str(spread.get(option.value, "")) for option in self.item.options]

    @property
    def steps(self) -> tuple[Option, ...]:
        """The values of a scale as options."""
        if self.item.options:
            return self.item.options
        low, high = int(self.item.low), int(self.item.high)
        return tuple(
            Option(str(value), str(value)) for value in range(low, min(high, low + MOST_BUTTONS) + 1)
        )

    @property
    def long_steps(self) -> bool:
        return any(len(option.label) > 3 for option in self.steps)

    @property
    def short_pieces(self) -> bool:
        return all(len(option.label) <= SHORT_PIECE for option in self.item.options)


def field_name(item: Item) -> str:
    return f"voce.{item.id}"


def attempt_name(item: Item) -> str:
    return f"prova.{item.id}"


def read_raw(visit: Visit, item: Item) -> Any:
    """What the form holds for this item, not yet checked; None when it holds nothing."""
    name = field_name(item)
    if item.kind in ("scelte", "brani"):
        return visit.texts(name) or None
    if item.kind == "scommessa":
        typed = {
            option.value: visit.text(f"{name}.{index}").strip() for index, option in enumerate(item.options)
        }
        found = {option: _whole(tokens) for option, tokens in typed.items() if tokens}
        return found or None
    text = visit.text(name)
    return text if text.strip() else None


def _whole(text: str) -> int | str:
    """What is no number is left as it is: the activity says what is wrong with it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else text
