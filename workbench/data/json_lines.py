"""JSON Lines and JSON lists: nested objects become columns such as `temi.0.nome`."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from io import StringIO

from workbench.data.collecting import Collector, Reading, cell_text, check_cell_count, excerpt
from workbench.data.heading import check_column_count
from workbench.errors import UserError

LIST_LIMIT = 10
"""objects of a list that get columns of their own; the others stay together as JSON"""
DEPTH_LIMIT = 8


class RepeatedKeyError(ValueError):
    """An object that says the same key twice: which value is meant cannot be known."""


@dataclass
class Flattener:
    """Nested records -> flat ones; remembers columns in order of appearance and the kinds of their values."""

    columns: dict[str, None] = field(default_factory=dict)
    kinds: dict[str, dict[str, int]] = field(default_factory=dict)
    """column -> kind of value -> first row number"""

    def flatten(self, at: int, record: dict[str, object]) -> dict[str, str]:
        cells: dict[str, str] = {}
        for name, value in _leaves(record, "", DEPTH_LIMIT):
            if name in cells:  # {"a": {"b": 1}, "a.b": 2}
                raise RepeatedKeyError(f"due campi danno la stessa colonna «{name}»")
            cells[name] = cell_text(value)
            if value is not None:
                self.kinds.setdefault(name, {}).setdefault(_kind(value), at)
        self.columns.update(dict.fromkeys(cells))
        check_column_count(len(self.columns))
        return cells

    def notes(self) -> list[str]:
        mixed = [
            f"«{name}» ({', '.join(f'{kind} alla riga {at}' for kind, at in kinds.items())})"
            for name, kinds in self.kinds.items()
            if len(kinds) > 1
        ]
        return (
            [f"Colonne con valori di tipo diverso, letti come testo: {'; '.join(mixed[:5])}."]
            if mixed
            else []
        )


def _kind(value: object) -> str:
    match value:
        case str():
            return "testo"
        case bool():
            return "vero o falso"
        case int() | float():
            return "numero"
        case _:
            return "altro"


def _leaves(value: object, name: str, depth: int) -> Iterator[tuple[str, object]]:
    match value:
        case dict() | list() if depth == 0:
            yield name, json.dumps(value, ensure_ascii=False, default=str)
        case dict():
            for key, inner in value.items():
                yield from _leaves(inner, f"{name}.{key}" if name else str(key), depth - 1)
        case list() if any(isinstance(item, dict | list) for item in value):
            for position, item in enumerate(value[:LIST_LIMIT]):
                yield from _leaves(item, f"{name}.{position}", depth - 1)
            if len(value) > LIST_LIMIT:
                yield f"{name}.altri", json.dumps(value[LIST_LIMIT:], ensure_ascii=False, default=str)
        case list():
            yield name, "; ".join(map(cell_text, value))
        case _:
            yield name, value


def collect_records(numbered: Iterable[tuple[int, object]], collector: Collector) -> Reading:
    """Flatten the objects into the collector; what is not an object is rejected."""
    flattener = Flattener()
    for at, record in numbered:
        try:
            if isinstance(record, dict):
                collector.add(at, flattener.flatten(at, record))
            else:
                shown = json.dumps(record, ensure_ascii=False)
                collector.reject(at, "non è un oggetto JSON con nomi e valori", [shown])
        except RepeatedKeyError as error:
            collector.reject(at, str(error), [json.dumps(record, ensure_ascii=False, default=str)])
    check_cell_count(len(collector.rows) * len(flattener.columns))
    for position, cells in enumerate(collector.rows):
        collector.rows[position] = {column: cells.get(column, "") for column in flattener.columns}
    return Reading(tuple(flattener.columns), collector, flattener.notes())


def read_json_lines(text: str) -> Reading:
    """One object per line; numbers are line numbers."""
    collector = Collector()
    return collect_records(_parsed_lines(text, collector), collector)


def _parsed_lines(text: str, collector: Collector) -> Iterator[tuple[int, object]]:
    for at, line in enumerate(StringIO(text, newline=None), 1):
        if not line.strip():
            collector.blank += 1
            continue
        try:
            yield at, _parse(line)
        except RepeatedKeyError as error:
            collector.reject(at, str(error), [line])
        except json.JSONDecodeError as error:
            collector.reject(at, f"non è JSON valido (carattere {error.pos + 1})", [line])
        except ValueError:  # a whole number of thousands of digits
            collector.reject(at, "contiene un numero che non si può leggere", [line])
        except RecursionError:
            collector.reject(at, "ha troppi livelli annidati", [line])


def read_json(text: str) -> Reading:
    """A list of objects, or an object with one list of objects inside; numbers are positions in the list."""
    try:
        document = _parse(text)
    except (ValueError, RecursionError) as error:
        if _is_json_lines(text):
            return read_json_lines(text)
        raise UserError(
            "Il file non è JSON valido.",
            value=excerpt(str(error)),
            remedy="Correggerlo o esportarlo di nuovo.",
        ) from error
    records, notes = _list_of_objects(document)
    reading = collect_records(enumerate(records, 1), Collector())
    return replace(reading, notes=[*notes, *reading.notes])


def _is_json_lines(text: str) -> bool:
    first = next((line for line in StringIO(text) if line.strip()), "")
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _list_of_objects(document: object) -> tuple[list[object], list[str]]:
    if isinstance(document, list):
        return document, []
    inside = document if isinstance(document, dict) else {}
    lists = {
        key: value
        for key, value in inside.items()
        if isinstance(value, list) and any(isinstance(v, dict) for v in value)
    }
    if len(lists) == 1:
        key, records = lists.popitem()
        return records, [f"Del file JSON è stato letto l'elenco «{key}»."]
    raise UserError(
        "Il file JSON non contiene un elenco di oggetti"
        + (f", ma più di uno: {', '.join(lists)}." if lists else "."),
        remedy="Salvare a parte il solo elenco che serve, oppure un oggetto per riga (JSON Lines).",
    )


def _parse(text: str) -> object:
    return json.loads(text, object_pairs_hook=_without_repetition)


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise RepeatedKeyError(f"la chiave «{repeated}» compare due volte")
    return found
