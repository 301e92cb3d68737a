"""Amounts, numbers, points and shares of two documents: what contradicts, and what only looks as if it did."""

from pathlib import Path

import pytest
import yaml

from apps.municipal.tenders.acts import Act, read_act
from apps.municipal.tenders.rules.contradictions import CONTRADICTIONS
from apps.municipal.tenders.rules.contradictions.measures import numbers
from apps.municipal.tenders.rules.contradictions.naming import names_of
from workbench.documents import read_text

PAIRS = yaml.safe_load((Path(__file__).parent / "figures.yaml").read_text(encoding="utf-8"))
HEAD = "COMUNE DI ORIGGIO\n{}\nGestione dei servizi comunali\nCIG B4C10F27D1\n\n{}\n"


def act(title: str, words: str) -> Act:
    return read_act(read_text(f"{title.lower()}.txt", HEAD.format(title, words)))


def contradictions(one: str, other: str) -> list[str]:
    acts = [act("DISCIPLINARE DI GARA", one), act("CAPITOLATO SPECIALE", other)]
    return [
        f"{rule.id}: {found.message}"
        for rule in CONTRADICTIONS
        for _, found in (rule.compare(acts) if rule.compare else ())
    ]


@pytest.mark.parametrize("pair", PAIRS["wrong"], ids=lambda pair: pair[0][:40])
def test_two_figures_of_the_same_thing_are_a_contradiction(pair: list[str]) -> None:
    assert contradictions(*pair)
    assert contradictions(pair[1], pair[0])


@pytest.mark.parametrize("pair", PAIRS["right"], ids=lambda pair: pair[0][:40])
def test_figures_of_different_things_are_none(pair: list[str]) -> None:
    assert contradictions(*pair) == []
    assert contradictions(pair[1], pair[0]) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("La manodopera, che non si può ribassare, è stimata in € 40.000,00.", "manodopera"),
        (
            "Garanzia provvisoria: 2 per cento dell'importo a gara, oneri compresi, cioè € 1.700,00.",
            "garanzia provvisoria",
        ),
        ("A parte si pagano € 840,00 per le misure contro le interferenze.", "sicurezza"),
        ("Di questi, € 68.000,00 rappresentano il costo della manodopera.", "manodopera"),
        ("Il valore globale, compreso il rinnovo, è di € 90.000,00.", "valore globale"),
        ("Il concorrente versa ad ANAC euro 18,00.", "contributo ANAC"),
        ("9. Penali. Erba non raccolta: € 200,00.", "penale"),
    ],
)
def test_an_amount_is_named_by_what_tells_most(words: str, name: str) -> None:
    assert names_of(act("CAPITOLATO SPECIALE", words))[-1] == name


def test_a_number_is_counted_by_the_noun_before_or_after_it() -> None:
    read = numbers(
        act("CAPITOLATO SPECIALE", "I punti luce da gestire sono 1.520; i cestini sono 40, con 12 panchine.")
    )
    assert [(int(each.value), each.noun or each.named) for each in read] == [
        (1520, "punti luc"),
        (40, "cestin"),
        (12, "panc"),
    ]


@pytest.mark.parametrize("words", ["tre 4.000,00 euro 12 cestini ", "€ ", "punti 30 ", "non è ammesso "])
def test_a_long_text_takes_little(words: str, stopwatch) -> None:
    acts = [
        act(title, words * (50_000 // len(words)))
        for title in ("DISCIPLINARE DI GARA", "CAPITOLATO SPECIALE")
    ]
    with stopwatch() as taken:
        for rule in CONTRADICTIONS:
            if rule.compare:
                list(rule.compare(acts))
    assert taken.seconds < 4
