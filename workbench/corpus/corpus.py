"""One domain of text: what to learn from, and what is held out to measure."""

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from workbench.corpus.cleaning import clean
from workbench.corpus.documents import Document, read_documents
from workbench.errors import UserError


@dataclass(frozen=True)
class Corpus:
    training: list[Document]
    held_out: list[Document]
    counts: dict[str, int]
    """what was left out, by reason in Italian"""
    digest: str
    """of the file's bytes"""


def read_corpus(path: Path, *, held_out_percent: float, seed: int) -> Corpus:
    """Read, clean, deduplicate, and hold out whole sources of at least `held_out_percent` of the bytes.

    Which sources are held out depends on their names and the seed only, not on the order in the file.
    Raises UserError when nothing is left to learn from, or to measure on.
    """
    counts: Counter[str] = Counter()
    documents = list(clean(read_documents(path), counts))
    held = _held_out_sources(documents, held_out_percent, seed)
    training = [each for each in documents if each.source not in held]
    if not training or (held_out_percent and not held):
        raise UserError(
            "I testi sono troppo pochi: servono almeno due fonti con frasi intere.",
            value=path.name,
            remedy="Aggiungere testi, o dividere il file in più fonti.",
        )
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Corpus(training, [each for each in documents if each.source in held], dict(counts), digest)


def _held_out_sources(documents: list[Document], percent: float, seed: int) -> set[str]:
    sizes: dict[str, int] = defaultdict(int)
    for document in documents:
        sizes[document.source] += len(document.text.encode())
    wanted = sum(sizes.values()) * percent / 100
    # A source much larger than what is asked for would take too much from learning.
    small = [source for source in sizes if sizes[source] <= max(2 * wanted, min(sizes.values()))]
    held: set[str] = set()
    for source in sorted(small, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).digest()):
        if wanted <= 0 or len(held) + 1 >= len(sizes):
            break
        held.add(source)
        wanted -= sizes[source]
    return held
