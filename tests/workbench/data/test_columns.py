import pytest

from workbench.data import Columns, Task, guess_columns, read_bytes
from workbench.errors import UserError


def guess(text: str, name: str = "dati.csv") -> Columns:
    return guess_columns(read_bytes(name, text.encode()))


def repeated(rows: list[str], times: int = 4) -> str:
    return "".join(f"{row.replace('#', str(n))}\n" for n in range(times) for row in rows)


def test_few_short_values_that_repeat_are_labels_and_the_reason_is_said() -> None:
    text = "id;messaggio;ufficio\n" + repeated(
        ["#;lampione spento in via #;lavori", "9#;carta scaduta #;anagrafe"]
    )
    columns = guess(text)
    assert (columns.task, columns.text, columns.target) == (Task.CLASSIFICATION, "messaggio", "ufficio")
    assert "2 valori brevi che si ripetono su 8 righe" in columns.reason


def test_different_long_values_are_answers() -> None:
    text = "domanda;risposta\n" + repeated(
        ["Dove vado per la pratica #?;Allo sportello # del Comune, in piazza"]
    )
    columns = guess(text)
    assert (columns.task, columns.text, columns.target) == (Task.INSTRUCTION, "domanda", "risposta")
    assert "risposte da imparare" in columns.reason


def test_columns_with_unknown_names_are_guessed_from_their_values() -> None:
    text = "codice;zona;nota;anno\n" + repeated(
        ["A#;nord;una frase abbastanza lunga numero #;2024", "B#;sud;un'altra frase lunga numero #;2025"]
    )
    columns = guess(text)
    assert (columns.text, columns.target, columns.task) == ("nota", "zona", Task.CLASSIFICATION)


def test_group_and_system_columns_are_known_by_name() -> None:
    text = "prompt,answer,system,group\n" + repeated(["frase # lunga,risposta # lunga,sii breve,g#"])
    columns = guess(text)
    assert (columns.group, columns.system) == ("group", "system")


def test_the_input_of_an_instruction_is_part_of_the_text() -> None:
    text = "instruction,input,output\n" + repeated(["traduci #,cane #,dog #"])
    assert guess(text).more_text == ("input",)


def test_of_a_nested_label_the_name_for_people_is_proposed() -> None:
    lines = (
        f'{{"descrizione": "testo {n} ", "temi": [{{"codice": "{c}", "nome": "{name}"}}]}}\n'
        for n in range(6)
        for c, name in (("HEAL", "Salute"), ("ENVI", "Ambiente"))
    )
    assert guess("".join(lines), "dati.jsonl").target == "temi.0.nome"


def test_addresses_are_not_texts() -> None:
    text = "pagina;nota;zona\n" + repeated(["https://esempio.it/un/indirizzo/molto/lungo/#;breve #;nord"])
    assert guess(text).text == "nota"


def test_conversations_give_their_first_exchange() -> None:
    line = '{"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "d"}, '
    line += '{"role": "assistant", "content": "r"}]}'
    columns = guess(line, "dati.jsonl")
    assert (columns.system, columns.text, columns.target) == (
        "messages.0.content",
        "messages.1.content",
        "messages.2.content",
    )


def test_a_single_column_is_not_enough() -> None:
    with pytest.raises(UserError, match="colonne con valori: testo"):
        guess("testo\nuno\ndue\n")


def test_a_table_whose_rows_are_all_bad_says_why() -> None:
    with pytest.raises(UserError, match="riga 2: ha 1 celle su 2"):
        guess("testo,etichetta\nuno\ndue\n")
