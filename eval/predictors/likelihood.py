"""Base models choose the category whose name they find most likely after the text.

How to ask and how to weigh the probabilities change the result a lot (Holtzman et al. 2021, Surface form
competition), so every way is tried on part of the validation and the best is used on the test: the base model
gets a fair chance, and the test takes no part in the choice.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eval.predictors.classifier import NOT_FINITE
from eval.predictors.generation import context_length
from eval.predictors.predictor import Answer, Kind, Predictor, Setting, batches, subject_of
from eval.predictors.prompting import Asked, Prompt, readable, usable_prompts
from workbench.data import VALIDATION, Row, Task
from workbench.italian import percent
from workbench.models import Model

if TYPE_CHECKING:
    import numpy as np
    import torch

TRIED_ON = 100
"""validation rows on which the ways are compared"""
LOGITS = 50_000_000
"""most logits in memory at once (200 MB)"""


@dataclass(frozen=True)
class Way:
    """One way to ask and to weigh: the score of a label is (log p − offset) / divisor."""

    prompt: Prompt
    weighing: str
    offset: "np.ndarray"
    divisor: "np.ndarray"

    def scores(self, likelihood: "np.ndarray") -> "np.ndarray":
        """(items, labels) log-probabilities -> (items, labels) scores."""
        return (likelihood - self.offset) / self.divisor


class Judge:
    """Log-probabilities of label names after texts."""

    def __init__(self, model: Model, labels: Sequence[str]) -> None:
        from workbench.models import load_causal, load_tokenizer

        self.network, self.tokenizer = load_causal(model), load_tokenizer(model)
        self.names = [readable(label) for label in labels]
        self._room = context_length(self.network, self.tokenizer)

    def ask(self, prompt: Prompt, text: str) -> Asked:
        longest = max(map(len, self.continuations(prompt)))
        return prompt.ask(self.tokenizer, text, self.names, self._room - longest)

    def continuations(self, prompt: Prompt) -> list[list[int]]:
        return [prompt.continuation(self.tokenizer, name) for name in self.names]

    def likelihood(self, prompt: Prompt, asked: Sequence[Asked]) -> "np.ndarray":
        """(items, labels): log p(label | request), the label's closing included."""
        import numpy as np

        labels = self.continuations(prompt)
        cells = sum(map(len, labels)) * self.network.config.vocab_size
        size = max(1, LOGITS // cells)
        requests = [one.ids for one in asked]
        chunks = [
            label_likelihood(
                self.network, requests[start : start + size], labels, self.tokenizer.pad_token_id
            )
            for start in range(0, len(requests), size)
        ]
        return np.concatenate(chunks)


def label_likelihood(
    network: Any, requests: list[list[int]], labels: list[list[int]], pad: int
) -> "np.ndarray":
    """(requests, labels) sums of log p of the label tokens after each request, in one pass.

    A row holds the request and then all labels; each label sees the request and itself only, and its tokens
    stand at the positions right after the request, as if it were alone.
    """
    import numpy as np
    import torch

    width = max(map(len, requests))
    tail = [token for label in labels for token in label]
    ids = torch.tensor([[pad] * (width - len(row)) + row + tail for row in requests])
    lengths = torch.tensor([len(row) for row in requests])
    mask, positions = _tree(lengths, [len(label) for label in labels])
    with torch.inference_mode():
        logits = network(
            input_ids=ids.to(network.device),
            attention_mask=mask.to(network.device),
            position_ids=positions.to(network.device),
            use_cache=False,
            logits_to_keep=len(tail) + 1,
        ).logits.float()
        logits = logits - logits.logsumexp(-1, keepdim=True)
    found, place = np.zeros((len(requests), len(labels))), 0
    for number, label in enumerate(labels):
        # the first token follows the request's last one, the others each other
        before = torch.tensor([0, *range(place + 1, place + len(label))])
        found[:, number] = logits[:, before, torch.tensor(label)].double().sum(-1).cpu().numpy()
        place += len(label)
    return found


def _tree(lengths: "torch.Tensor", label_lengths: list[int]) -> tuple["torch.Tensor", "torch.Tensor"]:
    """(additive attention mask, position of every token) of rows padded on the left."""
    import torch

    width, total = int(lengths.max()), int(lengths.max()) + sum(label_lengths)
    branch = torch.tensor([-1] * width + [n for n, size in enumerate(label_lengths) for _ in range(size)])
    allowed = torch.ones(total, total).tril().bool() & ((branch == -1) | (branch == branch[:, None]))
    real = torch.arange(total) >= (width - lengths)[:, None]
    # padding sees itself: a row of the softmax must not be empty
    seen = (allowed & real[:, None, :]) | torch.eye(total).bool()
    mask = torch.zeros(seen.shape).masked_fill(~seen, torch.finfo(torch.float32).min)[:, None]
    request = (torch.arange(width) - (width - lengths)[:, None]).clamp(min=0)
    steps = torch.tensor([step for size in label_lengths for step in range(size)])
    return mask, torch.cat([request, lengths[:, None] + steps], dim=1)


class Likelihood:
    def __init__(self, model: Model, setting: Setting) -> None:
        self._model, self._setting = model, setting
        self.subject = subject_of(model)
        self.decoding = "Etichetta dal nome più probabile dopo il testo."

    def answer(self, rows: Sequence[Row]) -> Iterator[list[Answer]]:
        import numpy as np

        labels = self._setting.data_set.labels
        judge = Judge(self._model, labels)
        way = self._choose(judge)
        for batch in batches(rows, self._setting.config.batch_size):
            started = time.perf_counter()
            asked = [judge.ask(way.prompt, row.text) for row in batch]
            scores = way.scores(judge.likelihood(way.prompt, asked))
            seconds = (time.perf_counter() - started) / len(batch)
            found = []
            for row, one, values in zip(batch, asked, scores, strict=True):
                good = bool(np.isfinite(values).all())
                label = labels[int(values.argmax())] if good else None
                found.append(Answer(row, label, seconds, None if good else NOT_FINITE, one.cut))
            yield found

    def _choose(self, judge: Judge) -> Way:
        """The way with the most right answers on part of the validation; the first of the best."""
        import numpy as np

        rows = self._validation_rows()
        expected = np.array([self._setting.data_set.labels.index(row.target) for row in rows], dtype=int)
        best: tuple[float, Way] | None = None
        ways = 0
        for prompt in usable_prompts(judge.tokenizer):
            likelihood = np.zeros((len(rows), len(judge.names)))
            for batch in batches(rows, self._setting.config.batch_size):
                asked = [judge.ask(prompt, row.text) for row in batch]
                places = [rows.index(row) for row in batch]
                likelihood[places] = judge.likelihood(prompt, asked)
            for way in _ways(judge, prompt, likelihood):
                ways += 1
                right = float((way.scores(likelihood).argmax(-1) == expected).mean()) if rows else 0.0
                if best is None or right > best[0]:
                    best = right, way
        assert best is not None
        share, way = best
        self.decoding = (
            f"Etichetta dal nome più probabile dopo il testo: domanda «{way.prompt.name}», {way.weighing}; "
            f"scelta fra {ways} modi su {len(rows)} esempi di validazione ({percent(share)} di accuratezza)."
        )
        return way

    def _validation_rows(self) -> list[Row]:
        labels = self._setting.data_set.labels
        rows = [row for row in self._setting.data_set.rows(VALIDATION) if row.target in labels]
        chosen = random.Random(self._setting.config.seed).sample(rows, min(TRIED_ON, len(rows)))
        return sorted(chosen, key=lambda row: row.number)


def _ways(judge: Judge, prompt: Prompt, likelihood: "np.ndarray") -> list[Way]:
    """Plain; per token; against an empty text (Holtzman et al. 2021); against the average text.

    The last is the batch calibration of Zhou et al. 2023: it needs texts but no answers, and takes away the
    taste for some label names.
    """
    import numpy as np

    none, one = np.zeros(len(judge.names)), np.ones(len(judge.names))
    lengths = np.array([len(ids) for ids in judge.continuations(prompt)], dtype=float)
    empty = judge.likelihood(prompt, [judge.ask(prompt, "")])[0]
    ways = [
        Way(prompt, "probabilità del nome", none, one),
        Way(prompt, "probabilità media per token", none, lengths),
        Way(prompt, "rispetto a un testo vuoto", empty, one),
    ]
    if len(likelihood):
        ways.append(Way(prompt, "rispetto alla media dei testi", likelihood.mean(axis=0), one))
    return ways


def _build(reference: str, model: Model | None, setting: Setting) -> Predictor:
    assert model is not None
    return Likelihood(model, setting)


KIND = Kind(
    name="verosimiglianza",
    fits=lambda model, task: task == Task.CLASSIFICATION and model.task != Task.CLASSIFICATION,
    build=_build,
)
