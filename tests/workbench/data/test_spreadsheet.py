import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from workbench.data import Choices, Table, read_bytes, read_table, spreadsheet
from workbench.errors import UserError


def workbook(*rows: list[object], **sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Primo"
    for row in rows:
        book.active.append(row)
    for name, content in sheets.items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_values(content: bytes, values: dict[str, str]) -> bytes:
    """The workbook as Excel saves it: next to a formula, the value that it last showed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                for formula, value in values.items():
                    whole = f"<f>{formula}</f><v></v>".encode()
                    empty = f"<f>{formula}</f><v/>".encode()
                    cached = f"<f>{formula}</f><v>{value}</v>".encode()
                    assert whole in data or empty in data
                    data = data.replace(whole, cached).replace(empty, cached)
            new.writestr(name, data)
    return file.getvalue()


def read(content: bytes, **choices: object) -> Table:
    return read_bytes("dati.xlsx", content, choices=Choices(**choices))  # type: ignore[arg-type]


def test_typed_cells_become_text_and_dates_iso() -> None:
    table = read(
        workbook(
            ["testo", "giorno", "ora", "numero", "vero"],
            ["uno", date(2026, 11, 22), datetime(2026, 11, 22, 16, 40), 3.0, True],
            ["due", None, None, 0.1 + 0.2, False],
        )
    )
    assert table.rows[0] == {
        "testo": "uno",
        "giorno": "2026-11-22",
        "ora": "2026-11-22T16:40:00",
        "numero": "3",
        "vero": "vero",
    }
    assert table.rows[1]["numero"] == "0.3"


def test_row_numbers_are_those_of_the_sheet() -> None:
    table = read(workbook([None, None], ["testo", "etichetta"], ["uno", "a"], [None, None], ["due", "b"]))
    assert table.numbers == [3, 5]
    assert "1 riga vuota" in table.warnings[-1]


def test_a_formula_gives_its_last_value_and_is_said() -> None:
    content = workbook(["testo", "etichetta"], ["uno", '=IF(1,"a","b")'], ["due", "b"])
    table = read(with_values(content, {'IF(1,"a","b")': "7"}))
    assert table.rows[0] == {"testo": "uno", "etichetta": "7"}
    assert "1 riga contiene formule, lette con l'ultimo valore calcolato: 2." in table.warnings[0]


def test_a_formula_without_value_rejects_its_row() -> None:
    table = read(workbook(["testo", "etichetta"], ["uno", "=A1"], ["due", "b"]))
    assert [(bad.number, bad.reason) for bad in table.rejected] == [
        (2, "la cella B è una formula senza un valore calcolato")
    ]
    assert [row["testo"] for row in table.rows] == ["due"]


def test_a_text_that_starts_like_a_formula_is_a_text() -> None:
    content = workbook(["testo", "etichetta"], ["uno", "=A1"], ["due", "b"])
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.active["A3"].value = "=== due ==="
    book.active["A3"].data_type = "s"
    file = io.BytesIO()
    book.save(file)
    table = read(file.getvalue())
    assert [row["testo"] for row in table.rows] == ["=== due ==="]
    assert not table.warnings


def test_a_calculation_error_rejects_its_row() -> None:
    table = read(workbook(["testo", "etichetta"], ["uno", "#REF!"], ["due", "b"]))
    assert table.rejected[0].number == 2
    assert "#REF!" in table.rejected[0].reason


def test_a_sheet_is_chosen_by_name_and_the_others_are_said() -> None:
    content = workbook(["testo", "etichetta"], ["uno", "a"], Secondo=[["testo", "etichetta"], ["due", "b"]])
    table = read(content)
    assert table.sheets == ("Primo", "Secondo")
    assert "«Primo»" in table.warnings[0]
    assert read(content, sheet="Secondo").rows == [{"testo": "due", "etichetta": "b"}]
    with pytest.raises(UserError, match="I fogli sono: Primo, Secondo"):
        read(content, sheet="Terzo")


def test_read_table_takes_the_sheet_by_name(tmp_path: Path) -> None:
    path = tmp_path / "dati.xlsx"
    path.write_bytes(workbook(["t", "e"], ["uno", "a"], Secondo=[["t", "e"], ["due", "b"]]))
    assert read_table(path, sheet="Secondo").rows[0]["t"] == "due"


def test_columns_with_the_same_name_are_refused() -> None:
    with pytest.raises(UserError, match="stesso nome"):
        read(workbook(["testo", "testo"], ["uno", "a"]))


def test_merged_cells_are_said() -> None:
    book = openpyxl.Workbook()
    for row in (["testo", "etichetta"], ["uno", "a"], ["due", None]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    file = io.BytesIO()
    book.save(file)
    assert any("celle unite" in warning for warning in read(file.getvalue()).warnings)


def test_an_empty_sheet_is_said_to_be_empty() -> None:
    with pytest.raises(UserError, match="vuoto"):
        read(workbook())


def test_a_damaged_workbook_is_said_to_be_damaged() -> None:
    content = workbook(["testo", "etichetta"], ["uno", "a"])
    for damaged in (content[:-200], content[:60] + b"\x00" * 400 + content[460:]):
        with pytest.raises(UserError, match=r"rovinata|ZIP"):
            read(damaged)


def test_a_workbook_that_expands_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "EXPANDED_LIMIT", 1_000_000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 2_000_000)
    assert len(file.getvalue()) < 100_000
    with pytest.raises(UserError, match="troppo grande"):
        read(file.getvalue())
