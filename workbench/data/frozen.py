"""Freeze prepared rows: split, write once, and never change them again."""

import json
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NotRequired, TypedDict, Unpack
from uuid import uuid4

from workbench.data.catalogue import DESCRIPTION, open_data_set
from workbench.data.digests import digest_of_bytes, digest_of_parts
from workbench.data.splitting import SHARES, split
from workbench.data.types import PARTS, TEST, Columns, DataSet, Prepared, Rejected, Row, Table
from workbench.data.writing import flush_folder, replace_file, write_file
from workbench.errors import UserError
from workbench.italian import slug
from workbench.settings import settings

SEED = 20
ABANDONED_AFTER = 3600
"""seconds after which a half-written folder belongs to a process that died"""


class Provenance(TypedDict):
    licence: str
    source: str
    seed: NotRequired[int]
    language: NotRequired[str]
    shares: NotRequired[tuple[float, float, float]]


@dataclass(frozen=True)
class _Contents:
    """Everything that goes into the folder but its description."""

    files: dict[str, bytes]

    @property
    def digests(self) -> dict[str, str]:
        return {part: digest_of_bytes(self.files[f"{part}.jsonl"]) for part in PARTS}


def freeze(
    name: str, prepared: Prepared, table: Table, columns: Columns, **provenance: Unpack[Provenance]
) -> DataSet:
    """Split, write and return the data set; the same rows under the same name are the same data set."""
    seed, shares = provenance.get("seed", SEED), provenance.get("shares", SHARES)
    parts = split(prepared.rows, columns.task, shares=shares, seed=seed)
    return freeze_parts(name, prepared, table, (columns, parts), **provenance)


def freeze_parts(
    name: str,
    prepared: Prepared,
    table: Table,
    split_columns: tuple[Columns, Mapping[str, list[Row]]],
    **provenance: Unpack[Provenance],
) -> DataSet:
    """Like `freeze`, for parts that were decided before."""
    columns, parts = split_columns
    contents = _contents(prepared, table, parts)
    digest = digest_of_parts(contents.digests)
    identifier = f"{_slug(name)}-{digest[:8]}"
    data_set = DataSet(
        id=identifier,
        name=" ".join(name.split()),
        task=columns.task,
        folder=settings().data / identifier,
        digest=digest,
        test_digest=contents.digests[TEST],
        labels=prepared.labels,
        counts={part: len(parts[part]) for part in PARTS},
        columns=columns,
        licence=provenance["licence"],
        source=provenance["source"],
        seed=provenance.get("seed", SEED),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        language=provenance.get("language", "it"),
        rejected=len(prepared.rejected),
        digests=contents.digests,
        original_digest=digest_of_bytes(table.content),
        warnings=(*table.warnings, *prepared.warnings),
    )
    return _correct(data_set) if data_set.folder.exists() else _write(data_set, contents)


def _slug(name: str) -> str:
    found = slug(name)
    if not found:
        raise UserError(
            "Il nome dell'insieme di dati è vuoto o non contiene lettere né cifre.",
            value=name or None,
            remedy="Scegliere un nome breve, per esempio «Richieste 2026».",
        )
    return found


def _contents(prepared: Prepared, table: Table, parts: Mapping[str, list[Row]]) -> _Contents:
    files = {f"{part}.jsonl": _lines(parts[part]) for part in PARTS}
    return _Contents(
        {
            **files,
            "scartate.jsonl": _lines(prepared.rejected),
            f"originale.{table.format}": table.content,
        }
    )


def _lines(records: list[Row] | list[Rejected]) -> bytes:
    present = ({key: value for key, value in vars(record).items() if value is not None} for record in records)
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in present).encode()


def _correct(data_set: DataSet) -> DataSet:
    """The same rows again: licence and source are taken from the person, all the rest stays."""
    existing = open_data_set(data_set.id)
    corrected = replace(
        existing, licence=data_set.licence, source=data_set.source, language=data_set.language
    )
    if corrected != existing:
        replace_file(existing.folder / DESCRIPTION, _description(corrected))
    return corrected


def _description(data_set: DataSet) -> bytes:
    stored = asdict(data_set)
    del stored["folder"]  # a moved home must still open
    return (json.dumps(stored, ensure_ascii=False, indent=2) + "\n").encode()


def _write(data_set: DataSet, contents: _Contents) -> DataSet:
    """All files in a temporary folder, flushed to disk, then renamed: a reader sees all of it or nothing."""
    home = settings().data
    home.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(home)
    draft = home / f".nuovo-{uuid4().hex}"
    try:
        draft.mkdir()
        for file_name, content in contents.files.items():
            write_file(draft / file_name, content)
        write_file(draft / DESCRIPTION, _description(data_set))
        flush_folder(draft)
        draft.rename(data_set.folder)
        flush_folder(home)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        if data_set.folder.exists():  # another process froze the same rows meanwhile
            return open_data_set(data_set.id)
        raise UserError(
            "Non è stato possibile scrivere l'insieme di dati.",
            value=error.strerror,
            remedy="Liberare spazio sul disco o controllare i permessi della cartella, poi riprovare.",
        ) from error
    return data_set


def _remove_abandoned(home: Path) -> None:
    for pattern in (".nuovo-*", ".eliminato-*"):
        for folder in home.glob(pattern):
            with suppress(FileNotFoundError):  # another process may be tidying up too
                if time.time() - folder.stat().st_mtime > ABANDONED_AFTER:
                    shutil.rmtree(folder)
