"""Facts in their order, counts, frequencies, scores that were given: the wrong passage is told, its right twin is left in peace."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules.sums.chronology import CHRONOLOGY
from apps.municipal.tenders.rules.sums.committees import COMMITTEES
from apps.municipal.tenders.rules.sums.frequencies import FREQUENCIES
from apps.municipal.tenders.rules.sums.partitions import PARTITIONS
from workbench.documents import read_text

Found = Callable[[Kind, str], list[str]]
TWINS = yaml.safe_load((Path(__file__).parent / "twins.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("kind", "rule", "wrong", "right"), TWINS["pairs"])
def test_the_wrong_one_is_told_and_the_right_one_is_not(
    found: Found, kind: Kind, rule: str, wrong: str, right: str
) -> None:
    assert rule in found(kind, wrong)
    assert found(kind, right) == []


@pytest.mark.parametrize(("kind", "text"), TWINS["right"])
def test_what_only_looks_wrong_is_left_in_peace(found: Found, kind: Kind, text: str) -> None:
    assert found(kind, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "è scaduto il 31 luglio 2027, ritardo di 7 giorni, graduatoria 1) Alfa punti 7 " * 1200,
        "n. 3 offerte pervenute ammesse escluse ogni due mesi trimestrale commissione tre membri " * 1100,
        "Art. 7\n| a | 1 | 2 |\n" * 4000,
        ("x" + " " * 300) * 330,
    ],
    ids=["facts", "counts", "cells", "blanks"],
)
def test_a_long_text_takes_little_time(text: str, stopwatch) -> None:
    act = read_act(read_text("atto", text[:100_000]), "determina_affidamento_diretto")
    with stopwatch() as taken:
        for rule in (
            *CHRONOLOGY,
            *COMMITTEES,
            *FREQUENCIES,
            *PARTITIONS,
        ):
            assert rule.find and list(rule.find(act)) is not None
    assert taken.seconds < 2
