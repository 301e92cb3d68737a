"""A practice: the documents of one procedure, in a folder that only its owner and administrators open."""

import hmac
import json
import re
import secrets
import shutil
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from apps.municipal.tenders.acts import KINDS, Kind
from workbench.errors import UserError
from workbench.indicators.places import NOWHERE
from workbench.jobs import Person, disk_explained, replace_whole
from workbench.settings import settings
from workbench.store import secret_key

FILE = "pratica.json"
IDENTIFIER = re.compile(r"[0-9a-f]{24}")
LONGEST_NAME = 120
MOST_DOCUMENTS = 300


@dataclass(frozen=True)
class Brought:
    """What a person brings: a file, or a text that was pasted (`content` in UTF-8)."""

    name: str
    content: bytes
    pasted: bool = False


@dataclass(frozen=True)
class Filed:
    """A document of a practice; its original is `originals/<number>`."""

    number: int
    name: str
    pasted: bool = False
    kind: Kind | None = None
    """the type that a person chose; None leaves it to the recognition"""


@dataclass(frozen=True)
class Practice:
    id: str
    title: str
    owner: str
    """a pseudonym: the folder holds no name of a person who uses it"""
    created: float
    documents: tuple[Filed, ...]
    municipality: str = NOWHERE
    ocr: bool = False

    @property
    def folder(self) -> Path:
        return folder_of(self.id)

    @property
    def kinds(self) -> dict[str, Kind]:
        """The types that a person chose, by name of document."""
        return {each.name: each.kind for each in self.documents if each.kind is not None}

    def original(self, filed: Filed) -> bytes:
        return (self.folder / "originals" / f"{filed.number:04d}").read_bytes()


def pseudonym(person: Person) -> str:
    """The same for the same account, and of no use outside this installation."""
    key = secret_key("pratiche").encode()
    return hmac.new(key, person.name.encode(), "sha256").hexdigest()[:32]


def root() -> Path:
    return settings().uploads / "tenders"


def folder_of(practice_id: str) -> Path:
    return root() / practice_id


def create_practice(
    person: Person, title: str, brought: Sequence[Brought], *, municipality: str = "", ocr: bool = False
) -> Practice:
    """A new folder with the originals as they came; nothing is read yet."""
    if not brought:
        raise UserError(
            "Non c'è nessun documento.",
            remedy="Caricare almeno un file, oppure incollare il testo di un atto.",
        )
    if len(brought) > MOST_DOCUMENTS:
        raise UserError(
            "I documenti sono troppi per una pratica sola.",
            value=len(brought),
            remedy=f"Dividerli: al massimo {MOST_DOCUMENTS} per pratica.",
        )
    names = _different([each.name for each in brought])
    made = Practice(
        id=secrets.token_hex(12),
        title=" ".join(title.split())[:LONGEST_NAME] or names[0],
        owner=pseudonym(person),
        created=time.time(),
        documents=tuple(
            Filed(number, name, each.pasted)
            for number, (name, each) in enumerate(zip(names, brought, strict=True), 1)
        ),
        municipality=municipality or NOWHERE,
        ocr=ocr,
    )
    with disk_explained(root()):
        (made.folder / "originals").mkdir(parents=True)
        for filed, each in zip(made.documents, brought, strict=True):
            (made.folder / "originals" / f"{filed.number:04d}").write_bytes(each.content)
        _write(made)
    return made


def open_practice(person: Person, practice_id: str) -> Practice:
    """Raises UserError when it is not there or belongs to somebody else: the two are told alike."""
    found = read_practice(practice_id)
    if found is None or (person.role != "amministratore" and found.owner != pseudonym(person)):
        raise UserError(
            "La pratica non c'è più o è di un'altra persona.",
            remedy="Sceglierne una dall'elenco o crearne una.",
        )
    return found


def read_practice(practice_id: str) -> Practice | None:
    """For jobs, which have no person; everybody else opens it as somebody."""
    path = folder_of(practice_id) / FILE
    if not IDENTIFIER.fullmatch(practice_id) or not path.exists():
        return None
    record = json.loads(path.read_text("utf-8"))
    return Practice(**{**record, "documents": tuple(Filed(**each) for each in record["documents"])})


def list_practices(person: Person) -> list[Practice]:
    """The person's own, the newest first."""
    if not root().exists():
        return []
    found = [read_practice(path.name) for path in root().iterdir()]
    mine = [each for each in found if each and each.owner == pseudonym(person)]
    return sorted(mine, key=lambda each: each.created, reverse=True)


def correct_kind(practice: Practice, name: str, kind: Kind | None) -> Practice:
    """The practice with a type chosen by a person; None gives it back to the recognition."""
    if kind and kind not in KINDS:
        raise UserError(
            "Questo tipo di atto non è previsto.", value=kind, remedy=f"Tipi: {', '.join(KINDS)}."
        )
    changed = tuple(replace(each, kind=kind) if each.name == name else each for each in practice.documents)
    made = replace(practice, documents=changed)
    _write(made)
    return made


def allow_recognition(practice: Practice) -> Practice:
    """The practice whose scanned pages may be read by optical recognition."""
    made = replace(practice, ocr=True)
    _write(made)
    return made


def delete_practice(person: Person, practice_id: str) -> None:
    """Originals, texts and results; what was decided stays as counts, without its reasons."""
    found = open_practice(person, practice_id)
    grave = found.folder.with_name(f".{found.id}.{secrets.token_hex(4)}")
    found.folder.rename(grave)
    shutil.rmtree(grave)


def _write(practice: Practice) -> None:
    with disk_explained(practice.folder):
        replace_whole(practice.folder / FILE, json.dumps(asdict(practice), ensure_ascii=False, indent=1))


def _different(names: Sequence[str]) -> list[str]:
    """Names without folders, each once: results are told by name."""
    found: list[str] = []
    for name in names:
        base = "".join(each if each.isprintable() else " " for each in re.split(r"[/\\]", name)[-1]).strip()
        stem, dot, suffix = (base or "documento")[-LONGEST_NAME:].rpartition(".")
        stem, suffix = (stem, f".{suffix}") if dot else (suffix, "")
        told, copy = f"{stem}{suffix}", 2
        while told in found:
            told, copy = f"{stem} ({copy}){suffix}", copy + 1
        found.append(told)
    return found
