"""The tab of norms: quoted or not found, references resolved or called wrong, cards approved by others."""

from datetime import date
from pathlib import Path

import pytest

from apps.municipal.tenders import cards
from apps.municipal.tenders.cards.card import TITLES
from apps.municipal.tenders.tabs.norms import showing
from workbench.jobs import Person

ANNA, BRUNO = Person("anna", "ricercatore"), Person("bruno", "formatore")
ADA, ALONE = Person("ada", "amministratore"), Person("locale", "amministratore")
CARD = {
    "kind": "sentenza",
    "body": "TAR Lombardia",
    "reference": "sez. I, n. 100",
    "day": "03/02/2026",
    "holding": "La rotazione degli affidamenti si applica anche sotto soglia <b>.",
    "articles": "art. 49 D.Lgs. 36/2023",
    "address": "https://esempio.example/100",
    "still_valid": "sì",
}


def write(person: Person, **changes: str) -> str:
    return showing.written(person, *({**CARD, **changes}[name] for name in TITLES))


@pytest.mark.usefixtures("sqlite_store")
def test_what_nobody_imported_is_not_found_and_nothing_is_invented() -> None:
    html = showing.answered("rotazione degli affidamenti", "")
    assert "Non trovato: non è stata importata alcuna norma." in html and cards.NOT_FOUND in html
    assert "Manca la domanda" in showing.answered("  ", "")
    assert "La data non va bene" in showing.answered("rotazione", "ieri")


@pytest.mark.usefixtures("home")
def test_references_are_linked_or_called_wrong() -> None:
    html = showing.referenced(
        "Visti l'art. 50 del d.lgs. 36/2023 e l'art. 400 del d.lgs. 36/2023.", "22/11/2026"
    )
    assert "2 riferimenti, di cui 1 da controllare" in html and "articolo inesistente" in html
    assert "vig=2026-11-22" in html
    assert "Nessun riferimento" in showing.referenced("Buongiorno a tutti.", "")
    assert "Manca il testo" in showing.referenced("", "") and "troppo lungo" in showing.referenced(
        "a" * 200_001, ""
    )


@pytest.mark.usefixtures("home")
def test_only_some_roles_change_the_norms_of_everybody(tmp_path: Path) -> None:
    assert "Chiederlo a loro" in showing.brought(BRUNO, None)
    assert "Chiederlo a loro" in showing.forgotten(BRUNO, "l. 241/1990")
    assert "Manca il file" in showing.brought(ANNA, None)
    wrong = tmp_path / "a.xml"
    wrong.write_text("<html/>")
    assert 'role="alert"' in showing.brought(ANNA, str(wrong))
    assert "Nessuna norma importata" in showing.held()


@pytest.mark.usefixtures("home")
def test_nothing_is_asked_of_normattiva_unless_somebody_allowed_it() -> None:
    said, found = showing.listed("legge 241")
    assert "non è attivo" in said and found == []


@pytest.mark.usefixtures("sqlite_store")
def test_a_card_is_found_only_after_another_person_approved_it() -> None:
    assert "Scheda scritta" in write(ANNA)
    assert cards.search("rotazione affidamenti") == []
    [(name, card_id)] = showing.draft_choices()
    assert name == "TAR Lombardia, sez. I, n. 100, 03/02/2026"
    assert "&lt;b&gt;" in showing.card_shown(card_id)
    assert "non la può approvare" in showing.approved(ANNA, card_id)
    assert "approvata" in showing.approved(BRUNO, card_id)
    [card] = cards.search("la rotazione degli affidamenti")
    assert card.checked_on == date.today() and showing.draft_choices() == []
    assert "TAR Lombardia" in showing.answered("rotazione affidamenti", "")
    assert cards.search("subappalto e penali") == [] == cards.search("di la")
    assert "non è da approvare" in showing.approved(ADA, card_id)


@pytest.mark.usefixtures("sqlite_store")
def test_who_is_alone_approves_what_they_wrote() -> None:
    write(ALONE)
    assert "approvata" in showing.approved(ALONE, showing.draft_choices()[0][1])


@pytest.mark.usefixtures("sqlite_store")
def test_a_card_goes_by_the_hand_of_its_author_or_of_an_administrator() -> None:
    for person, told in ((BRUNO, "altra persona"), (ANNA, "eliminata")):
        if not showing.draft_choices():
            write(ANNA)
        assert told in showing.erased(person, showing.draft_choices()[0][1])
    write(ANNA)
    assert "eliminata" in showing.erased(ADA, showing.draft_choices()[0][1])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"holding": " "}, "Che cosa dice, in due righe"),
        ({"day": "31/02/2026"}, "La data"),
        ({"day": "01/01/2099"}, "La data"),
        ({"kind": "opinione"}, "non è prevista"),
        ({"holding": "a" * 601}, "troppo lunga"),
        ({"address": "javascript:alert(1)"}, "non è un indirizzo"),
    ],
)
@pytest.mark.usefixtures("sqlite_store")
def test_a_card_that_is_wrong_is_told_and_not_kept(change: dict[str, str], told: str) -> None:
    assert told in write(ANNA, **change)
    assert cards.drafts() == []
