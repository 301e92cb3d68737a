"""Small texts of two genres, and a config that learns them in a second."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from finetune.pretraining.config import PretrainingConfig

WHO = ("Il cittadino", "La famiglia", "Un'associazione", "L'impresa", "Lo studente", "La persona anziana")
WHAT = (
    "presenta la domanda",
    "paga il bollettino",
    "chiede il certificato",
    "ritira la tessera",
    "firma il modulo",
)
WHERE = ("allo sportello", "online", "sul sito del Comune", "all'ufficio tributi", "presso l'anagrafe")


def _sentences(start: int, count: int) -> list[str]:
    return [
        f"{WHO[n % 6]} {WHAT[n // 6 % 5]} {WHERE[n // 30 % 5]} entro il giorno {n} e ha una ricevuta datata."
        for n in range(start, start + count)
    ]


@pytest.fixture
def write_texts() -> Callable[..., dict[str, str]]:
    """A function that writes two genres into a folder: (folder, number of the first sentence)."""

    def write(folder: Path, start: int = 0) -> dict[str, str]:
        folder.mkdir(parents=True, exist_ok=True)
        for genre, first in (("avvisi", start), ("racconti", start + 5000)):
            records = [
                {"source": f"{genre}-{n // 5}", "text": text} for n, text in enumerate(_sentences(first, 100))
            ]
            (folder / f"{genre}.jsonl").write_text(
                "".join(json.dumps(each) + "\n" for each in records), "utf-8"
            )
        return {genre: str(folder / f"{genre}.jsonl") for genre in ("avvisi", "racconti")}

    return write


@pytest.fixture
def scratch(
    tmp_path: Path, home: Path, write_texts: Callable[..., dict[str, str]]
) -> Callable[..., PretrainingConfig]:
    """A function that makes a config of eight steps: (changes)."""
    texts = write_texts(tmp_path / "testi")

    def config(**changes: object) -> PretrainingConfig:
        values = {
            "name": "da-zero",
            "texts": texts,
            "weights": {"avvisi": 0.7, "racconti": 0.3},
            "vocabulary": 320,
            "hidden": 32,
            "layers": 2,
            "heads": 2,
            "intermediate": 64,
            "context": 64,
            "steps": 8,
            "rows": 4,
            "rows_at_once": 2,
            "warmup": 2,
            "validate_every": 4,
            "held_out_percent": 5,
            "compile": False,
        }
        return PretrainingConfig(**(values | changes))

    return config
