import json
from pathlib import Path

import numpy as np
import pytest
import torch

from workbench.errors import UserError
from workbench.models import autocast, classify, load_causal, load_classifier, load_tokenizer, resolve
from workbench.models.precision import bfloat16_pays


@pytest.fixture
def classifier(tmp_path: Path, home: Path, tiny_llama: Path) -> Path:
    import shutil

    from transformers import LlamaForSequenceClassification

    folder = tmp_path / "classificatore"
    shutil.copytree(tiny_llama, folder)
    torch.manual_seed(1)
    labels = dict(enumerate(["anagrafe", "scuola", "tributi"]))
    LlamaForSequenceClassification.from_pretrained(tiny_llama, num_labels=3, id2label=labels).save_pretrained(
        folder
    )
    return folder


def test_a_classifier_from_elsewhere_gives_its_labels_and_probabilities_in_the_order_asked(
    classifier: Path,
) -> None:
    model = resolve(str(classifier))
    network, tokenizer = load_classifier(model), load_tokenizer(model)
    texts = ["mensa", "una richiesta molto lunga sulla casa della nonna", "", "multa"]
    together = classify(network, tokenizer, texts, batch_size=2)
    alone = np.vstack([classify(network, tokenizer, [text]) for text in texts])
    assert (model.labels, model.task) == (("anagrafe", "scuola", "tributi"), "classificazione")
    assert together.shape == (4, 3)
    assert np.allclose(together.sum(1), 1)
    assert np.allclose(together, alone, atol=1e-6)
    assert classify(network, tokenizer, []).shape == (0, 3)


def test_a_model_without_labels_is_no_classifier(home: Path, tiny_llama: Path) -> None:
    with pytest.raises(UserError, match="non è un classificatore"):
        load_classifier(resolve(str(tiny_llama)))


def test_weights_that_do_not_fit_the_config_are_explained(
    tmp_path: Path, home: Path, tiny_llama: Path
) -> None:
    import shutil

    folder = tmp_path / "rotto"
    shutil.copytree(tiny_llama, folder)
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"model_type": "sconosciuto"}), "utf-8")
    with pytest.raises(UserError, match="non si apre"):
        load_causal(resolve(str(folder)))


def test_the_measure_of_bfloat16_is_remembered_and_draws_no_random_number(home: Path) -> None:
    bfloat16_pays.cache_clear()
    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    first = bfloat16_pays()
    assert torch.rand(1) == expected
    (gain,) = json.loads((home / "var" / "cache" / "precision.json").read_text("utf-8")).values()
    assert first == (gain >= 1.5)
    with autocast():
        product = torch.ones(4, 4) @ torch.ones(4, 4)
    assert product.dtype == (torch.bfloat16 if first else torch.float32)
    bfloat16_pays.cache_clear()


def test_a_model_that_lacks_weights_does_not_pretend_to_write(home: Path, tiny_bert: Path) -> None:
    with pytest.raises(UserError, match="non sa scrivere"):
        load_causal(resolve(str(tiny_bert)))
