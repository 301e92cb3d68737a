"""From a text to one of the data set's labels."""

from typing import TYPE_CHECKING, Any

from finetune.recipe import Batch, Encoded, Example, Recipe, Verdict
from workbench.errors import UserError
from workbench.models import encode_texts
from workbench.models.loading import open_weights

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

    from workbench.data import DataSet, Row
    from workbench.models import Model


def encode(
    tokenizer: "PreTrainedTokenizerBase", rows: "list[Row]", data_set: "DataSet", limit: int
) -> Encoded:
    """One label per text, by its position among the data set's labels."""
    positions = {label: index for index, label in enumerate(data_set.labels)}
    ids, cut = encode_texts(tokenizer, [row.text for row in rows], limit)
    examples = [Example(row_ids, [positions[row.target]]) for row, row_ids in zip(rows, ids, strict=True)]
    return Encoded(examples, [rows[position].number for position in cut], [])


def open_classifier(base: "Model", data_set: "DataSet") -> tuple[Any, list[str]]:
    """The base model with a fresh head of one output per label."""
    from transformers import AutoModelForSequenceClassification

    if len(data_set.labels) < 2:
        raise UserError(
            "Per classificare servono almeno due etichette diverse.",
            value=", ".join(data_set.labels),
            remedy="Controllare quale colonna è stata scelta come etichetta.",
        )
    network, loading = open_weights(
        AutoModelForSequenceClassification,
        base,
        num_labels=len(data_set.labels),
        id2label=dict(enumerate(data_set.labels)),
        label2id={label: index for index, label in enumerate(data_set.labels)},
        ignore_mismatched_sizes=True,
    )
    absent = {*loading["missing_keys"], *(entry[0] for entry in loading["mismatched_keys"])}
    return network, sorted({name.rsplit(".", 1)[0] for name in absent})


def judge(network: Any, batch: Batch) -> tuple["torch.Tensor", Verdict]:
    from torch.nn import functional

    labels = batch["labels"][:, 0]
    logits = network(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).logits.float()
    loss = functional.cross_entropy(logits, labels)
    correct = int((logits.argmax(-1) == labels).sum())
    return loss, Verdict(float(loss.detach()) * len(labels), correct, len(labels))


CLASSIFICATION = Recipe(
    name="classificazione",
    title="Classificazione",
    explanation="Il modello impara a scegliere un'etichetta per ogni testo.",
    adapter_task="SEQ_CLS",
    metric="accuratezza",
    encode=encode,
    open=open_classifier,
    judge=judge,
)
