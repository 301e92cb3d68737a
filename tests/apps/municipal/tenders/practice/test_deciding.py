"""A decision is kept once, without the name of who took it, and counts for its rule."""

from pathlib import Path

import pytest

from apps.municipal.tenders.practice import (
    Brought,
    Decision,
    Practice,
    Subject,
    create_practice,
    decide,
    decided_by_rule,
    decisions_of,
)
from workbench.errors import UserError
from workbench.jobs import Person
from workbench.settings import settings

ANNA = Person("anna rossi", "ricercatore")
IVA = Subject("f1", "conti.iva", "conti", "errore", "verificata")
CIG = Subject("f2", "codici.cig", "codici", "avviso", "alta")


@pytest.fixture
def practice(store: str) -> Practice:
    return create_practice(ANNA, "", [Brought("atto.txt", b"testo")])


def test_the_same_decision_twice_is_one_and_another_takes_its_place(practice: Practice) -> None:
    for outcome, reason in (("accettato", ""), ("accettato", ""), ("rifiutato", " già  corretto ")):
        decide(ANNA, practice, IVA, outcome, reason)
    assert decisions_of(practice) == {"f1": Decision("rifiutato", "già corretto", "ricercatore")}
    assert decided_by_rule() == {"conti.iva": (0, 1)}


def test_a_decision_can_be_taken_back(practice: Practice) -> None:
    decide(ANNA, practice, IVA, "accettato")
    decide(ANNA, practice, IVA, "")
    decide(ANNA, practice, IVA, "")
    assert decisions_of(practice) == {} == decided_by_rule()


def test_an_outcome_that_is_not_offered_is_refused_and_changes_nothing(practice: Practice) -> None:
    decide(ANNA, practice, IVA, "accettato")
    with pytest.raises(UserError):
        decide(ANNA, practice, IVA, "approva tutto")
    assert decisions_of(practice)["f1"].outcome == "accettato"


def test_rules_are_counted_over_all_practices(practice: Practice) -> None:
    other = create_practice(ANNA, "", [Brought("altro.txt", b"testo")])
    decide(ANNA, practice, IVA, "accettato")
    decide(ANNA, other, IVA, "rifiutato")
    decide(ANNA, other, CIG, "accettato")
    assert decided_by_rule() == {"codici.cig": (1, 1), "conti.iva": (1, 2)}


@pytest.mark.usefixtures("sqlite_store")
def test_no_name_reaches_the_store_not_even_from_a_reason() -> None:
    practice = create_practice(ANNA, "", [Brought("atto.txt", b"testo")])
    decide(ANNA, practice, IVA, "rifiutato", "lo ha detto il dott. Mario Bianchi, tel. 333 1234567")
    kept = decisions_of(practice)["f1"].reason
    assert "Bianchi" not in kept and "1234567" not in kept
    whole = b"".join(path.read_bytes() for path in Path(settings().var).glob("tenders.db*"))
    assert b"anna" not in whole.lower() and b"Bianchi" not in whole
