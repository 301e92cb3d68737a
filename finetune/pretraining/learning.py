"""The steps of a pre-training, and what happens around them: telling, measuring, saving, stopping."""

import math
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import torch

from finetune.pretraining.config import PretrainingConfig
from finetune.pretraining.gathering import Gathered
from finetune.pretraining.network import build_network, optimizers, rate_share, update, work_per_token
from finetune.pretraining.packing import Schedule, as_batch
from workbench.errors import UserError
from workbench.jobs import Checkpoint, Events, checkpoint_folder, stop_requested
from workbench.models.code_length import code_length

TELL_SECONDS = 2.0
OPTIMIZERS = "optimizers.pt"
QUICK_BYTES = 40_000
"""of each domain, for the measures along the way"""


class Learning:
    """One pre-training in one process. All that a resumed run needs is in the checkpoint and the config."""

    def __init__(
        self, config: PretrainingConfig, gathered: Gathered, folder: Path, checkpoint: Checkpoint | None
    ) -> None:
        torch.manual_seed(config.seed)
        self.config, self.gathered, self.folder = config, gathered, folder
        self.events = Events(folder)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network = cast(Any, build_network(config, gathered.tokenizer)).to(self.device)
        self.steppers = optimizers(self.network, config)
        self.peaks = [group["lr"] for stepper in self.steppers for group in stepper.param_groups]
        self.schedule = Schedule(gathered.packed, config)
        self.rows = sum(len(packed.tokens) for packed in gathered.packed.values())
        self.step, self.seconds_before = 0, 0.0
        if checkpoint:
            self._load(checkpoint)
        self.read = self._compiled() if config.compile else self.network.model
        self.losses: list[float] = []
        self.quick = {name: _first(texts, QUICK_BYTES) for name, texts in gathered.held_out.items()}

    def _compiled(self) -> Any:
        if self.device.type == "cpu" and not shutil.which("g++"):
            raise UserError(
                "Per compilare il modello serve il compilatore C++.",
                value="g++",
                remedy="Installarlo (apt install g++), oppure mettere «compile: false».",
            )
        return torch.compile(self.network.model)

    def _load(self, checkpoint: Checkpoint) -> None:
        from safetensors.torch import load_model

        load_model(self.network, str(checkpoint.folder / "model.safetensors"))
        saved = torch.load(checkpoint.folder / OPTIMIZERS, map_location=self.device, weights_only=True)
        for stepper, state in zip(self.steppers, saved, strict=True):
            stepper.load_state_dict(state)
        self.step, self.seconds_before = checkpoint.step, float(checkpoint.extra["seconds"])

    @property
    def seconds(self) -> float:
        """Spent on this run, resumptions included."""
        return self.seconds_before + time.monotonic() - self.started

    def run(self) -> Iterator[str]:
        """Take the steps that are left; yields "save" when a checkpoint is due, "keep" at a step whose model
        stays, and "stop" after a request."""
        self.started = self.told = self.saved = time.monotonic()
        self.first_step = self.step
        if self.step == 0 and 0 in self.config.keep:
            yield "keep"
        while self.step < self.config.steps:
            self.take_step()
            last = self.step == self.config.steps
            now = time.monotonic()
            if last or now - self.told >= TELL_SECONDS or self.step == self.first_step + 1:
                self.told = now
                self._tell()
            if last or self.step % self.config.validate_every == 0:
                self._tell_measure()
            if self.step in self.config.keep:
                yield "keep"
            if stop_requested(self.folder) and not last:
                yield "stop"
                return
            if last or now - self.saved >= self.config.checkpoint_seconds:
                yield "save"
                self.saved = time.monotonic()

    def take_step(self) -> None:
        for stepper, peak in zip(self.steppers, self.peaks, strict=True):
            stepper.param_groups[0]["lr"] = peak * rate_share(self.step, self.config)
        batch = as_batch(*self.schedule.rows(self.step), self.device)
        loss = update(self.network, self.read, batch, self.steppers, self.config.rows_at_once)
        if loss != loss:
            raise UserError(
                "La perdita non è più un numero: il pre-addestramento è esploso e si ferma qui.",
                value=f"passo {self.step + 1}",
                remedy="Ridurre il passo delle matrici e quello dei vettori, e ricominciare.",
            )
        self.losses.append(loss)
        self.step += 1

    def _tell(self) -> None:
        spent = max(time.monotonic() - self.started, 1e-9)
        done = self.step - self.first_step
        losses, self.losses = self.losses, []
        speed = done * self.config.rows * self.config.context / spent
        self.events.write(
            "step",
            step=self.step,
            steps=self.config.steps,
            epoch=round(self.step * self.config.rows / self.rows, 3),
            loss=round(sum(losses) / len(losses), 5),
            learning_rate=self.steppers[0].param_groups[0]["lr"],
            tokens_per_second=round(speed),
            operations_per_second=speed * work_per_token(self.network, self.config.context),
            seconds_left=round(spent / done * (self.config.steps - self.step), 1),
        )

    def _tell_measure(self) -> None:
        bits, loss = self.measure(self.quick)
        told = {name: round(value, 4) for name, value in bits.items()}
        self.events.write("validation", step=self.step, loss=round(loss, 5), bits_per_byte=told)

    def measure(self, texts: dict[str, list[str]]) -> tuple[dict[str, float], float]:
        """(bits per byte of texts by domain, loss per token with the domains weighed as in training)"""
        tokenizer, bits, loss = self.gathered.tokenizer, {}, 0.0
        self.network.eval()
        with torch.autocast(self.device.type, torch.bfloat16):
            for name, each in texts.items():
                length = sum(code_length(self.network, tokenizer, each, window=self.config.context))
                tokens = sum(map(len, tokenizer(each, add_special_tokens=False)["input_ids"]))
                bits[name] = length / sum(len(text.encode()) for text in each)
                loss += self.config.weights[name] * length * math.log(2) / tokens
        self.network.train()
        return bits, loss

    def write(self, folder: Path) -> None:
        """Everything that `_load` reads, and what makes of the folder a model that other tools open."""
        self.network.save_pretrained(folder)
        self.gathered.tokenizer.save_pretrained(folder)
        torch.save([stepper.state_dict() for stepper in self.steppers], folder / OPTIMIZERS)

    def place(self) -> Path:
        return checkpoint_folder(self.folder, self.step)


def _first(texts: list[str], size: int) -> list[str]:
    """The first texts up to `size` bytes, at least one."""
    kept: list[str] = []
    for text in texts:
        kept.append(text)
        size -= len(text.encode())
        if size <= 0:
            break
    return kept
