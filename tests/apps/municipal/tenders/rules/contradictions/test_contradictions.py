"""Contradictions between documents: clean procedures, then one word of one document changed at a time."""

from pathlib import Path

import pytest
import yaml

from apps.municipal.tenders.acts import read_act
from apps.municipal.tenders.rules.contradictions import CONTRADICTIONS
from apps.municipal.tenders.rules.rule import Finding, finding
from workbench.documents import read_text

PROCEDURES = Path(__file__).parent / "procedures"


def read_procedure(name: str) -> dict[str, str]:
    return {each.name: each.read_text(encoding="utf-8") for each in sorted((PROCEDURES / name).iterdir())}


def compare(texts: dict[str, str]) -> list[tuple[str, Finding]]:
    acts = [read_act(read_text(name, text)) for name, text in texts.items()]
    return [
        (act.document.name, finding(rule, act, found))
        for rule in CONTRADICTIONS
        for act, found in (rule.compare(acts) if rule.compare else ())
    ]


@pytest.mark.parametrize("name", ["arredi", "nido", "ponte"])
def test_documents_that_agree_have_no_contradiction(name: str) -> None:
    assert compare(read_procedure(name)) == []


CHANGES = yaml.safe_load((Path(__file__).parent / "changes.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "document", "right", "wrong", "rule", "marked"), CHANGES, ids=lambda each: None
)
def test_a_document_that_says_otherwise_is_marked_and_names_those_it_contradicts(
    name: str, document: str, right: str, wrong: str, rule: str, marked: str
) -> None:
    texts = read_procedure(name)
    assert right in texts[document]
    found = compare(texts | {document: texts[document].replace(right, wrong)})
    named = [(where, one) for where, one in found if one.rule == f"confronto.{rule}"]
    assert any(marked in one.quote for where, one in named if where == document), (
        wrong,
        [(where, one.rule, one.quote) for where, one in found],
    )
    told = " ".join(one.message for where, one in named if where == document)
    assert any(other in told for other in texts if other != document)
