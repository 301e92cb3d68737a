"""The card of a data set: what somebody should know before training on it."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.digests import digest_of_bytes
from workbench.data.duplicates import THRESHOLD, near_duplicates
from workbench.data.types import PARTS, TEST, DataSet, Row, Task
from workbench.data.writing import replace_file
from workbench.italian import normalise, number, tokens

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TOKENIZER = Path(__file__).resolve().parents[1] / "embedded" / "model" / "tokenizer.json"
MOST_COMPARED = 20_000
"""rows"""
MOST_CHARACTERS = 10_000_000
BATCH = 1_000
VERSION = 1
"""of this card; cards of another version are made again"""


@dataclass(frozen=True)
class Lengths:
    """Of text and target together, in `unit`."""

    unit: str
    """`token` of the embedded model, or `parole` where it is not installed"""
    median: int
    p95: int
    longest: int


@dataclass(frozen=True)
class Card:
    rows: dict[str, int]
    """part -> rows"""
    rejected: int
    reasons: dict[str, int]
    """why rows were rejected -> how many"""
    lengths: Lengths
    labels: dict[str, dict[str, int]]
    """label -> part -> rows; empty for instructions"""
    repeated: int
    """rows whose text is already in an earlier row"""
    near: int | None
    """different texts that are almost the same as another; `None` if not counted"""
    near_share: float | None
    near_in_test: int | None
    """texts of the test part that are almost the same as one of the other parts"""
    notes: tuple[str, ...]

    @property
    def shares(self) -> dict[str, float]:
        """Part -> share of the rows that it really got."""
        total = sum(self.rows.values())
        return {part: count / total for part, count in self.rows.items()}


def card(data_set: DataSet) -> Card:
    """The card, made once and kept with the data set; made again when the tokenizer changes."""
    from pydantic import TypeAdapter

    stored = data_set.folder / "scheda.json"
    made_with = f"{VERSION}/{digest_of_bytes(TOKENIZER.read_bytes()) if TOKENIZER.is_file() else ''}"
    adapter = TypeAdapter(Card)
    if stored.is_file():
        found = json.loads(stored.read_bytes())
        if found.pop("made_with") == made_with:
            return adapter.validate_python(found)
    made = _make(data_set)
    content = json.dumps({**asdict(made), "made_with": made_with}, ensure_ascii=False, indent=2)
    replace_file(stored, content.encode())
    return made


def _make(data_set: DataSet) -> Card:
    parts = {part: data_set.rows(part) for part in PARTS}
    rows = [row for part in PARTS for row in parts[part]]
    distinct: dict[str, str] = {}
    for part in PARTS:
        distinct.update({normalise(row.text): part for row in parts[part]})
    near, near_in_test, notes = _near(distinct)
    return Card(
        rows={part: len(found) for part, found in parts.items()},
        rejected=data_set.rejected,
        reasons=_reasons(data_set),
        lengths=_lengths(rows),
        labels=_balance(data_set, parts),
        repeated=len(rows) - len(distinct),
        near=near,
        near_share=None if near is None else near / len(distinct),
        near_in_test=near_in_test,
        notes=notes,
    )


def _reasons(data_set: DataSet) -> dict[str, int]:
    lines = (data_set.folder / "scartate.jsonl").read_text(encoding="utf-8").split("\n")
    return dict(Counter(json.loads(line)["reason"] for line in lines if line).most_common())


def _balance(data_set: DataSet, parts: dict[str, list[Row]]) -> dict[str, dict[str, int]]:
    if data_set.task is not Task.CLASSIFICATION:
        return {}
    counts = {part: Counter(row.target for row in rows) for part, rows in parts.items()}
    return {label: {part: counts[part][label] for part in PARTS} for label in data_set.labels}


def _near(distinct: dict[str, str]) -> tuple[int | None, int | None, tuple[str, ...]]:
    texts = list(distinct)
    if len(texts) > MOST_COMPARED or sum(map(len, texts)) > MOST_CHARACTERS:
        most = f"{number(MOST_COMPARED)} testi o {number(MOST_CHARACTERS)} caratteri"
        return None, None, (f"I testi quasi uguali non sono stati contati: sono più di {most}.",)
    pairs = near_duplicates(texts, THRESHOLD)
    close = {position for first, second, _ in pairs for position in (first, second)}
    in_test = [distinct[text] == TEST for text in texts]
    across = {
        first if in_test[first] else second for first, second, _ in pairs if in_test[first] != in_test[second]
    }
    return len(close), len(across), ()


def _lengths(rows: Sequence[Row]) -> Lengths:
    texts = [f"{row.text}\n{row.target}" for row in rows]
    if TOKENIZER.is_file():
        from tokenizers import Tokenizer

        return _summary("token", _token_counts(Tokenizer.from_file(str(TOKENIZER)), texts))
    return _summary("parole", [len(tokens(text)) for text in texts])


def _token_counts(tokenizer: "Tokenizer", texts: Sequence[str]) -> list[int]:
    tokenizer.no_padding()
    tokenizer.no_truncation()
    batches = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
    return [len(encoding) for batch in batches for encoding in tokenizer.encode_batch_fast(list(batch))]


def _summary(unit: str, counts: Sequence[int]) -> Lengths:
    ordered = sorted(counts)
    last = len(ordered) - 1
    return Lengths(unit, ordered[last // 2], ordered[round(0.95 * last)], ordered[last])
