"""From answers to scores: reversal, keys, and None where too little was answered."""

from collections.abc import Mapping
from typing import Any

from workbench.errors import UserError
from workbench.instruments.instrument import Instrument, Item, Rule, items_of


def score(instrument: Instrument, answers: Mapping[str, Any]) -> dict[str, float | None]:
    """Score of each subscale, in the order of the rules; None under the least number of answers, never 0.

    `answers`: item id -> whole number of the scale, or value of an option; missing, None or "" is unanswered.
    A reversed item counts low + high − answer; an item with a key counts 1 if right and 0 if not.

    Raises:
        UserError: for an unknown item, an answer that cannot be, or items to choose whose key is not here.
    """
    known = {item.id for item in instrument.items}
    for name in answers:
        if name not in known:
            raise UserError(
                "Questa domanda non è dello strumento.",
                value=f"{instrument.id}: {name}",
                remedy="Usare i nomi degli item scritti nel file dello strumento.",
            )
    return {rule.subscale: _scored(instrument, rule, answers) for rule in instrument.scoring}


def highest(instrument: Instrument, subscale: str) -> float:
    """The highest score of a subscale, as `studies.Measure` wants it."""
    rule = next(rule for rule in instrument.scoring if rule.subscale == subscale)
    items = items_of(instrument, subscale)
    if rule.how == "percentuale":
        return 100.0
    whole = sum(_most(instrument, item) for item in items)
    return whole / len(items) if rule.how == "media" else whole


def _scored(instrument: Instrument, rule: Rule, answers: Mapping[str, Any]) -> float | None:
    items = items_of(instrument, rule.subscale)
    given = [item for item in items if answers.get(item.id) not in (None, "")]
    points = [_points(instrument, item, answers[item.id]) for item in given]
    if len(given) < rule.least:
        return None
    counted = items if rule.unanswered == "errate" else given
    if rule.how == "media":
        return sum(points) / len(counted)
    if rule.how == "somma":
        return sum(points) * len(items) / len(counted)
    # a scale from 1 to 5 at its lowest is 0 %, not 20 %
    floors = sum(_least(instrument, item) for item in counted)
    reach = sum(_most(instrument, item) for item in counted) - floors
    return 100 * (sum(points) - floors) / reach


def _points(instrument: Instrument, item: Item, answer: Any) -> float:
    if item.kind == "scala":
        whole = (
            isinstance(answer, int | float) and not isinstance(answer, bool) and float(answer).is_integer()
        )
        if not whole or not instrument.low <= answer <= instrument.high:
            raise _wrong(instrument, item, answer)
        return instrument.low + instrument.high - answer if item.reversed else float(answer)
    if answer not in [option.value for option in item.options]:
        raise _wrong(instrument, item, answer)
    if not item.key:
        raise UserError(
            "Di questa domanda non si conosce la risposta giusta, quindi la prova non si può correggere.",
            value=f"{instrument.id}: {item.id}",
            remedy="Mettere il file completo delle chiavi in var/instruments.",
        )
    return float(answer == item.key)


def _least(instrument: Instrument, item: Item) -> float:
    return float(instrument.low) if item.kind == "scala" else 0.0


def _most(instrument: Instrument, item: Item) -> float:
    return float(instrument.high) if item.kind == "scala" else 1.0


def _wrong(instrument: Instrument, item: Item, answer: object) -> UserError:
    scale = f"un numero intero da {instrument.low} a {instrument.high}"
    options = "una delle opzioni: " + ", ".join(option.value for option in item.options)
    return UserError(
        "La risposta non è tra quelle possibili.",
        value=f"{item.id}: {answer}",
        remedy=f"Serve {scale if item.kind == 'scala' else options}.",
    )
