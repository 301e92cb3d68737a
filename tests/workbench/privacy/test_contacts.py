import pytest

from workbench.privacy import find_personal


def found(text: str) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in find_personal(text)]


@pytest.mark.parametrize(
    "written",
    [
        "347 6120984",
        "3476120984",
        "+39 347 612 0984",
        "0039 347 6120984",
        "347-612-0984",
        "347/6120984",
        "02 97384416",
        "0331/471925",
        "(0331) 471925",
        "+39 0331 471 925",
        "06 47 18 20 93",
        "800 471 902",
        "+40 722 418 903",
    ],
)
def test_a_telephone_written_as_such_needs_no_word_before_it(written: str) -> None:
    assert found(f"Sono io, {written}, grazie") == [("telefono", written)]


@pytest.mark.parametrize(
    "text",
    [
        "prot. n. 3476120984",
        "pratica 0331/2026",
        "CIG 3471922804",
        "CPV 33600000-6",
        "il 02/12/2026, il 02.12.2026, il 02 12 2026",
        "nota 34652/2026",
        "€ 333.712.046 e 347.192.804,00 euro",
        "art. 10-bis, artt. 816-836",
        "0297384416",
        "ticket n. 3201198472",
        "foto IMG_3471928374.jpg",
        "foglio 0331 particella 471925",
        "112, 115, 118",
    ],
)
def test_numbers_of_acts_dates_and_amounts_are_no_telephones(text: str) -> None:
    assert found(text) == []


def test_the_nearest_word_decides() -> None:
    assert found("per la pratica chiamare il n. 3476120984") == [("telefono", "3476120984")]
    assert found("chiamato ieri per la pratica 3476120984") == []
    assert found("tel 0297384416") == [("telefono", "0297384416")]


@pytest.mark.parametrize(
    "before", ["Rossi, via Roma 12, ", "È importante: ", "mi deve 50 euro, ", "pratica 12/2027, ", "foto al "]
)
def test_words_that_belong_to_something_else_hide_no_telephone(before: str) -> None:
    assert found(f"{before}347 6120984") == [("telefono", "347 6120984")]


def test_two_numbers_divided_by_a_slash_are_two() -> None:
    assert [text for _, text in found("tel.3475512098/0297184402")] == ["3475512098", "0297184402"]


def test_the_telephone_of_an_office_counts_like_anybody_s() -> None:
    assert found("Ufficio anagrafe: tel. 0331 471925") == [("telefono", "0331 471925")]


def test_addresses_of_mail_end_where_they_end() -> None:
    assert found("scriva a <anna.b+comune@posta.example.it>.") == [
        ("e-mail", "anna.b+comune@posta.example.it")
    ]
    assert found("anna(at)posta.example") == [("e-mail", "anna(at)posta.example")]
    assert found("la chiocciola @ e il profilo @comune") == []


def test_plates_in_capitals_are_found_alone_and_in_small_letters_after_a_vehicle() -> None:
    assert found("una Panda GF 482 KL o GF482KL") == [("targa", "GF 482 KL"), ("targa", "GF482KL")]
    assert found("targa gk 552 hj") == [("targa", "gk 552 hj")]
    assert found("scooter EX 48210") == [("targa", "EX 48210")]
    assert found("gk 552 hj; EX 48210") == []


@pytest.mark.parametrize("text", ["determina AB 123 CD", "delibera CC 118 GC", "cavo FG 160 OR", "UO 123 IQ"])
def test_numbers_of_acts_are_no_plates(text: str) -> None:
    assert found(text) == []
