"""The data sets that come with Officina, with parts decided by their authors."""

from collections import defaultdict
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workbench.data.catalogue import list_data_sets
from workbench.data.digests import digest_of_bytes
from workbench.data.frozen import SEED, freeze_parts
from workbench.data.preparing import prepare
from workbench.data.reading import read_bytes
from workbench.data.types import PARTS, Columns, DataSet, Row, Table, Task
from workbench.errors import UserError
from workbench.italian import normalise
from workbench.settings import settings

DESCRIPTION = "insieme.yaml"


class ColumnNames(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    target: str
    group: str | None = None
    part: str
    """the column that says `addestramento`, `validazione` or `prova`"""


class Description(BaseModel):
    """What `insieme.yaml` says of a shipped data set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    task: Task
    file: str = Field(default="dati.jsonl", pattern=r"^[\w-]+\.(jsonl|csv|parquet)$")
    columns: ColumnNames
    licence: str = Field(min_length=1)
    source: str = Field(min_length=1)
    language: str = "it"


def shipped_data_sets() -> list[DataSet]:
    """Every shipped data set, frozen the first time that it is asked for; those to classify come first."""
    found = [_shipped(path.parent) for path in sorted(settings().shipped_data.glob(f"*/{DESCRIPTION}"))]
    return sorted(found, key=lambda each: (each.task != Task.CLASSIFICATION, each.name))


def _shipped(folder: Path) -> DataSet:
    description = _description(folder)
    content = (folder / description.file).read_bytes()
    digest = digest_of_bytes(content)
    for known in list_data_sets():
        if known.original_digest == digest and _is_described_by(known, description):
            return known
    return _freeze(description, read_bytes(description.file, content))


def _description(folder: Path) -> Description:
    import yaml

    try:
        return Description.model_validate(yaml.safe_load((folder / DESCRIPTION).read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise UserError(
            f"La descrizione {DESCRIPTION} dell'insieme fornito non è valida.",
            value=f"{folder.name}: {error}",
            remedy="Confrontarla con quella di datasets/richieste-comune.",
        ) from error


def _is_described_by(known: DataSet, description: Description) -> bool:
    said = (description.name, description.task, description.licence, description.source, description.language)
    return said == (known.name, known.task, known.licence, known.source, known.language)


def _freeze(description: Description, table: Table) -> DataSet:
    names = description.columns
    columns = Columns(description.task, names.text, names.target, names.group)
    prepared = prepare(table, columns)
    part_of = {at: cells.get(names.part, "") for at, cells in zip(table.numbers, table.rows, strict=True)}
    parts: dict[str, list[Row]] = {part: [] for part in PARTS}
    for row in prepared.rows:
        if part_of[row.number] not in parts:
            raise UserError(
                "Una riga dell'insieme fornito non dice a quale parte appartiene.",
                value=f"riga {row.number}: {part_of[row.number]}",
                remedy=f"La colonna «{names.part}» deve dire {', '.join(PARTS)}.",
            )
        parts[part_of[row.number]].append(row)
    _check_apart(parts)
    return freeze_parts(
        description.name,
        prepared,
        table,
        (columns, parts),
        licence=description.licence,
        source=description.source,
        language=description.language,
        seed=SEED,
    )


def _check_apart(parts: dict[str, list[Row]]) -> None:
    """Authors decide the parts; that no text stands in two of them is checked."""
    sides: dict[str, set[str]] = defaultdict(set)
    for part, rows in parts.items():
        for row in rows:
            sides[normalise(row.text)].add(part)
    shared = [text for text, found in sides.items() if len(found) > 1]
    empty = [part for part, rows in parts.items() if not rows]
    if shared or empty:
        raise UserError(
            "Le parti dell'insieme fornito non sono valide: una è vuota o lo stesso testo sta in due.",
            value=", ".join(empty) or shared[0],
            remedy="Correggere il file dell'insieme.",
        )
