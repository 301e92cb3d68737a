"""Figures that grow with the value: contributions, levels, classes."""

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from apps.municipal.tenders import law
from apps.municipal.tenders.law import bands
from apps.municipal.tenders.law.figures import Confidence, Figure

TODAY = date(2026, 5, 12)


def test_every_figure_names_article_source_and_a_confidence_of_who_has_not_verified_it() -> None:
    found = [each for each in vars(bands).values() if isinstance(each, Figure)]
    assert len(found) > 7
    for figure in found:
        assert figure.article and figure.source
        assert figure.confidence in get_args(Confidence)
        assert figure.confidence == "media"


@pytest.mark.parametrize(
    ("value", "due"),
    [
        ("39999.99", (0, 0)),
        ("40000", (35, 0)),
        ("149999.99", (35, 0)),
        ("150000", (250, 18)),
        ("299999.99", (250, 18)),
        ("300000", (250, 33)),
        ("500000", (410, 77)),
        ("800000", (410, 90)),
        ("1000000", (660, 165)),
        ("5000000", (880, 220)),
        ("20000000", (880, 560)),
    ],
)
def test_the_contribution_changes_at_each_band(value: str, due: tuple[int, int]) -> None:
    assert law.contribution(Decimal(value)) == due


@pytest.mark.parametrize(
    ("level", "kind", "reach"),
    [
        (3, "servizi", 750_000),
        (3, "lavori", 1_000_000),
        (2, "forniture", 5_000_000),
        (2, "lavori", 5_404_000),
        (1, "lavori", None),
    ],
)
def test_a_level_reaches_as_far_as_article_63_says(level: int, kind: str, reach: int | None) -> None:
    assert law.level_reach(level, kind, TODAY).value == reach


def test_classes_of_builders_grow() -> None:
    reaches = list(law.BUILDER_CLASSES.value.values())
    assert reaches == sorted(reaches)
