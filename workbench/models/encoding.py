"""How text becomes tokens, in one place, so that training, measuring and serving cannot differ.

What a person wrote is text to the last character: `<|assistente|>` or `[SEP]` inside it never becomes the
special token of that name. Only a chat template and the tokenizer itself write special tokens.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

NO_LIMIT = 1_000_000
PLAIN_PROMPT = "Richiesta:\n{text}\n\nRisposta:\n"
"""for tokenizers without a chat template"""

Turns = Sequence[Mapping[str, str]]
"""`role` and `content` of each turn, as chat templates take them"""


def encode_texts(
    tokenizer: "PreTrainedTokenizerBase", texts: list[str], limit: int | None = None
) -> tuple[list[list[int]], list[int]]:
    """Token ids of texts to classify, and the positions of the texts that had to be cut.

    A text is cut at `limit` tokens (by default the tokenizer's `model_max_length`) and closed by the end
    token where the tokenizer has one: causal classifiers read their answer from the last token.
    """
    limit = limit or min(tokenizer.model_max_length, NO_LIMIT)
    end = tokenizer.eos_token_id
    rows: list[list[int]] = (
        tokenizer(texts, verbose=False, split_special_tokens=True)["input_ids"] if texts else []
    )
    cut = []
    for position, row in enumerate(rows):
        closing = end is not None and row[-1:] != [end]
        if len(row) + closing > limit:
            cut.append(position)
            row = tokenizer(texts[position], truncation=True, max_length=limit, split_special_tokens=True)
            row = row["input_ids"][: limit - closing]
        rows[position] = [*row, end] if closing else row
    return rows, cut


def encode_open_text(tokenizer: "PreTrainedTokenizerBase", text: str) -> list[int]:
    """Token ids of a text to continue: with the tokenizer's opening, without its closing."""
    ids: list[int] = tokenizer(text, verbose=False, split_special_tokens=True)["input_ids"]
    return ids[:-1] if ids[1:] and ids[-1] == tokenizer.eos_token_id else ids


def encode_turns(tokenizer: "PreTrainedTokenizerBase", turns: Turns) -> list[int]:
    """Token ids of a conversation, ready for the answer to follow."""
    *before, last = turns
    if tokenizer.chat_template and any(turn["role"] != "system" for turn in before):
        return _by_template(tokenizer, turns, open_answer=True)
    # Without a template a model knows no turns: what was said before stands in front as plain text.
    return encode_prompt(tokenizer, last["content"], "\n\n".join(turn["content"] for turn in before) or None)


def encode_prompt(tokenizer: "PreTrainedTokenizerBase", text: str, system: str | None = None) -> list[int]:
    """Token ids of a request, ready for the answer to follow; `system` says how to answer."""
    if tokenizer.chat_template:
        return _by_template(tokenizer, _turns(text, system), open_answer=True)
    return encode_open_text(tokenizer, (f"{system}\n\n" if system else "") + PLAIN_PROMPT.format(text=text))


def encode_answer(
    tokenizer: "PreTrainedTokenizerBase", text: str, answer: str, system: str | None = None
) -> list[int]:
    """Token ids of the answer that follows `encode_prompt(text, system)`, always closed by the end token."""
    ids: list[int] = tokenizer(answer, add_special_tokens=False, verbose=False, split_special_tokens=True)[
        "input_ids"
    ]
    if tokenizer.chat_template:
        prompt = encode_prompt(tokenizer, text, system)
        turns = [*_turns(text, system), {"role": "assistant", "content": answer}]
        full = _by_template(tokenizer, turns, open_answer=False)
        if full[: len(prompt)] == prompt:
            ids = full[len(prompt) :]
    end = tokenizer.eos_token_id
    if end in ids:
        return ids[: len(ids) - ids[::-1].index(end)]  # templates may add a new line after the end token
    return ids if end is None else [*ids, end]


def encode_admitted(tokenizer: "PreTrainedTokenizerBase", answers: Sequence[str]) -> list[list[int]]:
    """Token ids of each text that an answer may be, closed by the end token where the tokenizer has one."""
    if not answers:
        return []
    rows = tokenizer(list(answers), add_special_tokens=False, verbose=False, split_special_tokens=True)
    end = tokenizer.eos_token_id
    return [row if end is None else [*row, end] for row in rows["input_ids"]]


def _by_template(tokenizer: "PreTrainedTokenizerBase", turns: Turns, *, open_answer: bool) -> list[int]:
    ids = tokenizer.apply_chat_template(
        [dict(turn) for turn in turns],
        add_generation_prompt=open_answer,
        sanitize_control_tokens=True,
        return_dict=False,
    )
    return list(ids)


def _turns(text: str, system: str | None) -> list[dict[str, str]]:
    turns = [{"role": "user", "content": text}]
    return [{"role": "system", "content": system}, *turns] if system else turns
