"""The data sets of this home: find, open, read and delete what was frozen."""

import json
import re
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from workbench.data.digests import digest_of_bytes
from workbench.data.types import PARTS, DataSet, Row
from workbench.errors import UserError
from workbench.settings import settings

if TYPE_CHECKING:
    from pydantic import TypeAdapter

IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{8}")
DESCRIPTION = "data_set.json"


@cache
def _adapter() -> "TypeAdapter[DataSet]":
    from pydantic import TypeAdapter

    return TypeAdapter(DataSet)


def open_data_set(identifier: str) -> DataSet:
    """The frozen data set of this id; `UserError` if there is none or its description cannot be read."""
    if not IDENTIFIER.fullmatch(identifier):
        raise UserError(
            "L'identificativo dell'insieme di dati non è valido.",
            value=identifier,
            remedy="Sceglierlo dall'elenco: è come «richieste-comune-1a2b3c4d».",
        )
    folder = settings().data / identifier
    if not folder.is_dir():
        raise UserError(
            "L'insieme di dati non esiste.",
            value=identifier,
            remedy="Controllare l'elenco degli insiemi: potrebbe essere stato eliminato.",
        )
    return _read_description(folder)


def _read_description(folder: Path) -> DataSet:
    try:
        stored = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        return _adapter().validate_python({**stored, "folder": folder})
    except (OSError, ValueError, TypeError) as error:
        raise UserError(
            "La descrizione dell'insieme di dati manca o è rovinata.",
            value=folder.name,
            remedy="Ripristinarla da una copia di sicurezza, oppure eliminarla e caricare di nuovo i dati.",
        ) from error


def _folders() -> list[Path]:
    """Complete folders only: what is being written or deleted starts with a dot."""
    if not settings().data.is_dir():
        return []
    return sorted(entry for entry in settings().data.iterdir() if IDENTIFIER.fullmatch(entry.name))


def list_data_sets() -> list[DataSet]:
    """Every readable data set, newest first; the others are in `unreadable_data_sets`."""
    found = [data_set for data_set, _ in _readings() if isinstance(data_set, DataSet)]
    return sorted(found, key=lambda data_set: (data_set.created, data_set.id), reverse=True)


def unreadable_data_sets() -> list[tuple[str, UserError]]:
    """Folders whose description is missing or broken, so that a page can say so."""
    return [(name, reading) for reading, name in _readings() if isinstance(reading, UserError)]


def _readings() -> list[tuple[DataSet | UserError, str]]:
    readings: list[tuple[DataSet | UserError, str]] = []
    for folder in _folders():
        try:
            readings.append((_read_description(folder), folder.name))
        except UserError as error:
            readings.append((error, folder.name))
    return readings


def read_part(data_set: DataSet, part: str) -> list[Row]:
    """The rows of one part, after checking that its file is the frozen one."""
    if part not in PARTS:
        raise UserError(
            "La parte richiesta non esiste.", value=part, remedy=f"Le parti sono: {', '.join(PARTS)}."
        )
    try:
        content = (data_set.folder / f"{part}.jsonl").read_bytes()
    except OSError as error:
        raise _changed(data_set, part) from error
    if digest_of_bytes(content) != data_set.digests[part]:
        raise _changed(data_set, part)
    return [Row(**json.loads(line)) for line in content.decode().split("\n") if line]


def _changed(data_set: DataSet, part: str) -> UserError:
    return UserError(
        f"La parte «{part}» dell'insieme «{data_set.name}» manca o non è più quella congelata.",
        value=f"{data_set.id}/{part}.jsonl",
        remedy="Ripristinare la cartella da una copia di sicurezza o caricare di nuovo i dati: "
        "le misure fatte su un file cambiato non sarebbero confrontabili.",
    )


def models_trained_on(data_set: DataSet) -> list[str]:
    """Names of the trained models that say they come from this data set; worth a warning before deleting."""
    names = []
    for provenance in sorted(settings().models.glob("*/officina.json")):
        try:
            trained_on = json.loads(provenance.read_text(encoding="utf-8")).get("data_digest")
        except (OSError, ValueError, AttributeError):
            continue  # an unreadable model is reported where models are listed
        if trained_on == data_set.digest:
            names.append(provenance.parent.name)
    return names


def delete_data_set(identifier: str) -> None:
    """Delete a data set, readable or not; it leaves the list at once, even if the deletion is interrupted."""
    if not IDENTIFIER.fullmatch(identifier) or not (settings().data / identifier).is_dir():
        open_data_set(identifier)  # says what is wrong with the id
    leaving = settings().data / f".eliminato-{uuid4().hex}"
    (settings().data / identifier).rename(leaving)
    shutil.rmtree(leaving)
