"""Passages in one SQLite file, searched by stemmed words (BM25)."""

import json
import math
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import UserError
from workbench.retrieval.fusing import fuse
from workbench.retrieval.stems import stems

SCHEMA = """
CREATE TABLE IF NOT EXISTS passages (
    number INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, collection TEXT NOT NULL,
    heading TEXT NOT NULL, text TEXT NOT NULL, details TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS passages_of ON passages (collection);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    heading, body, tokenize = "unicode61 remove_diacritics 0"
);
"""
HEADING_WEIGHT = 3.0
POOL = 50
"""passages that each ranking hands to the fusion"""

Ranking = Callable[[str], Sequence[str]]
"""a question -> keys of passages, best first: exact citations, an embedder"""


@dataclass(frozen=True)
class Passage:
    key: str
    """unique in the index: `d.lgs. 36/2023~50`"""
    collection: str
    """what is replaced as a whole: `d.lgs. 36/2023`"""
    heading: str
    text: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Hit:
    passage: Passage
    score: float
    """of the fusion; comparable within one search only"""
    coverage: float
    """share of the question's words that one line of the passage has, the rare ones weighing more; 0 to 1"""


class Index:
    """A file of passages; opened for each call, so that threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def replace(self, collection: str, passages: Iterable[Passage]) -> int:
        """Puts these passages in the place of those that the collection had; how many they are."""
        count = 0
        with self._open(write=True) as connection:
            _forget(connection, collection)
            for passage in passages:
                _insert(connection, passage)
                count += 1
        return count

    def remove(self, collection: str) -> None:
        with self._open(write=True) as connection:
            _forget(connection, collection)

    def collections(self) -> dict[str, int]:
        """Names of the collections, with the number of their passages."""
        if not self.path.exists():
            return {}
        with self._open() as connection:
            return dict(connection.execute("SELECT collection, count(*) FROM passages GROUP BY 1 ORDER BY 1"))

    def passage(self, key: str) -> Passage | None:
        if not self.path.exists():
            return None
        with self._open() as connection:
            rows = _passages(connection, [key])
        return rows.get(key)

    def first_of(self, collection: str) -> Passage:
        """The first passage that was put in a collection that exists."""
        with self._open() as connection:
            (key,) = connection.execute(
                "SELECT key FROM passages WHERE collection = ? ORDER BY number LIMIT 1", (collection,)
            ).fetchone()
            return _passages(connection, [key])[key]

    def search(self, question: str, limit: int = 5, rankings: Sequence[Ranking] = ()) -> list[Hit]:
        """The passages nearest to the question: by words and by the other rankings given, fused by rank."""
        if not self.path.exists():
            return []
        wanted = list(dict.fromkeys(stems(question)))
        with self._open() as connection:
            by_words = _by_words(connection, wanted)
            others = [list(rank(question))[:POOL] for rank in rankings]
            found = _passages(
                connection, list(dict.fromkeys([*by_words, *(key for keys in others for key in keys)]))
            )
            rarity = _rarity(connection, wanted)
        coverage = {key: _coverage(passage, rarity) for key, passage in found.items()}
        by_coverage = sorted(by_words, key=lambda key: -coverage[key])
        fused = fuse([by_words, by_coverage, *others])
        return [Hit(found[key], score, coverage[key]) for key, score in fused if key in found][:limit]

    @contextmanager
    def _open(self, *, write: bool = False) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=15)
        try:
            if write:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.executescript(SCHEMA)
            with connection:
                yield connection
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:  # its subclasses are bugs or a busy file
                raise
            raise UserError(
                "L'indice dei testi importati non si legge.",
                value=self.path.name,
                remedy="Cancellare il file e importare di nuovo i testi.",
            ) from error
        finally:
            connection.close()


def _forget(connection: sqlite3.Connection, collection: str) -> None:
    old = "SELECT number FROM passages WHERE collection = ?"
    connection.execute(f"DELETE FROM words WHERE rowid IN ({old})", (collection,))
    connection.execute("DELETE FROM passages WHERE collection = ?", (collection,))


def _insert(connection: sqlite3.Connection, passage: Passage) -> None:
    details = json.dumps(dict(passage.details), ensure_ascii=False)
    values = (passage.key, passage.collection, passage.heading, passage.text, details)
    made = connection.execute(
        "INSERT INTO passages (key, collection, heading, text, details) VALUES (?, ?, ?, ?, ?)", values
    )
    words = (made.lastrowid, " ".join(stems(passage.heading)), " ".join(stems(passage.text)))
    connection.execute("INSERT INTO words (rowid, heading, body) VALUES (?, ?, ?)", words)


def _by_words(connection: sqlite3.Connection, wanted: list[str]) -> list[str]:
    if not wanted:
        return []
    query = " OR ".join(f'"{stem}"' for stem in wanted)
    rows = connection.execute(
        "SELECT key FROM words JOIN passages ON passages.number = words.rowid WHERE words MATCH ? "
        f"ORDER BY bm25(words, {HEADING_WEIGHT}, 1.0) LIMIT {POOL}",
        (query,),
    )
    return [key for (key,) in rows]


def _passages(connection: sqlite3.Connection, keys: Sequence[str]) -> dict[str, Passage]:
    marks = ", ".join("?" * len(keys))
    rows = connection.execute(
        f"SELECT key, collection, heading, text, details FROM passages WHERE key IN ({marks})", list(keys)
    )
    return {
        key: Passage(key, collection, heading, text, json.loads(details))
        for key, collection, heading, text, details in rows
    }


def _rarity(connection: sqlite3.Connection, wanted: list[str]) -> dict[str, float]:
    """The weight of each stem of the question: the rarer in the index, the more; unknown ones weigh most."""
    (total,) = connection.execute("SELECT count(*) FROM passages").fetchone()
    counts = {
        stem: connection.execute("SELECT count(*) FROM words WHERE words MATCH ?", (f'"{stem}"',)).fetchone()[
            0
        ]
        for stem in wanted
    }
    return {stem: math.log(1 + (total + 1) / (count + 1)) for stem, count in counts.items()}


def _coverage(passage: Passage, rarity: Mapping[str, float]) -> float:
    """Of the line that has most of the question; a long article has every word somewhere."""
    total = sum(rarity.values())
    heading = set(stems(passage.heading))
    best = 0.0
    for line in passage.text.split("\n"):
        has = heading.union(stems(line))
        best = max(best, sum(weight for stem, weight in rarity.items() if stem in has))
    return best / total if total else 0.0
