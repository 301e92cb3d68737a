"""Days, durations, counts and scores as a stranger writes them: the wrong passage is told, its right twin is left in peace."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules.sums.calendar import CALENDAR
from apps.municipal.tenders.rules.sums.enumerations import ENUMERATIONS
from apps.municipal.tenders.rules.sums.lasting import LASTING
from apps.municipal.tenders.rules.sums.milestones import MILESTONES
from apps.municipal.tenders.rules.sums.multiples import MULTIPLES
from apps.municipal.tenders.rules.sums.scoring import SCORING
from apps.municipal.tenders.rules.sums.spans import SPANS
from apps.municipal.tenders.rules.sums.tallies import TALLIES
from apps.municipal.tenders.rules.sums.units import UNITS
from workbench.documents import read_text

Found = Callable[[Kind, str], list[str]]
STRANGERS = yaml.safe_load((Path(__file__).parent / "strangers.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("kind", "rule", "text"), STRANGERS["wrong"])
def test_a_wrong_passage_is_told(found: Found, kind: Kind, rule: str, text: str) -> None:
    assert rule in found(kind, text)


@pytest.mark.parametrize(("kind", "text"), STRANGERS["right"])
def test_its_right_twin_is_left_in_peace(found: Found, kind: Kind, text: str) -> None:
    assert found(kind, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "dal 1° marzo 2026 al 31 luglio 2027, " * 2500,
        "tre lotti di due sedi e 7 ore per 8 giorni: " * 2500,
        "offerta tecnica 70 punti, criterio " * 3000,
        "| a | 1 | 2 |\n" * 6000,
        ("x" + " " * 300) * 400,
    ],
    ids=["days", "counts", "points", "cells", "blanks"],
)
def test_a_long_text_takes_little_time(text: str, stopwatch) -> None:
    act = read_act(read_text("atto", text[:100_000]), "capitolato")
    with stopwatch() as taken:
        for rule in (
            *CALENDAR,
            *MILESTONES,
            *SPANS,
            *UNITS,
            *LASTING,
            *TALLIES,
            *SCORING,
            *MULTIPLES,
            *ENUMERATIONS,
        ):
            assert rule.find and list(rule.find(act)) is not None
    assert taken.seconds < 2
