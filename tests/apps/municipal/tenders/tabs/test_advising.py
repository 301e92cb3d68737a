"""The wizard's tab: the form is the case's own, and what is wrong is named as the form names it."""

from pathlib import Path
from typing import Any

import pytest

from apps.municipal.tenders.downloads import printed
from apps.municipal.tenders.tabs.advising import asking, showing
from apps.municipal.tenders.wizard import Case
from workbench.errors import UserError
from workbench.jobs import Person

ANNA, BRUNO = Person("anna", "ricercatore"), Person("bruno", "formatore")
AWARDS = (
    "cig;oggetto;importo;data;operatore;codice fiscale;cpv\n"
    "A0059785CC;Pulizia;30.000,00;01/02/2026;Verde S.r.l.;01234567890;90910000-9\n"
    "A0059785CD;Pulizia;boh;01/02/2026;Verde S.r.l.;;90910000-9\n"
)


def typed(**given: Any) -> list[Any]:
    start = dict(zip((each.name for each in asking.fields()), asking.start_values(), strict=True))
    return list(
        {**start, "oggetto": "servizi", "valore": "39.500,00", "data": "22/11/2026", **given}.values()
    )


def test_every_field_of_the_case_is_asked_once_under_its_title() -> None:
    found = asking.fields()
    assert sorted(each.name for each in found) == sorted(Case.model_fields)
    assert [each.name for each in found[:3]] == ["oggetto", "valore", "data"]
    assert {each.title for each in found} == {field.title for field in Case.model_fields.values()}


def test_what_is_typed_as_italians_type_it_becomes_the_case_and_comes_back_the_same() -> None:
    case = asking.case_of(typed(valore="139.999,99", opzioni="1000", stazione_qualificata="no", lotti=2))
    assert f"{case.valore}" == "139999.99" and case.stazione_qualificata is False and case.lotti == 2
    assert asking.case_of(asking.values_of(case)) == case
    assert asking.case_of(typed(stazione_qualificata="non so")).stazione_qualificata is None


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"valore": "tanto"}, "«Valore stimato in euro, senza IVA»"),
        ({"valore": ""}, "«Valore stimato in euro, senza IVA» manca"),
        ({"oggetto": None}, "«Oggetto del contratto» manca"),
        ({"data": "ieri"}, "«Data di avvio della procedura»"),
        ({"cpv": "pulizie"}, "«Codice CPV principale»"),
        ({"data": "01/01/2029"}, "problem"),
        ({"data": "01/01/2020"}, "problem"),
    ],
)
@pytest.mark.usefixtures("sqlite_store")
def test_a_wrong_answer_is_named_as_the_form_names_it(given: dict[str, Any], told: str) -> None:
    html = showing.advised(ANNA, *typed(**given), None, "", "")
    assert told in html and 'role="alert"' in html


@pytest.mark.usefixtures("sqlite_store")
def test_the_advice_tells_article_and_confidence_of_every_line_and_can_be_printed() -> None:
    html = showing.advised(ANNA, *typed(descrizione="Pulizia <uffici>"), None, "", "")
    assert "Affidamento diretto" in html and "art. 50" in html and "non verificata" in html
    assert "/atti/scheda?caso=" in html and "<uffici>" not in html


@pytest.mark.usefixtures("sqlite_store")
def test_a_saved_case_is_reopened_by_its_owner_only() -> None:
    assert "Manca il titolo" in showing.saved(ANNA, "", *typed())
    assert "salvato" in showing.saved(ANNA, "Pulizie", *typed(valore="1.000,00"))
    [(name, case_id)] = showing.case_choices(ANNA)
    assert name.startswith("Pulizie, ") and showing.case_choices(BRUNO) == []
    _, values = showing.opened(ANNA, case_id)
    assert "1.000,00" in values
    assert showing.opened(BRUNO, case_id)[1] == [] == showing.opened(ANNA, None)[1]
    assert "eliminato" not in showing.erased(BRUNO, case_id) and "eliminato" in showing.erased(ANNA, case_id)


@pytest.mark.usefixtures("sqlite_store")
def test_past_awards_show_rows_and_sums_and_say_that_people_decide(tmp_path: Path) -> None:
    path = tmp_path / "affidamenti.csv"
    path.write_text(AWARDS)
    said = showing.brought(ANNA, str(path))
    assert "1 affidamento importato" in said and "boh" in said and "<td>3</td>" in said
    [(_, list_id)] = showing.list_choices(ANNA)
    html = showing.advised(ANNA, *typed(cpv="90910000-9"), list_id, "Verde srl", "01234567890")
    assert (
        "Frazionamento" in html and "Rotazione" in html and "non una decisione" in html and "30.000" in html
    )
    assert "altra persona" in showing.advised(BRUNO, *typed(cpv="90910000-9"), list_id, "", "")
    assert "CPV" in showing.advised(ANNA, *typed(), list_id, "", ""), "without a CPV nothing is comparable"


@pytest.mark.usefixtures("sqlite_store")
def test_the_sheet_to_print_is_made_from_the_address_alone() -> None:
    page = printed(ANNA, {"caso": '{"oggetto": "servizi", "valore": 39500, "data": "2026-11-22"}'})
    assert page.lstrip().lower().startswith("<!doctype html") and "Affidamento diretto" in page
    for wrong in ({}, {"caso": "{"}, {"caso": '{"oggetto": "servizi"}'}, {"caso": "[]"}):
        with pytest.raises(UserError):
            printed(ANNA, wrong)
