import time

import pytest

from workbench.identifiers import find_codes, judge


def found(text: str) -> list[tuple[str, str]]:
    return [(code.kind, code.text) for code in find_codes(text)]


CIG = ("cig", "BBF90310AD")
COMPANY = "00743110157"


@pytest.mark.parametrize(
    "text",
    [
        "CIG: BBF90310AD",
        "C.I.G. n. BBF90310AD",
        "c.i.g.: bbf90310ad",
        "Codice CIG derivato BBF90310AD",
        "CIG (lotto 1) BBF90310AD",
        "CIG\n\nBBF90310AD",
        "CIG                       BBF90310AD",
        "| CIG | BBF90310AD |",
        "codice identificativo gara «BBF90310AD»",
        "CIG BBF9 0310 AD",
        "CIG B B F 9 0 3 1 0 A D.",
        "CIG BBF903-\n10AD",
        "CIG BBF9O31OAD",
        "CIG BBF903l0AD",
        "CIGBBF90310AD",
        "il CIG acquisito dalla piattaforma certificata di negoziazione è BBF90310AD",
        "vedi il lotto (BBF90310AD)",
    ],
)
def test_a_cig_is_found_however_it_is_written(text: str) -> None:
    assert found(text) == [CIG]


@pytest.mark.parametrize(
    "text",
    [
        "CIG da acquisire",
        "CIG in corso di acquisizione",
        "CIG: in fase di acquisizione tramite la PCP, prot. n. 0012345/2026",
        "CIG: XXXXXXXXXX",
        "CIG: B1234XXXXX",
        "CIG: __________",
        "CIG ........., CUP .........",
        "la CIG in deroga del 12/01/2024, fascicolo 12345678901",
        "CIG n. 5 del 2026",
        "prot. n. 00743110157 del 12/03/2026",
        "prot. 0012345/2026 del 03.02.2026, rep. 1234567890",
        "tel. 0331 471925, cell. 347 1234567, fax 0331471925",
        "CUP 800 638 638 (centro unico di prenotazione)",
        "CUP dell'ospedale tel. 02 12345678",
        "il perito p.i. Mario Rossi, tel. 0331471925",
        "fattura n. 12345678901 del 3 febbraio 2026, importo 1.234.567,89 euro",
        "impegno 2026/1234, capitolo 10101030001, determina 4567890123",
        "matricola ABCDEF12, targa AB123CD",
        "telefono 03314719-5",
        "CPV divisione 72",
        "",
    ],
)
def test_what_is_no_code_is_not_taken_for_one(text: str) -> None:
    assert found(text) == []


def test_a_wrong_code_after_its_label_is_found_to_be_judged() -> None:
    text = (
        "CIG B123456789, CIG BBF90310A, CUP 117H03000130001, P. IVA 0074311015, C.F. RSSMRA80A01H501X, "
        "CPV 72000000-4, CPV 7200000-5, IBAN IT60 X054 2811 1010 0000 0123 45 presso la tesoreria, "
        "CIG rilasciato dalla piattaforma: B223456789"
    )
    codes = find_codes(text)
    assert [code.kind for code in codes] == [
        "cig",
        "cig",
        "cup",
        "partita_iva",
        "codice_fiscale",
        "cpv",
        "cpv",
        "iban",
        "cig",
    ]
    assert {judge(code).outcome for code in codes} == {"errato"}


@pytest.mark.parametrize(
    "text",
    [
        "IBAN IT 60 X 05428 11101 000000123457",
        "IBAN: IT 60X 05428 11101 0000001 23457 presso la banca",
        "coordinate bancarie: IT60X0542811101000000123457",
        "coordinate bancarie IT 60 X 0542811101 000000 123457",
        "conto corrente dedicato IT60X0542811101000000123457",
        "c/c IT60 X054 2811 1010 0000 0123 457",
        "accredito su IT60X0542811101000000123457",
        "bonifico a favore di IT60X0542811101000000123457",
    ],
)
def test_a_wrong_iban_is_found_in_odd_groups_and_after_other_labels(text: str) -> None:
    assert found(text) == [("iban", "IT60X0542811101000000123457")]
    assert judge(find_codes(text)[0]).outcome == "errato"


@pytest.mark.parametrize("text", ["CIG B B F 9 0 3 1 0 A E", "CIG n. B.B.F.9.0.3.1.0.A.E", "CIG BBF 90310AE"])
def test_a_wrong_cig_is_found_between_blanks(text: str) -> None:
    assert found(text) == [("cig", "BBF90310AE")]


