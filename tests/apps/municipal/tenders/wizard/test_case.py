from datetime import date
from decimal import Decimal

import pytest

from apps.municipal.tenders.wizard import advise, read_case
from apps.municipal.tenders.wizard.reading import euro, read_amount, read_day, with_article
from workbench.errors import UserError

GOOD = {"oggetto": "servizi", "valore": 139999.99, "data": "2026-11-22"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"valore": -1}, "«valore» deve essere più di 0"),
        ({"valore": 0}, "«valore»"),
        ({"valore": float("nan")}, "«valore» deve essere un importo"),
        ({"valore": float("inf")}, "«valore» deve essere un importo"),
        ({"valore": Decimal("1e400000")}, "«valore» deve essere al massimo"),
        ({"valore": 10**30}, "«valore» deve essere al massimo"),
        ({"valore": "centomila"}, "«valore» deve essere un importo"),
        ({"valore": True}, "«valore» deve essere un importo"),
        ({"valore": None}, "«valore»"),
        ({"valore": [1]}, "«valore»"),
        ({"valore": Decimal("139999.995")}, "due decimali"),
        ({"opzioni": -0.01}, "«opzioni» deve essere almeno 0"),
        ({"rinnovi": "NaN"}, "«rinnovi»"),
        ({"data": "2026-13-01"}, "«data» deve essere una data"),
        ({"data": "ieri"}, "«data»"),
        ({"data": 20261122}, "«data»"),
        ({"data": "2026-02-30"}, "«data»"),
        ({"oggetto": "noleggi"}, "«oggetto» non è fra le scelte"),
        ({"sconto": 3}, "«sconto» non è fra le voci previste"),
        ({"interesse_transfrontaliero": "forse"}, "«interesse_transfrontaliero» deve essere true o false"),
        ({"alta_intensita_manodopera": 1}, "true o false"),
        ({"lotti": 0}, "«lotti» deve essere almeno 1"),
        ({"cpv": "pulizie"}, "otto cifre"),
        ({"appalto_integrato": True}, "non va d'accordo"),
        ({"interessi_strategici": True}, "non va d'accordo"),
    ],
)
def test_a_value_that_is_not_right_is_refused_by_name_in_italian(change, told):
    with pytest.raises(UserError) as refused:
        read_case(GOOD | change)
    assert told in str(refused.value)
    assert "Input should" not in str(refused.value)


def test_what_is_missing_is_named():
    with pytest.raises(UserError, match="«oggetto» manca; «data» manca"):
        read_case({"valore": 1})


def test_amounts_are_exact_however_they_are_written():
    for written in (139999.99, "139999.99", "139.999,99", "€ 139.999,99", Decimal("139999.99")):
        assert read_case(GOOD | {"valore": written}).valore == Decimal("139999.99")


def test_options_and_renewals_count():
    case = read_case(GOOD | {"valore": "139999.98", "opzioni": "0.01", "rinnovi": 0.01})
    advice = advise(case)
    assert case.totale == 140_000
    assert advice.procedura == "negoziata"
    assert any("opzioni e rinnovi" in text for text in advice.avvertenze)


@pytest.mark.parametrize("day", ["2023-06-30", "2028-01-01", "1999-01-01"])
def test_a_day_that_no_rule_covers_is_refused(day):
    with pytest.raises(UserError, match=r"soglie|Codice"):
        advise(read_case(GOOD | {"data": day}))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.500", "12500"),
        ("12.500,5", "12500.5"),
        ("12500.50", "12500.50"),
        ("1,234.50", "1234.50"),
        ("Euro 12.500,00", "12500.00"),
        ("12 500,00 €", "12500.00"),
        ("1.250,--", "1250"),
        ("-3", "-3"),
        ("0,01", "0.01"),
    ],
)
def test_amounts_as_people_write_them(text, value):
    assert read_amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "abc", "12,34,56", "1.2.3", "12-5", "٣٤x", "1e5"])
def test_what_is_no_amount_is_none(text):
    assert read_amount(text) is None


def test_days_as_people_write_them():
    for text in ("2026-03-01", "01/03/2026", "1.3.2026", "20260301", "2026-03-01T00:00:00"):
        assert read_day(text) == date(2026, 3, 1)
    for text in ("31/02/2026", "3 marzo", "", "2026-3-1x"):
        assert read_day(text) is None


def test_euro_and_articles_in_italian():
    assert euro(Decimal("1234567.5")) == "1.234.567,50 euro"
    assert euro(Decimal(140_000)) == "140.000 euro"
    assert [with_article(Decimal(each)) for each in (80, 90, 5)] == ["l'80", "il 90", "il 5"]
