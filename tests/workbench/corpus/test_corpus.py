import json
import random
from collections import Counter
from pathlib import Path

import pytest

from workbench.corpus import Document, read_corpus
from workbench.corpus.cleaning import clean
from workbench.errors import UserError


def sentence(number: int) -> str:
    return (
        f"La pratica numero {number} si presenta allo sportello con la ricevuta del pagamento e un documento."
    )


def write(path: Path, sources: dict[str, list[str]], order: int | None = None) -> Path:
    records = [{"source": name, "text": text} for name, texts in sources.items() for text in texts]
    if order is not None:
        random.Random(order).shuffle(records)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


SOURCES = {f"fonte {n}": [sentence(10 * n + m) for m in range(5)] for n in range(20)}


def test_held_out_sources_are_whole_never_learned_and_of_the_wanted_size(tmp_path: Path) -> None:
    corpus = read_corpus(write(tmp_path / "a.jsonl", SOURCES), held_out_percent=10, seed=1)
    held, learned = ({each.source for each in part} for part in (corpus.held_out, corpus.training))
    assert held and not held & learned
    assert held | learned == set(SOURCES)
    assert all(sum(each.source == name for each in corpus.held_out) == 5 for name in held)
    share = sum(len(each.text) for each in corpus.held_out) / sum(len(t) for s in SOURCES.values() for t in s)
    assert 0.1 <= share < 0.2


def test_which_sources_are_held_out_depends_on_the_seed_and_not_on_the_order_in_the_file(
    tmp_path: Path,
) -> None:
    def held(seed: int, order: int) -> set[str]:
        path = write(tmp_path / "a.jsonl", SOURCES, order)
        return {each.source for each in read_corpus(path, held_out_percent=10, seed=seed).held_out}

    assert held(1, order=3) == held(1, order=4)
    assert len({frozenset(held(seed, order=3)) for seed in range(6)}) > 1


def test_a_source_that_is_most_of_the_text_is_not_held_out(tmp_path: Path) -> None:
    sources = SOURCES | {"romanzo": [sentence(n) for n in range(1000, 3000)]}
    for seed in range(5):
        corpus = read_corpus(write(tmp_path / "a.jsonl", sources), held_out_percent=1, seed=seed)
        assert "romanzo" not in {each.source for each in corpus.held_out}


@pytest.mark.parametrize("sources", [{}, {"una": [sentence(1), sentence(2)]}, {"una": ["x"], "due": ["y"]}])
def test_too_little_text_is_told(tmp_path: Path, sources: dict[str, list[str]]) -> None:
    with pytest.raises(UserError, match="troppo pochi"):
        read_corpus(write(tmp_path / "a.jsonl", sources), held_out_percent=1, seed=1)


def test_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    first = read_corpus(write(tmp_path / "a.jsonl", SOURCES), held_out_percent=5, seed=1)
    same = read_corpus(write(tmp_path / "b.jsonl", SOURCES), held_out_percent=9, seed=2)
    other = read_corpus(write(tmp_path / "c.jsonl", SOURCES, order=1), held_out_percent=5, seed=1)
    assert first.digest == same.digest != other.digest


def cleaned(*texts: str) -> tuple[list[str], Counter[str]]:
    counts: Counter[str] = Counter()
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    return [each.text for each in clean(documents, counts)], counts


def test_a_paragraph_said_before_in_any_document_is_dropped_whatever_its_case_and_spacing() -> None:
    again = sentence(1).upper().replace(" ", "   ")
    texts, counts = cleaned(f"{sentence(1)}\n{sentence(2)}", f"{again}\n{sentence(3)}", sentence(2))
    assert texts == [f"{sentence(1)}\n{sentence(2)}", sentence(3)]
    assert counts == {"paragrafi ripetuti": 2, "documenti troppo corti": 1}


def test_figures_and_other_languages_are_dropped_and_short_titles_stay() -> None:
    english = "The office will answer your request within thirty days after it has been received by mail"
    table = "12.450,00 | 13.000,00 | 14.220,10 | 2024 | 2025 | 2026"
    texts, counts = cleaned(f"Come si paga\n{table}\n{english}\n{sentence(1)}")
    assert texts == [f"Come si paga\n{sentence(1)}"]
    assert counts == {"paragrafi di cifre e segni": 1, "paragrafi non in italiano corrente": 1}
