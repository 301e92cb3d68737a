"""Loss, rates and sizes: what a step is made of."""

from types import SimpleNamespace

import pytest
import torch
from torch.nn import functional

from finetune.pretraining import loss as module
from finetune.pretraining.config import PretrainingConfig, read_pretraining
from finetune.pretraining.loss import summed_loss
from finetune.pretraining.network import build_network, rate_share
from finetune.pretraining.packing import NO_LOSS
from workbench.errors import UserError

VALUES = {"name": "prova", "texts": {"pa": "a.txt", "prosa": "b.txt"}, "weights": {"pa": 0.5, "prosa": 0.5}}


@pytest.mark.parametrize("at_once", [1, 7, 512])
def test_the_loss_and_its_gradients_are_those_of_plain_cross_entropy(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", at_once)
    torch.manual_seed(3)
    labels = torch.randint(0, 50, (3, 11)).masked_fill(torch.rand(3, 11) < 0.3, NO_LOSS)
    hidden, words = torch.randn(3, 11, 16, requires_grad=True), torch.randn(50, 16, requires_grad=True)
    mine = summed_loss(hidden, words, labels)
    (mine / 7).backward()
    found = hidden.grad.clone(), words.grad.clone()
    hidden.grad = words.grad = None
    plain = functional.cross_entropy(
        (hidden @ words.T).flatten(0, 1), labels.flatten(), ignore_index=NO_LOSS, reduction="sum"
    )
    (plain / 7).backward()
    assert torch.allclose(mine, plain, rtol=1e-5)
    assert torch.allclose(found[0], hidden.grad, atol=1e-6)
    assert torch.allclose(found[1], words.grad, atol=1e-5)


def test_in_half_precision_the_gradients_stay_near_the_exact_ones() -> None:
    torch.manual_seed(3)
    labels = torch.randint(0, 50, (2, 64))
    hidden, words = torch.randn(2, 64, 16), torch.randn(50, 16, requires_grad=True)
    summed_loss(hidden.bfloat16(), words, labels).backward()
    low = words.grad.clone()
    words.grad = None
    summed_loss(hidden, words, labels).backward()
    assert (low - words.grad).norm() < 0.02 * words.grad.norm()


def test_places_without_label_teach_nothing() -> None:
    words = torch.randn(50, 16, requires_grad=True)
    summed_loss(torch.randn(2, 4, 16), words, torch.full((2, 4), NO_LOSS)).backward()
    assert not words.grad.any()


def test_the_rate_grows_stays_and_falls_to_almost_nothing() -> None:
    config = SimpleNamespace(steps=100, warmup=10, decay_share=0.5)
    rates = [rate_share(step, config) for step in range(100)]  # type: ignore[arg-type]
    assert rates[:10] == pytest.approx([0.1 * n for n in range(1, 11)])
    assert set(rates[10:50]) == {1.0}
    assert rates[50:] == pytest.approx([(100 - step) / 50 for step in range(50, 100)])


@pytest.mark.parametrize(
    ("steps", "warmup", "decay"), [(1, 0, 1.0), (1, 40, 0.5), (3, 40, 0.01), (5, 0, 0.01)]
)
def test_very_short_runs_have_rates_too(steps: int, warmup: int, decay: float) -> None:
    config = SimpleNamespace(steps=steps, warmup=warmup, decay_share=decay)
    assert all(0 < rate_share(step, config) <= 1 for step in range(steps))  # type: ignore[arg-type]


def test_the_config_knows_how_many_numbers_the_network_has() -> None:
    config = PretrainingConfig(**VALUES, vocabulary=320, hidden=32, layers=3, heads=2, intermediate=80)
    tokenizer = type(
        "T", (), {"__len__": lambda self: 320, "bos_token_id": 0, "eos_token_id": 0, "pad_token_id": 1}
    )()
    assert build_network(config, tokenizer).num_parameters() == config.parameters  # type: ignore[arg-type]


def test_every_field_has_an_italian_title_and_help() -> None:
    for name, field in PretrainingConfig.model_fields.items():
        assert field.title and field.description, name


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"weights": {"pa": 0.5, "prosa": 0.6}}, "Peso dei generi"),
        ({"weights": {"pa": 1.0}}, "Peso dei generi"),
        ({"weights": {"pa": 1.5, "prosa": -0.5}}, "Peso dei generi"),
        ({"heads": 7}, "Teste di attenzione"),
        ({"steps": 0}, "almeno 1"),
        ({"texts": {}}, "Testi"),
        ({"texts": {"pa": 3, "prosa": "b.txt"}}, "Testi"),
        ({"passi": 3}, "non è una voce conosciuta"),
        ({"name": "incorporato-mio"}, "Nome del nuovo modello"),
        ({"name": "../fuori"}, "Nome del nuovo modello"),
    ],
)
def test_a_wrong_value_is_explained_in_italian(changes: dict[str, object], message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_pretraining(VALUES | changes)


def test_a_missing_field_and_a_file_that_is_no_mapping_are_explained() -> None:
    with pytest.raises(UserError, match="manca «Testi»"):
        read_pretraining({"name": "prova", "weights": {}})
    with pytest.raises(UserError, match="non è un elenco di voci"):
        read_pretraining("ciao")
