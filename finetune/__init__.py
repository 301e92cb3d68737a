"""Train a model from a config: `python -m finetune`. Importing this package loads no torch."""

from finetune.config import TrainingConfig, read_config
from finetune.estimation import Estimate, estimate
from finetune.recipes import RECIPES
from finetune.training import TrainingResult, train

__all__ = ["RECIPES", "Estimate", "TrainingConfig", "TrainingResult", "estimate", "read_config", "train"]
