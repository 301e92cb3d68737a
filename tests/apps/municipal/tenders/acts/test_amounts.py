"""Amounts and what they are."""

from decimal import Decimal

import pytest

from apps.municipal.tenders.acts import amount_text, find_money


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("importo di € 12.500,00", "12500.00"),
        ("importo di Euro 12.500", "12500"),
        ("importo di 12500 euro", "12500"),
        ("importo di € 12.500,=", "12500"),
        ("importo di € 1,5 milioni", "1500000.0"),
        ("importo di EUR 1'234'567,89", "1234567.89"),
        ("Totale | 68.400,00", "68400.00"),
        ("importo di €. 900", "900"),
        ("lavori fino a 3.000.000 di euro", "3000000"),
    ],
)
def test_an_amount_is_read_however_it_is_written(text: str, value: str) -> None:
    assert [each.value for each in find_money(text)] == [Decimal(value)]


@pytest.mark.parametrize(
    "text",
    [
        "prot. n. 12.500",
        "il 22,50%",
        "art. 50",
        "superficie 1.200,00 mq",
        "n. 3 euro-pallet",
        "CIG A0059785CC",
        "2026",
    ],
)
def test_what_is_no_amount_is_let_pass(text: str) -> None:
    assert find_money(text) == []


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "importo a base di gara € 10.000,00 oltre IVA, di cui € 500,00 per oneri della sicurezza",
            ["base", "sicurezza"],
        ),
        ("imponibile € 10.000,00\nIVA 22% € 2.200,00\nTotale € 12.200,00", ["base", "iva", "totale"]),
        ("per l'importo offerto di € 9.000,00 più IVA, per complessivi € 10.980,00", ["offerta", "totale"]),
        ("è inferiore alla soglia di 140.000 euro", ["soglia"]),
        ("garanzia definitiva di € 450,00", ["garanzia"]),
        ("fatturato globale di € 300.000,00", ["fatturato"]),
        ("massimale di € 1.000.000,00", ["assicurazione"]),
        ("costo della manodopera | 31.000,00", ["manodopera"]),
        ("rinnovo per un anno, € 20.000,00", ["opzioni"]),
        ("di impegnare € 12.200,00 sul capitolo 10", ["impegno"]),
        ("esercizio 2026 € 100,00", [""]),
    ],
)
def test_an_amount_knows_what_it_is(text: str, roles: list[str]) -> None:
    assert [each.role for each in find_money(text)] == roles


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("L'importo, al netto di IVA e comprensivo di ogni spesa, è pari a euro 91.200,00.", "base"),
        ("L'importo dei lavori, oneri della sicurezza compresi, è di 64.000,00 euro.", "base"),
        ("L'importo dei lavori, comprensivo degli oneri della sicurezza, ammonta a € 64.000,00.", "base"),
        ("Il tetto dei 139.000 euro", "soglia"),
        ("Oltre IVA, pari a euro 880,00.", "iva"),
        ("Oneri della sicurezza: 1.200,00 euro.", "sicurezza"),
    ],
)
def test_how_an_amount_is_meant_is_not_what_it_is(text: str, role: str) -> None:
    assert [each.role for each in find_money(text)] == [role]


def test_an_amount_repeated_in_words_carries_both() -> None:
    (found,) = find_money("per € 27.200,00 (ventisettemiladuecento/00) più IVA")
    assert (found.value, found.in_words, found.tax) == (Decimal("27200.00"), 27_200, "netto")


def test_an_amount_with_tax_says_so() -> None:
    assert find_money("€ 1.220,00 IVA inclusa")[0].tax == "lordo"


def test_the_tax_of_one_amount_is_not_that_of_the_next() -> None:
    found = find_money("Costa € 1.220,00 IVA compresa (€ 1.000,00 di imponibile)")
    assert [each.tax for each in found] == ["lordo", ""]


def test_an_amount_is_shown_as_italians_write_it() -> None:
    assert amount_text(Decimal("12500.5")) == "12.500,50 euro"
