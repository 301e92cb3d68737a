"""Where an act stands: procedure, days, kinds, value, threshold."""

from datetime import date
from decimal import Decimal

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules.standing import Standing
from workbench.documents import read_text


def standing(text: str, kind: Kind) -> Standing:
    return Standing(read_act(read_text("atto.txt", text), kind))


def test_catering_for_schools_is_a_service_of_annex_xiv() -> None:
    found = standing(
        "DISCIPLINARE DI GARA\nProcedura aperta per il servizio di refezione scolastica\nRho, 3 marzo 2026\n"
        "L'importo a base di gara è di € 600.000,00 oltre IVA.\n",
        "disciplinare",
    )
    assert found.kinds == ("servizi_sociali",)
    assert found.thresholds == (Decimal(750_000),)
    assert found.is_above is False


def test_an_amount_with_its_vat_is_not_the_value() -> None:
    found = standing(
        "DETERMINAZIONE N. 3 DEL 04/05/2026\nOGGETTO: affidamento diretto del servizio di custodia.\n"
        "L'importo dell'affidamento è di € 39.000,00 oltre IVA; il totale è di € 47.580,00.\n",
        "determina_affidamento_diretto",
    )
    assert found.values == (Decimal(39_000),)


def test_the_cost_of_the_work_is_not_the_value_of_its_design() -> None:
    found = standing(
        "LETTERA DI INVITO del 04/05/2026\nOGGETTO: servizio di progettazione della palestra.\n"
        "Procedura negoziata. "
        "Il compenso offerto, a base di gara, è di € 172.000,00 oltre IVA.\n"
        "L'opera ha un costo stimato di € 1.890.000,00.\n",
        "lettera_invito",
    )
    assert found.values == (Decimal(172_000),)


def test_an_undated_act_may_be_of_today_or_of_before_its_beginning() -> None:
    found = standing(
        "CAPITOLATO SPECIALE del servizio di trasporto\nIl servizio decorre dal 1° febbraio 2025.\n"
        + "Testo. " * 200,
        "capitolato",
    )
    assert found.days[-1] < date(2024, 12, 31)
    assert len(found.days) == 2


def test_what_is_not_clear_is_neither_above_nor_below() -> None:
    assert (
        standing("CAPITOLATO SPECIALE del servizio di custodia\nSenza importi.\n", "capitolato").is_above
        is None
    )


def test_what_the_cpv_code_says_decides_between_works_and_services() -> None:
    found = standing(
        "DISCIPLINARE DELLA PROCEDURA NEGOZIATA\n«Quartiere Nord: carreggiate e marciapiedi»\nCPV 45233141-9\n"
        "Importo a base di gara € 1.200.000,00 oltre IVA.\n",
        "disciplinare",
    )
    assert found.kinds == ("lavori",)
    assert found.is_above is False


def test_a_municipality_that_names_the_central_authorities_is_none_of_them() -> None:
    found = standing(
        "COMUNE DI RHO\nDecisione di contrarre n. 8 del 4 maggio 2026\nOGGETTO: servizio di sfalcio. Procedura negoziata.\n"
        "La soglia di 140.000 euro riguarda le autorità centrali.\n",
        "decisione_di_contrarre",
    )
    assert found.thresholds == (Decimal(216_000),)


def test_the_first_day_of_the_head_is_the_one_of_an_act_that_names_no_other() -> None:
    found = standing(
        "COMUNE DI RHO\nAVVISO PER MANIFESTARE INTERESSE\nManutenzione degli ascensori\nPubblicato il 12 ottobre 2025\n"
        "Procedura negoziata.\n",
        "avviso",
    )
    assert found.days == (date(2025, 10, 12),)


def test_a_value_that_includes_the_option_is_the_value() -> None:
    found = standing(
        "AVVISO DI INDAGINE DI MERCATO del 12/05/2026\nManutenzione del verde, procedura negoziata\n"
        "- corrispettivo: euro 114.600,00;\n- opzione: euro 57.400,00;\n"
        "- valore stimato, opzione compresa: euro 172.000,00.\n",
        "avviso",
    )
    assert Decimal(172_000) in found.values


def test_a_purchase_aside_is_not_the_procedure_of_a_capitolato() -> None:
    found = standing(
        "CAPITOLATO SPECIALE del servizio di pulizia\nImporto a base di gara € 615.600,00 oltre IVA.\n"
        "Le macchine accessorie possono essere acquistate in affidamento diretto a parte.\n",
        "capitolato",
    )
    assert found.procedure == ""
