import time

import pytest

from workbench.checks import find_facts, numbers_dates_references
from workbench.checks.facts import supported


@pytest.mark.parametrize(
    ("value", "ways"),
    [
        ("2027-03-03", ["3 marzo 2027", "03/03/2027", "3.3.2027", "3-3-27", "2027-03-03", "3 MARZO 2027"]),
        ("2027-04-01", ["1° aprile 2027", "primo aprile 2027", "1/4/2027"]),
        ("--03-03", ["3 marzo", "03/03"]),
        ("2027-03", ["marzo 2027"]),
        ("1250", ["€ 1.250,00", "1250 euro", "1.250 euro", "euro 1.250", "1250", "EUR 1.250,00"]),
        ("12.5", ["12,5", "€ 12,50"]),
        ("1500000", ["1,5 milioni di euro", "1.500.000 €"]),
        ("15000", ["15mila", "15.000"]),
        ("20%", ["20%", "20 %", "20 per cento", "venti per cento", "20,0 percento"]),
        ("09:30", ["9.30", "ore 09:30", "9:30"]),
        ("30", ["trenta giorni", "30 giorni", "030"]),
        ("23", ["ventitré", "ventitre giorni", "23"]),
        ("6", ["sei mesi", "6 mesi"]),
        ("45/2027", ["45/2027", "n. 0045/2027"]),
        ("BBF90310AD", ["CIG BBF90310AD"]),
        ("331471925", ["tel. 0331 471925", "+39 0331.471925", "(0331) 471925"]),
        ("l. 241/1990", ["legge 241/1990", "L. n. 241 del 1990", "legge n. 241/90"]),
        ("art. 10-bis", ["art. 10-bis", "articolo 10 bis", "art. 10bis"]),
        (
            "art. 10-bis l. 241/1990",
            [
                "art. 10-bis della legge 241/1990",
                "articolo 10 bis L. n. 241 del 1990",
                "L. 241/1990, art. 10-bis",
            ],
        ),
        ("d.lgs. 267/2000", ["D.Lgs. 267/2000", "decreto legislativo n. 267 del 2000", "dlgs 267/2000"]),
        ("d.p.r. 445/2000", ["D.P.R. 445/2000", "DPR n. 445/2000", "D.P.R.n.445/2000"]),
        ("reg. ue 679/2016", ["Reg. (UE) 2016/679", "regolamento UE n. 679/2016"]),
        ("comma 2", ["comma 2", "commi 2"]),
    ],
)
def test_one_fact_has_one_form_however_it_is_written(value: str, ways: list[str]) -> None:
    assert {way: numbers_dates_references(way) for way in ways} == {way: {value} for way in ways}


def test_several_facts_of_one_sentence_are_told_apart() -> None:
    text = "Ai sensi degli artt. 7 e 8 della L. 241/1990, dal 3 al 10 marzo 2027, ore 9.30, 16 euro (12,5%)."
    assert numbers_dates_references(text) == {
        "art. 7 l. 241/1990",
        "art. 8 l. 241/1990",
        "2027-03-03",
        "2027-03-10",
        "09:30",
        "16",
        "12.5%",
    }


def test_a_law_cited_with_its_day_states_the_day_too() -> None:
    assert numbers_dates_references("legge 7 agosto 1990, n. 241") == {"l. 241/1990", "1990-08-07"}


def test_a_fact_supports_weaker_ones_and_not_stronger() -> None:
    assert {"2027", "2027-03", "--03-03"} <= supported("entro il 3 marzo 2027")
    assert "2027-03-03" not in supported("entro il 3 marzo")
    assert {"art. 10-bis", "l. 241/1990"} <= supported("art. 10-bis della legge 241/1990")
    assert "45/2027" in supported("delibera n. 45 del 3 marzo 2027")


def test_marks_of_lists_and_small_words_are_no_numbers() -> None:
    assert numbers_dates_references("1. Venga\n2) Firmi\nlei sei brava, uno dei due") == set()


def test_a_date_that_cannot_be_is_not_a_date() -> None:
    assert "2027-13-45" not in numbers_dates_references("45/13/2027")


def test_facts_say_where_they_stand() -> None:
    text = "Paghi 16 euro entro il 3 marzo 2027"
    assert [(fact.text, text[fact.start : fact.end]) for fact in find_facts(text)] == [
        ("16 euro", "16 euro"),
        ("3 marzo 2027", "3 marzo 2027"),
    ]


@pytest.mark.parametrize(
    "ugly", ["9" * 5000, "1." * 3000, "1,5" + "0" * 4000, "€" * 100, "art. " * 500, "٣ marzo"]
)
def test_absurd_numbers_do_no_harm(ugly: str) -> None:
    assert len(find_facts(ugly)) < len(ugly)


def test_time_grows_with_the_length_of_the_text() -> None:
    def seconds(length: int) -> float:
        text = ("art. 5, l. 3 e 1.2 ore 9 € 4 " * length)[:length]
        start = time.process_time()
        find_facts(text)
        return time.process_time() - start

    seconds(1000)
    assert seconds(40_000) < 4 * 3 * max(seconds(10_000), 0.02)
