"""What an invented participant answers, for rehearsals: allowed values, drawn; nothing of anybody."""

from collections.abc import Mapping
from random import Random
from typing import Any

from apps.labs.activities.answering import TOKENS
from apps.labs.activities.protocol import Activity, Item
from apps.labs.activities.timed_task import START, TIME

TEXTS = (
    "Prova generale: un testo inventato.",
    "Prova generale: servirebbe più tempo.",
    "Prova generale: tutto chiaro.",
)
PROMPT = "Prova generale: leggi il testo e fai quello che serve."


def invented_answers(activity: Activity, chance: Random) -> Mapping[str, Any]:
    """Item -> value as it is kept, to every item of one person's screens."""
    seed = chance.getrandbits(32)
    answers = {}
    for screen in activity.screens(seed):
        for item in screen.items:
            answers[item.id] = activity.check(item.id, _drawn(item, chance), seed)
    if START in answers:  # both clocks were read in the same moment
        answers[START] = {TIME: answers[START][TIME] - chance.randint(60, 480)}
    return answers


def _drawn(item: Item, chance: Random) -> Any:
    values = [option.value for option in item.options]
    if item.kind in ("scelte", "brani"):
        return [value for value in values if chance.random() < 0.4] or values[:1]
    if item.kind == "scommessa":
        drawn = chance.choices(values, k=TOKENS)
        return {value: drawn.count(value) for value in values}
    if item.kind == "scelta":
        return chance.choice(values)
    if item.kind in ("scala", "numero"):
        return chance.randint(int(item.low), int(item.high))
    return PROMPT if item.kind == "richiesta" else chance.choice(TEXTS)[: item.longest]
