import csv
import io

import pytest

from workbench.data import Choices, Table, collecting, read_bytes
from workbench.errors import UserError


def read(text: str, **choices: object) -> Table:
    return read_bytes("dati.csv", text.encode(), choices=Choices(**choices))  # type: ignore[arg-type]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_and_decimal_commas_are_left_alone(separator: str) -> None:
    other = ";" if separator == "," else ","
    text = "\n".join(
        separator.join(cells)
        for cells in (
            ["testo", "importo"],
            [f"pago 3{other}50 euro{other} grazie", f"1{other}5"],
            ["no", "2"],
        )
    )
    table = read(text)
    assert table.separator == separator
    assert table.columns == ("testo", "importo")
    assert table.rows[0] == {"testo": f"pago 3{other}50 euro{other} grazie", "importo": f"1{other}5"}


def test_the_hint_that_excel_writes_decides_the_separator() -> None:
    table = read("sep=|\ntesto|ufficio\na;b|c\n")
    assert table.rows == [{"testo": "a;b", "ufficio": "c"}]
    assert table.numbers == [3]


@pytest.mark.parametrize("separator", ["", ";;", '"', "\n"])
def test_a_separator_that_cannot_be_is_refused(separator: str) -> None:
    with pytest.raises(UserError, match="un solo carattere"):
        read("a;b\nc;d\n", separator=separator)


def test_the_separator_chosen_by_a_person_wins() -> None:
    assert read("a;b,c\nd;e,f\n", separator=",").columns == ("a;b", "c")


def test_a_file_with_one_column_is_not_cut_at_its_commas() -> None:
    table = read("testo\nBuongiorno, vorrei sapere; grazie\nSalve, no\n")
    assert table.columns == ("testo",)
    assert table.separator is None
    assert table.rows[0] == {"testo": "Buongiorno, vorrei sapere; grazie"}


def test_row_numbers_are_lines_of_the_file_even_after_quoted_newlines() -> None:
    table = read('testo,etichetta\n"prima\nseconda\nterza",a\n\nultima,b\n')
    assert table.numbers == [2, 6]
    assert table.rows[0]["testo"] == "prima\nseconda\nterza"


def test_ragged_rows_are_listed_with_their_number() -> None:
    table = read("testo,etichetta\nuno,a\ndue\ntre,a,di troppo\nquattro,b,,\n")
    assert [row["testo"] for row in table.rows] == ["uno", "quattro"]
    assert [(bad.number, bad.reason[:12]) for bad in table.rejected] == [
        (3, "ha 1 celle s"),
        (4, "ha 3 celle, "),
    ]
    assert table.rejected[1].excerpt == "tre · a · di troppo"


def test_a_quotation_mark_never_closed_loses_only_its_own_line() -> None:
    table = read('testo,etichetta\nuno,a\n"due,a\ntre,b\nquattro,b\n')
    assert [row["testo"] for row in table.rows] == ["uno", "tre", "quattro"]
    assert [(bad.number, bad.excerpt) for bad in table.rejected] == [(3, '"due,a')]


def test_a_quotation_mark_closed_on_a_later_line_loses_only_its_own_line() -> None:
    table = read('testo,etichetta\n"uno,a\ndue,a\n"tre",b\nquattro,b\n')
    assert [row["testo"] for row in table.rows] == ["due", "tre", "quattro"]
    assert [bad.number for bad in table.rejected] == [2]


def test_a_cell_of_one_megabyte_is_listed_and_the_rest_is_kept() -> None:
    table = read(f"testo,etichetta\nuno,a\n{'x' * 1_048_576},a\ndue,b\n")
    assert [row["testo"] for row in table.rows] == ["uno", "due"]
    assert table.rejected[0].number == 3
    assert "1.048.576 caratteri, il massimo è 100.000" in table.rejected[0].reason
    assert len(table.rejected[0].excerpt) <= 100


def test_columns_with_the_same_name_are_refused_by_name() -> None:
    with pytest.raises(UserError, match=r"«testo» \(colonne 1, 3\)"):
        read("testo,etichetta,testo\na,b,c\n")


def test_columns_without_name_are_called_by_position_and_empty_ones_at_the_end_are_dropped() -> None:
    assert read("testo;;ufficio;;\na;b;c;;\n").columns == ("testo", "colonna 2", "ufficio")
    assert read("testo;ufficio;\na;b;c\n").columns == ("testo", "ufficio", "colonna 3")


def test_without_a_header_no_row_is_taken_for_one() -> None:
    table = read("il lampione è spento,lavori\nla buca di via Po,lavori\nvorrei la carta,anagrafe\n")
    assert table.columns == ("colonna 1", "colonna 2")
    assert len(table.rows) == 3
    assert "colonna 1" in table.warnings[0]


