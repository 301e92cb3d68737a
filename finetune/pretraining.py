"""Train the small Italian base model from text files: `python -m finetune.pretraining CONFIG.yaml`.

A byte-level BPE tokenizer and a Llama-class decoder (RMSNorm, rotary positions, SwiGLU, tied embeddings),
hidden matrices with Muon, the rest with AdamW, warm-up then linear decay to zero. The result is a plain
Hugging Face folder that any tool loads without code of ours.
"""

import argparse
import gzip
import hashlib
import json
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
import yaml
from pydantic import BaseModel, ConfigDict
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from torch.nn import functional
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

END, PAD, USER, ASSISTANT = "<|fine|>", "<|vuoto|>", "<|utente|>", "<|assistente|>"
CHAT_TEMPLATE = (
    "{% for message in messages %}{% if message.role == 'assistant' %}"
    + ASSISTANT
    + "{% generation %}{{ message.content + eos_token }}{% endgeneration %}{% else %}"
    + USER
    + "{{ message.content }}{% endif %}{% endfor %}{% if add_generation_prompt %}"
    + ASSISTANT
    + "{% endif %}"
)


class PretrainingConfig(BaseModel):
    model_config = ConfigDict(extra="forbid")

    texts: dict[str, Path]
    """domain -> `.jsonl.gz` with a `text` field per document"""
    weights: dict[str, float]
    """domain -> share of the training tokens; they add up to 1"""
    output: Path
    vocabulary: int = 8192
    hidden: int = 256
    layers: int = 8
    heads: int = 4
    intermediate: int = 704
    context: int = 512
    rows: int = 32
    steps: int = 1200
    warmup: int = 40
    muon_rate: float = 0.02
    adamw_rate: float = 0.003
    held_out_percent: float = 1.0
    seed: int = 20
    threads: int = 2
    compile: bool = False
    first_step: int = 0
    """above 0: go on from the weights in `output`, same schedule and data; the optimisers start anew"""


def read_documents(path: Path) -> Iterator[tuple[str, str]]:
    """(key of the document's source page, text); paragraphs seen before in the file are dropped."""
    seen: set[bytes] = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            kept = []
            for paragraph in record["text"].split("\n"):
                digest = hashlib.md5(paragraph.strip().lower().encode(), usedforsecurity=False).digest()
                letters = sum(map(str.isalpha, paragraph))
                if digest not in seen and letters > 0.5 * len(paragraph.strip() or "x"):
                    seen.add(digest)
                    kept.append(paragraph.strip())
            text = "\n".join(filter(None, kept))
            if len(text) > 80:
                yield f"{record.get('source')}/{record.get('path')}", text


def is_held_out(key: str, percent: float) -> bool:
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % 10_000 < percent * 100


def train_tokenizer(texts: Iterator[str], vocabulary: int) -> PreTrainedTokenizerFast:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(
        texts,
        trainers.BpeTrainer(
            vocab_size=vocabulary,
            special_tokens=[END, PAD, USER, ASSISTANT],
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token=END, eos_token=END, pad_token=PAD)
    fast.chat_template = CHAT_TEMPLATE
    return fast


def encode(tokenizer: PreTrainedTokenizerFast, texts: list[str]) -> np.ndarray:
    end = int(tokenizer.eos_token_id)
    stream: list[int] = []
    for start in range(0, len(texts), 1000):
        for ids in tokenizer(texts[start : start + 1000], add_special_tokens=False)["input_ids"]:
            stream.extend((*ids, end))
    return np.array(stream, dtype=np.uint16)


def batches(streams: dict[str, np.ndarray], config: PretrainingConfig) -> Iterator[torch.Tensor]:
    """Rows of `context + 1` tokens; each domain is read in shuffled windows, epoch after epoch."""
    generator = np.random.default_rng(config.seed)
    queues: dict[str, list[int]] = {name: [] for name in streams}
    names, weights = zip(*config.weights.items(), strict=True)
    while True:
        rows = []
        for name in generator.choice(names, size=config.rows, p=weights):
            if not queues[name]:
                offset = int(generator.integers(config.context))
                starts = np.arange(offset, len(streams[name]) - config.context - 1, config.context)
                generator.shuffle(starts)
                queues[name] = starts.tolist()
            start = queues[name].pop()
            rows.append(streams[name][start : start + config.context + 1].astype(np.int64))
        yield torch.from_numpy(np.stack(rows))


def bits_per_byte(model: LlamaForCausalLM, stream: np.ndarray, bytes_per_token: float, context: int) -> float:
    """Mean code length of a held-out stream, windows of `context` tokens each scored from a cold start."""
    model.eval()
    starts = range(0, min(len(stream) - context - 1, context * 48), context)
    loss = 0.0
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in starts:
            row = torch.from_numpy(stream[start : start + context + 1].astype(np.int64))[None]
            logits = model(row[:, :-1], use_cache=False).logits.float()
            loss += functional.cross_entropy(logits[0], row[0, 1:]).item()
    model.train()
    return loss / max(len(starts), 1) / math.log(2) / bytes_per_token


def rate_at(step: int, config: PretrainingConfig) -> float:
    """Share of the peak rate: linear warm-up, flat for half of the run, linear decay to zero."""
    if step < config.warmup:
        return (step + 1) / config.warmup
    half = config.steps // 2
    return 1.0 if step < half else max(0.0, (config.steps - step) / (config.steps - half))


def optimizers(model: LlamaForCausalLM, config: PretrainingConfig) -> list[torch.optim.Optimizer]:
    hidden = [p for name, p in model.named_parameters() if p.ndim == 2 and "embed" not in name]
    ids = {id(p) for p in hidden}
    others = [p for p in model.parameters() if id(p) not in ids]
    return [
        torch.optim.Muon(hidden, lr=config.muon_rate, momentum=0.95, weight_decay=0.05),
        torch.optim.AdamW(others, lr=config.adamw_rate, betas=(0.9, 0.95), weight_decay=0.0),
    ]


def build_model(config: PretrainingConfig, tokenizer: PreTrainedTokenizerFast) -> LlamaForCausalLM:
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=config.vocabulary,
            hidden_size=config.hidden,
            intermediate_size=config.intermediate,
            num_hidden_layers=config.layers,
            num_attention_heads=config.heads,
            num_key_value_heads=config.heads,
            max_position_embeddings=2 * config.context,
            tie_word_embeddings=True,
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
        )
    )


