import gzip
import json
from pathlib import Path

import pytest

from workbench.corpus import read_documents
from workbench.errors import UserError


def lines(path: Path, *records: object) -> Path:
    content = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


@pytest.mark.parametrize("name", ["testi.jsonl", "testi.jsonl.gz"])
def test_lines_are_documents_named_by_their_source(tmp_path: Path, name: str) -> None:
    path = lines(
        tmp_path / name, {"text": "perché", "source": "guida", "path": "a.md"}, {"text": "così", "source": ""}
    )
    first, second = read_documents(path)
    assert (first.source, first.text) == ("guida/a.md", "perché")
    assert (second.source, second.text) == (f"{name}:2", "così")


def test_empty_lines_between_documents_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "uno"}\n\n{"text": "due"}\n\n', "utf-8")
    assert [each.text for each in read_documents(path)] == ["uno", "due"]


@pytest.mark.parametrize("size", [0, 1, 1999, 2000, 6100, 300_000])
def test_a_plain_text_is_cut_between_lines_and_nothing_of_it_is_lost(tmp_path: Path, size: int) -> None:
    text = ("Il Comune risponde entro trenta giorni.\n" * (size // 40 + 1))[:size]
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    found = list(read_documents(path))
    assert "".join(each.text for each in found) == text
    assert len({each.source for each in found}) == len(found) <= 101
    assert all(each.text.endswith("\n") for each in found[:-1])


def test_a_plain_text_without_line_ends_is_one_part(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("parola " * 2000, "utf-8")
    assert len(list(read_documents(path))) == 1


def test_the_mark_that_some_editors_put_first_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfciao")
    assert [each.text for each in read_documents(path)] == ["ciao"]


def test_a_file_that_is_not_there_or_of_another_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="non c'è"):
        list(read_documents(tmp_path / "manca.txt"))
    (tmp_path / "foglio.csv").write_text("a;b", "utf-8")
    with pytest.raises(UserError, match="tipo di file"):
        list(read_documents(tmp_path / "foglio.csv"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "perché".encode("latin-1")),
        ("a.jsonl", '{"text": "perché"}\n'.encode("latin-1")),
        ("a.jsonl.gz", b"questo non e' compresso"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "x"}\n' * 50)[:30]),
        ("a.jsonl.gz", gzip.compress(b'{"text": "x"}\n')[:12] + b"\xff" * 30),
    ],
    # The compressed bytes hold the time at which they were made: as a name it would differ in every process.
    ids=("testo", "righe", "non compresso", "troncato", "guasto"),
)
def test_a_file_that_is_not_utf8_or_damaged_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match="non è in UTF-8"):
        list(read_documents(tmp_path / name))


@pytest.mark.parametrize("line", ['{"titolo": "x"}', "[1]", "ciao", '{"text": null}', '{"text": 3}'])
def test_a_line_without_text_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "va bene"}}\n{line}\n', "utf-8")
    with pytest.raises(UserError, match="La riga 2 "):
        list(read_documents(path))
