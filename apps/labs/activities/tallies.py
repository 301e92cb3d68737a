"""Charts of a room from its answers: counts of people, never a person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from apps.labs.activities.protocol import Answers, Chart, Item

SHORTEST_WALL_TEXT = 2


def given(answers: Sequence[Answers], item_id: str) -> list[Any]:
    """The values that were given, without the empty ones."""
    return [row[item_id] for row in answers if row.get(item_id) not in (None, "", [], {})]


def choices(item: Item, answers: Sequence[Answers], note: str = "") -> Chart:
    """How many people took each option."""
    values = given(answers, item.id)
    counted = Counter(
        choice for value in values for choice in (value if isinstance(value, list) else [value])
    )
    rows = tuple((option.label, float(counted[option.value])) for option in item.options)
    return Chart(item.label, rows, note=" ".join(filter(None, [people(len(values)), note])))


def numbers(title: str, values: Iterable[float], edges: Sequence[float], note: str = "") -> Chart:
    """How many values lie in each interval: the lower edge counts, the last interval has both."""
    found = list(values)
    rows = []
    for low, high in pairwise(edges):
        last = high == edges[-1]
        inside = sum(low <= value < high or (last and value == high) for value in found)
        rows.append((f"{low:g}-{high:g}".replace(".", ","), float(inside)))
    return Chart(title, tuple(rows), note=" ".join(filter(None, [people(len(found)), note])))


def wall(title: str, answers: Sequence[Answers], item_id: str) -> Chart:
    texts = [text for text in given(answers, item_id) if isinstance(text, str)]
    return Chart(title, (), tuple(text for text in texts if len(text) >= SHORTEST_WALL_TEXT))


def people(count: int) -> str:
    return "Ha risposto una persona." if count == 1 else f"Hanno risposto {count} persone."
