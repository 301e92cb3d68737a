from datetime import date

import pytest

from workbench.identifiers import cpv_label, judge
from workbench.identifiers.cpv import entries

# Codes seen in public acts (identifier vectors of the project, 2026-11): formally right is not existing.
VALID = {
    "cig": "A0059785CC BBF90310AD BB4B32B78B BA1A7CF173 BC0AB32B78 918052266A 9254777395 81970714FA "
    "8321383E79 ZDB27337A5 ZF233CF431",
    "cup": "D47H17001540006 G39G19000560002 E87I17000880007 G17H03000130001 F79J22001380004",
    "cpv": "75250000-3 90910000-9 72000000-5 45000000-7 55000000-0",
    "partita_iva": "00743110157",
    "codice_fiscale": "RSSMRA80A01H501U RSSMRA80A01H50MM 00743110157",
    "iban": "IT60X0542811101000000123456 DE89370400440532013000",
}
WRONG = {
    "cig": "B123456789 9180522669 ZDB27337A6 BBF90310A BBF90310ADE 0000000000 BBF9031GAD "
    "918A52266A W123456789",
    "cup": "117H03000130001 G17H0300013000 G17H0300013000A G1700000000000A",
    "cpv": "72000000-4 99999999-9 7200000-5 72000000-55 30121200-4",
    "partita_iva": "00743110158 0074311015 00000000000 0074311O157",
    "codice_fiscale": "RSSMRA80A01H501X RSSMRA80A32H501U RSSMRA80A01H501 RSSMR180A01H501U 00743110158",
    "iban": "IT60X0542811101000000123457 IT60X054281110100000012345 XX60X0542811101000000123456",
}


@pytest.mark.parametrize(("kind", "codes"), VALID.items())
def test_right_codes_are_valid(kind: str, codes: str) -> None:
    assert {code: judge((kind, code)).outcome for code in codes.split()} == dict.fromkeys(
        codes.split(), "valido"
    )


@pytest.mark.parametrize(("kind", "codes"), WRONG.items())
def test_wrong_codes_are_wrong_and_the_reason_is_told(kind: str, codes: str) -> None:
    for code in codes.split():
        judgement = judge((kind, code))
        assert judgement.outcome == "errato", code
        assert judgement.reason.endswith(".")


def test_a_cig_of_the_old_systems_is_doubtful_in_an_act_of_2024_or_later() -> None:
    for code in ("918052266A", "ZDB27337A5"):
        assert judge(("cig", code), date(2023, 12, 31)).outcome == "valido"
        later = judge(("cig", code), date(2024, 1, 1))
        assert later.outcome == "dubbio"
        assert "contratto precedente" in later.reason
    assert judge(("cig", "BBF90310AD"), date(2026, 5, 5)).outcome == "valido"
    assert judge(("cig", "9180522669"), date(2026, 5, 5)).outcome == "errato"


@pytest.mark.parametrize("letter", "JKLMNOPQRSTU")
def test_a_letter_on_which_the_sources_disagree_is_never_called_wrong(letter: str) -> None:
    for digits in ("123456789", "0059785CC"):
        assert judge(("cig", letter + digits)).outcome == "dubbio"


def test_a_wrong_check_digit_of_a_cpv_names_the_right_one() -> None:
    assert "72000000-5" in judge(("cpv", "72000000-4")).reason


def test_a_cpv_without_check_digit_is_doubtful_and_named() -> None:
    judgement = judge(("cpv", "90910000"))
    assert judgement.outcome == "dubbio"
    assert "90910000-9 (Servizi di pulizia)" in judgement.reason


def test_the_table_of_cpv_codes_is_the_official_one_where_no_formula_holds() -> None:
    weights = (3, 7, 1, 3, 7, 1, 3, 7)
    off = [
        code
        for code, entry in entries().items()
        if sum(int(digit) * weight for digit, weight in zip(code, weights, strict=True)) % 10
        != int(entry.check)
    ]
    assert (len(entries()), len(off)) == (9454, 532)
    assert (
        cpv_label("90910000-9") == cpv_label("90910000") == cpv_label("90910000 - 9") == "Servizi di pulizia"
    )
    assert cpv_label("90910000-8") is None
    assert cpv_label("12345678") is None


def test_an_iban_whose_letter_does_not_match_is_wrong_even_if_the_remainder_is_one() -> None:
    # Check digits recomputed by hand for another CIN: 98 - (rest modulo 97) of Y0542811101000000123456IT00.
    digits = "".join(str(int(character, 36)) for character in "Y0542811101000000123456IT00")
    code = f"IT{98 - int(digits) % 97:02d}Y0542811101000000123456"
    judgement = judge(("iban", code))
    assert judgement.outcome == "errato"
    assert "dovrebbe essere X, non Y" in judgement.reason


def test_blanks_dots_and_small_letters_do_not_matter() -> None:
    assert judge(("iban", "it60 x054 2811 1010 0000 0123 456")).outcome == "valido"
    assert judge(("cig", "bbf9.0310.ad")).outcome == "valido"


@pytest.mark.parametrize("text", ["", "²²²²²²²²²²", "ààààààààààà", "\x00", "٣" * 11, "-" * 500])
def test_nonsense_is_wrong_and_never_a_crash(text: str) -> None:
    for kind in VALID:
        assert judge((kind, text)).outcome == "errato"
