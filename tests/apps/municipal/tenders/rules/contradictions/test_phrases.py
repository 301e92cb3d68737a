"""One thing in the many ways in which municipalities write it: what agrees, contradicts, differs rightly."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from apps.municipal.tenders.acts import Act, Kind, read_act
from apps.municipal.tenders.rules.contradictions import CONTRADICTIONS
from workbench.documents import read_text

PHRASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"))
HEAD = "COMUNE DI SENAGO\n{}\nServizio di custodia dei cimiteri comunali\nCIG B4C10F27D1\n\n{}\n"
TITLES: dict[Kind, str] = {
    "disciplinare": "DISCIPLINARE DI GARA",
    "capitolato": "CAPITOLATO",
    "lettera_invito": "LETTERA DI INVITO",
}


def act(kind: Kind, words: str) -> Act:
    return read_act(read_text(f"{kind}.txt", HEAD.format(TITLES[kind], words)), kind)


def contradicted(one: str, other: str, kind: Kind = "capitolato") -> set[str]:
    acts = [act("disciplinare", one), act(kind, other)]
    found = [
        (rule.id.partition(".")[2], where.kind)
        for rule in CONTRADICTIONS
        if rule.compare
        for where, _ in rule.compare(acts)
    ]
    rules = {rule for rule, _ in found}
    assert all({(rule, "disciplinare"), (rule, kind)} <= set(found) for rule in rules)
    return rules


@pytest.mark.parametrize("subject", PHRASES["subjects"], ids=lambda each: each["rule"])
def test_the_same_thing_in_other_words_is_no_contradiction(subject: dict[str, Any]) -> None:
    kind = subject.get("kind", "capitolato")
    first = subject["alike"][0]
    for other in subject["alike"]:
        assert contradicted(first, other, kind) == set(), other


@pytest.mark.parametrize("subject", PHRASES["subjects"], ids=lambda each: each["rule"])
def test_another_thing_is_a_contradiction_however_it_is_written(subject: dict[str, Any]) -> None:
    kind = subject.get("kind", "capitolato")
    pairs = product(subject["alike"], subject["otherwise"][:1])
    for one, other in [*pairs, *((subject["alike"][0], each) for each in subject["otherwise"])]:
        assert subject["rule"] in contradicted(one, other, kind), (one, other)


@pytest.mark.parametrize("pair", PHRASES["legitimate"], ids=lambda pair: pair[0][:40])
def test_a_difference_that_is_right_is_not_marked(pair: list[str]) -> None:
    assert contradicted(*pair) == set()
    assert contradicted(pair[1], pair[0]) == set()
