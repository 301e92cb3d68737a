"""What a reader can work out about cells that are not shown, from those that are."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from workbench.publication.table import Key


class Line(NamedTuple):
    """Parts that add up to a total."""

    parts: tuple[Key, ...]
    total: Key


def exposed(wanted: Mapping[Key, int], lines: Collection[Line], known: Mapping[Key, int]) -> set[Key] | None:
    """Which wanted cells (with the threshold of each) a reader can work out; None if the lines contradict.

    People are counted, so no cell is negative: with the totals this gives each hidden cell a lowest and a
    highest possible value (two linear programs; the extremes are whole numbers, as in every table of two
    variables). A cell is protected if the two differ and the highest reaches the threshold, so that nobody
    can tell that it is a small one. Source: Hundepool et al. 2012, Statistical Disclosure Control, chapter 4.
    """
    import numpy as np
    from scipy.optimize import linprog

    unknown = sorted({key for line in lines for key in (*line.parts, line.total)} - set(known), key=sorted)
    place = {key: number for number, key in enumerate(unknown)}
    matrix, right = np.zeros((len(lines), len(unknown))), np.zeros(len(lines))
    for number, line in enumerate(lines):
        for key, sign in [*((part, 1) for part in line.parts), (line.total, -1)]:
            if key in place:
                matrix[number, place[key]] += sign
            else:
                right[number] -= sign * known[key]
    found = {key for key in wanted if key in known}
    if not unknown:
        return None if np.abs(right).max(initial=0) > 0 else found
    for key in wanted.keys() - found:
        goal = np.zeros(len(unknown))
        goal[place[key]] = 1
        solved = [linprog(sign * goal, A_eq=matrix, b_eq=right, bounds=(0, None)) for sign in (1, -1)]
        if any(each.status == 2 for each in solved):
            return None
        low = float(solved[0].fun) if solved[0].status == 0 else 0.0
        high = -float(solved[1].fun) if solved[1].status == 0 else float("inf")
        if high - low < 0.5 or high < wanted[key] - 1e-6:
            found.add(key)
    return found


def nested_differences(
    first: Mapping[Key, int], second: Mapping[Key, int], threshold: int
) -> Iterable[tuple[Key, Key]]:
    """Pairs of shown cells, one of each table, that differ by fewer people than the threshold.

    The same people counted twice, or people and a part of them: the difference is a few of them. A part and a
    whole that the other table shows changed are not of the same people.
    """
    for key, count in first.items():
        for other, much in second.items():
            part_of = other < key and count <= much and first.get(other, much) == much
            whole_of = key < other and much <= count and second.get(key, count) == count
            if 0 < abs(count - much) < threshold and (key == other or part_of or whole_of):
                yield key, other
