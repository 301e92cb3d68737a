from datetime import date
from decimal import Decimal

import pytest

from apps.municipal.tenders.wizard import (
    Award,
    advise,
    erase_awards,
    erase_case,
    keep_awards,
    list_awards,
    list_cases,
    open_awards,
    open_case,
    read_case,
    save_case,
)
from workbench.errors import UserError

CASE = read_case(
    {"oggetto": "lavori", "valore": "149999.99", "data": "2026-11-22", "descrizione": "Via Roma, «perché»"}
)
AWARDS = (
    Award(
        2,
        "A0059785CC",
        "Pulizia",
        Decimal("39900.07"),
        date(2026, 1, 15),
        "Alfa",
        "01234567890",
        "90911200-8",
    ),
    Award(3, "", "", Decimal(0), date(2025, 1, 15), "Beta", "", ""),
)


def test_a_case_reopens_as_it_was_saved(store):
    case_id = save_case("anna", "  Strade   2026 ", CASE)
    assert open_case("anna", case_id) == CASE
    assert advise(open_case("anna", case_id)).procedura == "affidamento_diretto"
    assert [saved.title for saved in list_cases("anna")] == ["Strade 2026"]


def test_saving_again_changes_the_same_case(store):
    case_id = save_case("anna", "Strade", CASE)
    changed = read_case(CASE.model_dump(mode="json") | {"valore": 200_000})
    assert save_case("anna", "Strade bis", changed, case_id) == case_id
    assert open_case("anna", case_id).valore == 200_000
    assert [saved.title for saved in list_cases("anna")] == ["Strade bis"]


def test_nobody_opens_changes_or_erases_what_is_of_another(store):
    case_id, list_id = save_case("anna", "Strade", CASE), keep_awards("anna", "Registro", AWARDS)
    for attempt in (
        lambda: open_case("bruno", case_id),
        lambda: save_case("bruno", "Mio", CASE, case_id),
        lambda: open_awards("bruno", list_id),
    ):
        with pytest.raises(UserError, match="un'altra persona"):
            attempt()
    assert not erase_case("bruno", case_id) and not erase_awards("bruno", list_id)
    assert list_cases("bruno") == [] and list_awards("bruno") == []
    assert open_case("anna", case_id) == CASE


def test_awards_come_back_to_the_cent_in_their_order(store):
    list_id = keep_awards("anna", "Registro 2026", AWARDS)
    assert open_awards("anna", list_id) == AWARDS
    assert [saved.title for saved in list_awards("anna")] == ["Registro 2026"]


def test_what_is_erased_is_gone(store):
    case_id, list_id = save_case("anna", "Strade", CASE), keep_awards("anna", "Registro", AWARDS)
    assert erase_case("anna", case_id) and erase_awards("anna", list_id)
    for attempt in (lambda: open_case("anna", case_id), lambda: open_awards("anna", list_id)):
        with pytest.raises(UserError):
            attempt()


def test_a_case_without_title_is_not_saved(sqlite_store):
    with pytest.raises(UserError, match="titolo"):
        save_case("anna", "  ", CASE)
