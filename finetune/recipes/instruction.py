"""From a request to its written answer; only the answer is learned."""

from typing import TYPE_CHECKING, Any

from finetune.recipe import Batch, Encoded, Example, Recipe, Verdict
from workbench.models import encode_answer, encode_prompt, open_causal

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

    from workbench.data import DataSet, Row
    from workbench.models import Model

NO_LOSS = -100


def encode(
    tokenizer: "PreTrainedTokenizerBase", rows: "list[Row]", data_set: "DataSet", limit: int
) -> Encoded:
    """Request and answer in a row, cut at `limit` tokens; rows whose answer is cut away whole are `empty`."""
    examples, cut, empty = [], [], []
    for row in rows:
        prompt = encode_prompt(tokenizer, row.text, row.system)
        answer = encode_answer(tokenizer, row.text, row.target, row.system)
        if len(prompt) + len(answer) > limit:
            cut.append(row.number)
        if len(prompt) >= limit:
            empty.append(row.number)
            continue
        labels = [NO_LOSS] * len(prompt) + answer
        examples.append(Example((prompt + answer)[:limit], labels[:limit]))
    return Encoded(examples, cut, empty)


def open_writer(base: "Model", data_set: "DataSet") -> tuple[Any, list[str]]:
    """The base model as it is; one that lacks part of its weights cannot write."""
    return open_causal(base), []


def judge(network: Any, batch: Batch) -> tuple["torch.Tensor", Verdict]:
    """Cross-entropy of the labelled tokens; the vocabulary is only computed where some row has a label."""
    from torch.nn import functional

    following = batch["labels"][:, 1:]
    positions = (following != NO_LOSS).any(0).nonzero()[:, 0]
    output = network(
        input_ids=batch["input_ids"],
        attention_mask=batch["attention_mask"],
        use_cache=False,
        logits_to_keep=positions,
    )
    labels = following[:, positions]
    kept = labels != NO_LOSS
    logits = output.logits[kept].float()
    loss = functional.cross_entropy(logits, labels[kept])
    correct = int((logits.argmax(-1) == labels[kept]).sum())
    return loss, Verdict(float(loss.detach()) * int(kept.sum()), correct, int(kept.sum()))


INSTRUCTION = Recipe(
    name="istruzioni",
    title="Istruzioni",
    explanation="Il modello impara a scrivere la risposta a una richiesta.",
    adapter_task="CAUSAL_LM",
    metric="token indovinati",
    encode=encode,
    open=open_writer,
    judge=judge,
)
