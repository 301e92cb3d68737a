"""A byte-level BPE tokenizer learned from the texts; digits stand alone."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

    from workbench.corpus import Document

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


def train_tokenizer(texts: Iterable[str], vocabulary: int) -> "PreTrainedTokenizerFast":
    """The `vocabulary` commonest pieces, the 256 bytes and four special tokens among them."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=[END, PAD, USER, ASSISTANT],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token=END, eos_token=END, pad_token=PAD)
    fast.chat_template = CHAT_TEMPLATE
    return fast


def evenly(domains: dict[str, list["Document"]]) -> Iterator[str]:
    """Texts to learn the tokenizer from: of each domain as much as the smallest has."""
    smallest = min(sum(len(each.text) for each in documents) for documents in domains.values())
    for documents in domains.values():
        left = smallest
        for document in documents:
            left -= len(document.text)
            if left < 0:
                break
            yield document.text


def encode(tokenizer: "PreTrainedTokenizerFast", documents: list["Document"]) -> list[list[int]]:
    """Token ids of each document; one that names a special token in so many letters does not get it."""
    found: list[list[int]] = []
    for start in range(0, len(documents), 1000):
        texts = [each.text for each in documents[start : start + 1000]]
        found += tokenizer(texts, add_special_tokens=False, split_special_tokens=True)["input_ids"]
    return found
