import csv
import io

from workbench.data import Rejected, Row, export_rows


def cells(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_texts_that_a_spreadsheet_would_run_are_only_texts() -> None:
    texts = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "＝1", "ciao"]
    exported = cells(export_rows([Row(n, text, "=a") for n, text in enumerate(texts, 1)]))
    assert exported[0] == ["riga", "testo", "obiettivo"]
    assert [row[1] for row in exported[1:]] == [f"'{text}" for text in texts[:-1]] + ["ciao"]
    assert {row[2] for row in exported[1:]} == {"'=a"}


def test_figures_stay_figures_with_a_decimal_comma() -> None:
    assert cells(export_rows([{"differenza": -0.5, "n": -3}])) == [["differenza", "n"], ["-0,5", "-3"]]


def test_rejected_rows_are_exported_with_their_reason() -> None:
    assert cells(export_rows([Rejected(7, "vuota", "a;b\nc")])) == [
        ["riga", "motivo", "estratto"],
        ["7", "vuota", "a;b\nc"],
    ]
