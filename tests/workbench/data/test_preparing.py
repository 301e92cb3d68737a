import pytest

from workbench.data import Columns, Prepared, Task, prepare, preview, read_bytes, set_aside
from workbench.errors import UserError

LABELS = Columns(Task.CLASSIFICATION, "testo", "etichetta")
ANSWERS = Columns(Task.INSTRUCTION, "testo", "etichetta")


def prepared(text: str, columns: Columns = LABELS) -> Prepared:
    return prepare(read_bytes("dati.csv", f"testo,etichetta,altro\n{text}".encode()), columns)


def test_rows_without_text_or_label_are_listed_with_the_unreadable_ones() -> None:
    found = prepared("uno,a,\n,b,x\nrotta\ndue,,x\ntre,b,\n")
    assert [row.number for row in found.rows] == [2, 6]
    assert [(bad.number, bad.reason) for bad in found.rejected] == [
        (3, "manca il testo («testo» è vuota)"),
        (4, "ha 1 celle su 3"),
        (5, "manca l'etichetta («etichetta» è vuota)"),
    ]
    assert found.labels == ("a", "b")
    assert [row.id for row in found.rows] == ["r2", "r6"]


def test_several_columns_of_text_are_paragraphs() -> None:
    columns = Columns(Task.CLASSIFICATION, "testo", "etichetta", more_text=("altro",))
    found = prepared("uno,a,poi\ndue,b,\n", columns)
    assert [row.text for row in found.rows] == ["uno\n\npoi", "due"]


def test_a_column_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(UserError, match="Le colonne sono: testo, etichetta, altro"):
        prepared("uno,a,\n", Columns(Task.CLASSIFICATION, "messaggio", "etichetta"))


def test_one_column_cannot_be_text_and_label() -> None:
    with pytest.raises(UserError, match="due colonne diverse"):
        prepared("uno,a,\n", Columns(Task.CLASSIFICATION, "testo", "testo"))


def test_a_single_label_leaves_nothing_to_tell_apart() -> None:
    with pytest.raises(UserError, match="una sola etichetta"):
        prepared("uno,a,\ndue,a,\n")


def test_a_text_column_of_numbers_is_refused() -> None:
    with pytest.raises(UserError, match="contiene solo numeri"):
        prepared('1,a,\n"2,50 €",b,\n22/11/2026,b,\n')


def test_some_texts_that_are_numbers_are_only_said() -> None:
    assert "1 testo è solo numeri: riga 3." in prepared("uno,a,\n12,b,\n").warnings[0]


def test_free_texts_are_not_labels() -> None:
    with pytest.raises(UserError, match="201 valori diversi, troppi"):
        prepared("".join(f"testo {n},frase numero {n},\n" for n in range(201)))


def test_labels_written_in_two_ways_are_said_and_left_to_the_person() -> None:
    found = prepared("uno,Tributi,\ndue,tributi ,\n")
    assert found.labels == ("Tributi", "tributi")
    assert "«Tributi», «tributi»" in found.warnings[0]


def test_the_same_text_with_two_labels_is_said() -> None:
    found = prepared("Uno,a,\nuno ,b,\ndue,b,\n")
    assert "1 testo compare con etichette diverse: riga 2." in found.warnings[0]


def test_broken_accents_are_said() -> None:
    assert "accentate rovinate" in prepared("perchÃ¨ no,a,\ndue,b,\n").warnings[0]


def test_when_no_row_is_left_the_first_reason_is_said() -> None:
    with pytest.raises(UserError, match="riga 2: manca la risposta"):
        prepared("uno,,\n", ANSWERS)


def test_answers_keep_their_lines_and_have_no_labels() -> None:
    found = prepared('uno,"a\n\nb",\n', ANSWERS)
    assert found.rows[0].target == "a\n\nb"
    assert found.labels == ()


def test_labels_set_aside_are_listed_among_the_rejected() -> None:
    found = set_aside(prepared("uno,a,\ndue,b,\ntre,c,\n"), ["c"])
    assert found.labels == ("a", "b")
    assert [(bad.number, bad.reason) for bad in found.rejected] == [(4, "etichetta messa da parte: «c» (1)")]
    with pytest.raises(UserError, match="meno di due etichette"):
        set_aside(found, ["a"])


def test_a_preview_shows_different_labels_first() -> None:
    found = prepared("uno,a,\ndue,a,\ntre,b,\n")
    assert [row.text for row in preview(found, 2)] == ["uno", "tre"]
