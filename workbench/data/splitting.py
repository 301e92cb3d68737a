"""Divide rows into training, validation and test without letting the same text stand on two sides."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.data.types import PARTS, TEST, TRAINING, Row, Task
from workbench.errors import UserError
from workbench.italian import normalise

SHARES = (0.7, 0.1, 0.2)
FEWEST = 3
"""independent examples of a label: one to learn from, one to choose with, one to be measured on"""
ATTEMPTS = 20
SHOWN_LABELS = 10


@dataclass(frozen=True)
class _Family:
    """Rows that must stay together: the same text, or the same group, directly or through one another."""

    rows: tuple[int, ...]
    strata: Counter[str]


def split(
    rows: Sequence[Row], task: Task, *, shares: tuple[float, float, float] = SHARES, seed: int = 20
) -> dict[str, list[Row]]:
    """Rows per part, in the order of the file; stratified by target for a classification.

    The same rows and seed always give the same parts. Shares are met as closely as texts and groups that
    stay together allow. `UserError` when a label has too few independent examples to be learnt and measured.
    """
    _check_shares(shares)
    strata = [row.target if task is Task.CLASSIFICATION else "" for row in rows]
    families = _families(rows, strata)
    _check_enough(families, strata, task)
    assigned = _best_assignment(families, Counter(strata), shares, seed)
    parts: dict[str, list[Row]] = {part: [] for part in PARTS}
    part_of = {index: part for family, part in zip(families, assigned, strict=True) for index in family.rows}
    for index, row in enumerate(rows):
        parts[PARTS[part_of[index]]].append(row)
    return parts


def _check_shares(shares: tuple[float, float, float]) -> None:
    if min(shares) <= 0 or abs(sum(shares) - 1) > 1e-6:
        raise UserError(
            "Le tre quote devono essere maggiori di zero e sommare al 100 %.",
            value=shares,
            remedy="Per esempio 70 % addestramento, 10 % validazione, 20 % prova.",
        )


def _families(rows: Sequence[Row], strata: Sequence[str]) -> list[_Family]:
    parent = list(range(len(rows)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    first_with: dict[tuple[str, str], int] = {}
    for index, row in enumerate(rows):
        keys = [("text", normalise(row.text))] + ([("group", normalise(row.group))] if row.group else [])
        for key in keys:
            parent[root(index)] = root(first_with.setdefault(key, index))
    members: dict[int, list[int]] = defaultdict(list)
    for index in range(len(rows)):
        members[root(index)].append(index)
    return [_Family(tuple(found), Counter(strata[index] for index in found)) for found in members.values()]


def rare_labels(rows: Sequence[Row]) -> dict[str, int]:
    """Labels that `split` refuses, with their independent examples; a person may `set_aside` them."""
    labels = [row.target for row in rows]
    return _rare(_families(rows, labels), labels)


def _rare(families: Sequence[_Family], strata: Sequence[str]) -> dict[str, int]:
    independent = Counter(stratum for family in families for stratum in family.strata)
    return {stratum: independent[stratum] for stratum in sorted(set(strata)) if independent[stratum] < FEWEST}


def _check_enough(families: Sequence[_Family], strata: Sequence[str], task: Task) -> None:
    rare = _rare(families, strata)
    if not strata or (rare and task is Task.INSTRUCTION):
        raise UserError(
            f"Servono almeno {FEWEST} righe con testi diversi (e gruppi diversi, se indicati).",
            value=len(families),
            remedy="Aggiungere esempi.",
        )
    if rare:
        raise UserError(
            f"Etichette con meno di {FEWEST} esempi diversi, che non si possono sia imparare sia misurare: "
            f"{_named(rare)}.",
            remedy="Aggiungere esempi, unire queste etichette ad altre o metterle da parte. "
            "Testi uguali e righe dello stesso gruppo contano una volta sola.",
        )


def _named(rare: dict[str, int]) -> str:
    shown = ", ".join(f"«{label}» ({count})" for label, count in list(rare.items())[:SHOWN_LABELS])
    more = len(rare) - SHOWN_LABELS
    return shown + (f" e altre {more}" if more > 0 else "")


def _best_assignment(
    families: Sequence[_Family], totals: Counter[str], shares: tuple[float, float, float], seed: int
) -> list[int]:
    """A part per family. Families with several labels may need several orders until no label is missing."""
    targets = {stratum: _targets(total, shares) for stratum, total in totals.items()}
    best: tuple[int, list[int]] | None = None
    for attempt in range(ATTEMPTS):
        assigned, filled = _assign(families, targets, f"{seed}/{attempt}")
        missing = sum(filled[stratum][part] == 0 for stratum in totals for part in range(len(PARTS)))
        if best is None or missing < best[0]:
            best = missing, assigned
        if missing == 0:
            return assigned
    assert best is not None
    _check_present(families, best[1], totals)
    return best[1]


def _targets(total: int, shares: tuple[float, float, float]) -> list[int]:
    """Whole rows wanted per part, by largest remainder, with at least one for validation and for test."""
    exact = [share * total for share in shares]
    wanted = [int(value) for value in exact]
    by_remainder = sorted(range(len(PARTS)), key=lambda part: wanted[part] - exact[part])
    for part in by_remainder[: total - sum(wanted)]:
        wanted[part] += 1
    wanted[1:] = [max(1, count) for count in wanted[1:]]
    return [total - sum(wanted[1:]), *wanted[1:]]


def _assign(
    families: Sequence[_Family], targets: dict[str, list[int]], key: str
) -> tuple[list[int], dict[str, list[int]]]:
    """Large families first, while there is room. Chance, weighted by the room left, comes from a hash."""
    filled = {stratum: [0] * len(PARTS) for stratum in targets}
    assigned = [0] * len(families)
    chance = [_chance(family, key) for family in families]
    for index in sorted(range(len(families)), key=lambda index: (-len(families[index].rows), chance[index])):
        strata = families[index].strata
        room = [
            [targets[stratum][part] - filled[stratum][part] for stratum in strata]
            for part in range(len(PARTS))
        ]
        part = _choose(room, list(strata.values()), chance[index])
        assigned[index] = part
        for stratum, count in strata.items():
            filled[stratum][part] += count
    return assigned, filled


def _chance(family: _Family, key: str) -> float:
    """In [0, 1), from the seed and the position of the family's first row."""
    digest = hashlib.blake2b(f"{key}/{family.rows[0]}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64


def _choose(room: Sequence[Sequence[int]], counts: Sequence[int], chance: float) -> int:
    """A part with room for the whole family, else the one that overflows least.

    Drawing in proportion to the room left is drawing without replacement: single rows end exactly on target,
    and a large group may be measured on, not only learnt from.
    """
    fitting = [sum(left) if all(map(int.__le__, counts, left)) else 0 for left in room]
    if not any(fitting):
        missing = [sum(left) for left in room]
        return missing.index(max(missing))
    drawn = _scrambled(chance) * sum(fitting)
    for part, weight in enumerate(fitting):
        drawn -= weight
        if drawn < 0:
            return part
    return max(range(len(PARTS)), key=fitting.__getitem__)


def _scrambled(chance: float) -> float:
    """A second number independent of the first, which already decided the order."""
    return chance * 2**20 % 1


def _check_present(families: Sequence[_Family], assigned: Sequence[int], labels: Iterable[str]) -> None:
    """A label may lack from validation, never from what is learnt or measured."""
    present = {
        part: {
            s
            for family, given in zip(families, assigned, strict=True)
            if PARTS[given] == part
            for s in family.strata
        }
        for part in (TRAINING, TEST)
    }
    absent = sorted(set(labels) - (present[TRAINING] & present[TEST]))
    if absent:
        raise UserError(
            "Con questa colonna di gruppo alcune etichette non si possono sia imparare sia misurare: "
            f"{', '.join(f'«{label}»' for label in absent[:SHOWN_LABELS])}.",
            remedy="Scegliere un'altra colonna di gruppo, o nessuna, oppure aggiungere gruppi.",
        )
