"""Invented people for a rehearsal: they answer at random, what the forms would let through."""

from collections.abc import Mapping
from random import Random
from typing import Any

from apps.labs.activities import Item, activity
from workbench import rooms

PEOPLE = 20
TEXTS = (
    "Gentile cittadina, la domanda è stata accolta. Può ritirare il documento da lunedì.",
    "Riassumere l'avviso in tre frasi brevi, senza aggiungere nulla.",
    "Indicare l'ufficio competente con una sola parola.",
    "Mi è servito vedere come il modello sceglie le parole.",
)


def invent(plan: rooms.Plan) -> Any:
    """What `rooms.rehearse` asks: the answers of one invented person to a step."""

    def answer(step: int, random: Random) -> Mapping[str, Any]:
        at_work, seed = activity(plan.steps[step].activity), random.randrange(2)
        items = [item for screen in at_work.screens(seed) for item in screen.items]
        return {item.id: at_work.check(item.id, _raw(item, random), seed) for item in items}

    return answer


def _raw(item: Item, random: Random) -> Any:
    values = [option.value for option in item.options]
    if item.kind in ("scelte", "brani"):
        return random.sample(values, random.randint(1, max(1, len(values) // 2)))
    if item.kind == "scommessa":
        drawn = [random.choice(values) for _ in range(10)]
        return {value: drawn.count(value) for value in values}
    if values:
        return random.choice(values)
    if item.kind in ("scala", "numero"):
        return random.randint(int(item.low), int(item.high))
    return random.choice(TEXTS)[: item.longest]
