from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.indicators import TOGETHER, compute, list_cards
from workbench.indicators.value import checked
from workbench.rooms import Room
from workbench.store import keys

MONTH = f"{date.today():%Y-%m}"
Hold = Callable[..., Room]
People = Callable[..., list[str]]


@pytest.mark.parametrize("code", [each.code for each in list_cards()])
def test_nothing_measured_is_not_zero(place: Path, code: str) -> None:
    assert compute(code, "Rho", MONTH) is None
    assert compute(code, TOGETHER, MONTH) is None


def test_people_are_those_who_answered_between_certain_and_possible(place: Path, hold: Hold) -> None:
    hold("Rho", 6, lookers=3)
    hold("Rho", 4)
    found = compute("R03", "Rho", MONTH)
    assert found is not None
    assert (found.value, found.n, found.low, found.high) == (6, 6, 6, 10)
    assert found.figures["partecipazioni"] == 10 and found.figures["aule"] == 2
    assert any("tessera" in sentence for sentence in found.cannot)


def test_cards_tell_that_people_of_two_rooms_are_different(
    place: Path, hold: Hold, measure_people: People
) -> None:
    hold("Rho", 6)
    hold("Rho", 5)
    measure_people(9)
    found = compute("R03", "Rho", MONTH)
    assert found is not None and (found.value, found.high) == (9, 11)


def test_a_rehearsal_involves_nobody(place: Path, hold: Hold) -> None:
    hold("Rho", 6, rehearsal=True)
    assert compute("R03", "Rho", MONTH) is None


def test_months_before_the_room_do_not_know_of_it_and_months_after_do(place: Path, hold: Hold) -> None:
    hold("Rho", 6)
    assert compute("R03", "Rho", "2026-01") is None
    later = compute("R03", "Rho", "2031-01")
    assert later is not None and later.value == 6


def test_together_different_municipalities_have_different_people(place: Path, hold: Hold) -> None:
    hold("Rho", 6)
    hold("Legnano", 4)
    hold("", 5)
    found = compute("R03", TOGETHER, MONTH)
    assert found is not None and (found.value, found.high) == (10, 15)
    assert found.counts["persone"] == {"Legnano": 4, "Rho": 6}


def test_completions_are_counted_from_the_register(
    place: Path, hold: Hold, certify: Callable[[Room, int], None]
) -> None:
    certify(hold("Rho", 6), 5)
    certify(hold("Legnano", 4), 3)
    found = compute("R02", "Rho", MONTH)
    assert found is not None and (found.value, found.n, found.low) == (5, 5, None)
    assert found.figures["moduli"] == 1
    together = compute("R02", TOGETHER, MONTH)
    assert together is not None and together.value == 8


def test_the_gain_is_that_of_the_pairs_with_its_rates_beside(place: Path, measure_people: People) -> None:
    from workbench.studies import analyse

    measure_people(20, lost=4)
    found, whole = compute("C01", "Rho", MONTH), analyse("pilota", municipality="Rho")
    assert found is not None and whole.effect is not None and whole.gain is not None
    gz = whole.effect.gz
    assert (found.value, found.low, found.high, found.n) == (gz.point, gz.low, gz.high, 16)
    assert found.figures["d_av"] == whole.effect.d_av.point
    assert found.figures["guadagno_di_classe"] == whole.gain.point
    assert found.study == "pilota" and found.counts == {"coppie": {"Rho": 16}}
    # 20 of 24 cards is 0.83: an exact rate would tell how few are missing.
    assert found.figures["tasso_risposta"] == 0.85 and found.figures["tasso_abbinamento"] == 0.8


def test_before_only_is_not_measured_and_few_pairs_say_why(place: Path, measure_people: People) -> None:
    measure_people(6, lost=6)
    assert compute("C01", "Rho", MONTH) is None
    measure_people(7, municipality="Legnano")
    with pytest.raises(UserError, match="Con meno di 8 persone"):
        compute("C01", "Legnano", MONTH)


def test_the_fingerprint_follows_the_data_and_cannot_be_guessed(place: Path, measure_people: People) -> None:
    measure_people(10)
    first, again = compute("C01", "Rho", MONTH), compute("C01", "Rho", MONTH)
    measure_people(1)
    third = compute("C01", "Rho", MONTH)
    assert first is not None and again is not None and third is not None
    assert first.data_digest == again.data_digest != third.data_digest
    (place / "var" / "secrets" / "impronte.key").write_text("un'altra installazione")
    keys._key_in.cache_clear()  # a process reads its secrets once
    elsewhere = compute("C01", "Rho", MONTH)
    assert elsewhere is not None and elsewhere.data_digest != third.data_digest


def test_a_timed_task_has_its_ratio_and_never_hides_its_quality(place: Path, measure_people: People) -> None:
    measure_people(12, timed=True)
    found = compute("C05", "Rho", MONTH)
    assert found is not None and found.low is not None and found.high is not None
    assert found.low < found.value < found.high and found.value < 1
    figures = found.figures
    assert figures["secondi_dopo"] / figures["secondi_prima"] == pytest.approx(found.value)
    difference = figures["qualita_dopo"] - figures["qualita_prima"]
    assert figures["differenza_qualita"] == pytest.approx(difference)
    assert figures["differenza_qualita_basso"] < difference < figures["differenza_qualita_alto"]
    assert compute("C01", "Rho", MONTH) is None


def test_a_value_that_is_no_number_is_refused(place: Path, hold: Hold) -> None:
    hold("Rho", 6)
    found = compute("R03", "Rho", MONTH)
    assert found is not None
    for wrong in (replace(found, value=float("nan")), replace(found, figures={"aule": float("inf")})):
        with pytest.raises(UserError, match="non è un numero"):
            checked(wrong)
