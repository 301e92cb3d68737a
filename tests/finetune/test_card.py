from collections.abc import Callable
from pathlib import Path

import yaml

from finetune.config import TrainingConfig, read_config
from finetune.training import train
from workbench.data import DataSet
from workbench.models import resolve


def _head(folder: Path) -> dict:
    return yaml.safe_load((folder / "README.md").read_text("utf-8").split("---")[1])


def test_the_card_names_data_base_and_figures_and_its_config_trains_again(
    tmp_path: Path, tiny_llama: Path, offices: DataSet, configure: Callable[..., TrainingConfig]
) -> None:
    config = configure(offices, tiny_llama)
    result = train(config, tmp_path / "job")
    model = resolve("nuovo")
    text = (model.folder / "README.md").read_text("utf-8")
    assert _head(model.folder)["language"] == "it"
    for fact in (offices.digest, result.base_digest, "CC0 1.0", "accuratezza", "python -m finetune train"):
        assert fact in text
    assert read_config(yaml.safe_load(text.split("```yaml\n")[1].split("```")[0])) == config


def test_a_base_without_licence_gives_a_card_without_licence(
    tmp_path: Path, tiny_llama: Path, offices: DataSet, configure: Callable[..., TrainingConfig]
) -> None:
    train(configure(offices, tiny_llama), tmp_path / "job")
    model = resolve("nuovo")
    assert "license" not in _head(model.folder)
    assert model.licence == "non dichiarata"


def test_the_true_licence_of_the_base_reaches_the_trained_model(
    tmp_path: Path, tiny_llama: Path, offices: DataSet, configure: Callable[..., TrainingConfig]
) -> None:
    import shutil

    base = tmp_path / "base"
    shutil.copytree(tiny_llama, base)
    (base / "README.md").write_text(
        "---\nlicense: other\nlicense_name: gemma\nlanguage: [it, en]\n---\n", "utf-8"
    )
    train(configure(offices, base), tmp_path / "job")
    assert _head(resolve("nuovo").folder)["license"] == "gemma"
    assert resolve("nuovo").provenance["base_language"] == "it, en"
