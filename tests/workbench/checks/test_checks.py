import re
from pathlib import Path

import pytest

from workbench import checks
from workbench.checks import (
    CHECKS,
    CorrectRefusal,
    FactsPresent,
    Gulpease,
    Labels,
    Length,
    NoPersonalData,
    NumbersFromSource,
    ValidJson,
    Verdict,
)

SOURCE = (
    "Ai sensi dell'art. 10-bis della legge 241/1990 la S.V. paghi € 1.250,00 entro il 03/03/2027, ore 9-12."
)


def test_every_check_has_a_file_and_is_listed() -> None:
    folder = Path(checks.__file__).parent
    defined = {
        name
        for path in folder.glob("*.py")
        for name in re.findall(
            r"class (\w+):\n(?:(?!\nclass ).)*?\n    name: ClassVar", path.read_text("utf-8"), re.DOTALL
        )
    }
    assert defined == {check.__name__ for check in CHECKS}


def test_a_fact_is_present_however_it_is_written() -> None:
    check = FactsPresent(("1250 euro", "3 marzo 2027", "art. 10 bis L. n. 241 del 1990"))
    assert check(SOURCE, "").ok
    verdict = check("Paghi 1.250 € entro il 3 aprile 2027 (art. 10-bis della legge 241/1990).", "")
    assert not verdict.ok and verdict.where == "«3 marzo 2027»"


def test_a_fact_of_words_may_have_several_wordings() -> None:
    check = FactsPresent(("ufficio tributi|sportello tributi",))
    assert check("Vada allo Sportello  Tributi.", "").ok
    assert check("Vada allo sportello.", "").where == "«ufficio tributi»"


def test_numbers_of_the_output_must_be_in_the_source() -> None:
    check = NumbersFromSource()
    assert check("Paghi 1250 euro entro il 3 marzo (articolo 10 bis).", SOURCE).ok
    verdict = check("1. Paghi 1.350 euro entro il 3 marzo 2028, art. 11.", SOURCE)
    assert not verdict.ok and verdict.where == "«1.350 euro», «3 marzo 2028», «art. 11»"
    assert check("", SOURCE).ok and check("Nessun numero.", "").ok


def test_an_invented_telephone_is_seen() -> None:
    source = "Per dubbi: tel. 0331 471925."
    assert NumbersFromSource()("Chiami lo 0331/471925.", source).ok
    assert NumbersFromSource()("Chiami lo 0331 471926.", source).where == "«0331 471926»"


def test_a_hard_text_is_shown_its_longest_sentence() -> None:
    verdict = Gulpease(50)(
        "Breve. "
        + "Considerata la documentazione istruttoria precedentemente trasmessa allo sportello. " * 3,
        "",
    )
    assert not verdict.ok and verdict.where.startswith("«Considerata")
    assert Gulpease(50)("Venga da noi domani. Porti il modulo.", "").ok
    assert not Gulpease(50)("", "").ok


@pytest.mark.parametrize(
    ("text", "ok"), [("uno due", False), ("uno due tre", True), ("a b c d e", True), ("a " * 6, False)]
)
def test_length_counts_words_both_ends_included(text: str, ok: bool) -> None:
    assert Length(3, 5)(text, "").ok is ok


@pytest.mark.parametrize(
    ("output", "ok"),
    [
        ('{"cig": null, "importo": "1"}', True),
        ('[{"cig": 1, "importo": 2}]', True),
        ('{"cig": 1}', False),
        ('Ecco: {"cig": 1, "importo": 2}', False),
        ('```json\n{"cig": 1, "importo": 2}\n```', False),
        ('{"cig": NaN, "importo": 2}', False),
        ("[]", False),
        ("3", False),
        ("", False),
        ("[" * 100_000, False),
        ("9" * 10_000, False),
    ],
)
def test_json_must_be_whole_and_alone(output: str, ok: bool) -> None:
    assert ValidJson(("cig", "importo"))(output, "").ok is ok


def test_the_verdict_on_personal_data_does_not_repeat_them() -> None:
    verdict = NoPersonalData()("La sig.ra Anna Verdi risponde al 347 6120984.", "")
    assert not verdict.ok
    assert "Verdi" not in verdict.where and "347" not in verdict.where
    assert verdict.where == "«La sig.ra [nome] risponde al [telefono].», «[nome] risponde al [telefono].»"
    assert NoPersonalData(allowed=("0331 471925",))("Chiami lo 0331 471925.", "").ok


def test_a_refusal_is_right_only_where_the_source_is_silent() -> None:
    assert CorrectRefusal()("Nel regolamento non risulta.", "").ok
    assert not CorrectRefusal()("Costa 16 euro.", "").ok
    assert not CorrectRefusal(expected=False)("Non risulta.", "").ok
    assert CorrectRefusal(("Nella scheda non c'è.",))("nella scheda non c’è", "").ok


GOLD = {"r1": "tributi", "r2": "lavori_pubblici", "r3": "anagrafe", "r4": "urp"}


@pytest.mark.parametrize(
    "output",
    [
        "r1: tributi\nr2: Lavori pubblici\nr3: anagrafe\nr4: scuola",
        '{"r1": "tributi", "r2": "lavori_pubblici", "r3": "Anagrafe"}',
        "- r1 = Tributi\n- r2 = lavori_pubblici\n- r3 = anagrafe\n- r4 = ?",
    ],
)
def test_labels_are_counted_against_the_gold_map(output: str) -> None:
    verdict = Labels(GOLD, least=0.75)(output, "")
    assert verdict.ok and "3 su 4" in verdict.why
    assert "r4: " in Labels(GOLD)(output, "").where


def test_one_label_for_one_text_must_stand_alone() -> None:
    check = Labels({"la buca": "lavori_pubblici", "la tassa": "tributi"})
    assert check("Lavori pubblici.", "la buca").ok
    assert not check("tributi", "la buca").ok
    assert not check("tributi o lavori pubblici", "la buca").ok
    assert not check("boh", "la buca").ok


@pytest.mark.parametrize(
    "check",
    [
        FactsPresent(("3 marzo 2027",)),
        NumbersFromSource(),
        Gulpease(50),
        Length(1, 10),
        ValidJson(("cig",)),
        NoPersonalData(),
        CorrectRefusal(),
        Labels(GOLD),
    ],
)
@pytest.mark.parametrize("output", ["", " \n", "\u202e<script>", "=1+1", "a" * 20_000, "7 " * 5_000, "é\x00"])
def test_no_output_breaks_a_check_and_quotes_stay_short(check: checks.Check, output: str) -> None:
    verdict = check(output, "")
    assert isinstance(verdict, Verdict) and verdict.name == check.name and verdict.why
    assert len(verdict.where) < 600
    assert check(output, "") == verdict
