"""Files that are not what their name says, or too much to read."""

import io
import zipfile
from pathlib import Path

import pytest

from workbench.data import read_bytes, read_table, recognising
from workbench.errors import UserError

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


@pytest.mark.parametrize("content", [b"", b"  \n\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 100])
@pytest.mark.parametrize("name", ["vuoto.csv", "vuoto.jsonl", "vuoto.json", "vuoto.parquet", "vuoto.xlsx"])
def test_an_empty_file_is_said_to_be_empty(name: str, content: bytes) -> None:
    with pytest.raises(UserError, match="vuoto"):
        read_bytes(name, content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "un'immagine PNG"),
        (b"%PDF-1.7\n" + b"x" * 100, "un PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "protetto da password"),
        (bytes(range(256)) * 40, "un file binario"),
        (b"PAR1" + b"\x00" * 50, "un file Parquet"),
    ],
)
def test_a_binary_file_renamed_csv_is_refused(content: bytes, kind: str) -> None:
    with pytest.raises(UserError, match=kind):
        read_bytes("dati.csv", content)


def test_a_zip_is_neither_a_workbook_nor_a_text() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "ciao")
    for name in ("dati.xlsx", "dati.csv", "dati.jsonl"):
        with pytest.raises(UserError, match="un archivio ZIP"):
            read_bytes(name, file.getvalue())


@pytest.mark.parametrize("name", ["dati.parquet", "dati.xlsx"])
def test_a_text_renamed_as_a_binary_format_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="sembra un testo"):
        read_bytes(name, b"testo,etichetta\nciao,a\n")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.csv", "/etc/passwd.csv", "..\\..\\dati.csv", "a\x00.csv", "", "..csv"]
)
def test_a_name_that_holds_a_path_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="nome del file non è valido"):
        read_bytes(name, b"testo,etichetta\nciao,a\n")


def test_an_unknown_extension_lists_the_known_ones() -> None:
    with pytest.raises(UserError, match=r"\.jsonl"):
        read_bytes("dati.docx", b"ciao")


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognising, "FILE_LIMIT", 1_000)
    path = tmp_path / "grande.csv"
    path.write_bytes(b"testo,etichetta\n" + b"ciao,a\n" * 1_000)
    with pytest.raises(UserError, match=r"troppo grande: 7,0 kB, il massimo è 1,0 kB"):
        read_table(path)


def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "manca.csv", Path("/dev/zero")):
        with pytest.raises(UserError, match="non esiste o non è un file"):
            read_table(path)
