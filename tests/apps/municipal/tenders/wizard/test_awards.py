from datetime import date
from decimal import Decimal

import pytest

from apps.municipal.tenders.wizard import Wanted, gather, read_awards
from workbench.errors import UserError

ANAC = (
    "cig;oggetto_lotto;importo_aggiudicazione;data_aggiudicazione_definitiva;denominazione;codice_fiscale;cod_cpv\n"
    "A0059785CC;Pulizia sedi;39900.0;2026-01-15;ALFA SERVIZI S.R.L.;01234567890;90911200-8\n"
    "A0059785CD;Pulizia palestre;60000.5;2026-05-02;Beta soc. coop.;09876543210;90910000-9\n"
    "A0059785CE;Sedie;1500;2026-05-02;Gamma;00000000001;39112000-0\n"
)
OFFICE = (
    "Oggetto,Importo (IVA esclusa),Data,Ditta\n"
    '"Pulizia, sedi","12.500,00 €",03/02/2025,Alfa Servizi srl\n'
    "Rifiuti,non so,03/02/2025,Beta\n"
    "Rifiuti,100,31/02/2025,Beta\n"
    "Rifiuti,100,01/02/2025,\n"
    "\n"
    "Rifiuti,-100,01/02/2025,Beta\n"
)


def _wanted(**change: object) -> Wanted:
    values = {
        "object_kind": "servizi",
        "value": Decimal(40_000),
        "day": date(2026, 11, 22),
        "cpv": "90919200-4",
        "operator": "Alfa Servizi",
    }
    return Wanted(**(values | change))


def test_a_list_of_anac_is_read():
    brought = read_awards("cig.csv", ANAC.encode())
    first = brought.awards[0]
    assert (first.row, first.cig, first.amount, first.day) == (
        2,
        "A0059785CC",
        Decimal("39900.00"),
        date(2026, 1, 15),
    )
    assert (first.operator, first.tax_code, first.cpv) == ("ALFA SERVIZI S.R.L.", "01234567890", "90911200-8")
    assert brought.rejected == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_the_list_of_an_office_is_read_and_its_bad_rows_are_told_with_their_numbers(encoding):
    brought = read_awards("registro.csv", OFFICE.encode(encoding))
    assert [(one.row, one.amount, one.operator) for one in brought.awards] == [
        (2, Decimal("12500.00"), "Alfa Servizi srl")
    ]
    assert [(each.number, each.reason) for each in brought.rejected] == [
        (3, "importo «non so» non leggibile"),
        (4, "data «31/02/2025» non leggibile"),
        (5, "operatore mancante"),
        (7, "importo «-100» non plausibile"),
    ]


def test_zeros_that_a_spreadsheet_took_away_come_back():
    text = "importo;data;partita iva;cpv\n100;2026-01-01;1234567890;3121100-5\n"
    assert read_awards("a.csv", text.encode()).awards[0].tax_code == "01234567890"
    assert read_awards("a.csv", text.encode()).awards[0].division == "03"


def test_missing_columns_are_named():
    with pytest.raises(UserError, match=r"riga 1 .* importo e operatore"):
        read_awards("a.csv", b"data;oggetto\n2026-01-01;sedie\n")


def test_a_list_without_one_good_row_is_refused_with_the_rows():
    with pytest.raises(UserError, match="riga 2: importo «x» non leggibile; riga 3: data mancante"):
        read_awards("a.csv", b"importo;data;ditta\nx;2026-01-01;A\n5;;B\n")


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"importo;data;ditta\n"])
def test_what_is_no_list_is_refused(content):
    with pytest.raises(UserError):
        read_awards("a.csv", content)


def test_rotation_shows_the_last_award_of_the_sector_and_decides_nothing():
    awards = read_awards("cig.csv", ANAC.encode()).awards
    rotation, _ = gather(awards, _wanted(operator="BETA Società Cooperativa"))
    assert "L'ultimo affidamento" in rotation.text and "(riga 3)" in rotation.text
    assert [row.row for row in rotation.rows] == [3]
    other, _ = gather(awards, _wanted())
    assert "l'ultimo risulta ad altri: Beta" in other.text and [row.row for row in other.rows] == [3, 2]
    by_code, _ = gather(awards, _wanted(operator="nome cambiato", tax_code="IT01234567890"))
    assert [row.row for row in by_code.rows] == [3, 2]
    none, _ = gather(awards, _wanted(operator="Delta"))
    assert "non ha affidamenti" in none.text and none.rows == ()
    assert all("non una decisione" in one.text for one in (rotation, other, none))


def test_an_award_after_the_day_is_not_the_previous_one():
    awards = read_awards("cig.csv", ANAC.encode()).awards
    rotation, _ = gather(awards, _wanted(day=date(2026, 3, 1)))
    assert "L'ultimo affidamento" in rotation.text


def test_splitting_sums_the_year_and_the_division_against_the_limit():
    awards = read_awards("cig.csv", ANAC.encode()).awards
    (below,) = gather(awards, _wanted(operator="", value=Decimal("40099.49")))
    assert "139.999,99 euro, che resta sotto 140.000 euro" in below.text
    (above,) = gather(awards, _wanted(operator="", value=Decimal("40099.50")))
    assert "140.000 euro, che raggiunge o supera 140.000 euro" in above.text
    assert [row.row for row in above.rows] == [2, 3]
    (year,) = gather(awards, _wanted(operator="", day=date(2025, 5, 1)))
    assert year.rows == ()


def test_rows_without_cpv_are_counted_not_compared():
    awards = read_awards("registro.csv", OFFICE.encode()).awards
    (found,) = gather(awards, _wanted(operator="", day=date(2025, 5, 1)))
    assert "1 riga senza CPV non si confronta" in found.text
    with pytest.raises(UserError, match="CPV"):
        gather(awards, _wanted(cpv=""))
