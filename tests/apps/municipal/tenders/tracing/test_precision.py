"""Precision of rules in use: with its interval and number, never of few decisions or of a person."""

import pytest

from apps.municipal.tenders.practice import Brought, Subject, create_practice, decide
from apps.municipal.tenders.tracing.__main__ import main
from apps.municipal.tenders.tracing.precision import FEWEST, precisions, publish
from workbench.errors import USER_ERROR_EXIT, UserError
from workbench.jobs import Person
from workbench.tracking.client import client

ANNA = Person("anna rossi", "ricercatore")


def decided(rule: str, accepted: int, rejected: int) -> None:
    practice = create_practice(ANNA, "", [Brought("atto.txt", b"testo")])
    for number in range(accepted + rejected):
        subject = Subject(f"{rule}{number}", rule, rule.partition(".")[0], "errore", "verificata")
        outcome = "accettato" if number < accepted else "rifiutato"
        decide(ANNA, practice, subject, outcome, "motivo riservato")


@pytest.mark.usefixtures("sqlite_store")
def test_a_rule_with_few_decisions_is_not_told_at_all() -> None:
    decided("conti.iva", FEWEST - 1, 0)
    assert precisions() == []
    with pytest.raises(UserError, match="abbastanza decisioni"):
        publish(ANNA)
    with pytest.raises(UserError):
        publish(Person("bruno", "formatore"))


@pytest.mark.usefixtures("sqlite_store")
def test_the_share_carries_its_interval_and_number() -> None:
    decided("conti.iva", 18, 2)
    decided("codici.cig", 10, 10)
    first, second = precisions()
    assert (first.rule, first.accepted, first.decided) == ("codici.cig", 10, 20)
    assert second.share == 0.9 and second.low == pytest.approx(0.699, abs=0.001) and second.high < 1


@pytest.mark.usefixtures("sqlite_store")
def test_mlflow_gets_a_run_of_its_own_experiment_without_persons_or_texts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    decided("conti.iva", 18, 2)
    run = publish(ANNA)
    assert publish(ANNA) == run
    found = client().get_run(run)
    assert client().get_experiment(found.info.experiment_id).name == "regole/atti-di-gara"
    metrics = found.data.metrics
    assert metrics["precisione/conti.iva"] == 0.9 and metrics["n/conti.iva"] == 20
    assert metrics["ic_basso/conti.iva"] < 0.9 < metrics["ic_alto/conti.iva"]
    whole = f"{found.to_dictionary()}"
    assert "anna" not in whole and "riservato" not in whole
    assert main([]) == 0
    assert "conti.iva: 90,0" in capsys.readouterr().out


@pytest.mark.usefixtures("sqlite_store")
def test_the_command_says_when_there_is_nothing_to_publish(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--publish"]) == USER_ERROR_EXIT
    assert "Nessuna regola" in capsys.readouterr().out
