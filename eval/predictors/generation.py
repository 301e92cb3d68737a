"""Models that write: the most likely token at each step, until the end token."""

import time
from collections.abc import Iterator, Sequence
from typing import Any

from eval.predictors.predictor import Answer, Kind, Predictor, Setting, batches, subject_of
from workbench.data import Row, Task
from workbench.models import Model
from workbench.models.encoding import NO_LIMIT


class Generation:
    def __init__(self, model: Model, setting: Setting) -> None:
        self._model, self._config = model, setting.config
        self.subject = subject_of(model)
        self.decoding = (
            "Il token più probabile a ogni passo (nessun sorteggio), al massimo "
            f"{setting.config.max_new_tokens} token, fino al segno di fine."
        )

    def answer(self, rows: Sequence[Row]) -> Iterator[list[Answer]]:
        from workbench.models import encode_prompt, load_causal, load_tokenizer

        network, tokenizer = load_causal(self._model), load_tokenizer(self._model)
        room = max(1, context_length(network, tokenizer) - self._config.max_new_tokens)
        for batch in batches(rows, self._config.batch_size):
            started = time.perf_counter()
            prompts = [encode_prompt(tokenizer, row.text, row.system) for row in batch]
            # the end of the request holds the sign that the answer follows: cut the beginning
            texts = self._write(network, tokenizer, [prompt[-room:] for prompt in prompts])
            seconds = (time.perf_counter() - started) / len(batch)
            yield [
                Answer(row, text, seconds, cut=len(prompt) > room)
                for row, text, prompt in zip(batch, texts, prompts, strict=True)
            ]

    def _write(self, network: Any, tokenizer: Any, prompts: list[list[int]]) -> list[str]:
        import torch
        from transformers import GenerationConfig

        padded = tokenizer.pad({"input_ids": prompts}, return_tensors="pt", padding_side="left")
        # a config of our own: the one shipped with a model may ask for sampling or penalties
        greedy = GenerationConfig(
            max_new_tokens=self._config.max_new_tokens,
            do_sample=False,
            num_beams=1,
            pad_token_id=tokenizer.pad_token_id,
            eos_token_id=tokenizer.eos_token_id,
        )
        with torch.inference_mode():
            written = network.generate(
                input_ids=padded["input_ids"].to(network.device),
                attention_mask=padded["attention_mask"].to(network.device),
                generation_config=greedy,
            )
        new = written[:, padded["input_ids"].shape[1] :]
        return [text.strip() for text in tokenizer.batch_decode(new, skip_special_tokens=True)]


def context_length(network: Any, tokenizer: Any) -> int:
    """Tokens that the model can see at once."""
    known = getattr(network.config, "max_position_embeddings", None)
    return min(known or NO_LIMIT, tokenizer.model_max_length, NO_LIMIT)


def _build(reference: str, model: Model | None, setting: Setting) -> Predictor:
    assert model is not None
    return Generation(model, setting)


KIND = Kind(
    name="scrittura",
    fits=lambda model, task: task == Task.INSTRUCTION and model.task != Task.CLASSIFICATION,
    build=_build,
)
