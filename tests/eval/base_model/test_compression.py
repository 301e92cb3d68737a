"""Bits per byte of a model and of what it is measured against."""

import lzma

import numpy as np
import pytest
import torch

from eval.base_model.compression import measure_text, ngram_bits, untrained_copy, xz_bits
from eval.base_model.ngram import KneserNey
from eval.base_model.results import ALL, MIXED, OWN
from workbench.models.code_length import code_length


def test_the_bits_per_byte_are_the_sum_of_bits_over_the_sum_of_bytes(tiny, corpora):
    network, tokenizer = tiny
    found = measure_text(network, tokenizer, corpora, window=64).domains["pa"]
    texts = [document.text for document in corpora["pa"].held_out]
    size = sum(len(text.encode()) for text in texts)
    assert found.bytes == size
    assert found.model.value == pytest.approx(sum(code_length(network, tokenizer, texts, window=64)) / size)
    assert found.model.low <= found.model.value <= found.model.high
    assert found.xz == pytest.approx(
        8 * len(lzma.compress("\n".join(texts).encode(), preset=9 | lzma.PRESET_EXTREME)) / size
    )
    assert found.documents == found.sources == found.model.n == 6


def test_random_weights_lose_to_the_ngrams_and_the_report_can_say_by_how_much(tiny, corpora):
    network, tokenizer = tiny
    found = measure_text(network, tokenizer, corpora, window=64).domains["prosa"]
    best = found.ngrams[found.best_ngram]
    assert best.value == min(figure.value for figure in found.ngrams.values())
    assert found.difference.value == pytest.approx(found.model.value - best.value)
    assert found.ratio.value == pytest.approx(found.model.value / best.value)
    assert found.ratio_to_all.value == pytest.approx(found.model.value / found.ngrams[ALL].value)
    assert found.difference.low > 0 and found.ratio.low > 1


def test_each_document_gets_the_bits_of_its_own_tokens():
    training = {"a": [np.array([0, 1, 2, 0, 1, 2])], "b": [np.array([3, 4, 3, 4, 3])]}
    held_out = {"a": [np.array([0, 1]), np.array([2, 0, 3])], "b": [np.array([4, 3])]}
    found = ngram_bits(training, held_out, vocabulary=6)
    general = KneserNey([*training["a"], *training["b"]], 6)
    alone = [-np.log2(general.probabilities([document])).sum() for document in held_out["a"]]
    assert found["a"].bits[ALL] == pytest.approx(alone)
    own = KneserNey(training["b"], 6)
    assert found["b"].bits[OWN] == pytest.approx([-np.log2(own.probabilities(held_out["b"])).sum()])


def test_the_mixture_is_of_probabilities_with_the_share_that_serves_the_ngrams_best():
    training = {"a": [np.array([0, 1, 2, 0, 1, 2])], "b": [np.array([0, 1, 3, 3, 3, 1, 2])]}
    held_out = {"a": [np.array([0, 1, 2, 3])], "b": [np.array([3, 3])]}
    found = ngram_bits(training, held_out, vocabulary=5)["a"]
    general = KneserNey([*training["a"], *training["b"]], 5).probabilities(held_out["a"])
    own = KneserNey(training["a"], 5).probabilities(held_out["a"])
    costs = {share: -np.log2(share * own + (1 - share) * general).sum() for share in np.arange(1, 20) / 20}
    assert found.own_share == min(costs, key=costs.get)
    assert found.bits[MIXED].sum() == pytest.approx(min(costs.values()))


def test_an_untrained_copy_has_the_same_shape_other_weights_and_always_the_same_ones(tiny):
    network, _ = tiny
    torch.manual_seed(5)
    one = untrained_copy(network)
    torch.manual_seed(6)
    other = untrained_copy(network)
    shapes = [weights.shape for weights in network.parameters()]
    assert [weights.shape for weights in one.parameters()] == shapes
    assert all(torch.equal(a, b) for a, b in zip(one.parameters(), other.parameters(), strict=True))
    assert not torch.equal(next(one.parameters()), next(network.parameters()))


def test_xz_spends_less_on_what_repeats():
    assert xz_bits("Comune di Rho. " * 100) < xz_bits("Comune di Rho. ") * 2
