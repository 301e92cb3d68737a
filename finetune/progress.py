"""What happens around the steps: telling, measuring, saving, stopping."""

import time
from pathlib import Path
from typing import Any

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from finetune.checkpoints import write_checkpoint
from finetune.measuring import steps_between_validations
from finetune.trainer import OfficinaTrainer
from workbench.jobs import Checkpoint, Events, stop_requested

TELL_SECONDS = 0.5
FIRST_CHECKPOINT_SECONDS = 10.0
"""the first checkpoint comes early, so that a run killed soon after can be resumed too"""


class Progress(TrainerCallback):
    """Writes events, decides on validations and checkpoints, obeys STOP.

    All that a resumed run needs to decide the same is in the trainer's state: validations in `log_history`,
    the best of them in `best_global_step`.
    """

    def __init__(self, trainer: OfficinaTrainer, folder: Path, identity: dict[str, Any]) -> None:
        self.trainer = trainer
        self.folder = folder
        self.identity = identity
        self.events = Events(folder)
        self.stopped = False
        self.validate_every = steps_between_validations(len(trainer.batches), self.config.epochs)
        self.seconds_before = float(identity.get("seconds", 0.0))
        trainer.save = lambda _: self.save()

    @property
    def config(self) -> Any:
        return self.trainer.ingredients.config

    @property
    def seconds(self) -> float:
        """Spent on this run, resumptions included."""
        return self.seconds_before + time.monotonic() - self.started

    def run(self, checkpoint: Checkpoint | None) -> None:
        """Run what is left of the training; nothing when the checkpoint is of its end."""
        if checkpoint and self._is_over(checkpoint):
            return
        self.trainer.train(resume_from_checkpoint=str(checkpoint.folder) if checkpoint else None)

    def _is_over(self, checkpoint: Checkpoint) -> bool:
        state = TrainerState.load_from_json(str(checkpoint.folder / "trainer_state.json"))
        history = validations(state.log_history)
        over = state.global_step >= state.max_steps or patience_spent(history, self.config.patience)
        if over:
            self.trainer.state = state
            self.started = time.monotonic()
        return over

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        self.started = self.told = time.monotonic()
        self.saved = (
            self.started
            + FIRST_CHECKPOINT_SECONDS
            - max(FIRST_CHECKPOINT_SECONDS, self.config.checkpoint_seconds)
        )
        self.first_step = state.global_step

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        now, step = time.monotonic(), state.global_step
        last = step >= state.max_steps
        if last or step == self.first_step + 1 or now - self.told >= TELL_SECONDS:
            self.told = now
            self._tell_step(state)
        control.should_evaluate = bool(self.trainer.ingredients.validation.examples) and (
            last or step % self.validate_every == 0
        )
        control.should_save = last or now - self.saved >= self.config.checkpoint_seconds
        if stop_requested(self.folder) and not last:
            self.stopped = control.should_training_stop = control.should_save = True

    def _tell_step(self, state: TrainerState) -> None:
        spent = time.monotonic() - self.started
        losses, self.trainer.losses = self.trainer.losses, []
        self.events.write(
            "step",
            step=state.global_step,
            steps=state.max_steps,
            epoch=round(state.epoch or 0, 3),
            loss=round(sum(losses) / len(losses), 5),
            learning_rate=self.trainer._get_learning_rate(),
            tokens_per_second=round(self.trainer.tokens / spent),
            seconds_left=round(
                spent / (state.global_step - self.first_step) * (state.max_steps - state.global_step), 1
            ),
        )

    def on_evaluate(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        metrics: dict[str, float] | None = None,
        **_: Any,
    ) -> None:
        recipe = self.trainer.ingredients.recipe
        measured = metrics or {}
        self.events.write(
            "validation",
            step=state.global_step,
            loss=round(measured["loss"], 5),
            metric=recipe.metric,
            value=round(measured["value"], 5),
        )
        state.log_history.append({"step": state.global_step, **measured})
        history = validations(state.log_history)
        best = best_validation(history)
        state.best_global_step = best["step"]
        control.should_save |= best["step"] == state.global_step
        if patience_spent(history, self.config.patience):
            control.should_training_stop = control.should_save = True

    def save(self) -> None:
        state = self.trainer.state
        extra = self.identity | {"seconds": round(self.seconds, 1), "best_step": state.best_global_step}
        place = write_checkpoint(self.trainer, self.folder, extra)
        self.saved = time.monotonic()
        self.events.write(
            "checkpoint", step=state.global_step, path=place.relative_to(self.folder).as_posix()
        )


def validations(history: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The validations among what the trainer logged, in order."""
    return [entry for entry in history if "value" in entry]


def best_validation(history: list[dict[str, Any]]) -> dict[str, Any]:
    """The one with most right; of those the one with the smallest loss, and of these the first.

    The loss comes second: a writer that goes on learning is surer and surer of its few mistakes, and the loss
    rises while more of its answers come out right.
    """
    return max(history, key=lambda entry: (entry["value"], -entry["loss"], -entry["step"]))


def patience_spent(history: list[dict[str, Any]], patience: int) -> bool:
    """Whether the last `patience` validations all failed to beat the best before them."""
    if not patience or not history:
        return False
    best = best_validation(history)
    return sum(entry["step"] > best["step"] for entry in history) >= patience
