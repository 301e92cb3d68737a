"""The n-gram model against the formula written out slowly, and against what must hold of any model."""

from collections import defaultdict

import numpy as np
import pytest

from eval.base_model.ngram import KneserNey, discounts

VOCABULARY = 12
START = -1


def random_texts(seed: int, count: int = 40) -> list[np.ndarray]:
    """Zipf-like tokens, so that some n-grams occur often and many once."""
    generator = np.random.default_rng(seed)
    weights = 1 / np.arange(1, VOCABULARY - 1)  # the last two tokens never occur
    return [
        generator.choice(VOCABULARY - 2, size=generator.integers(1, 60), p=weights / weights.sum())
        for _ in range(count)
    ]


class SlowKneserNey:
    """Chen and Goodman's equations, word for word, with dictionaries."""

    def __init__(self, texts: list[np.ndarray], order: int) -> None:
        self.order = order
        seen: list[list[tuple[int, ...]]] = [[] for _ in range(order + 1)]
        for text in texts:
            padded = [START] * (order - 1) + [int(token) for token in text]
            for end in range(order - 1, len(padded)):
                for size in range(1, order + 1):
                    seen[size].append(tuple(padded[end - size + 1 : end + 1]))
        self.counts: list[dict[tuple[int, ...], int]] = [{} for _ in range(order + 1)]
        for gram in seen[order]:
            self.counts[order][gram] = self.counts[order].get(gram, 0) + 1
        for size in range(1, order):
            preceding = defaultdict(set)
            for gram in seen[size + 1]:
                preceding[gram[1:]].add(gram[0])
            self.counts[size] = {gram: len(found) for gram, found in preceding.items()}
        self.discounts = [np.zeros(4), *(self.estimate(size) for size in range(1, order + 1))]

    def estimate(self, size: int) -> np.ndarray:
        return discounts(np.array(list(self.counts[size].values())))

    def probability(self, token: int, context: tuple[int, ...]) -> float:
        size = len(context) + 1
        lower = 1 / VOCABULARY if size == 1 else self.probability(token, context[1:])
        followers = [count for gram, count in self.counts[size].items() if gram[:-1] == context]
        if not followers:
            return lower
        discount = self.discounts[size]
        count = self.counts[size].get((*context, token), 0)
        reserved = sum(discount[min(other, 3)] for other in followers)
        return (max(count - discount[min(count, 3)], 0) + reserved * lower) / sum(followers)


@pytest.mark.parametrize("order", [1, 2, 3, 5])
def test_every_probability_is_that_of_the_formula(order: int) -> None:
    texts, unseen = random_texts(1), random_texts(2, 4)
    unseen.append(np.array([11, 10, 3, 11]))
    slow = SlowKneserNey(texts, order)
    found = KneserNey(texts, VOCABULARY, order).probabilities(unseen)
    expected = []
    for text in unseen:
        padded = [START] * (order - 1) + [int(token) for token in text]
        for end in range(order - 1, len(padded)):
            expected.append(slow.probability(padded[end], tuple(padded[end - order + 1 : end])))
    assert found == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("context", [[], [0], [0, 1, 0, 2], [11], [0, 11, 0, 0, 1], [10, 11, 10, 11, 10]])
def test_probabilities_sum_to_one_over_the_vocabulary_in_contexts_seen_and_unseen(context: list[int]) -> None:
    model = KneserNey(random_texts(3), VOCABULARY)
    after = [np.array([*context, token]) for token in range(VOCABULARY)]
    last = model.probabilities(after).reshape(VOCABULARY, len(context) + 1)[:, -1]
    assert last.sum() == pytest.approx(1, abs=1e-12)
    assert (last > 0).all()


def test_a_text_does_not_know_what_stood_in_the_one_before() -> None:
    model = KneserNey(random_texts(4), VOCABULARY)
    one, other = np.array([0, 1, 2]), np.array([3, 0, 4, 1])
    together = model.probabilities([one, other])
    assert together == pytest.approx([*model.probabilities([one]), *model.probabilities([other])])


def test_the_order_of_the_texts_does_not_matter() -> None:
    texts, unseen = random_texts(5), random_texts(6, 3)
    forwards, backwards = KneserNey(texts, VOCABULARY), KneserNey(texts[::-1], VOCABULARY)
    assert forwards.probabilities(unseen) == pytest.approx(backwards.probabilities(unseen))


def test_a_vocabulary_too_large_to_pack_five_tokens_into_one_number_is_no_trouble() -> None:
    texts = [text + 2**20 for text in random_texts(7)]
    found = KneserNey(texts, 2**20 + VOCABULARY).probabilities(texts[:3])
    assert ((found > 0) & (found < 1)).all()


def test_what_was_read_is_better_known_than_what_was_not() -> None:
    texts = random_texts(8)
    model = KneserNey(texts, VOCABULARY)
    assert np.log2(model.probabilities(texts)).mean() > np.log2(model.probabilities(random_texts(9))).mean()


def test_discounts_are_those_of_chen_and_goodman() -> None:
    counts = np.repeat([0, 1, 2, 3, 4, 9], [5, 100, 40, 20, 10, 7])
    share = 100 / (100 + 2 * 40)
    expected = [0, 1 - 2 * share * 40 / 100, 2 - 3 * share * 20 / 40, 3 - 4 * share * 10 / 20]
    assert discounts(counts) == pytest.approx(expected)


def test_a_text_too_small_for_estimates_gets_the_usual_discounts() -> None:
    assert discounts(np.array([1, 1, 2])) == pytest.approx([0, 0.5, 1, 1.5])
