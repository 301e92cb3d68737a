"""A table of people to be published: counts (and means) with all its totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from workbench.errors import UserError

Key = frozenset[tuple[str, str]]
"""which people a cell counts: {("comune", "Rho"), ("forma", "A")}; everybody is the empty set"""
Place = tuple[int, int]
"""row and column of a cell; the last of each are the totals"""


LONGEST = 200


class Mean(NamedTuple):
    value: float
    spread: float
    """standard deviation; 0 means that all gave the same answer, and then the mean tells each of them"""


@dataclass(frozen=True)
class Scope:
    """Who is counted, and by what. Two tables can be subtracted only if their population is the same."""

    population: str
    """in words, the same words for the same people: "studio pilota, dopo" """
    row_variable: str
    column_variable: str = ""
    """empty: a table of one variable, with its total"""
    where: tuple[str, str] | None = None
    """only the people with this value: ("età", "oltre 55")"""

    @property
    def variables(self) -> tuple[str, ...]:
        named = (self.row_variable, self.column_variable, self.where[0] if self.where else "")
        return tuple(name for name in named if name)


@dataclass(frozen=True)
class Table:
    """Counts (rows + 1, columns + 1), totals last; (rows + 1, 1) for one variable. None: not published."""

    title: str
    scope: Scope
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]
    means: tuple[tuple[float | None, ...], ...] = ()
    uniform: frozenset[Place] = field(default=frozenset(), repr=False)
    """cells where everybody gave the same answer"""

    def key(self, place: Place) -> Key:
        row, column = place
        named = {self.scope.where} if self.scope.where else set()
        if row < len(self.rows):
            named.add((self.scope.row_variable, self.rows[row]))
        if column < len(self.columns):
            named.add((self.scope.column_variable, self.columns[column]))
        return frozenset(named)

    def places(self) -> list[Place]:
        return [(row, column) for row, line in enumerate(self.counts) for column in range(len(line))]

    def lines(self) -> list[tuple[Place, ...]]:
        """Every line that adds up: its parts, and its total last."""
        down, across = range(len(self.rows) + 1), range(len(self.columns) + 1)
        lines = [tuple((row, column) for row in down) for column in across]
        if self.columns:
            lines += [tuple((row, column) for column in across) for row in down]
        return lines

    def visible(self) -> dict[Key, int]:
        counts = {self.key(place): self.counts[place[0]][place[1]] for place in self.places()}
        return {key: count for key, count in counts.items() if count is not None}


Cells = Mapping[str, Mapping[str, int]]


def make_table(
    title: str,
    scope: Scope,
    counts: Mapping[str, int] | Cells,
    *,
    means: Mapping[str, Mapping[str, Mean]] | None = None,
    answers: bool = False,
) -> Table:
    """A table with all its totals, from counts by row, or by row and column.

    `means`, only with columns, of each cell that is not empty. `answers`: the columns are what the people of
    a row answered, so a row that stands in one column tells what each of them answered.

    Raises:
        UserError: for negative counts, rows with different columns, or more than two variables crossed.
    """
    nested = {
        row: dict(cells) if isinstance(cells, Mapping) else {"": cells} for row, cells in counts.items()
    }
    names = list(dict.fromkeys(name for cells in nested.values() for name in cells))
    _check(scope, nested, names)
    inner = [[cells[name] for name in names] for cells in nested.values()]
    whole = [*inner, [sum(line[place] for line in inner) for place in range(len(names))]]
    columns: tuple[str, ...] = ()
    if names != [""]:
        columns = tuple(names)
        whole = [[*line, sum(line)] for line in whole]
    made = Table(title, scope, tuple(nested), columns, tuple(tuple(line) for line in whole))
    return _described(made, means or {}, answers)


def _described(table: Table, means: Mapping[str, Mapping[str, Mean]], answers: bool) -> Table:
    uniform: set[Place] = set()
    if answers and table.columns:
        for row, line in enumerate(table.counts):
            uniform |= {(row, at) for at, count in enumerate(line[:-1]) if count and count == line[-1]}
    if not means:
        return Table(**{**vars(table), "uniform": frozenset(uniform)})
    found = {
        (table.rows.index(row), table.columns.index(name)): mean
        for row in means
        for name, mean in means[row].items()
    }
    uniform |= {place for place, mean in found.items() if mean.spread <= 0}
    values: dict[Place, float | None] = {}
    inner = [
        place for place in table.places() if place[0] < len(table.rows) and place[1] < len(table.columns)
    ]
    for place in table.places():
        parts = [each for each in inner if table.key(place) <= table.key(each) and each in found]
        people = [table.counts[row][column] or 0 for row, column in parts]
        if sum(people):
            total = sum(found[part].value * n for part, n in zip(parts, people, strict=True))
            values[place] = total / sum(people)
            if len({found[part].value for part in parts}) == 1 and uniform >= set(parts):
                uniform.add(place)
    shown = tuple(
        tuple(values.get((row, at)) for at in range(len(line))) for row, line in enumerate(table.counts)
    )
    return Table(**{**vars(table), "means": shown, "uniform": frozenset(uniform)})


def _check(scope: Scope, counts: Cells, names: Sequence[str]) -> None:
    if len(scope.variables) > 2 or len(set(scope.variables)) < len(scope.variables):
        raise UserError(
            "Una tabella pubblicata incrocia al massimo due caratteristiche diverse.",
            value=", ".join(scope.variables),
            remedy="Toglierne una.",
        )
    if not 0 < len(scope.population.strip()) <= LONGEST:
        raise UserError(
            "La tabella deve dire, in poche parole, chi è contato.",
            value=scope.population,
            remedy=f"Scrivere la popolazione in al massimo {LONGEST} caratteri.",
        )
    whole = counts and names and all(set(cells) == set(names) for cells in counts.values())
    if not whole or (names != [""]) != bool(scope.column_variable):
        raise UserError(
            "La tabella non è completa: ogni riga deve avere le stesse colonne.",
            value=scope.population,
            remedy="Scrivere 0 dove non c'è nessuno.",
        )
    if any(count < 0 for cells in counts.values() for count in cells.values()):
        raise UserError("Un conteggio è negativo.", value=scope.population, remedy="Rifare il conteggio.")
