"""The decoder and how its weights learn: plain Llama class, Muon for matrices, AdamW for the rest."""

from typing import TYPE_CHECKING, Any

import torch
from transformers import LlamaConfig, LlamaForCausalLM

from finetune.pretraining.loss import summed_loss
from finetune.pretraining.packing import NO_LOSS

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

    from finetune.pretraining.config import PretrainingConfig

BETAS = (0.9, 0.95)
MOMENTUM = 0.95


def build_network(config: "PretrainingConfig", tokenizer: "PreTrainedTokenizerFast") -> LlamaForCausalLM:
    """RMSNorm, rotary positions, SwiGLU, tied word vectors; each block begins as the identity."""
    network = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer),
            hidden_size=config.hidden,
            intermediate_size=config.intermediate,
            num_hidden_layers=config.layers,
            num_attention_heads=config.heads,
            num_key_value_heads=config.heads,
            max_position_embeddings=config.context,
            tie_word_embeddings=True,
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
        )
    )
    for layer in network.model.layers:
        torch.nn.init.zeros_(layer.self_attn.o_proj.weight)
        torch.nn.init.zeros_(layer.mlp.down_proj.weight)
    return network


def optimizers(network: LlamaForCausalLM, config: "PretrainingConfig") -> list[torch.optim.Optimizer]:
    """Muon (Jordan et al., 2024) for the matrices inside, AdamW for word vectors and norms."""
    inside = [
        weights for name, weights in network.named_parameters() if weights.ndim == 2 and "embed" not in name
    ]
    known = {id(weights) for weights in inside}
    others = [weights for weights in network.parameters() if id(weights) not in known]
    return [
        torch.optim.Muon(inside, lr=config.matrix_rate, momentum=MOMENTUM, weight_decay=config.weight_decay),
        torch.optim.AdamW(others, lr=config.vector_rate, betas=BETAS, weight_decay=0.0),
    ]


def rate_share(step: int, config: "PretrainingConfig") -> float:
    """Share of the peak rate: linear warm-up, flat, then linear decay to zero."""
    decay_from = round(config.steps * (1 - config.decay_share))
    if step < config.warmup:
        return (step + 1) / config.warmup
    return 1.0 if step < decay_from else (config.steps - step) / (config.steps - decay_from)


def update(
    network: LlamaForCausalLM,
    read: Any,
    batch: dict[str, torch.Tensor],
    steppers: list[torch.optim.Optimizer],
    rows_at_once: int,
) -> float:
    """One update from a batch, `rows_at_once` rows in memory; returns the mean loss per predicted token.

    `read` is the network's decoder without the output layer, compiled or not.
    """
    device = batch["input_ids"].device.type
    predicted = (batch["labels"] != NO_LOSS).sum()
    total = 0.0
    for start in range(0, len(batch["input_ids"]), rows_at_once):
        part = {name: values[start : start + rows_at_once] for name, values in batch.items()}
        with torch.autocast(device, torch.bfloat16):
            hidden = read(
                input_ids=part["input_ids"], attention_mask=part["attention_mask"], use_cache=False
            ).last_hidden_state.to(torch.bfloat16)
        loss = summed_loss(hidden, network.lm_head.weight, part["labels"]) / predicted
        loss.backward()
        total += float(loss.detach())
    weights = [each for stepper in steppers for group in stepper.param_groups for each in group["params"]]
    torch.nn.utils.clip_grad_norm_(weights, 1.0)
    for stepper in steppers:
        stepper.step()
        stepper.zero_grad(set_to_none=True)
    return total


def work_per_token(network: LlamaForCausalLM, context: int) -> float:
    """Floating point operations of training on one token: 6 per weight, 12 per layer, width and place seen
    (Chowdhery et al., 2022, appendix B; half of the places on average, as attention looks back only)."""
    config = network.config
    weights = sum(each.numel() for each in network.parameters())
    return 6.0 * weights + 6.0 * config.num_hidden_layers * config.hidden_size * context
