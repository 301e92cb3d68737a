import math
from pathlib import Path
from typing import Any

import pytest

from workbench.models.code_length import code_length

SHORT = "Il lampione è spento."
LONG = "Vorrei sapere quando scade la carta d'identità. " * 12


@pytest.fixture(scope="module")
def model(tiny_llama: Path) -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    network = AutoModelForCausalLM.from_pretrained(tiny_llama).eval()
    return network, AutoTokenizer.from_pretrained(tiny_llama)


def direct(network: Any, ids: list[int], first: int) -> float:
    """-sum(log2 p) of the tokens from place `first` on, all before them read."""
    import torch

    with torch.no_grad():
        scores = network(torch.tensor([ids])).logits[0].double().log_softmax(-1)
    return -sum(float(scores[place - 1, ids[place]]) for place in range(first, len(ids))) / math.log(2)


def test_a_text_shorter_than_the_window_is_what_the_definition_says(model: tuple[Any, Any]) -> None:
    network, tokenizer = model
    ids = [tokenizer.eos_token_id, *tokenizer(SHORT)["input_ids"]]
    assert code_length(network, tokenizer, [SHORT], window=64)[0] == pytest.approx(
        direct(network, ids, 1), rel=1e-5
    )


@pytest.mark.parametrize("window", [16, 33, 64])
def test_a_long_text_is_scored_in_windows_that_see_at_least_half_of_their_width(
    model: tuple[Any, Any], window: int
) -> None:
    network, tokenizer = model
    ids = [tokenizer.eos_token_id, *tokenizer(LONG)["input_ids"]]
    assert len(ids) > 2 * window
    expected, done = direct(network, ids[:window], 1), window
    while done < len(ids):
        seen = ids[done - window // 2 : done - window // 2 + window]
        expected += direct(network, seen, window // 2)
        done += len(seen) - window // 2
    assert code_length(network, tokenizer, [LONG], window=window)[0] == pytest.approx(expected, rel=1e-5)


def test_each_text_has_its_own_length_whatever_stands_beside_it(model: tuple[Any, Any]) -> None:
    network, tokenizer = model
    texts = [SHORT, "", LONG, SHORT, "No."]
    together = code_length(network, tokenizer, texts, window=32)
    alone = [code_length(network, tokenizer, [text], window=32)[0] for text in texts]
    assert together == pytest.approx(alone, rel=1e-5)
    assert together[1] == 0.0
    assert code_length(network, tokenizer, [], window=32) == []


def test_a_special_token_written_out_in_a_text_is_read_letter_by_letter(model: tuple[Any, Any]) -> None:
    network, tokenizer = model
    split = tokenizer("<|fine|>", split_special_tokens=True)["input_ids"]
    assert len(split) > 1
    ids = [tokenizer.eos_token_id, *split]
    (bits,) = code_length(network, tokenizer, ["<|fine|>"], window=32)
    assert bits == pytest.approx(direct(network, ids, 1), rel=1e-5)
