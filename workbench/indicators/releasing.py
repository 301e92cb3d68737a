"""What a value tells of people, put to the rules of publication before anybody sees the value."""

from collections.abc import Mapping

from workbench.errors import UserError
from workbench.indicators.card import Card
from workbench.indicators.places import TOGETHER
from workbench.indicators.value import Value
from workbench.publication import Scope, Table, make_table, release

VARIABLE = "comune"


def release_value(wanted: Card, value: Value, who: str) -> None:
    """Release every count behind the value, in the log of releases too; `who` is a role.

    All months and places of an indicator are one population: a value that grows by fewer people than the
    threshold, or a total that differs from its parts by so few, would tell who they are.

    Raises:
        UserError: when a count is under the threshold, or uncovers a cell together with an earlier release.
    """
    for name, parts in value.counts.items():
        shown = release(_table(wanted, value, name, parts), wanted.topic, who)
        if shown.counts[-1][-1] is None:
            raise UserError(
                "Il valore riguarda troppo poche persone per essere pubblicato.",
                value=f"{wanted.code}, {value.municipality}: {name}",
                remedy=f"Si pubblica da {wanted.threshold} persone, se nessuna si può riconoscere.",
            )


def _table(wanted: Card, value: Value, name: str, parts: Mapping[str, int]) -> Table:
    population = f"{wanted.code} {name}" + (f", studio {value.study}" if value.study else "")
    title = f"{wanted.name}: {name}, {value.municipality}"
    if value.municipality == TOGETHER:
        return make_table(title, Scope(population, VARIABLE), parts)
    scope = Scope(population, "che cosa", where=(VARIABLE, value.municipality))
    return make_table(title, scope, {name: sum(parts.values())})
