"""Read a file of any accepted format into a table."""

from dataclasses import dataclass, replace
from pathlib import Path

from workbench.data.collecting import Reading, check_marks
from workbench.data.columnar import read_parquet
from workbench.data.decoding import decode
from workbench.data.json_lines import read_json, read_json_lines
from workbench.data.recognising import check_size, recognise
from workbench.data.separated import read_separated
from workbench.data.spreadsheet import read_spreadsheet
from workbench.data.types import Format, Table
from workbench.errors import UserError


@dataclass(frozen=True)
class Choices:
    """What a person may decide instead of leaving it to the guess (`None`)."""

    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None
    header: bool | None = None
    """whether the first row holds the names of the columns"""


GUESS = Choices()
TEXTS = ("csv", "json", "jsonl")


def read_table(path: Path, *, sheet: str | None = None, choices: Choices = GUESS) -> Table:
    """The table of a file on this machine; `UserError` if it is no readable file of an accepted format."""
    path = Path(path)
    if not path.is_file():
        raise UserError("Il file non esiste o non è un file.", value=path, remedy="Controllare il percorso.")
    check_size(path.name, path.stat().st_size)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(
            "Il file non si può aprire.", value=path, remedy="Controllare i permessi di lettura."
        ) from error
    chosen = choices if sheet is None else replace(choices, sheet=sheet)
    return read_bytes(path.name, content, choices=chosen)


def read_bytes(name: str, content: bytes, *, choices: Choices = GUESS) -> Table:
    """The table of an uploaded file; rows that cannot be read are in `rejected`, never lost."""
    file_format = recognise(name, content)
    decoded = decode(content, choices.encoding) if file_format in TEXTS else None
    if decoded:
        reading = _read_text(file_format, decoded.text, choices)
    elif file_format == "xlsx":
        reading = read_spreadsheet(content, sheet=choices.sheet, header=choices.header)
    else:
        reading = read_parquet(content)
    collector = reading.collector
    if not collector.rows and not collector.rejected:
        raise UserError(
            "Il file non contiene righe di dati.",
            value=name,
            remedy="Servono i nomi delle colonne e delle righe.",
        )
    notes = [decoded.note] if decoded and decoded.note else []
    return Table(
        name=name.strip(),
        columns=reading.columns,
        rows=collector.rows,
        numbers=collector.numbers,
        format=file_format,
        encoding=decoded.encoding if decoded else None,
        separator=reading.separator,
        sheets=reading.sheets,
        rejected=collector.rejected,
        warnings=[*notes, *reading.notes, *collector.notes()],
        content=content,
    )


def _read_text(file_format: Format, text: str, choices: Choices) -> Reading:
    check_marks(text)
    match file_format:
        case "csv":
            return read_separated(text, separator=choices.separator, header=choices.header)
        case "json":
            return read_json(text)
        case _:
            return read_json_lines(text)
