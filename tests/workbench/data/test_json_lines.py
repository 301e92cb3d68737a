import json

import pytest

from workbench.data import Table, read_bytes
from workbench.errors import UserError


def read(*lines: str) -> Table:
    return read_bytes("dati.jsonl", "\n".join(lines).encode())


def test_bad_lines_are_listed_by_line_number_with_the_reason() -> None:
    table = read(
        '{"testo": "uno", "etichetta": "a"}',
        "",
        '{"testo": "due", "etichetta": ',
        '["tre", "a"]',
        '{"testo": "quattro", "testo": "cinque"}',
        '{"testo": "sei", "etichetta": "b"}',
        "[" * 100_000,
        '{"n": ' + "9" * 5_000 + "}",
        '{"testo": "\\ud800"}',
    )
    assert table.numbers == [1, 6]
    assert [bad.number for bad in table.rejected] == [3, 4, 5, 7, 8, 9]
    reasons = [bad.reason for bad in table.rejected]
    assert "non è JSON valido" in reasons[0]
    assert "non è un oggetto" in reasons[1]
    assert "«testo» compare due volte" in reasons[2]
    assert table.warnings[-1].startswith("1 riga vuota")


def test_nested_fields_become_columns_that_a_person_can_choose() -> None:
    record = {
        "nome": "Bonus",
        "temi": [{"nome": "Salute"}, {"nome": "Casa"}],
        "parole": ["uno", "due"],
        "ente": {"sede": {"cap": 20025}},
    }
    assert read(json.dumps(record)).rows == [
        {
            "nome": "Bonus",
            "temi.0.nome": "Salute",
            "temi.1.nome": "Casa",
            "parole": "uno; due",
            "ente.sede.cap": "20025",
        }
    ]


def test_nothing_of_a_long_list_is_lost() -> None:
    table = read(json.dumps({"t": [{"n": number} for number in range(12)]}))
    assert table.rows[0]["t.9.n"] == "9"
    assert json.loads(table.rows[0]["t.altri"]) == [{"n": 10}, {"n": 11}]


def test_fields_missing_from_some_rows_are_empty() -> None:
    assert read('{"a": "1"}', '{"b": null, "a": "2", "c": "3"}').rows == [
        {"a": "1", "b": "", "c": ""},
        {"a": "2", "b": "", "c": "3"},
    ]


def test_mixed_types_are_read_as_text_and_said() -> None:
    table = read('{"t": "uno", "e": 1}', '{"t": "due", "e": "1"}', '{"t": true, "e": 1.0}')
    assert [row["e"] for row in table.rows] == ["1", "1", "1"]
    assert table.rows[2]["t"] == "vero"
    assert "«t» (testo alla riga 1, vero o falso alla riga 3)" in table.warnings[0]
    assert "«e» (numero alla riga 1, testo alla riga 2)" in table.warnings[0]


def test_two_fields_that_would_be_one_column_reject_their_row() -> None:
    table = read('{"a": {"b": 1}, "a.b": 2}', '{"a": {"b": 1}}')
    assert [bad.number for bad in table.rejected] == [1]


def test_a_list_in_a_json_file_is_numbered_by_position() -> None:
    table = read_bytes("dati.json", b'[{"t": "uno"}, 3, {"t": "due"}]')
    assert table.numbers == [1, 3]
    assert [bad.number for bad in table.rejected] == [2]


def test_the_one_list_inside_a_json_object_is_read_and_said() -> None:
    table = read_bytes("dati.json", b'{"total": 1, "items": [{"t": "uno"}]}')
    assert table.rows == [{"t": "uno"}]
    assert "«items»" in table.warnings[0]


def test_json_lines_named_json_are_read() -> None:
    assert len(read_bytes("dati.json", b'{"t": "uno"}\n{"t": "due"}\n').rows) == 2


@pytest.mark.parametrize(
    "content", [b'{"a": 1}', b'{"a": [{"t": 1}], "b": [{"t": 1}]}', b'"ciao"', b"[1, 2", b"[" * 100_000]
)
def test_other_json_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(UserError, match="JSON"):
        read_bytes("dati.json", content)


def test_rows_that_multiply_columns_beyond_memory_are_refused() -> None:
    with pytest.raises(UserError, match="troppe"):
        read(*(json.dumps({f"k{number}": 1}) for number in range(1_001)))
