"""Passages of acts, and the rules of `soglie` and `clausole` that must speak about each; written for this.

A line of `passages/*.txt` is «beginning | rules | passage»; `-` where every rule must be silent.
"""

from pathlib import Path

import pytest
import yaml

from apps.municipal.tenders.acts import Act, read_act
from apps.municipal.tenders.rules.clauses import CLAUSES
from apps.municipal.tenders.rules.thresholds import THRESHOLDS
from workbench.documents import read_text

FOLDER = Path(__file__).parent / "passages"
BEGINNINGS = {
    name: start
    for path in sorted(FOLDER.glob("beginnings*.yaml"))
    for name, start in yaml.safe_load(path.read_text(encoding="utf-8")).items()
}
RULES = (*CLAUSES, *THRESHOLDS)
LINES = [
    (path.stem, line)
    for path in sorted(FOLDER.glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line
]


def act_of(beginning: str, passage: str) -> Act:
    start = BEGINNINGS[beginning]
    text = f"{start['text']}\n{passage}\n"
    return read_act(read_text("atto.txt", text), start["kind"])


def heard(act: Act) -> set[str]:
    return {
        rule.id.partition(".")[2]
        for rule in RULES
        if rule.holds_for(act) and rule.find and any(True for _ in rule.find(act))
    }


@pytest.mark.parametrize(
    ("source", "line"), LINES, ids=[f"{one}-{number}" for number, (one, _) in enumerate(LINES)]
)
def test_each_passage_is_marked_by_its_rules_and_by_no_other(source: str, line: str) -> None:
    beginning, wanted, passage = line.split(" | ", 2)
    expected = set() if wanted == "-" else set(wanted.split(","))
    assert heard(act_of(beginning, passage.replace("\\n", "\n"))) == expected


def test_every_rule_has_a_passage_that_it_must_find() -> None:
    wanted = {name for _, line in LINES for name in line.split(" | ", 2)[1].split(",")}
    assert {rule.id.partition(".")[2] for rule in RULES} - wanted == set()


@pytest.mark.parametrize("kind", ["capitolato", "disciplinare"])
def test_two_hundred_thousand_characters_take_little_time(kind: str, stopwatch) -> None:
    passages = "\n".join(line.split(" | ", 2)[2].replace("\\n", "\n") for _, line in LINES)
    long = ((passages + "\n") * (200_000 // len(passages) + 1))[:200_000]
    act = read_act(read_text("lungo.txt", long), kind)
    for family in (CLAUSES, THRESHOLDS):
        with stopwatch() as taken:
            for rule in family:
                list(rule.find(act) if rule.find else ())
        assert taken.seconds < 1
