from types import SimpleNamespace

import numpy as np
import pytest

from finetune.pretraining.packing import NO_LOSS, Packed, Schedule, as_batch, pack

END = 0


def documents(seed: int, count: int = 60, longest: int = 70) -> list[list[int]]:
    """Random lengths, empty ones too; every token occurs once, so that each can be found again."""
    generator = np.random.default_rng(seed)
    ids = iter(range(1, 10**6))
    return [[next(ids) for _ in range(generator.integers(0, longest))] for _ in range(count)]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("width", [16, 31, 64])
def test_every_token_is_predicted_once_from_its_own_document(seed: int, width: int) -> None:
    texts = documents(seed)
    packed = pack(texts, width, END)
    batch = as_batch(packed.tokens, packed.pieces, "cpu")
    inputs, labels = batch["input_ids"].numpy(), batch["labels"].numpy()
    pairs = list(zip(inputs[labels != NO_LOSS].tolist(), labels[labels != NO_LOSS].tolist(), strict=True))
    wanted = [pair for text in texts for pair in zip([END, *text], [*text, END], strict=True)]
    assert sorted(pairs) == sorted(wanted)


@pytest.mark.parametrize("seed", range(4))
def test_a_place_sees_what_stands_before_it_in_its_own_piece_and_nothing_else(seed: int) -> None:
    packed = pack(documents(seed), 32, END)
    seen = as_batch(packed.tokens, packed.pieces, "cpu")["attention_mask"][:, 0].numpy()
    for row, piece in enumerate(packed.pieces[:, :-1]):
        expected = (piece[:, None] == piece[None, :]) & (np.arange(32)[:, None] >= np.arange(32)[None, :])
        assert (seen[row] == expected).all()
    assert seen.any(-1).all()  # a place that sees nothing would be no number


def test_a_document_reads_the_same_alone_and_among_others() -> None:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(0)
    sizes = {"vocab_size": 90, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2}
    network = LlamaForCausalLM(LlamaConfig(**sizes, num_attention_heads=2)).eval()
    texts = [list(range(1, 12)), list(range(20, 29)), list(range(40, 47))]
    packed = pack(texts, 40, END)
    assert len(packed.tokens) == 1
    batch = as_batch(packed.tokens, packed.pieces, "cpu")
    together = network(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).logits[0]
    for text in texts:
        start = batch["input_ids"][0].tolist().index(text[0]) - 1
        alone = network(input_ids=torch.tensor([[END, *text]])).logits[0]
        assert torch.allclose(together[start : start + len(text) + 1], alone, atol=1e-5)


def test_hardly_a_place_stays_empty() -> None:
    packed = pack(documents(5, count=400, longest=200), 128, END)
    assert packed.filled / packed.tokens.size > 0.97


def test_large_vocabularies_fit() -> None:
    assert pack([[70_000, 5]], 16, END).tokens[0, :4].tolist() == [0, 70_000, 5, 0]


def domain(first: int, rows: int, filled: int = 9) -> Packed:
    """Rows that can be told by their second token."""
    tokens = np.zeros((rows, 9), dtype=np.uint16)
    tokens[:, 1] = np.arange(first, first + rows)
    pieces = np.zeros_like(tokens)
    pieces[:, :filled] = 1
    return Packed(tokens, pieces)


PACKED = {"pa": domain(0, 30), "prosa": domain(1000, 50, filled=6)}


def schedule(seed: int = 1) -> Schedule:
    config = SimpleNamespace(seed=seed, steps=500, rows=8, weights={"pa": 0.6, "prosa": 0.4})
    return Schedule(PACKED, config)  # type: ignore[arg-type]


def test_what_a_step_reads_depends_on_the_seed_alone() -> None:
    forward, backward = schedule(), schedule()
    first = [forward.rows(step)[0] for step in range(20)]
    second = [backward.rows(step)[0] for step in reversed(range(20))][::-1]
    assert all((one == other).all() for one, other in zip(first, second, strict=True))
    assert any((one != schedule(2).rows(step)[0]).any() for step, one in enumerate(first))


def test_each_domain_gives_its_share_of_the_tokens() -> None:
    planned = schedule()
    read = [planned.rows(step) for step in range(500)]
    places = {"pa": 0, "prosa": 0}
    for tokens, pieces in read:
        for row in range(8):
            places["prosa" if tokens[row, 1] >= 1000 else "pa"] += int((pieces[row] > 0).sum())
    assert places["pa"] / sum(places.values()) == pytest.approx(0.6, abs=0.03)


def test_a_row_is_read_again_only_after_all_others_of_its_domain() -> None:
    planned = schedule()
    read = [int(token) for step in range(60) for token in planned.rows(step)[0][:, 1] if token < 1000]
    for start in range(0, len(read) - 30, 30):
        assert sorted(read[start : start + 30]) == list(range(30))
    assert read[:30] != read[30:60]


def test_how_often_a_domain_is_read_is_counted() -> None:
    planned = schedule()
    assert planned.epochs()["pa"] * 30 + planned.epochs()["prosa"] * 50 == pytest.approx(4000, abs=1)
