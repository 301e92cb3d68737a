"""Texts that people brought to learn from: kept under `var/texts`, named by what they contain."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from apps.training.wish import may_name_paths
from workbench.corpus import read_documents
from workbench.errors import UserError
from workbench.italian import size, slug
from workbench.jobs import Person
from workbench.settings import settings

ENDINGS = (".jsonl.gz", ".jsonl", ".txt")


@dataclass(frozen=True)
class Text:
    """One genre: where it is read, what it is called, and how much it counts."""

    path: Path
    genre: str
    weight: float


def folder() -> Path:
    return settings().var / "texts"


def keep(name: str, content: bytes) -> Path:
    """Store an upload; the same content is stored once. UserError when no text can be read from it."""
    ending = next((each for each in ENDINGS if name.lower().endswith(each)), None)
    if ending is None:
        raise UserError(
            "Questo tipo di file di testi non si legge.",
            value=name,
            remedy="Usare .txt, .jsonl o .jsonl.gz, con un campo «text» per riga.",
        )
    stem = slug(Path(name).name[: -len(ending)], 40) or "testo"
    place = folder() / f"{stem}-{hashlib.sha256(content).hexdigest()[:8]}{ending}"
    if not place.is_file():
        folder().mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{place.name}")  # the ending says how it is read
        try:
            draft.write_bytes(content)
            check(draft, name)
            draft.rename(place)
        finally:
            draft.unlink(missing_ok=True)
    return place


def check(path: Path, name: str) -> None:
    """UserError when a document of the file cannot be read, or there is none."""
    if not sum(1 for _ in read_documents(path)):
        raise UserError("Il file di testi è vuoto.", value=name, remedy="Caricare un file con del testo.")


def kept() -> dict[Path, str]:
    """The stored texts with their words for a list of choices."""
    found = sorted(path for path in folder().glob("[!.]*") if path.name.endswith(ENDINGS))
    return {path: f"{genre_of(path)} ({size(path.stat().st_size)})" for path in found}


def named(path: str, person: Person) -> Path:
    """A typed path; only for who may name files of this machine."""
    if not may_name_paths(person):
        raise UserError("Da qui non si aprono file del computer.", remedy="Caricare il file con il pulsante.")
    found = Path(path).expanduser()
    if not found.is_file():
        raise UserError("Il file di testi non c'è.", value=path, remedy="Indicare un file esistente.")
    return found


def genre_of(path: Path) -> str:
    """A name to begin with: the file's, without what was added when it was stored."""
    stem = path.name
    for ending in ENDINGS:
        stem = stem.removesuffix(ending)
    return stem.rpartition("-")[0] or stem if path.parent == folder() else stem
