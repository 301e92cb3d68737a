"""From a config to rows of tokens, and to texts to measure on."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finetune.pretraining.config import PretrainingConfig
from finetune.pretraining.packing import Packed, pack
from finetune.pretraining.tokens import encode, evenly, train_tokenizer
from workbench.corpus import Corpus, read_corpus
from workbench.errors import UserError
from workbench.italian import number
from workbench.settings import settings


@dataclass(frozen=True)
class Gathered:
    tokenizer: Any
    packed: dict[str, Packed]
    held_out: dict[str, list[str]]
    digests: dict[str, str]
    """of the text files"""
    counts: dict[str, dict[str, int]]
    """by domain: documents and bytes kept, documents held out, what was left out and why"""


def gather(config: PretrainingConfig, tokenizer: Any = None) -> Gathered:
    """Read, split and pack all domains; the tokenizer is learned now unless one is given.

    Raises UserError when a file does not serve, or the texts are too few for the vocabulary or one row.
    """
    corpora = {
        name: read_corpus(text_file(path), held_out_percent=config.held_out_percent, seed=config.seed)
        for name, path in config.texts.items()
    }
    training = {name: corpus.training for name, corpus in corpora.items()}
    if tokenizer is None:
        tokenizer = train_tokenizer(evenly(training), config.vocabulary)
    if len(tokenizer) < config.vocabulary:
        raise UserError(
            "I testi sono troppo pochi per un vocabolario così grande.",
            value=f"{number(len(tokenizer))} pezzi trovati su {number(config.vocabulary)}",
            remedy="Ridurre il vocabolario o aggiungere testi.",
        )
    end = int(tokenizer.eos_token_id)
    return Gathered(
        tokenizer,
        {
            name: pack(encode(tokenizer, documents), config.context, end)
            for name, documents in training.items()
        },
        {name: [each.text for each in corpus.held_out] for name, corpus in corpora.items()},
        {name: corpus.digest for name, corpus in corpora.items()},
        {name: _counts(corpus) for name, corpus in corpora.items()},
    )


def text_file(path: str) -> Path:
    """A path that is not absolute begins in the folder of texts, where one is set."""
    return (settings().texts or Path()) / Path(path).expanduser()


def _counts(corpus: Corpus) -> dict[str, int]:
    return {
        "documenti": len(corpus.training),
        "byte": sum(len(each.text.encode()) for each in corpus.training),
        "documenti tenuti da parte": len(corpus.held_out),
        "byte tenuti da parte": sum(len(each.text.encode()) for each in corpus.held_out),
        **corpus.counts,
    }
