"""The gain over TF-IDF, read from a finished evaluation."""

from pathlib import Path

import pytest

from eval.base_model.gain import DATA_SET, measure_gain
from eval.config import EvaluationConfig
from eval.items import Item, ItemFile
from eval.predicting import model_folder
from eval.result import Comparison, write_result
from eval.running import run
from workbench.errors import UserError

RENAMED = {"maggioranza": ("incorporato", None), "uguale:anagrafe": ("prova-lora", "incorporato")}


@pytest.fixture
def finished(offices, tmp_path) -> Path:
    """A real comparison, in which two simple models stand for the shipped one and the tuned one."""
    folder = tmp_path / "valutazione-1"
    config = EvaluationConfig(data=offices.id, models=[*RENAMED, "tfidf"], resamples=1000)
    found = run(config, folder).comparison
    assert found is not None
    write_result(folder, _renamed(found))
    return folder


def _renamed(found: Comparison) -> Comparison:
    models = []
    for model in found.models:
        name, base = RENAMED.get(model.reference, (model.reference, None))
        models.append(model.model_copy(update={"reference": name, "base": base}))
    data = found.data.model_copy(update={"name": DATA_SET})
    return found.model_copy(update={"models": models, "data": data})


def _answer(folder: Path, reference: str, scores: list[float]) -> None:
    file = ItemFile(model_folder(folder, reference))
    file.open({"seal": reference}, resume=False)
    file.append(
        Item(f"r{place}", "a", "a", scores={"accuratezza": score}) for place, score in enumerate(scores)
    )


def test_the_gain_is_the_paired_difference_on_the_items_that_both_answered(finished):
    _answer(finished, "prova-lora", [1, 1, 1, 0] * 10)
    _answer(finished, "tfidf", [1, 0, 1, 1] * 10 + [1])
    found = measure_gain(finished, 61.5)
    assert found.gain.n == 40 and found.gain.value == 0
    assert found.gain.low < 0 < found.gain.high
    assert found.training_seconds == 61.5 and found.job == "valutazione-1"


def test_a_comparison_without_tfidf_or_of_other_data_says_nothing_here(finished, offices):
    from eval.result import read_result

    found = read_result(finished)
    write_result(finished, found.model_copy(update={"data": found.data.model_copy(update={"name": "altro"})}))
    with pytest.raises(UserError, match="TF-IDF"):
        measure_gain(finished, None)