def test_a_person_decides_about_the_header() -> None:
    text = "lavori,lavori pubblici\nbuca,lavori pubblici\n"
    assert len(read(text, header=True).rows) == 1
    assert len(read("testo,etichetta\na,b\n", header=False).rows) == 2


def test_null_bytes_reject_their_row() -> None:
    table = read("testo,etichetta\nuno,a\ndu\x00e,a\n")
    assert [bad.number for bad in table.rejected] == [3]
    assert "nulli" in table.rejected[0].reason


def test_only_a_header_is_not_a_table() -> None:
    with pytest.raises(UserError, match="non contiene righe"):
        read("testo,etichetta\n")


def test_lines_that_end_in_every_way_are_lines() -> None:
    for end in ("\n", "\r\n", "\r"):
        table = read(end.join(["testo,etichetta", "uno,a", "due,b", ""]))
        assert table.numbers == [2, 3], repr(end)
        assert table.rows[1] == {"testo": "due", "etichetta": "b"}


def test_every_record_is_kept_or_rejected() -> None:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["testo", "etichetta"])
    for number in range(1_000):
        writer.writerow([f'riga "{number}",\nsu due', "a"][: 1 if number % 7 == 0 else 2])
    table = read(file.getvalue())
    assert len(table.rows) + len(table.rejected) == 1_000


def test_utf_8_text_read_as_another_encoding_by_choice_is_what_was_asked() -> None:
    table = read_bytes("a.csv", "testo,e\nè,a\n".encode(), choices=Choices(encoding="cp1252"))
    assert table.rows[0]["testo"] == "Ã¨"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_recognised_with_and_without_its_mark(encoding: str) -> None:
    table = read_bytes("a.csv", "testo,etichetta\nperché è così,a\nno,b\n".encode(encoding))
    assert table.columns == ("testo", "etichetta")
    assert table.rows[0]["testo"] == "perché è così"


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_an_older_encoding_is_recognised_and_said(encoding: str) -> None:
    text = "testo,etichetta\nperché è già così,a\nla città non può più,b\n"
    table = read_bytes("a.csv", text.encode(encoding))
    assert table.rows[1]["testo"] == "la città non può più"
    assert table.encoding == encoding
    assert "Codifica riconosciuta" in table.warnings[0]


def test_damaged_lines_of_a_utf_8_file_are_listed_and_the_others_keep_their_accents() -> None:
    good = "".join(f"perché no {number},a\n" for number in range(20)).encode()
    table = read_bytes("a.csv", b"testo,etichetta\n" + good + b"perch\xe9,b\n")
    assert len(table.rows) == 20
    assert table.rows[0]["testo"] == "perché no 0"
    assert [bad.number for bad in table.rejected] == [22]
    assert "byte" in table.rejected[0].reason


def test_the_wrong_encoding_chosen_by_a_person_lists_the_rows_that_it_cannot_read() -> None:
    table = read_bytes("a.csv", b"testo,e\nperch\xe9,a\nciao,b\n", choices=Choices(encoding="utf-8"))
    assert [row["testo"] for row in table.rows] == ["ciao"]
    assert [bad.number for bad in table.rejected] == [2]


def test_an_encoding_that_cannot_be_is_refused() -> None:
    with pytest.raises(UserError, match="non si legge come UTF-16"):
        read_bytes("a.csv", b"testo,e\nperch\xe9,a\nciao, b\n", choices=Choices(encoding="utf-16-le"[:6]))
    with pytest.raises(UserError, match="non è fra quelle previste"):
        read_bytes("a.csv", b"testo,e\na,b\n", choices=Choices(encoding="rot13"))


def test_an_alphabet_that_is_not_western_is_still_read() -> None:
    text = "testo,etichetta\n" + "Добрый день, я хочу узнать о документах\n".replace(",", "") * 20
    table = read_bytes("a.csv", text.replace("документах", "документах,a").encode("cp1251"))
    assert table.rows[0]["testo"].startswith("Добрый день")


def test_a_table_of_too_many_columns_is_refused() -> None:
    with pytest.raises(UserError, match="troppe"):
        read(",".join(f"c{n}" for n in range(1_500)) + "\n" + ",".join("x" * 1_500) + "\n")


@pytest.mark.parametrize("text", ["," * 30_000, ",\n" * 30_000, "\n" * 30_000 + "a"])
def test_a_text_of_marks_is_refused_before_it_fills_the_memory(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "CELL_COUNT_LIMIT", 20_000)
    with pytest.raises(UserError, match="il massimo è 20"):
        read(f"testo,etichetta\n{text}")


def test_a_million_rows_is_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "ROW_LIMIT", 100)
    assert len(read("testo,etichetta\n" + "ciao,a\n" * 100).rows) == 100
    for row in ("ciao,a\n", "ciao\n"):
        with pytest.raises(UserError, match="il massimo è 100 righe"):
            read("testo,etichetta\n" + row * 101)
