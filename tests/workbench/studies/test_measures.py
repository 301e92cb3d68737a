"""Measures are recorded once, under a pseudonym, and belong to who holds the card."""

import threading

import pytest

from workbench.errors import UserError
from workbench.settings import settings
from workbench.store import engine
from workbench.studies import (
    Measure,
    cards_used,
    create_study,
    erase_card,
    hand_out,
    handed_out,
    measures_of,
    measures_of_card,
    new_card,
    record_measure,
)

BEFORE = Measure("prima", "Rho", "prova-a", 7, 12)
AFTER = Measure("dopo", "Rho", "prova-b", 9, 12)


@pytest.fixture
def study(store) -> str:
    return create_study("pilota", municipalities=["Rho", "Bollate"], primary="prova", seed=1).name


def test_the_same_measure_sent_again_changes_nothing(study):
    card = new_card()
    assert record_measure(study, card, BEFORE) is True
    assert record_measure(study, card.lower(), BEFORE) is False
    assert record_measure(study, card, AFTER) is True
    assert [each.measure for each in measures_of(study)] == [AFTER, BEFORE]


def test_a_second_different_measure_is_refused_and_the_first_stays(study):
    card = new_card()
    record_measure(study, card, BEFORE)
    for other in (Measure("prima", "Rho", "prova-a", 8, 12), Measure("prima", "Bollate", "prova-a", 7, 12)):
        with pytest.raises(UserError, match="vale la prima") as caught:
            record_measure(study, card, other)
        assert card not in str(caught.value)
    assert [each.measure for each in measures_of(study)] == [BEFORE]


def test_a_test_and_a_timed_task_of_the_same_wave_do_not_collide(study):
    card = new_card()
    task = Measure("prima", "Rho", "compito-1", 0.5, 1, seconds=300)
    assert record_measure(study, card, BEFORE) and record_measure(study, card, task)
    assert [each.measure for each in measures_of(study, "compito")] == [task]
    assert task.outcome == "compito" and BEFORE.outcome == "prova"


def test_many_phones_at_once_leave_one_row_each(study):
    card, answers, cards = new_card(), [], [new_card() for _ in range(8)]

    def send(which: str) -> None:
        answers.append(record_measure(study, which, BEFORE))

    threads = [threading.Thread(target=send, args=[which]) for which in [card] * 8 + cards]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(True) == 9 and len(measures_of(study)) == 9


@pytest.mark.parametrize(
    "measure",
    [
        Measure("prima", "Milano", "a", 5, 12),
        Measure("durante", "Rho", "a", 5, 12),  # type: ignore[arg-type]
        Measure("prima", "Rho", "a" * 65, 5, 12),
        Measure("prima", "Rho", "a", 5, 12, outcome="b" * 33),
        Measure("prima", "Rho", "a", 13, 12),
        Measure("prima", "Rho", "a", -1, 12),
        Measure("prima", "Rho", "a", float("nan"), 12),
        Measure("prima", "Rho", "a", 5, 0),
        Measure("prima", "Rho", "a", 5, 12, seconds=-3),
        Measure("prima", "Rho", "a", 5, 12, seconds=float("inf")),
    ],
)
def test_what_cannot_be_is_refused(study, measure):
    with pytest.raises(UserError):
        record_measure(study, new_card(), measure)
    assert measures_of(study) == []


def test_forms_with_another_highest_score_do_not_mix(study):
    record_measure(study, new_card(), BEFORE)
    with pytest.raises(UserError, match="massimo diverso"):
        record_measure(study, new_card(), Measure("dopo", "Rho", "prova-b", 5, 10))


def test_a_measure_without_a_score_is_kept_as_missing(study):
    card = new_card()
    record_measure(study, card, Measure("prima", "Rho", "prova-a", None, 12))
    assert measures_of_card(card)[0].measure.score is None


def test_with_the_card_alone_a_person_reads_and_erases_everything_of_theirs(study):
    create_study("altro", municipalities=["Rho"], primary="prova", seed=1)
    mine, other = new_card(), new_card()
    for name in (study, "altro"):
        record_measure(name, mine, BEFORE)
    record_measure(study, other, BEFORE)
    assert [each.study for each in measures_of_card(mine)] == ["altro", "pilota"]
    assert erase_card(mine) == 2 and measures_of_card(mine) == [] and erase_card(mine) == 0
    assert len(measures_of(study)) == 1
    assert record_measure(study, mine, AFTER) is True


def test_the_database_holds_neither_the_card_nor_a_time_of_day(study):
    card = new_card()
    record_measure(study, card, BEFORE)
    with engine("measures").connect() as connection:
        rows = (
            connection.exec_driver_sql("SELECT * FROM measures").all()
            if engine("measures").dialect.name == "sqlite"
            else connection.exec_driver_sql("SELECT * FROM measures.measures").all()
        )
    written = repr(rows)
    assert card not in written and card.replace("-", "") not in written and ":" not in written
    if settings().database_url == "":
        whole = b"".join(path.read_bytes() for path in settings().var.glob("measures.db*"))
        assert card.replace("-", "").encode() not in whole
        secret = (settings().secrets / "studio-pilota.key").read_bytes().strip()
        assert secret not in whole


def test_cards_used_counts_people_and_not_measures(study):
    card = new_card()
    for measure in (BEFORE, AFTER):
        record_measure(study, card, measure)
    record_measure(study, new_card(), Measure("prima", "Bollate", "prova-a", 7, 12))
    assert cards_used(study) == 2 and cards_used(study, "Rho") == 1
    assert cards_used(study, until="2020-01") == 0 and cards_used(study, until="2999-12") == 2


def test_cards_handed_out_add_up(study):
    hand_out(study, "Rho", 20)
    hand_out(study, "Rho", 5)
    assert handed_out(study) == {"Rho": 25}
    for municipality, number in (("Rho", 0), ("Milano", 3)):
        with pytest.raises(UserError):
            hand_out(study, municipality, number)
