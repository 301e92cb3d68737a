from dataclasses import replace
from itertools import product

import pytest

from apps.impact.path import EXPECTED, TARGET, VALUE, path_chart, shown, standing, with_interval
from workbench.indicators import TOGETHER, Card, Point, Series, card, list_cards

POINT = Point(
    number=1,
    period="2027-06",
    value=0.4,
    n=20,
    low=0.1,
    high=0.7,
    figures={},
    cannot=(),
    study="",
    data_digest="d",
    code_version="c",
    published=0.0,
    correction="",
    run="",
)
GAIN, PEOPLE, TASK = card("C01"), card("R03"), card("C05")


def kinds(records: list[dict[str, object]]) -> list[object]:
    return [each["che cosa"] for each in records]


@pytest.mark.parametrize(
    ("wanted", "low", "high", "sign"),
    [
        (GAIN, 0.31, 0.5, "✓"),
        (GAIN, 0.1, 0.5, "≈"),
        (GAIN, 0.1, 0.29, "✗"),
        (TASK, 0.7, 0.89, "✓"),
        (TASK, 0.8, 0.95, "≈"),
        (TASK, 0.91, 1.2, "✗"),
    ],
)
def test_a_value_is_on_its_path_only_as_far_as_its_interval_says(
    wanted: Card, low: float, high: float, sign: str
) -> None:
    stands = standing(wanted, "Rho", replace(POINT, value=(low + high) / 2, low=low, high=high))
    assert stands.sign == sign and shown(wanted, 0.3 if wanted is GAIN else 0.9) in stands.words


def test_intervals_and_bounds_are_told_apart() -> None:
    assert with_interval(GAIN, POINT) == "0,40 (intervallo al 95 % da 0,10 a 0,70)"
    assert with_interval(PEOPLE, replace(POINT, value=6, low=6, high=10)) == "almeno 6, al più 10"
    assert with_interval(PEOPLE, replace(POINT, value=6, low=6, high=6)) == "6"
    assert with_interval(PEOPLE, replace(POINT, value=1234, low=None, high=None)) == "1.234"


def test_the_picture_holds_baseline_targets_and_values_and_exports_them() -> None:
    chart = path_chart(GAIN, "Rho", Series("C01", "Rho", 1, (POINT,)))
    assert kinds(chart.records) == [EXPECTED, TARGET, TARGET, VALUE]
    assert chart.records[-1] | {"n": 0} == {
        "mese": "2027-06-30",
        "valore": 0.4,
        "da": 0.1,
        "a": 0.7,
        "n": 0,
        "che cosa": VALUE,
    }
    assert "Giugno 2027" in chart.text and "0,40 entro il 30/06/2028" in chart.text
    assert "percorso atteso" in chart.as_csv().decode("utf-8-sig")


def test_a_month_without_a_value_is_no_point() -> None:
    months = (POINT, replace(POINT, period="2027-09"))
    chart = path_chart(GAIN, "Rho", Series("C01", "Rho", 1, months))
    assert [each["mese"] for each in chart.records if each["che cosa"] == VALUE] == [
        "2027-06-30",
        "2027-09-30",
    ]


def test_a_municipality_is_not_held_to_the_goal_of_all_together() -> None:
    one = Series("R03", "Rho", 1, (replace(POINT, value=6, low=6, high=6),))
    assert kinds(path_chart(PEOPLE, "Rho", one).records) == [VALUE]
    assert kinds(path_chart(PEOPLE, TOGETHER, one).records) == [EXPECTED, TARGET, TARGET, VALUE]
    assert "tutti i Comuni insieme" in standing(PEOPLE, "Rho", one.points[0]).words


def test_an_earlier_method_says_so_in_its_title() -> None:
    old = path_chart(GAIN, "Rho", Series("C01", "Rho", 7, (POINT,)))
    assert "metodo precedente, versione 7" in old.title


@pytest.mark.parametrize(("wanted", "dark"), product(list_cards(), (False, True)))
def test_every_card_can_be_drawn(wanted: Card, dark: bool) -> None:
    chart = path_chart(wanted, TOGETHER, Series(wanted.code, TOGETHER, 1, (POINT,)))
    drawing = chart.specification(dark=dark)
    assert len(drawing["data"]["values"]) == 2 + len(wanted.targets)
