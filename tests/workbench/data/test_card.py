import sys
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from workbench.data import Card, Columns, DataSet, Task, card, freeze, prepare, read_bytes
from workbench.italian import slug

COLUMNS = Columns(Task.CLASSIFICATION, "testo", "ufficio")
CARD_MODULE = sys.modules[card.__module__]
SUBJECTS = ["lampione", "mensa", "multa", "tari", "carta", "nido", "albero", "buca", "pratica", "cane"]


def frozen(*extra: str) -> DataSet:
    lines = [f"{a} {b} {a}{b};{'ab'[len(a) % 2]}" for a in SUBJECTS for b in SUBJECTS]
    table = read_bytes("dati.csv", "\n".join(["testo;ufficio", *lines, *extra, ";a", ""]).encode())
    return freeze("Prova", prepare(table, COLUMNS), table, COLUMNS, licence="CC0", source="prova")


def test_the_card_counts_rows_labels_repetitions_and_rejections(home: Path) -> None:
    made = card(frozen("Lampione lampione lampionelampione ;a"))
    assert sum(made.rows.values()) == 101
    assert sum(made.labels["a"].values()) + sum(made.labels["b"].values()) == 101
    assert made.repeated == 1
    assert made.reasons == {"manca il testo («testo» è vuota)": 1}
    assert sum(made.shares.values()) == pytest.approx(1)
    assert made.lengths.unit in ("token", "parole")
    assert 1 < made.lengths.median <= made.lengths.p95 <= made.lengths.longest


def test_almost_equal_texts_are_counted_and_so_are_those_across_the_test(home: Path) -> None:
    text = "il vialetto davanti alla biblioteca comunale resta allagato dopo ogni pioggia"
    made = card(frozen(*(f"{text} {letter};a" for letter in "abcdefghijklmnopqrst")))
    assert made.near is not None and made.near >= 20
    assert made.near_share == pytest.approx(made.near / 120)
    assert made.near_in_test is not None and 1 <= made.near_in_test <= 10


def test_the_card_is_made_once(home: Path) -> None:
    data_set = frozen()
    made = card(data_set)
    stored = data_set.folder / "scheda.json"
    written = stored.stat().st_mtime_ns
    assert card(data_set) == made
    assert stored.stat().st_mtime_ns == written


def test_a_card_made_with_another_tokenizer_is_made_again(home: Path) -> None:
    data_set = frozen()
    made = card(data_set)
    stored = data_set.folder / "scheda.json"
    stored.write_text(stored.read_text().replace('"made_with": "', '"made_with": "x'))
    assert card(data_set) == made
    assert '"made_with": "x' not in stored.read_text()


def test_lengths_are_counted_by_the_embedded_tokenizer_without_its_padding(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokenizer = Tokenizer(WordLevel({"[x]": 0}, unk_token="[x]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.enable_padding(length=100)
    tokenizer.enable_truncation(2)
    tokenizer.save(str(home / "tokenizer.json"))
    monkeypatch.setattr(CARD_MODULE, "TOKENIZER", home / "tokenizer.json")
    lengths = card(frozen()).lengths
    assert (lengths.unit, lengths.median, lengths.longest) == ("token", 4, 4)


def test_above_the_limit_the_card_says_that_it_did_not_count(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CARD_MODULE, "MOST_COMPARED", 50)
    made: Card = card(frozen())
    assert (made.near, made.near_share, made.near_in_test) == (None, None, None)
    assert slug(made.notes[0]).startswith("i-testi-quasi-uguali-non-sono-stati-contati")
