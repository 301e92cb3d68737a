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
