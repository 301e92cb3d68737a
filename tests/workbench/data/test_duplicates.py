import random
import time
from itertools import combinations

import pytest

from workbench.data import near_duplicates
from workbench.italian import normalise

WORDS = [
    "anagrafe",
    "tributi",
    "scuola",
    "lampione",
    "buca",
    "strada",
    "carta",
    "identità",
    "rifiuti",
    "mensa",
    "nido",
    "multa",
    "verde",
]


def grams(text: str) -> set[str]:
    padded = normalise(text).ljust(5)
    return {padded[at : at + 5] for at in range(len(padded) - 4)}


def brute_force(texts: list[str], threshold: float) -> dict[tuple[int, int], float]:
    sets = [grams(text) for text in texts]
    return {
        (i, j): len(sets[i] & sets[j]) / len(sets[i] | sets[j])
        for i, j in combinations(range(len(texts)), 2)
        if len(sets[i] & sets[j]) >= threshold * len(sets[i] | sets[j])
    }


@pytest.mark.parametrize("threshold", [0.5, 0.8, 1.0])
def test_exactly_the_pairs_of_brute_force_are_found(threshold: float) -> None:
    random.seed(3)
    texts = [" ".join(random.choices(WORDS, k=random.randint(1, 8))) for _ in range(700)]
    expected = brute_force(texts, threshold)
    found = {(i, j): similarity for i, j, similarity in near_duplicates(texts, threshold)}
    assert found == pytest.approx(expected)
    assert expected


def test_short_and_empty_texts_are_compared_too() -> None:
    assert near_duplicates(["sì", "Sì", "no", "", ""]) == [(0, 1, 1.0), (3, 4, 1.0)]
    assert near_duplicates(["uno"]) == near_duplicates([]) == []


@pytest.mark.slow
def test_twenty_thousand_texts_of_one_template_take_less_than_a_minute() -> None:
    random.seed(3)
    texts = [
        f"Buongiorno, scrivo all'ufficio {random.choice(WORDS)} perché il documento {number} sulla "
        f"{random.choice(WORDS)} non è arrivato e vorrei sapere se la {random.choice(WORDS)} è aperta"
        for number in range(20_000)
    ]
    start = time.process_time()
    assert near_duplicates(texts)
    assert time.process_time() - start < 60
