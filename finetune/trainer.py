"""The training loop: Hugging Face's Trainer, with our batches, loss, validation and sealed checkpoints."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import torch
from torch.utils.data import DataLoader
from transformers import PrinterCallback, Trainer, TrainingArguments

from finetune.batches import LengthSortedBatches, hide_words
from finetune.config import TrainingConfig
from finetune.measuring import measure
from finetune.preparation import Ingredients
from finetune.recipe import Batch
from workbench.errors import UserError
from workbench.models import autocast


class OfficinaTrainer(Trainer):
    """One process, one device; `save` is called with the trainer when a checkpoint is due."""

    def __init__(self, ingredients: Ingredients, network: Any, folder: Path) -> None:
        config = ingredients.config
        self.ingredients = ingredients
        self.batches = LengthSortedBatches(
            [len(example.input_ids) for example in ingredients.training.examples],
            config.batch_size,
            config.seed,
        )
        self.losses: list[float] = []
        """of the steps since they were last told"""
        self.tokens = 0
        """read since this process began, without padding"""
        self.save: Callable[[OfficinaTrainer], None] = lambda trainer: None
        self.total_steps = len(self.batches) * config.epochs
        super().__init__(
            model=network,
            args=_arguments(config, self.total_steps, folder),
            train_dataset=ingredients.training.examples,
            data_collator=ingredients.collate,
        )
        self.remove_callback(PrinterCallback)
        self.model_accepts_loss_kwargs = False  # the recipe's loss is already a mean

    def use_batches(self, batches: Any) -> None:
        """Read these rows, in this order, instead of batches sorted by length."""
        self.batches = batches

    def get_train_dataloader(self) -> DataLoader:
        examples = cast(Any, self.train_dataset)
        loader = DataLoader(examples, batch_sampler=self.batches, collate_fn=self.data_collator)
        return self.accelerator.prepare(loader)

    def create_optimizer(self, model: Any = None) -> torch.optim.Optimizer:
        """As usual, but a classifier's word vectors form a group that learns at a rate of its own."""
        optimizer = super().create_optimizer(model)
        config = self.ingredients.config
        network = cast(Any, self.model)
        words = {id(weights) for weights in network.get_input_embeddings().parameters()}
        for group in list(optimizer.param_groups) if self.ingredients.recipe.classifies else ():
            mine = [weights for weights in group["params"] if id(weights) in words]
            if mine:
                group["params"] = [weights for weights in group["params"] if id(weights) not in words]
                rate = config.learning_rate * config.word_rate
                optimizer.add_param_group({**group, "params": mine, "lr": rate})
        return optimizer

    def training_step(self, model: Any, inputs: Batch, num_items_in_batch: Any = None) -> torch.Tensor:
        self.tokens += int(inputs["attention_mask"].sum())
        loss = super().training_step(model, inputs, num_items_in_batch)
        value = float(loss)
        if not math.isfinite(value):
            raise UserError(
                "La perdita non è più un numero: l'addestramento è esploso e si ferma qui.",
                value=f"passo {self.state.global_step + 1}",
                remedy="Ridurre il passo di apprendimento (per esempio di dieci volte) e ricominciare.",
            )
        self.losses.append(value)
        return loss

    def compute_loss(
        self, model: Any, inputs: Batch, return_outputs: bool = False, num_items_in_batch: Any = None
    ) -> Any:
        config, recipe = self.ingredients.config, self.ingredients.recipe
        if recipe.classifies and config.hidden_words:
            inputs = hide_words(inputs, config.hidden_words)
        with autocast():
            loss, _verdict = recipe.judge(model, inputs)
        return loss

    def evaluate(self, *_: Any, **__: Any) -> dict[str, float]:
        """Mean validation loss and share of right answers, without moving the random numbers."""
        loss, value = measure(self.ingredients, self.model)
        metrics = {"loss": loss, "value": value}
        self.control = self.callback_handler.on_evaluate(self.args, self.state, self.control, metrics)
        return metrics

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        self.save(self)


def _arguments(config: TrainingConfig, steps: int, folder: Path) -> TrainingArguments:
    """What is ours to decide, and everything that the library would do by itself turned off."""
    return TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=config.epochs,
        per_device_train_batch_size=config.batch_size,
        learning_rate=config.learning_rate,
        lr_scheduler_type="linear",
        warmup_steps=math.ceil(steps * config.warmup_share),
        weight_decay=config.weight_decay,
        max_grad_norm=1.0,
        seed=config.seed,
        use_cpu=not torch.cuda.is_available(),
        logging_strategy="no",
        save_strategy="no",
        eval_strategy="no",
        report_to="none",
        disable_tqdm=True,
        remove_unused_columns=False,
        dataloader_pin_memory=False,
    )
