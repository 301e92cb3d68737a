"""One passage for each rule of sums that no other file tries: told when it is wrong, left in peace when it is right."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules.sums.surfaces import SURFACES
from workbench.documents import read_text

Found = Callable[[Kind, str], list[str]]
PASSAGES: list[tuple[str, Kind, str, str]] = yaml.safe_load(
    (Path(__file__).parent / "rules.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("rule", "kind", "wrong", "right"), PASSAGES)
def test_the_wrong_passage_is_told_once_and_the_right_one_is_not(
    found: Found, rule: str, kind: Kind, wrong: str, right: str
) -> None:
    assert found(kind, wrong) == [rule]
    assert found(kind, right) == []


@pytest.mark.parametrize(("whole", "told"), [(640, 0), (690, 1)])
def test_a_price_above_a_list_of_surfaces_does_not_hide_it(whole: int, told: int) -> None:
    act = read_act(
        read_text(
            "capitolato.txt",
            "Totale fornitura: € 12.000,00\nSuperfici da posare\n- Parco Nord: mq 260\n- via Verdi: mq 125\n"
            f"- via Rossi: mq 170\n- Parco Sud: mq 85\nTotale: mq {whole}\nFine",
        )
    )
    assert sum(len(list(rule.find(act))) for rule in SURFACES if rule.find) == told
