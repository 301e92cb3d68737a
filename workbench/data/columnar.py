"""Parquet files; nested values become columns like those of JSON."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from workbench.data.collecting import ROW_LIMIT, Collector, Reading, too_large
from workbench.data.heading import column_names
from workbench.data.json_lines import collect_records
from workbench.errors import UserError
from workbench.italian import number, size

if TYPE_CHECKING:
    import pyarrow
    import pyarrow.parquet

EXPANDED_LIMIT = 800_000_000
"""bytes that the file says it holds once expanded"""
BATCH = 2_000


def read_parquet(content: bytes) -> Reading:
    """Records numbered from 1 in the order of the file."""
    import pyarrow

    try:
        return collect_records(enumerate(_records(_opened(content)), 1), Collector())
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise UserError(
            "Il file Parquet è rovinato o di un tipo che non si può leggere.",
            remedy="Esportarlo di nuovo, o salvarlo come CSV o JSON Lines.",
        ) from error


def _opened(content: bytes) -> "pyarrow.parquet.ParquetFile":
    import pyarrow
    from pyarrow import parquet

    schema = parquet.read_schema(BytesIO(content))
    column_names(schema.names)  # the same name twice would lose a column
    texts = [
        field.name
        for field in schema
        if pyarrow.types.is_string(field.type) or pyarrow.types.is_large_string(field.type)
    ]
    # Texts stay in their dictionaries: one long text repeated a million times takes its place once.
    opened = parquet.ParquetFile(BytesIO(content), read_dictionary=texts)
    metadata = opened.metadata
    expanded = sum(metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups))
    if metadata.num_rows > ROW_LIMIT or expanded > EXPANDED_LIMIT:
        raise too_large(f"{number(ROW_LIMIT)} righe e {size(EXPANDED_LIMIT)} una volta espansa")
    return opened


def _records(opened: "pyarrow.parquet.ParquetFile") -> Iterator[dict[str, object]]:
    for batch in opened.iter_batches(batch_size=BATCH):
        columns = [_values(column) for column in batch.columns]
        for cells in zip(*columns, strict=True):
            yield dict(zip(batch.schema.names, cells, strict=True))


def _values(column: "pyarrow.Array") -> list[object]:
    import pyarrow

    if not isinstance(column, pyarrow.DictionaryArray):
        return list(column.to_pylist())
    texts = column.dictionary.to_pylist()
    return [None if index is None else texts[index] for index in column.indices.to_pylist()]
