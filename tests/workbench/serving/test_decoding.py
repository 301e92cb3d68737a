import pytest
import torch

from workbench.backends import Decoding
from workbench.serving.decoding import choose


def draw(logits: torch.Tensor, decoding: Decoding, seeds: range) -> torch.Tensor:
    generators = [torch.Generator().manual_seed(seed) for seed in seeds]
    return choose(logits.expand(len(seeds), -1), [decoding] * len(seeds), generators)


def test_draws_follow_the_probabilities_at_the_temperature():
    logits = torch.tensor([[2.0, 1.0, 0.0, -1.0]])
    shares = draw(logits, Decoding(temperature=2.0), range(20_000)).bincount(minlength=4) / 20_000
    assert torch.allclose(shares, (logits[0] / 2).softmax(-1), atol=0.015)


@pytest.mark.parametrize(
    ("top_p", "inside"), [(0.5, {0}), (0.51, {0, 1}), (0.8, {0, 1}), (0.96, {0, 1, 2, 3})]
)
def test_only_the_nucleus_is_drawn_in_its_proportions(top_p, inside):
    probabilities = torch.tensor([[0.5, 0.3, 0.15, 0.05]])
    drawn = draw(probabilities.log(), Decoding(temperature=1.0, top_p=top_p), range(4000))
    assert set(drawn.tolist()) == inside
    expected = probabilities[0] * torch.tensor([float(index in inside) for index in range(4)])
    assert torch.allclose(drawn.bincount(minlength=4) / 4000, expected / expected.sum(), atol=0.03)


def test_without_temperature_the_likeliest_is_taken_and_no_random_number_used():
    generator = torch.Generator().manual_seed(1)
    before = generator.get_state()
    assert choose(torch.tensor([[0.0, 3.0, 1.0]]), [Decoding(seed=5)], [generator]).tolist() == [1]
    assert torch.equal(generator.get_state(), before)


def test_a_row_chooses_the_same_whoever_stands_beside_it():
    torch.manual_seed(0)
    logits = torch.randn(3, 500) * 3
    decodings = [Decoding(temperature=0.8, top_p=0.9), Decoding(), Decoding(temperature=1.3)]
    together = choose(logits, decodings, [torch.Generator().manual_seed(seed) for seed in range(3)])
    alone = [
        choose(logits[row : row + 1], [decodings[row]], [torch.Generator().manual_seed(row)])
        for row in range(3)
    ]
    assert together.tolist() == [int(one) for one in alone]


def test_rounding_hardly_ever_changes_what_is_drawn():
    torch.manual_seed(0)
    logits = torch.randn(400, 2000) * 2
    decodings = [Decoding(temperature=1.0, top_p=0.9)] * 400

    def drawn(values):
        return choose(values, decodings, [torch.Generator().manual_seed(seed) for seed in range(400)])

    assert (drawn(logits) != drawn(logits + torch.randn_like(logits) * 1e-5)).sum() <= 1
