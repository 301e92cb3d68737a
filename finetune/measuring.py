"""Validation: the same figures during the training and from the finished model."""

from typing import Any

import torch

from finetune.preparation import Ingredients
from workbench.models import autocast

EVALUATIONS = 4


def steps_between_validations(steps_per_epoch: int, epochs: int) -> int:
    """One validation per epoch, and at least four in a run."""
    return max(1, min(steps_per_epoch, steps_per_epoch * epochs // EVALUATIONS))


def measure(ingredients: Ingredients, network: Any) -> tuple[float, float]:
    """(mean loss, share of right answers) over the validation rows; no random number is drawn."""
    network.eval()
    collate = ingredients.collate
    device = next(network.parameters()).device
    examples = sorted(ingredients.validation.examples, key=lambda example: len(example.input_ids))
    size, verdicts = ingredients.config.batch_size, []
    for start in range(0, len(examples), size):
        batch = {name: values.to(device) for name, values in collate(examples[start : start + size]).items()}
        with torch.inference_mode(), autocast():
            verdicts.append(ingredients.recipe.judge(network, batch)[1])
    count = sum(verdict.count for verdict in verdicts)
    return sum(verdict.loss for verdict in verdicts) / count, sum(
        verdict.correct for verdict in verdicts
    ) / count
