import io
from datetime import datetime

import pyarrow
import pytest
from pyarrow import parquet

from workbench.data import columnar, read_bytes
from workbench.errors import UserError


def file_of(**columns: list[object]) -> bytes:
    file = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), file)
    return file.getvalue()


def test_typed_and_nested_values_become_text() -> None:
    table = read_bytes(
        "dati.parquet",
        file_of(
            testo=["uno", None, "tre"],
            numero=[1.0, float("nan"), 2.5],
            ente=[{"nome": "Rho"}, {"nome": None}, None],
            quando=[datetime(2026, 1, 2), None, datetime(2026, 1, 2, 3)],
        ),
    )
    assert table.rows[0] == {
        "testo": "uno",
        "numero": "1",
        "ente.nome": "Rho",
        "quando": "2026-01-02",
        "ente": "",
    }
    assert table.rows[1]["numero"] == "2.5"
    assert table.numbers == [1, 3]
    assert "1 riga vuota" in table.warnings[-1]


def test_columns_with_the_same_name_are_refused() -> None:
    file = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays([pyarrow.array(["a"])] * 2, names=["t", "t"]), file)
    with pytest.raises(UserError, match="stesso nome"):
        read_bytes("dati.parquet", file.getvalue())


def test_a_damaged_file_is_said_to_be_damaged() -> None:
    content = file_of(testo=["uno"] * 1_000)
    for damaged in (content[: len(content) // 2], content[:20] + b"\xff" * 30 + content[50:]):
        with pytest.raises(UserError, match="rovinato"):
            read_bytes("dati.parquet", damaged)


def test_one_long_text_repeated_many_times_does_not_fill_the_memory() -> None:
    file = io.BytesIO()
    text = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 20_000), pyarrow.array(["x" * 1_000_000]))
    parquet.write_table(pyarrow.table({"testo": text}), file)
    content = file.getvalue()
    assert len(content) < 1_000_000
    with pytest.raises(UserError, match="troppo grande"):
        read_bytes("dati.parquet", content)


def test_a_file_that_expands_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "EXPANDED_LIMIT", 1_000)
    with pytest.raises(UserError, match="troppo grande"):
        read_bytes("dati.parquet", file_of(testo=[f"testo numero {number}" for number in range(1_000)]))
