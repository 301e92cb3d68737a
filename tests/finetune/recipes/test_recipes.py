from pathlib import Path

import finetune.recipes
from finetune.config import TrainingConfig
from finetune.recipes import RECIPES


def test_every_recipe_file_is_listed() -> None:
    files = {path.stem for path in Path(finetune.recipes.__file__).parent.glob("*.py")} - {"__init__"}
    listed = {recipe.encode.__module__.rsplit(".", 1)[1] for recipe in RECIPES}
    assert files == listed


def test_the_config_offers_every_recipe() -> None:
    offered = TrainingConfig.model_json_schema()["properties"]["recipe"]["enum"]
    assert offered == [recipe.name for recipe in RECIPES]
