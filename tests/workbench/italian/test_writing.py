import math

import pytest

from workbench.italian import (
    duration,
    exact,
    licence_name,
    listed,
    moment,
    number,
    percent,
    plural,
    points,
    read_number,
    size,
)


def test_numbers_have_a_decimal_comma_and_a_thousands_point() -> None:
    assert number(1234.5, 1) == "1.234,5"
    assert number(1_234_567) == "1.234.567"
    assert number(0.5, 2) == "0,50"


def test_a_negative_number_has_a_real_minus_sign() -> None:
    assert number(-3.25, 2) == "−3,25"


def test_a_number_that_rounds_to_zero_has_no_sign() -> None:
    assert number(-0.001, 1) == "0,0"
    assert points(-0.0001) == "0,0 punti"


def test_what_is_not_a_number_is_a_dash() -> None:
    assert (
        number(math.nan)
        == percent(math.inf)
        == points(math.nan)
        == duration(math.nan)
        == size(math.nan)
        == "–"
    )


def test_percent_keeps_its_sign_on_the_line() -> None:
    assert percent(0.123) == "12,3\u202f%"
    assert percent(1, 0) == "100\u202f%"


def test_differences_of_shares_are_points_with_their_sign() -> None:
    assert points(0.05) == "+5,0 punti"
    assert points(-0.125) == "−12,5 punti"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 s"),
        (0.44, "0,4 s"),
        (5, "5 s"),
        (59.7, "1 min"),
        (125, "2 min 5 s"),
        (3900, "1 h 5 min"),
        (3600, "1 h"),
        (183_600, "2 g 3 h"),
        (-1, "–"),
    ],
)
def test_a_duration_says_its_two_largest_units(seconds: float, expected: str) -> None:
    assert duration(seconds) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 byte"), (999, "999 byte"), (1_230_000_000, "1,2 GB"), (999_960, "1,0 MB"), (5e15, "5.000,0 TB")],
)
def test_sizes_use_decimal_units(count: float, expected: str) -> None:
    assert size(count) == expected


def test_a_moment_is_day_month_year_and_time() -> None:
    assert moment("2026-11-22T16:40:05") == "22 nov 2026, 16:40"


def test_one_is_singular_and_zero_is_plural() -> None:
    assert plural(1, "riga", "righe") == "1 riga"
    assert plural(0, "riga", "righe") == "0 righe"
    assert plural(2000, "riga", "righe") == "2.000 righe"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.001, "0,001"), (60.0, "60"), (1e-05, "0,00001"), (0.0, "0"), (-2.5, "-2,5"), (1e20, "1" + "0" * 20)],
)
def test_a_field_shows_the_whole_number_and_reads_it_back(value: float, expected: str) -> None:
    assert exact(value) == expected
    assert read_number(expected) == value


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0.001", 0.001),
        (" 1e-3 ", 0.001),
        ("1,5e-3", 0.0015),
        ("1.234,5", 1234.5),
        ("3.600", 3600),
        ("12.34", 12.34),
        (",5", 0.5),
        ("−2", -2),
        ("", None),
        ("poco", None),
        ("1,2,3", None),
        ("nan", None),
        ("1_000", None),
    ],
)
def test_typed_numbers_are_read_as_italy_writes_them(typed: str, expected: float | None) -> None:
    assert read_number(typed) == expected


def test_things_are_listed_with_commas_and_an_and() -> None:
    assert [listed(each) for each in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a e b", "a, b e c"]


def test_a_known_licence_is_written_with_its_name_and_others_stay() -> None:
    known = ("cc-by-sa-4.0", "eupl-1.2", "apache-2.0", "CC0-1.0")
    assert [licence_name(each) for each in known] == ["CC BY-SA 4.0", "EUPL 1.2", "Apache 2.0", "CC0 1.0"]
    for other in ("mit", "non dichiarata", "CC BY 4.0", "licenza-mia-2"):
        assert licence_name(other) == other
