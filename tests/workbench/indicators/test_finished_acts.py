"""Minutes per act and correction rate: aggregates of many acts, or nothing."""

import pytest

from workbench.errors import UserError
from workbench.indicators import TOGETHER, compute
from workbench.indicators.methods.minutes_per_act import median_bounds
from workbench.store import writing
from workbench.store.tables.tenders_decisions import finished_acts


def finish(minutes: list[float], *, place: str = "Rho", proposed: int = 1, changed: int = 0) -> None:
    with writing("tenders") as connection:
        for number, each in enumerate(minutes):
            connection.execute(
                finished_acts.insert().values(
                    practice=f"{place}{number}", municipality=place, month="2026-11", acts=1, minutes=each,
                    proposed=proposed, changed=changed if number % 2 else 0,
                )
            )  # fmt: skip


def test_the_median_of_the_minutes_has_quartiles_and_an_interval(store: str) -> None:
    finish([float(each) for each in range(10, 31)])
    found = compute("T01", "Rho", "2026-11")
    assert found is not None
    assert (found.value, found.n) == (20.0, 21)
    assert found.figures == {"primo_quartile": 15.0, "terzo_quartile": 25.0}
    assert (found.low, found.high) == (15.0, 25.0), "6th and 16th of 21: binomial coverage 97 %"
    assert found.counts == {"atti": {"Rho": 21}}


@pytest.mark.usefixtures("sqlite_store")
def test_few_acts_give_no_figure_and_none_is_not_zero() -> None:
    assert compute("T01", "Rho", "2026-11") is None is compute("T02", TOGETHER, "2026-11")
    finish([5.0] * 9)
    for code in ("T01", "T02"):
        with pytest.raises(UserError, match="Troppo pochi"):
            compute(code, "Rho", "2026-11")
    assert compute("T01", "Rho", "2026-10") is None, "those of later months do not count"
    assert compute("T01", "Legnano", "2026-11") is None


@pytest.mark.usefixtures("sqlite_store")
def test_the_correction_rate_counts_changed_texts_among_those_taken() -> None:
    finish([5.0] * 10, changed=1)
    finish([5.0] * 10, place="Legnano", changed=1)
    found = compute("T02", TOGETHER, "2026-11")
    assert found is not None
    assert (found.value, found.n) == (50.0, 20)
    assert found.low is not None and found.high is not None and found.low < 50 < found.high
    assert found.counts == {"testi": {"Legnano": 10, "Rho": 10}}


@pytest.mark.parametrize(
    ("n", "low", "high"), [(1, 0, 0), (5, 0, 4), (6, 0, 5), (10, 1, 8), (20, 5, 14), (100, 39, 60)]
)
def test_the_interval_of_the_median_is_the_known_one(n: int, low: int, high: int) -> None:
    assert median_bounds(range(n)) == (low, high)