def prepare(config: PretrainingConfig) -> tuple[PreTrainedTokenizerFast, dict, dict, dict]:
    """Tokenizer, training streams, held-out streams and bytes per token of the held-out text, by domain."""
    train: dict[str, list[str]] = {}
    held: dict[str, list[str]] = {}
    for name, path in config.texts.items():
        train[name], held[name] = [], []
        for key, text in read_documents(path):
            # a novel is one source: hold out by chapter there, by page elsewhere
            side = held if is_held_out(key + text[:40], config.held_out_percent) else train
            side[name].append(text)
    smallest = min(sum(map(len, texts)) for texts in train.values())

    def sample() -> Iterator[str]:
        for texts in train.values():
            budget = smallest
            for text in texts:
                budget -= len(text)
                if budget < 0:
                    break
                yield text

    tokenizer = train_tokenizer(sample(), config.vocabulary)
    streams = {name: encode(tokenizer, texts) for name, texts in train.items()}
    held_streams = {name: encode(tokenizer, texts) for name, texts in held.items()}
    ratio = {name: sum(len(t.encode()) for t in held[name]) / len(held_streams[name]) for name in held}
    return tokenizer, streams, held_streams, ratio


def take_step(forward: Any, rows: torch.Tensor, steppers: list[torch.optim.Optimizer]) -> float:
    """One update from `rows` (rows, context + 1), sixteen rows in memory at a time; returns the mean loss."""
    total = 0.0
    for part in rows.split(16):
        with torch.autocast("cpu", torch.bfloat16):
            logits = forward(part[:, :-1], use_cache=False).logits
        loss = functional.cross_entropy(logits.flatten(0, 1).float(), part[:, 1:].flatten())
        (loss * len(part) / len(rows)).backward()
        total += loss.item() * len(part) / len(rows)
    parameters = [
        weights for stepper in steppers for group in stepper.param_groups for weights in group["params"]
    ]
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    for stepper in steppers:
        stepper.step()
        stepper.zero_grad(set_to_none=True)
    return total


def train(config: PretrainingConfig) -> dict:
    """Train, save the model folder and return the figures that belong in its card."""
    torch.manual_seed(config.seed)
    torch.set_num_threads(config.threads)
    tokenizer, streams, held, ratio = prepare(config)
    print({name: len(stream) for name, stream in streams.items()}, flush=True)
    model = build_model(config, tokenizer)
    if config.first_step:
        model.load_state_dict(LlamaForCausalLM.from_pretrained(config.output).state_dict())
    forward = torch.compile(model) if config.compile else model
    steppers = optimizers(model, config)
    peaks = [group["lr"] for stepper in steppers for group in stepper.param_groups]
    source = batches(streams, config)
    started = time.monotonic()
    for step in range(config.steps):
        rows = next(source)
        if step < config.first_step:
            continue
        for stepper, peak in zip(steppers, peaks, strict=True):
            stepper.param_groups[0]["lr"] = peak * rate_at(step, config)
        loss = take_step(forward, rows, steppers)
        if step % 10 == 9:
            tokens = (step + 1 - config.first_step) * config.rows * config.context
            speed = round(tokens / (time.monotonic() - started))
            _tell(step=step + 1, loss=round(loss, 3), tokens_per_s=speed)
        if step % 200 == 199 or step + 1 == config.steps:
            bits = {
                name: round(bits_per_byte(model, held[name], ratio[name], config.context), 4) for name in held
            }
            _tell(step=step + 1, bits_per_byte=bits)
            model.save_pretrained(config.output)
            tokenizer.save_pretrained(config.output)
    return {
        "bits_per_byte": bits,
        "parameters": sum(p.numel() for p in model.parameters()),
        "tokens": config.steps * config.rows * config.context,
        "hours": round((time.monotonic() - started) / 3600, 2),
    }


def _tell(**figures: object) -> None:
    print(json.dumps(figures), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m finetune.pretraining", description=__doc__)
    parser.add_argument("config", type=Path)
    config = PretrainingConfig(**yaml.safe_load(parser.parse_args().config.read_text("utf-8")))
    figures = train(config)
    (config.output / "figures.json").write_text(json.dumps(figures, indent=1), "utf-8")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
