"""The first row of a table: names of columns, or already data."""

import re
from collections.abc import Sequence

from workbench.data.columns import KNOWN_NAMES
from workbench.errors import UserError
from workbench.italian import normalise, number

COLUMN_LIMIT = 1_000
NUMERIC = re.compile(r"[-+−]?\d[\d.,:/ -]*")
LONG_NAME = 60
NO_HEADER = "La prima riga sembra già un dato: le colonne sono state chiamate «colonna 1», «colonna 2»…"


def column_names(cells: Sequence[str]) -> list[str]:
    """Names from a header: trimmed; columns without a name are called by their position."""
    names = [" ".join(cell.split()) or f"colonna {position}" for position, cell in enumerate(cells, 1)]
    check_column_count(len(names))
    positions: dict[str, list[int]] = {}
    for position, name in enumerate(names, 1):
        positions.setdefault(name, []).append(position)
    repeated = {name: found for name, found in positions.items() if len(found) > 1}
    if repeated:
        shown = "; ".join(
            f"«{name}» (colonne {', '.join(map(str, found))})" for name, found in repeated.items()
        )
        raise UserError(
            "Più colonne hanno lo stesso nome.", value=shown, remedy="Dare a ogni colonna un nome diverso."
        )
    return names


def check_column_count(count: int) -> None:
    if count > COLUMN_LIMIT:
        raise UserError(
            f"Le colonne sono troppe: {number(count)}, il massimo è {number(COLUMN_LIMIT)}.",
            remedy="Tenere solo le colonne che servono. Se il file è un CSV, controllare il separatore.",
        )


def looks_like_header(first: Sequence[str], following: Sequence[Sequence[str]]) -> bool:
    """False when a cell of the first row is too long for a name, or is like the cells below it."""
    if has_known_name(first):
        return True
    if any(len(cell) > LONG_NAME for cell in first):
        return False
    for position, cell in enumerate(first):
        below = [cells[position] for cells in following if position < len(cells) and cells[position].strip()]
        is_repeated = bool(cell.strip()) and normalise(cell) in map(normalise, below)
        is_number_over_numbers = NUMERIC.fullmatch(cell) and below and all(map(NUMERIC.fullmatch, below))
        if is_repeated or is_number_over_numbers:
            return False
    return True


def used_width(first: Sequence[str], following: Sequence[Sequence[str]]) -> int:
    """Columns up to the last with a name, or with a value below: exports often end lines with empty cells."""
    rows = [cells[: len(first)] for cells in (first, *following)]
    return max((at for cells in rows for at, cell in enumerate(cells, 1) if cell.strip()), default=0)


def has_known_name(first: Sequence[str]) -> bool:
    return any(normalise(cell) in KNOWN_NAMES for cell in first)
