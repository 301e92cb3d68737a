"""How much of what the model writes by itself stands word for word in what it has read."""

import random
from collections.abc import Mapping, Sequence
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

from eval.base_model.greedy import continuations
from eval.base_model.results import MemorisationResult, Memorised, as_figure
from eval.base_model.texts import encode
from workbench.statistics import wilson

if TYPE_CHECKING:
    from workbench.corpus import Corpus, Document

PROMPTS, PROMPT_TOKENS, NEW_TOKENS = 200, 32, 50
SEED = 20
HALF_CHARACTER = "\N{REPLACEMENT CHARACTER}"
"""what a token that holds only some bytes of a character is read as"""


def measure_memorisation(
    network: Any, tokenizer: Any, corpora: "Mapping[str, Corpus]", prompts: int = PROMPTS
) -> MemorisationResult:
    """Share of greedy continuations found in the training text, after held-out and after training passages.

    After a training passage the model may well go on as the passage does; held-out text shows whether it
    recites where nothing asks it to. Differences in white space do not count.
    """
    read = [as_searched("\n".join(d.text for d in corpus.training)) for corpus in corpora.values()]
    sides = {
        "held_out": {name: corpus.held_out for name, corpus in corpora.items()},
        "training": {name: corpus.training for name, corpus in corpora.items()},
    }
    found = {}
    for side, documents in sides.items():
        drawn = draw_prompts(tokenizer, documents, prompts)
        written = continuations(network, tokenizer, [ids for _, ids in drawn], NEW_TOKENS, exactly=True)
        recited = [stands_in(tokenizer.decode(row, skip_special_tokens=True), read) for row in written]
        found[side] = _memorised([name for name, _ in drawn], recited)
    return MemorisationResult(**found, prompt_tokens=PROMPT_TOKENS, new_tokens=NEW_TOKENS)


def draw_prompts(
    tokenizer: Any, documents: "Mapping[str, Sequence[Document]]", count: int
) -> list[tuple[str, list[int]]]:
    """(domain, tokens) of passages drawn with a fixed seed, as many from each domain."""
    generator = random.Random(SEED)
    drawn: list[tuple[str, list[int]]] = []
    long = {name: [d for d in rows if len(d.text) > 8 * PROMPT_TOKENS] for name, rows in documents.items()}
    attempts = cycle(name for name, rows in long.items() if rows)
    for name in islice(attempts, 10 * count):
        if len(drawn) == count:
            break
        ids = encode(tokenizer, [generator.choice(long[name]).text])[0]
        if len(ids) > PROMPT_TOKENS:
            start = generator.randrange(len(ids) - PROMPT_TOKENS)
            drawn.append((name, ids[start : start + PROMPT_TOKENS].tolist()))
    return drawn


def as_searched(text: str) -> bytes:
    """One space for any white space; bytes, which are searched faster and take less memory."""
    return " ".join(text.split()).encode()


def stands_in(text: str, read: Sequence[bytes]) -> bool:
    """Whether the text, without half characters at its ends, stands word for word in what was read."""
    wanted = as_searched(text.strip(HALF_CHARACTER))
    return bool(wanted) and any(wanted in each for each in read)


def _memorised(domains: Sequence[str], recited: Sequence[bool]) -> Memorised:
    by_domain = {
        name: (
            sum(found for domain, found in zip(domains, recited, strict=True) if domain == name),
            domains.count(name),
        )
        for name in dict.fromkeys(domains)
    }
    return Memorised(share=as_figure(wilson(sum(recited), len(recited))), by_domain=by_domain)
