import json
from pathlib import Path

import pytest

from workbench.privacy import find_personal
from workbench.privacy.checksums import iban_is_valid, is_card_number, luhn_is_valid, tax_code_is_valid

VECTORS = Path(__file__).parents[4] / "shared" / "reference" / "identifier_vectors.json"


def kinds(text: str) -> list[str]:
    return [found.kind for found in find_personal(text)]


def test_a_tax_code_is_found_by_its_check_character_in_any_case() -> None:
    assert kinds("RSSMRA80A01H501U e rssmra80a01h501u") == ["codice fiscale"] * 2
    assert kinds("RSSMRA80A01H501X") == []
    assert kinds("RSSMRA80A32H501U") == []


def test_a_tax_code_with_letters_for_digits_is_found() -> None:
    # By hand: in an odd place `1` counts 0 and the `M` in its place 18; U (20) + 18 is M (12) modulo 26.
    assert tax_code_is_valid("RSSMRA80A01H50MM")
    assert kinds("RSSMRA80A01H50MM") == ["codice fiscale"]


def test_a_mistyped_code_is_covered_where_a_word_names_it() -> None:
    assert kinds("codice fiscale RSSMRA80A01H501X") == ["codice fiscale"]
    assert kinds("codice articolo RSSMRA80A01H501X") == []
    assert kinds("IBAN IT60X0542811101000000123457") == ["IBAN"]
    assert kinds("codice IT60X0542811101000000123457") == []


def test_an_iban_is_found_in_groups_and_in_other_countries() -> None:
    assert [each.text for each in find_personal("IT60 X054 2811 1010 0000 0123 456 grazie")] == [
        "IT60 X054 2811 1010 0000 0123 456"
    ]
    assert kinds("GB82 WEST 1234 5698 7654 32; DE89370400440532013000") == ["IBAN", "IBAN"]
    assert not iban_is_valid("IT60X054281110100000012345")


def test_eleven_digits_are_a_partita_iva_only_where_a_word_says_so() -> None:
    assert kinds("P.IVA 00743110157") == ["partita IVA"]
    assert kinds("IT00743110157") == ["partita IVA"]
    assert kinds("prot. n. 00743110157") == []
    assert kinds("00743110157") == []
    assert kinds("P.IVA 00743110158") == []


def test_cards_need_luhn_and_a_known_circuit() -> None:
    assert kinds("4111 1111 1111 1111 / 378282246310005") == ["carta di pagamento"] * 2
    assert kinds("4111 1111 1111 1112") == []
    assert not is_card_number("2026000000000006") and luhn_is_valid("2026000000000006")
    assert kinds("codice avviso 4111111111111111") == []


@pytest.mark.skipif(not VECTORS.exists(), reason="senza la cartella dei riferimenti")
def test_public_vectors_of_identifiers_are_told_apart() -> None:
    vectors = json.loads(VECTORS.read_text("utf-8"))
    assert all(kinds(code) == ["codice fiscale"] for code in vectors["codice_fiscale"]["valid"])
    assert all(kinds(code) == ["IBAN"] for code in vectors["iban_it"]["valid"])
    assert all(kinds(f"partita IVA {code}") == ["partita IVA"] for code in vectors["partita_iva"]["valid"])
    for name in ("codice_fiscale", "iban_it", "partita_iva"):
        assert all(kinds(code) == [] for code in vectors[name]["wrong"])
    for name in ("cig_pcp", "cig_simog", "smartcig", "cup", "cpv"):
        for code in vectors[name]["valid"] + vectors[name]["wrong"]:
            assert kinds(f"{name.split('_')[0].upper()} {code}") == []
            assert kinds(code) == []