@pytest.mark.parametrize(
    "text", ["coordinate bancarie da comunicare", "conto dedicato n. 123456 presso Banca", "IBAN IT__ _ ____"]
)
def test_an_account_that_is_still_to_be_told_is_no_code(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"P.IVA/C.F. {COMPANY}", "partita_iva"),
        (f"C.F. e P.IVA: {COMPANY}", "partita_iva"),
        (f"P.I. {COMPANY}", "partita_iva"),
        (f"Partita IVA n. IT {COMPANY}", "partita_iva"),
        ("p. iva OO743110157", "partita_iva"),
        ("partita iva 007 431 101 57", "partita_iva"),
        (f"C.F. {COMPANY}", "codice_fiscale"),
        (
            f"codice fiscale e numero di iscrizione al registro delle imprese di Milano {COMPANY}",
            "codice_fiscale",
        ),
        (f"Partita IVA della ditta Alfa S.r.l. n. {COMPANY}", "partita_iva"),
        (f"fornitore IT{COMPANY}", "partita_iva"),
    ],
)
def test_eleven_digits_are_what_their_label_says(text: str, kind: str) -> None:
    assert found(text) == [(kind, COMPANY)]


def test_letters_and_digits_confused_by_a_scan_are_put_right() -> None:
    assert found("C.F. RSSMRA8OAO1H5O1U") == [("codice_fiscale", "RSSMRA80A01H501U")]
    assert found("CUP D47H17OO154OOO6") == [("cup", "D47H17001540006")]
    assert found("IBAN lT60XO5428111O1OOOOOO123456") == [("iban", "IT60X0542811101000000123456")]
    assert found("CPV 72.00.00.00-5; CPV 9O910000-9") == [("cpv", "72000000-5"), ("cpv", "90910000-9")]


def test_the_place_is_that_of_the_code_as_the_document_has_it() -> None:
    text = "Lotto 2, CIG: BBF9 0310 AD."
    code = find_codes(text)[0]
    assert text[code.start : code.end] == "BBF9 0310 AD"
    assert code.generation == "pcp"


def test_a_list_after_one_label_and_two_labels_before_two_codes() -> None:
    assert found("CIG A0059785CC, BBF90310AD e B123456789") == [
        ("cig", "A0059785CC"),
        CIG,
        ("cig", "B123456789"),
    ]
    assert found("CIG lotto 1: A0059785CC; lotto 2: B123456789")[1] == ("cig", "B123456789")
    assert found("CUP/CIG: D47H17001540006/B123456789") == [
        ("cup", "D47H17001540006"),
        ("cig", "B123456789"),
    ]
    assert found("CPV principale 90910000-9, secondario 90911000-5") == [
        ("cpv", "90910000-9"),
        ("cpv", "90911000-5"),
    ]


@pytest.mark.parametrize("border", [" | ", "\t"])
def test_codes_are_found_in_the_columns_of_a_table(border: str) -> None:
    rows = ("Lotto CIG CPV P.IVA", "1 B123456789 72000000-4 00743110158", "2 BBF90310AD 72000000 00743110157")
    text = "\n".join(border.join(row.split()) for row in rows)
    assert found(text) == [
        ("cig", "B123456789"),
        ("cpv", "72000000-4"),
        ("partita_iva", "00743110158"),
        CIG,
        ("cpv", "72000000"),
        ("partita_iva", COMPANY),
    ]


def test_a_digit_after_a_spaced_dash_is_a_check_digit_only_if_it_is_the_right_one() -> None:
    assert found("CPV 72000000 - 3 lotti") == [("cpv", "72000000")]
    assert found("CPV 72000000 - 5") == [("cpv", "72000000-5")]


def test_time_grows_with_the_text() -> None:
    text = "CIG e CUP e P.IVA n. : - / C.F. lotto 1 di seguito " * 4000 + "| CIG |" * 2000
    start = time.process_time()
    find_codes(text)
    assert time.process_time() - start < 3


def test_blanks_between_bars_do_not_move_the_columns_of_a_table() -> None:
    text = "| sedi       | gestore   | codice gara |\n| uffici     |           | BBF90310AD  |\n"
    assert [code.text for code in find_codes(text)] == ["BBF90310AD"]
