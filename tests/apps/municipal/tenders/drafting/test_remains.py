"""What of an old act is still in the new one."""

import pytest

from apps.municipal.tenders.acts import read_act
from apps.municipal.tenders.drafting import compose, leftovers
from tests.apps.municipal.tenders.drafting.conftest import make_request, values_for
from workbench.documents import read_text

OLD = read_act(
    read_text(
        "vecchia.txt",
        """COMUNE DI BOLLATE
Determinazione n. 388 del 11 maggio 2025
OGGETTO: affidamento diretto della fornitura di libri alla LIBRERIA IL SEGNALIBRO S.A.S.
Visto l'art. 50, comma 1, lettera b), del decreto legislativo 31 marzo 2023, n. 36, sotto i 140.000 euro;
il RUP è la dott.ssa Giulia Ferrero e il direttore Paolo Verdi; vista l'offerta della
Cooperativa Il Faro, prot. n. 12007 del 5 maggio 2025, P. IVA 09482430965,
per 4.180,00 euro oltre IVA; CIG B944BC85B5;
considerato il Comune di Milano; DURC con scadenza 20/08/2025.
Il Responsabile del Settore dott. Marco Sala""",
    )
)
REQUEST = make_request("determina_affidamento_diretto", "servizi", "38500")
VALUES = values_for(REQUEST)


def found(new: str = "") -> set[tuple[str, str]]:
    return {(each.kind, each.text) for each in leftovers(OLD, REQUEST, VALUES, new)}


def test_what_would_remain_of_the_old_act_is_pointed_out() -> None:
    assert found() >= {
        ("data", "11 maggio 2025"),
        ("protocollo", "388"),
        ("protocollo", "12007"),
        ("nome", "Giulia Ferrero"),
        ("nome", "Paolo Verdi"),
        ("impresa", "Il Faro"),
        ("codice", "09482430965"),
        ("codice", "B944BC85B5"),
        ("importo", "4.180,00 euro"),
        ("data", "20/08/2025"),
    }
    assert any(kind == "impresa" and "SEGNALIBRO" in text for kind, text in found())


@pytest.mark.parametrize("text", ["31 marzo 2023", "140.000 euro", "Marco Sala"])
def test_norms_thresholds_and_what_the_new_act_says_too_are_not_left_over(text: str) -> None:
    assert text not in {each for _, each in found()}


def test_places_are_of_the_text_that_is_shown_and_say_why() -> None:
    for each in leftovers(OLD, REQUEST, VALUES):
        assert OLD.document.text[each.start : each.end] == each.text
        assert each.place.startswith("riga")
        assert each.why


def test_in_the_new_text_a_name_is_found_without_its_title_and_an_amount_in_another_form() -> None:
    new = "Si conferma Giulia Ferrero; il faro cura la consegna per € 4180,00 dal 05/05/2025, CIG b944bc85b5."
    assert found(new) == {
        ("nome", "Giulia Ferrero"),
        ("impresa", "il faro"),
        ("importo", "€ 4180,00"),
        ("data", "05/05/2025"),
        ("codice", "b944bc85b5"),
    }


def test_a_clean_new_act_has_nothing_left_over() -> None:
    assert found(compose(REQUEST, VALUES).text) == set()


def test_an_old_text_kept_in_the_motivation_is_found_in_the_draft() -> None:
    kept = {**VALUES, "motivazione": "come già la dott.ssa Giulia Ferrero con prot. n. 12007;"}
    new = compose(REQUEST, kept).text
    assert {text for _, text in found(new)} == {"Giulia Ferrero", "12007"}
