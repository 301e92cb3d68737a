"""One passage for each rule of sums that no other file tries: told when it is wrong, left in peace when it is right."""

from pathlib import Path

import pytest
import yaml

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules.sums import SUMS
from workbench.documents import read_text

HEAD = "Comune di Erba\nDeterminazione n. 88 del 4 maggio 2026\nOggetto: servizi per la scuola.\n\n"
PASSAGES: list[tuple[str, Kind, str, str]] = yaml.safe_load(
    (Path(__file__).parent / "rules.yaml").read_text(encoding="utf-8")
)


def found(kind: Kind, text: str) -> list[str]:
    act = read_act(read_text("atto", HEAD + text), kind)
    return [
        rule.id.removeprefix("conti.")
        for rule in SUMS
        if rule.find and rule.holds_for(act)
        for _ in rule.find(act)
    ]


@pytest.mark.parametrize(("rule", "kind", "wrong", "right"), PASSAGES)
def test_the_wrong_passage_is_told_once_and_the_right_one_is_not(
    rule: str, kind: Kind, wrong: str, right: str
) -> None:
    assert found(kind, wrong) == [rule]
    assert found(kind, right) == []
