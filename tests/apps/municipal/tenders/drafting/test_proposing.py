"""What the model proposes, and what becomes of it only when a person accepts."""

import pytest

from apps.municipal.tenders.drafting import accept, compose, propose
from apps.municipal.tenders.drafting.proposing import Asker, distance
from tests.apps.municipal.tenders.drafting.conftest import make_request, values_for
from workbench.backends import ScriptedBackend
from workbench.errors import UserError

REQUEST = make_request("determina_affidamento_diretto", "servizi", "38500")
WRITTEN = "il servizio risponde al bisogno dell'ente;"
BACKEND = ScriptedBackend(otherwise=WRITTEN)
NOTES = "Ha chiesto il dott. Mario Rossi, RSSMRA80A01H501U, tel. 02 93332211."


def test_personal_data_never_reach_the_model_and_are_counted() -> None:
    proposal = propose(BACKEND, REQUEST, "motivazione", NOTES, Asker("copione"))
    assert proposal.masked == 3
    assert "Rossi" not in proposal.prompt
    assert "RSSMRA80A01H501U" not in proposal.prompt
    assert proposal.text == WRITTEN
    assert proposal.model == "copione"


@pytest.mark.parametrize("what", ["oggetto", "motivazione"])
def test_a_proposal_enters_the_act_only_when_accepted(what: str) -> None:
    draft = compose(REQUEST, values_for(REQUEST))
    proposal = propose(BACKEND, REQUEST, what)
    assert WRITTEN not in draft.text
    taken = accept(draft, proposal, "il servizio di pulizia risponde al bisogno;")
    (paragraph,) = (each for each in taken.paragraphs if each.origin == "testo IA")
    assert paragraph.source == what
    assert 0 < taken.accepted[0].distance < 1
    assert "nota_ia" in {each.source for each in taken.paragraphs}


def test_a_text_rewritten_after_acceptance_is_the_person_s() -> None:
    taken = accept(compose(REQUEST, values_for(REQUEST)), propose(BACKEND, REQUEST, "motivazione"), WRITTEN)
    again = compose(REQUEST, {**taken.values, "motivazione": "altro testo;"}, taken.accepted)
    assert not again.accepted
    assert "testo IA" not in {each.origin for each in again.paragraphs}


def test_accepting_again_keeps_only_the_last() -> None:
    draft = compose(REQUEST, values_for(REQUEST))
    proposal = propose(BACKEND, REQUEST, "motivazione")
    taken = accept(accept(draft, proposal, WRITTEN), proposal, "altro;")
    assert [each.text for each in taken.accepted] == ["altro;"]


@pytest.mark.parametrize("text", ["", "  \n", "x" * 6001])
def test_an_empty_or_endless_text_is_not_accepted(text: str) -> None:
    with pytest.raises(UserError):
        accept(compose(REQUEST, {}), propose(BACKEND, REQUEST, "motivazione"), text)


def test_there_must_be_something_to_write_about() -> None:
    case = REQUEST.caso.model_copy(update={"descrizione": ""})
    with pytest.raises(UserError, match="proposta"):
        propose(BACKEND, REQUEST.model_copy(update={"caso": case}), "oggetto")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("", "", 0.0), ("abc", "abc", 0.0), ("", "abc", 1.0), ("abc", "abd", 1 / 3), ("gatto", "gatti", 0.2)],
)
def test_the_distance_is_levenshtein_s_over_the_longer_text(one: str, other: str, expected: float) -> None:
    assert distance(one, other) == pytest.approx(expected)
    assert distance(other, one) == pytest.approx(expected)
