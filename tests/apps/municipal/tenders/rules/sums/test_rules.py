"""One passage for each rule of sums that no other file tries: told when it is wrong, left in peace when it is right."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from apps.municipal.tenders.acts import Kind

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
