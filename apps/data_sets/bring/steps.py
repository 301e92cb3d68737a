"""From the file that a person brings to a frozen data set, one plain step at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.data import (
    ENCODINGS,
    FEWEST,
    PARTS,
    SEPARATORS,
    Choices,
    Columns,
    DataSet,
    Prepared,
    Table,
    Task,
    freeze,
    read_table,
)
from workbench.errors import UserError
from workbench.italian import plural
from workbench.jobs import Person
from workbench.settings import settings

DETECTED = "come riconosciuto"
ENCODING_WORDS = {None: DETECTED} | ENCODINGS
SEPARATOR_WORDS = {None: DETECTED} | SEPARATORS
HEADER_WORDS: dict[bool | None, str] = {None: DETECTED, True: "sì", False: "no"}
TASK_WORDS = {
    Task.CLASSIFICATION: "dal testo a un'etichetta (classificazione)",
    Task.INSTRUCTION: "da una richiesta a una risposta scritta (istruzioni)",
}
GROUP_HELP = "Le righe dello stesso gruppo, per esempio della stessa persona, restano nella stessa parte."
MAY_READ_PATHS = frozenset({"amministratore", "ricercatore"})


def may_read_paths(person: Person) -> bool:
    """A path opens any file of the server: only for who runs it, and only where the machine is their own."""
    return settings().is_local and not settings().public_origins and person.role in MAY_READ_PATHS


def read_path(path: str, choices: Choices, person: Person) -> Table:
    if not may_read_paths(person):
        raise UserError("Da qui non si aprono file del computer.", remedy="Caricare il file con il pulsante.")
    return read_table(Path(path).expanduser(), choices=choices)


def tell_reading(table: Table) -> str:
    """What was found in the file, in one sentence."""
    told = [f"Formato {table.format.upper()}", plural(len(table.rows), "riga letta", "righe lette")]
    told.append(plural(len(table.columns), "colonna", "colonne"))
    if table.encoding:
        told.append(f"codifica {ENCODINGS.get(table.encoding, table.encoding)}")
    if table.separator:
        told.append(f"separatore {SEPARATORS.get(table.separator, table.separator)}")
    return ", ".join(told) + "."


def expected_counts(rows: int, shares: Sequence[float]) -> dict[str, int]:
    """About how many rows each part will have; the split itself keeps duplicates and groups on one side."""
    counts = [round(rows * share) for share in shares]
    counts[0] = rows - sum(counts[1:])
    return dict(zip(PARTS, counts, strict=True))


def tell_rare(rare: Mapping[str, int]) -> str:
    """Which labels cannot be split, as the words of a choice."""
    named = ", ".join(f"«{label}» ({count})" for label, count in list(rare.items())[:5])
    more = f" e altre {len(rare) - 5}" if len(rare) > 5 else ""
    return f"Mettere da parte le etichette con meno di {FEWEST} esempi: {named}{more}"


@dataclass(frozen=True)
class Wish:
    """What the person decides about the data set to freeze."""

    name: str
    licence: str
    source: str
    validation_share: float
    test_share: float
    seed: int

    @property
    def shares(self) -> tuple[float, float, float]:
        return (round(1 - self.validation_share - self.test_share, 6), self.validation_share, self.test_share)


def freeze_as_wished(wish: Wish, table: Table, columns: Columns, prepared: Prepared) -> DataSet:
    """Split and freeze; the test part is closed from now on."""
    if wish.shares[0] < 0.1:
        raise UserError(
            "Per l'addestramento resta meno di un decimo delle righe.", remedy="Ridurre le altre due parti."
        )
    return freeze(
        wish.name,
        prepared,
        table,
        columns,
        seed=wish.seed,
        shares=wish.shares,
        licence=wish.licence.strip() or "non dichiarata",
        source=wish.source.strip() or table.name,
    )


def words_for(task: Task) -> tuple[str, str]:
    """What the two main columns are called in this task."""
    if task is Task.CLASSIFICATION:
        return "Colonna del testo", "Colonna dell'etichetta"
    return "Colonna della richiesta", "Colonna della risposta"
