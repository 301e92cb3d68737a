"""One thing in the many ways in which municipalities write it: what agrees, contradicts, differs rightly."""

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

Contradicted = Callable[..., set[str]]


PHRASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("subject", PHRASES["subjects"], ids=lambda each: each["rule"])
def test_the_same_thing_in_other_words_is_no_contradiction(
    subject: dict[str, Any], contradicted: Contradicted
) -> None:
    kind = subject.get("kind", "capitolato")
    first = subject["alike"][0]
    for other in subject["alike"]:
        assert contradicted(first, other, kind) == set(), other


@pytest.mark.parametrize("subject", PHRASES["subjects"], ids=lambda each: each["rule"])
def test_another_thing_is_a_contradiction_however_it_is_written(
    subject: dict[str, Any], contradicted: Contradicted
) -> None:
    kind = subject.get("kind", "capitolato")
    pairs = product(subject["alike"], subject["otherwise"][:1])
    for one, other in [*pairs, *((subject["alike"][0], each) for each in subject["otherwise"])]:
        assert f"confronto.{subject['rule']}" in contradicted(one, other, kind), (one, other)


@pytest.mark.parametrize("pair", PHRASES["legitimate"], ids=lambda pair: pair[0][:40])
def test_a_difference_that_is_right_is_not_marked(pair: list[str], contradicted: Contradicted) -> None:
    assert contradicted(*pair) == set()
    assert contradicted(pair[1], pair[0]) == set()
