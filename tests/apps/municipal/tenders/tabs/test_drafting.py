"""The drafting tab: fields kept, problems told, a model's text only when taken, files with their trace."""

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from sqlalchemy import select

from apps.municipal.tenders.tabs.advising import asking
from apps.municipal.tenders.tabs.drafting import showing, working
from apps.municipal.tenders.tabs.drafting.showing import attempt
from apps.municipal.tenders.tabs.drafting.working import Work
from workbench.backends import ScriptedBackend
from workbench.errors import UserError
from workbench.jobs import Person
from workbench.store import engine
from workbench.store.tables.tenders_decisions import finished_acts

ANNA = Person("anna", "ricercatore")
KIND = "determina_affidamento_diretto"
NONE = [False] * len(working.CHOICES)


def answers(**given: Any) -> list[Any]:
    start = dict(zip((each.name for each in asking.fields()), asking.start_values(), strict=True))
    known = {"oggetto": "servizi", "valore": "39.500,00", "data": "22/11/2026", "cpv": "90910000-9"}
    return list({**start, **known, "descrizione": "Pulizia degli uffici", **given}.values())


def begun(**given: Any) -> Work:
    return working.begin(KIND, NONE, answers(**given), {})


@pytest.mark.usefixtures("home")
def test_a_draft_is_begun_from_the_case_and_tells_where_each_paragraph_comes_from() -> None:
    html = showing.preview(begun().draft)
    for word in ("clausola:", "testo dell&#x27;utente:", "[DA COMPLETARE:", "campi da completare"):
        assert word in html


@pytest.mark.usefixtures("home")
def test_without_act_or_with_a_wrong_case_nothing_changes_and_the_reason_is_told() -> None:
    before = begun()
    for kind, given in (("", {}), (KIND, {"valore": "boh"}), (KIND, {"valore": "500.000,00"})):
        work, said, shown = attempt(
            before, lambda kind=kind, given=given: working.begin(kind, NONE, answers(**given), {}), "fatto"
        )
        assert work is before and 'role="alert"' in said and shown == showing.preview(before.draft)


@pytest.mark.usefixtures("home")
def test_what_was_typed_survives_a_new_beginning_and_what_the_case_says_is_said_anew() -> None:
    first = working.fill(begun(), {"comune": "Rho", "rup": "dott. Marco Sala"})
    second = working.begin(
        KIND, NONE, answers(descrizione="Giardini", data="01/12/2026"), {"cig": "x"}, first
    )
    values = second.draft.values
    assert (values["comune"], values["rup"], values["cig"]) == ("Rho", "dott. Marco Sala", "x")
    assert values["oggetto"] == "Giardini" and values["data_atto"] == "1° dicembre 2026"
    assert second.id == first.id


@pytest.mark.usefixtures("home")
def test_a_value_that_cannot_be_read_is_told_and_the_draft_stays() -> None:
    work = begun()
    with pytest.raises(UserError):
        working.fill(work, {"importo_affidamento": "tanto"})
    made, said, _ = attempt(work, lambda: working.fill(work, {"importo_affidamento": "tanto"}), "fatto")
    assert made is work and "alert" in said


@pytest.mark.usefixtures("home")
def test_a_proposal_enters_the_act_only_when_it_is_taken_and_is_labelled() -> None:
    backend = ScriptedBackend(otherwise="Servizio di pulizia degli uffici comunali per un anno.")
    asked = working.ask(begun(), ANNA, (backend, "copione"), "oggetto", "tel. 333 1234567")
    assert "per un anno" not in asked.draft.text
    assert "1 dato personale mascherato" in showing.proposal_told(asked)
    taken = working.take(asked, "Servizio di pulizia degli uffici comunali per due anni.")
    assert "per due anni" in taken.draft.text and "testo IA" in showing.preview(taken.draft)
    for wrong in (
        lambda: working.ask(begun(), ANNA, (backend, None), "oggetto", ""),
        lambda: working.ask(begun(), ANNA, (backend, "copione"), "dispositivo", ""),
        lambda: working.take(begun(), "testo"),
        lambda: working.take(None, "testo"),
    ):
        with pytest.raises(UserError):
            wrong()


@pytest.mark.usefixtures("sqlite_store")
def test_the_files_are_the_act_and_its_trace_and_the_act_is_counted_once() -> None:
    backend = ScriptedBackend(otherwise="Servizio di pulizia degli uffici comunali per un anno.")
    work = working.ask(begun(), ANNA, (backend, "copione"), "oggetto", "note")
    work = working.fill(
        working.take(work, "Servizio di pulizia degli uffici comunali per due anni."), {"comune": "rho "}
    )
    paths = [Path(each) for each in working.files(work, ANNA)]
    working.files(work, ANNA)
    assert [each.suffix for each in paths] == [".docx", ".docx", ".pdf", ".json"]
    assert "DA COMPLETARE" in "\n".join(each.text for each in Document(str(paths[0])).paragraphs)
    assert '"role": "ricercatore"' in paths[3].read_text("utf-8")
    with engine("tenders").connect() as connection:
        [row] = connection.execute(select(finished_acts))
    assert (row.municipality, row.acts, row.proposed, row.changed) == ("Rho", 1, 1, 1)
    assert 0 <= row.minutes < 1


def test_a_long_pause_is_not_work() -> None:
    work = Work(begun().draft, moments=(0.0, 60.0, 4000.0, 4030.0))
    assert work.minutes == pytest.approx((60 + 300 + 30) / 60)


@pytest.mark.usefixtures("home")
def test_what_is_left_of_an_old_act_is_pointed_out() -> None:
    old = "Determina n. 88. RUP: dott. Carlo Neri. Affidamento a Beta Pulizie S.r.l. per € 12.345,00."
    found = working.left_over(begun(), None, old, "")
    html = showing.leftovers_told(found)
    assert "12.345" in html and "Impresa" in html
    assert "Non si è trovato nulla" in showing.leftovers_told([])
    with pytest.raises(UserError, match="Manca l'atto precedente"):
        working.left_over(begun(), None, " ", "")
