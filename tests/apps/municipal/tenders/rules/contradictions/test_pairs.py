"""Two passages in the words of two officials: what contradicts, and what says the same in another way."""

from pathlib import Path

import pytest
import yaml

from apps.municipal.tenders.acts import read_act
from apps.municipal.tenders.rules.contradictions import CONTRADICTIONS
from apps.municipal.tenders.rules.contradictions.statement import before, spotted
from apps.municipal.tenders.rules.wording import wording
from workbench.documents import read_text

PAIRS = yaml.safe_load((Path(__file__).parent / "pairs.yaml").read_text(encoding="utf-8"))
HEAD = "COMUNE DI SENAGO\n{}\nServizio comunale\nCIG B4C10F27D1\n\n{}\n"
TITLES = (("disciplinare", "DISCIPLINARE DI GARA"), ("capitolato", "CAPITOLATO SPECIALE"))


def contradictions(*passages: str) -> list[str]:
    acts = [
        read_act(read_text(f"{kind}.txt", HEAD.format(title, words)), kind)
        for (kind, title), words in zip(TITLES, passages, strict=True)
    ]
    return [
        f"{rule.id}: {found.message}"
        for rule in CONTRADICTIONS
        for _, found in (rule.compare(acts) if rule.compare else ())
    ]


@pytest.mark.parametrize("pair", PAIRS["wrong"], ids=lambda pair: pair[0][:40])
def test_passages_that_disagree_are_marked_whichever_comes_first(pair: list[str]) -> None:
    assert contradictions(*pair)
    assert contradictions(*reversed(pair))


@pytest.mark.parametrize("pair", PAIRS["right"], ids=lambda pair: pair[0][:40])
def test_passages_that_agree_in_other_words_are_not_marked(pair: list[str]) -> None:
    assert contradictions(*pair) == []
    assert contradictions(*reversed(pair)) == []


def test_a_pattern_is_tried_only_around_the_words_that_it_needs() -> None:
    pattern = wording(r"\bdue\s+lotti\b")
    text = "Due LOTTI. " + "parole " * 200 + "in due lotti, non in tre."
    found = [match.span() for match in spotted(pattern, ("lotti",), text, 30)]
    assert found == [match.span() for match in pattern.finditer(text)]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Il prezzo è fisso. Il canone mensile complessivo è di 400", "Il canone mensile complessivo è di "),
        ("Ai sensi dell'art. 50 del Codice si invitano 5", "Ai sensi dell'art. 50 del Codice si invitano "),
        ("Durata del contratto\nmesi 24", "Durata del contratto\nmesi "),
    ],
)
def test_what_leads_to_a_value_is_its_sentence_with_a_short_heading(text: str, lead: str) -> None:
    assert before(text, text.rindex(" ") + 1).lstrip() == lead
