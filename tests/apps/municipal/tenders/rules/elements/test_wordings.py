"""Each element in wordings that must count, and in near misses that must not: `wordings.tsv`, one a line."""

import csv
from pathlib import Path

import pytest

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules.elements import ELEMENTS
from workbench.documents import read_text

HEAD = (
    "COMUNE DI VALLECHIARA\n\nOggetto: servizio di pulizia degli uffici comunali\n\n"
    "Il valore stimato è di € 190.000,00 oltre IVA.\n\n"
    "Il criterio è l'offerta economicamente più vantaggiosa.\n\n"
)


def wordings(present: str) -> list[tuple[str, str, str]]:
    with Path(__file__).with_name("wordings.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            (row["tipo"], row["elemento"], row["frase"].replace("\\n", "\n"))
            for row in rows
            if row["presente"] == present
        ]


def missing(kind: Kind, text: str) -> set[str]:
    act = read_act(read_text("atto", HEAD + text), kind)
    return {
        rule.id.partition(".")[2]
        for rule in ELEMENTS
        if rule.holds_for(act) and rule.find
        for found in rule.find(act)
        if found.severity != "nota"
    }


@pytest.mark.parametrize(("kind", "element", "sentence"), wordings("sì"))
def test_an_element_is_there_in_the_words_that_municipalities_use(
    kind: Kind, element: str, sentence: str
) -> None:
    assert element not in missing(kind, sentence)


@pytest.mark.parametrize(("kind", "element", "sentence"), wordings("no"))
def test_a_related_word_is_not_the_element(kind: Kind, element: str, sentence: str) -> None:
    assert element in missing(kind, sentence)
