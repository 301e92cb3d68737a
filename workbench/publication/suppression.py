"""Which cells of a table may be shown: none under the threshold, and none from which one could be worked out.

Thresholds: the law sets at least three and more where the matter is confidential (Regole deontologiche per
trattamenti a fini statistici o di ricerca scientifica, GU 14-1-2019, art. 5); ours are these.
"""

from collections.abc import Iterable, Set

from workbench.errors import UserError
from workbench.publication.bounds import Line, exposed
from workbench.publication.table import Place, Table

THRESHOLDS = {"benessere": 10, "apprendimento": 5, "soddisfazione": 5, "presenze": 3}


def threshold(topic: str) -> int:
    """Fewest people of a cell that may be shown. Raises UserError for an unknown topic."""
    if topic in THRESHOLDS:
        return THRESHOLDS[topic]
    raise UserError(
        "Per questo tema non c'è una soglia di pubblicazione.",
        value=topic,
        remedy=f"Temi: {', '.join(THRESHOLDS)}.",
    )


def sensitive(table: Table, topic: str) -> frozenset[Place]:
    """Cells that may not be shown for themselves: too few people, or people who all answered the same."""
    fewest = threshold(topic)
    small = {(row, at) for row, at in table.places() if 0 < (table.counts[row][at] or 0) < fewest}
    return frozenset(small | {(row, at) for row, at in table.uniform if table.counts[row][at]})


def suppress(table: Table, topic: str) -> Table:
    """The table as it may be shown: None in the cells under the threshold and in those that would tell them.

    Starts from the sensitive cells and, while a reader could work one out, hides the cheapest other cells
    with which it makes a rectangle (fewest totals, then fewest people). A table whose total is under the
    threshold comes back without any figure but zeros.
    """
    secret = sensitive(table, topic)
    hidden = set(secret)
    while open_ := _worked_out(table, topic, hidden, secret):
        cell = min(open_)
        groups = sorted(
            (group for group in _partners(table, cell) if group - hidden),
            key=lambda group: _cost(table, group - hidden),
        )
        if not groups:
            hidden = set(table.places())
            break
        closing = (each for each in groups if not _worked_out(table, topic, hidden | each, {cell}))
        hidden |= next(closing, groups[0])
    return _shown(table, hidden)


def _worked_out(table: Table, topic: str, hidden: set[Place], secret: Set[Place]) -> set[Place]:
    """Those of the sensitive cells that a reader of the table could work out."""
    known = {table.key(at): table.counts[at[0]][at[1]] or 0 for at in table.places() if at not in hidden}
    lines = table_lines(table)
    wanted = {table.key(place): threshold(topic) for place in secret}
    found = exposed(wanted, lines, known) or set()
    return {place for place in secret if table.key(place) in found}


def table_lines(table: Table) -> list[Line]:
    keyed = ([table.key(place) for place in line] for line in table.lines())
    return [Line(tuple(keys[:-1]), keys[-1]) for keys in keyed]


def _partners(table: Table, place: Place) -> Iterable[set[Place]]:
    """The other corners of every rectangle with this cell; in a table of one variable, every other row."""
    row, column = place
    others = [each for each in range(len(table.rows) + 1) if each != row]
    if not table.columns:
        return [{(other, 0)} for other in others]
    across = [each for each in range(len(table.columns) + 1) if each != column]
    return [{(row, k), (other, column), (other, k)} for other in others for k in across]


def _cost(table: Table, group: set[Place]) -> tuple[int, int, int, list[Place]]:
    """Totals are worth more than cells, empty cells protect least."""
    totals = sum((row == len(table.rows)) + (at == len(table.columns)) for row, at in group)
    counts = [table.counts[row][at] or 0 for row, at in group]
    return totals, sum(counts), counts.count(0), sorted(group)


def _shown(table: Table, hidden: set[Place]) -> Table:
    def cut(values: tuple[tuple[object, ...], ...]) -> tuple[tuple[object, ...], ...]:
        return tuple(
            tuple(None if (row, at) in hidden else value for at, value in enumerate(line))
            for row, line in enumerate(values)
        )

    return Table(
        **{**vars(table), "counts": cut(table.counts), "means": cut(table.means), "uniform": frozenset()}
    )
