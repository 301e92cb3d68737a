"""Times, places and names in the many ways in which municipalities write them: what agrees, contradicts, differs rightly."""

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules.contradictions import CONTRADICTIONS
from workbench.documents import read_text

HERE = Path(__file__).parent
NAMES: dict[str, Any] = yaml.safe_load((HERE / "names.yaml").read_text(encoding="utf-8"))
PAIRS: dict[str, Any] = yaml.safe_load((HERE / "name_pairs.yaml").read_text(encoding="utf-8"))
CHANGES = [(name, *change) for name, changes in PAIRS["changes"].items() for change in changes]
KINDS: dict[str, Kind] = {
    "avviso.txt": "avviso",
    "lettera.txt": "lettera_invito",
    "capitolato.txt": "capitolato",
    "decisione.txt": "decisione_di_contrarre",
    "disciplinare.txt": "disciplinare",
}
Contradicted = Callable[..., set[str]]


def subject_id(subject: dict[str, Any]) -> str:
    return subject["about"]


@pytest.mark.parametrize("subject", NAMES["subjects"], ids=subject_id)
def test_the_same_time_place_or_name_in_other_words_is_no_contradiction(
    subject: dict[str, Any], contradicted: Contradicted
) -> None:
    kind = subject.get("kind", "capitolato")
    for one, other in product(subject["alike"][:1], subject["alike"]):
        assert contradicted(one, other, kind) == set(), (one, other)


@pytest.mark.parametrize("subject", NAMES["subjects"], ids=subject_id)
def test_another_time_place_or_name_is_a_contradiction_however_it_is_written(
    subject: dict[str, Any], contradicted: Contradicted
) -> None:
    kind = subject.get("kind", "capitolato")
    for one, other in product(subject["alike"], subject["otherwise"]):
        assert contradicted(one, other, kind), (one, other)


@pytest.mark.parametrize("pair", NAMES["legitimate"], ids=lambda pair: pair[0][:40])
def test_what_differs_rightly_is_not_marked(pair: list[str], contradicted: Contradicted) -> None:
    assert contradicted(*pair) == set()
    assert contradicted(pair[1], pair[0]) == set()


@pytest.mark.parametrize("pair", PAIRS["wrong"], ids=lambda pair: pair[0][:40])
def test_two_passages_that_contradict_each_other_are_marked(
    pair: list[str], contradicted: Contradicted
) -> None:
    assert contradicted(*pair)


@pytest.mark.parametrize("pair", PAIRS["right"], ids=lambda pair: pair[0][:40])
def test_two_passages_that_agree_are_not_marked(pair: list[str], contradicted: Contradicted) -> None:
    assert contradicted(*pair) == set()
    assert contradicted(pair[1], pair[0]) == set()


def marked(texts: dict[str, str]) -> set[str]:
    """The documents in which something is marked."""
    acts = [read_act(read_text(name, text), KINDS[name]) for name, text in texts.items()]
    return {where.document.name for rule in CONTRADICTIONS if rule.compare for where, _ in rule.compare(acts)}


def read_procedure(name: str) -> dict[str, str]:
    folder = HERE / "procedures" / name
    return {each.name: each.read_text(encoding="utf-8") for each in sorted(folder.iterdir())}


@pytest.mark.parametrize("name", PAIRS["changes"])
def test_a_procedure_whose_documents_agree_is_not_marked(name: str) -> None:
    assert marked(read_procedure(name)) == set()


@pytest.mark.parametrize(("name", "document", "right", "wrong"), CHANGES, ids=lambda each: each[:30])
def test_a_time_a_place_or_a_name_changed_in_one_document_is_marked_there(
    name: str, document: str, right: str, wrong: str
) -> None:
    texts = read_procedure(name)
    assert right in texts[document]
    assert document in marked(texts | {document: texts[document].replace(right, wrong)})
