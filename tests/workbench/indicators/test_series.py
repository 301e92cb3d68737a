from dataclasses import replace

import pytest

from workbench.indicators import Value, series
from workbench.indicators.series import Origin, keep, note_run, published, same

VALUE = Value(
    code="C01",
    municipality="Cinisello Balsamo",
    period="2026-11",
    version=1,
    value=0.4,
    n=20,
    low=0.1,
    high=0.7,
    figures={"d_av": 0.35},
    counts={"coppie": {"Cinisello Balsamo": 20}},
    cannot=("Perché è così.",),
    study="pilota",
    data_digest="d" * 64,
)
ORIGIN = Origin("ricercatore", "c" * 40, 1_795_000_000.0)


def test_what_was_kept_is_read_back_whole(store: str) -> None:
    point = keep(VALUE, ORIGIN)
    assert same(point, VALUE) and point.cannot == ("Perché è così.",) and point.run == ""
    assert published(VALUE) == point
    note_run(point, "abc")
    (one,) = series("C01", "Cinisello Balsamo")
    assert [each.run for each in one.points] == ["abc"]
    assert series("C01", "Rho") == () and series("C05", "Cinisello Balsamo") == ()


def test_the_last_row_of_a_month_counts_and_months_come_in_order(store: str) -> None:
    keep(replace(VALUE, period="2026-12"), ORIGIN)
    keep(VALUE, ORIGIN)
    keep(replace(VALUE, value=0.3, low=None, high=None), replace(ORIGIN, correction="errore nei dati"))
    (one,) = series("C01", "Cinisello Balsamo")
    assert [(each.period, each.value) for each in one.points] == [("2026-11", 0.3), ("2026-12", 0.4)]
    assert one.points[0].low is None and one.points[0].correction == "errore nei dati"


@pytest.mark.parametrize(
    "change",
    [{"value": 0.41}, {"n": 21}, {"low": None}, {"figures": {"d_av": 0.36}}, {"data_digest": "e" * 64}],
)
def test_any_figure_that_differs_makes_a_new_row(sqlite_store: str, change: dict[str, object]) -> None:
    assert not same(keep(VALUE, ORIGIN), replace(VALUE, **change))  # type: ignore[arg-type]


def test_counts_of_people_are_not_kept(sqlite_store: str) -> None:
    from workbench.store.tables.indicators import indicator_values

    assert "counts" not in indicator_values.c
    assert "coppie" not in repr(VALUE)
