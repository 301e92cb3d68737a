from pathlib import Path

import pytest

from finetune.recipes.classification import CLASSIFICATION
from workbench.data import DataSet, Row
from workbench.errors import UserError
from workbench.models import load_tokenizer, resolve


def test_a_text_ends_with_the_end_token_and_carries_the_position_of_its_label(
    tiny_llama: Path, offices: DataSet
) -> None:
    tokenizer = load_tokenizer(resolve(str(tiny_llama)))
    encoded = CLASSIFICATION.encode(tokenizer, [Row(5, "casa nuova", "scuola")], offices, 64)
    (example,) = encoded.examples
    assert example.input_ids[-1] == tokenizer.eos_token_id
    assert example.labels == [offices.labels.index("scuola")]


def test_a_long_text_is_cut_keeps_its_end_token_and_is_reported_by_number(
    tiny_llama: Path, offices: DataSet
) -> None:
    tokenizer = load_tokenizer(resolve(str(tiny_llama)))
    encoded = CLASSIFICATION.encode(tokenizer, [Row(5, "casa nuova " * 50, "scuola")], offices, 16)
    assert encoded.cut == [5]
    assert len(encoded.examples[0].input_ids) == 16
    assert encoded.examples[0].input_ids[-1] == tokenizer.eos_token_id


def test_a_data_set_with_one_label_is_refused(tiny_llama: Path, offices: DataSet) -> None:
    from dataclasses import replace

    with pytest.raises(UserError, match="almeno due etichette"):
        CLASSIFICATION.open(resolve(str(tiny_llama)), replace(offices, labels=("scuola",)))
