"""How many bits the held-out documents cost: for the model, for n-grams, for `xz` and for a blank network."""

import lzma
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.base_model.ngram import KneserNey
from eval.base_model.results import ALL, MIXED, OWN, DomainText, TextResult, as_figure
from eval.base_model.texts import encode
from workbench.models.code_length import code_length
from workbench.statistics import paired_statistic, statistic_interval

if TYPE_CHECKING:
    from workbench.corpus import Corpus, Document

SHARES = np.arange(1, 20) / 20
SEED = 20
Array = np.ndarray


@dataclass(frozen=True)
class NgramBits:
    """Bits of each held-out document, by what the n-grams learned from."""

    bits: dict[str, Array]
    own_share: float


def measure_text(network: Any, tokenizer: Any, corpora: "Mapping[str, Corpus]", window: int) -> TextResult:
    """Bits per byte of every domain, with bootstrap intervals over its held-out documents."""
    training = {name: encode(tokenizer, _texts(corpus.training)) for name, corpus in corpora.items()}
    held_out = {name: encode(tokenizer, _texts(corpus.held_out)) for name, corpus in corpora.items()}
    ngrams = ngram_bits(training, held_out, len(tokenizer))
    blank = untrained_copy(network)
    domains = {}
    for name, corpus in corpora.items():
        texts = _texts(corpus.held_out)
        domains[name] = _domain(
            corpus.held_out,
            sum(map(len, held_out[name])),
            np.array(code_length(network, tokenizer, texts, window=window)),
            np.array(code_length(blank, tokenizer, texts, window=window)),
            ngrams[name],
        )
    read = sum(len(row) for rows in training.values() for row in rows)
    return TextResult(domains=domains, window=window, training_tokens=read)


def ngram_bits(
    training: Mapping[str, Sequence[Array]], held_out: Mapping[str, Sequence[Array]], vocabulary: int
) -> dict[str, NgramBits]:
    """5-grams of all domains together, of each alone, and the two mixed, on each domain's documents."""
    domains = list(training)
    general = KneserNey([row for rows in training.values() for row in rows], vocabulary)
    of_all = {name: general.probabilities(held_out[name]) for name in domains}
    del general  # the largest thing in memory
    found = {}
    for name in domains:
        own = KneserNey(training[name], vocabulary).probabilities(held_out[name])
        mixtures = {share: share * own + (1 - share) * of_all[name] for share in SHARES}
        best = min(mixtures, key=lambda share: -np.log2(mixtures[share]).sum())
        ways = {ALL: of_all[name], OWN: own, MIXED: mixtures[best]}
        bits = {way: _by_document(-np.log2(each), held_out[name]) for way, each in ways.items()}
        found[name] = NgramBits(bits, float(best))
    return found


def untrained_copy(network: Any, seed: int = SEED) -> Any:
    """The same network as it was before its first step, with weights drawn anew."""
    import torch

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return type(network)(network.config).eval().to(network.device)


def xz_bits(text: str) -> int:
    """Bits of a text compressed alone, with nothing read before."""
    return 8 * len(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


def _by_document(bits: Array, documents: Sequence[Array]) -> Array:
    ends = np.cumsum([len(document) for document in documents])
    return np.array([part.sum() for part in np.split(bits, ends[:-1])])


def _texts(documents: "Sequence[Document]") -> list[str]:
    return [document.text for document in documents]


def _domain(
    documents: "Sequence[Document]", tokens: int, model: Array, untrained: Array, ngrams: NgramBits
) -> DomainText:
    sizes = np.array([len(text.encode()) for text in _texts(documents)], dtype=float)
    best = min(ngrams.bits, key=lambda way: ngrams.bits[way].sum())

    def per_byte(bits: Array) -> Array:
        return np.column_stack([bits, sizes])

    return DomainText(
        documents=len(documents),
        sources=len({document.source for document in documents}),
        bytes=int(sizes.sum()),
        tokens=tokens,
        model=as_figure(statistic_interval(_quotient, per_byte(model))),
        ngrams={
            way: as_figure(statistic_interval(_quotient, per_byte(bits))) for way, bits in ngrams.bits.items()
        },
        best_ngram=best,
        own_share=ngrams.own_share,
        difference=as_figure(paired_statistic(_quotient, (per_byte(ngrams.bits[best]), per_byte(model)))),
        ratio=as_figure(statistic_interval(_quotient, np.column_stack([model, ngrams.bits[best]]))),
        ratio_to_all=as_figure(statistic_interval(_quotient, np.column_stack([model, ngrams.bits[ALL]]))),
        untrained=as_figure(statistic_interval(_quotient, per_byte(untrained))),
        xz=xz_bits("\n".join(_texts(documents))) / float(sizes.sum()),
    )


def _quotient(sums: Array) -> Array:
    """(…, 2) sums -> the first over the second: bits per byte, or one number of bits over another."""
    return sums[..., 0] / sums[..., 1]
