"""Tables as CSV that a spreadsheet opens without running anything."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from io import StringIO

from workbench.data.types import Rejected, Row

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""first characters that make a spreadsheet take a text for a formula (OWASP, CSV injection)"""
ITALIAN_NAMES = {
    "number": "riga",
    "text": "testo",
    "target": "obiettivo",
    "group": "gruppo",
    "system": "sistema",
    "reason": "motivo",
    "excerpt": "estratto",
}


def export_rows(rows: Sequence[Row | Rejected | Mapping[str, object]]) -> bytes:
    """CSV in UTF-8 with byte order mark and semicolons, as Excel in Italian opens it; no text can act."""
    records = [_record(row) for row in rows]
    columns = list(dict.fromkeys(name for record in records for name in record))
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(map(_harmless, columns))
    writer.writerows([_harmless(record.get(name)) for name in columns] for record in records)
    return file.getvalue().encode("utf-8-sig")


def _record(row: Row | Rejected | Mapping[str, object]) -> Mapping[str, object]:
    if isinstance(row, Mapping):
        return row
    return {ITALIAN_NAMES[name]: value for name, value in asdict(row).items() if value is not None}


def _harmless(value: object) -> object:
    """A quotation mark in front makes it a text; figures stay figures, with a decimal comma."""
    if isinstance(value, float):
        return f"{value}".replace(".", ",")
    is_formula = isinstance(value, str) and value.startswith(DANGEROUS)
    return f"'{value}" if is_formula else value
