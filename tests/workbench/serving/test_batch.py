"""Answers do not depend on who is answered beside them, and are those of the library."""

import pytest
import torch

from workbench.errors import UserError
from workbench.serving.batch import Batch, require_plain_cache

PROMPTS = ([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], [20, 21], [30, 31, 32, 33, 34, 35])
STEPS = 12


def network_of(kind: str, folders: dict) -> torch.nn.Module:
    from transformers import AutoModelForCausalLM, MistralConfig, MistralForCausalLM

    if kind == "finestra":
        torch.manual_seed(0)
        sizes = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}
        config = MistralConfig(vocab_size=300, num_key_value_heads=1, sliding_window=6, **sizes)
        return MistralForCausalLM(config).eval()
    return AutoModelForCausalLM.from_pretrained(folders[kind], dtype=torch.float32).eval()


@pytest.fixture(params=["lama", "gipiti", "quen", "finestra", "incorporato"])
def network(request, tiny_llama, tiny_gpt2, tiny_qwen):
    from workbench.models import embedded_folder

    folders = {"lama": tiny_llama, "gipiti": tiny_gpt2, "quen": tiny_qwen, "incorporato": embedded_folder()}
    return network_of(request.param, folders)


def expected(network, prompt: list[int]) -> tuple[list[int], torch.Tensor]:
    """Greedy tokens and their logits without any cache: the plainest use of the library."""
    ids, rows = list(prompt), []
    with torch.inference_mode():
        for _ in range(STEPS):
            rows.append(network(input_ids=torch.tensor([ids]), use_cache=False).logits[0, -1])
            ids.append(int(rows[-1].argmax()))
    return ids[len(prompt) :], torch.stack(rows)


def test_texts_that_join_and_leave_at_any_time_get_the_numbers_of_the_library(network):
    batch, rows = Batch(network), []
    said = {index: [] for index in range(len(PROMPTS))}

    def hear(index: int, logits: torch.Tensor) -> None:
        if len(said[index]) < STEPS:
            said[index].append(logits)

    def step() -> None:
        logits = batch.step([int(said[index][-1].argmax()) for index in rows])
        for index, row in zip(rows, logits, strict=True):
            hear(index, row)

    for index in (1, 0, 2):  # the longest in the middle
        hear(index, batch.join(PROMPTS[index])[0])
        rows.append(index)
        for _ in range(3):
            step()
    while rows:
        kept = [place for place, index in enumerate(rows) if len(said[index]) < STEPS]
        batch.keep(kept)
        rows = [rows[place] for place in kept]
        if rows:
            step()
    for index, prompt in enumerate(PROMPTS):
        tokens, logits = expected(network, prompt)
        together = torch.stack(said[index])
        assert torch.allclose(together, logits, atol=2e-4)
        assert together.argmax(-1).tolist() == tokens


def test_a_text_longer_than_the_columns_made_in_advance_goes_on(tiny_llama):
    network = network_of("lama", {"lama": tiny_llama})
    batch = Batch(network)
    tokens = [int(batch.join([5, 6]).argmax())]
    while len(tokens) < 150:
        tokens.append(int(batch.step([tokens[-1]]).argmax()))
    generated = network.generate(
        torch.tensor([[5, 6]]), max_new_tokens=150, min_new_tokens=150, do_sample=False, eos_token_id=None
    )
    assert generated[0, 2:].tolist() == tokens


def test_a_network_without_keys_and_values_is_refused():
    from transformers import MambaConfig, MambaForCausalLM

    with pytest.raises(UserError, match="architettura"):
        require_plain_cache(
            MambaForCausalLM(MambaConfig(vocab_size=20, hidden_size=8, num_hidden_layers=1, state_size=2))
        )
