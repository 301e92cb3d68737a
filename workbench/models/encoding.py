"""How text becomes tokens, in one place, so that training, measuring and serving cannot differ."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

NO_LIMIT = 1_000_000
PLAIN_PROMPT = "Richiesta:\n{text}\n\nRisposta:\n"
"""for tokenizers without a chat template"""


def encode_texts(
    tokenizer: "PreTrainedTokenizerBase", texts: list[str], limit: int | None = None
) -> tuple[list[list[int]], list[int]]:
    """Token ids of texts to classify, and the positions of the texts that had to be cut.

    A text is cut at `limit` tokens (by default the tokenizer's `model_max_length`) and closed by the end
    token where the tokenizer has one: causal classifiers read their answer from the last token.
    """
    limit = limit or min(tokenizer.model_max_length, NO_LIMIT)
    end = tokenizer.eos_token_id
    rows: list[list[int]] = tokenizer(texts, verbose=False)["input_ids"] if texts else []
    cut = []
    for position, row in enumerate(rows):
        closing = end is not None and row[-1:] != [end]
        if len(row) + closing > limit:
            cut.append(position)
            row = tokenizer(texts[position], truncation=True, max_length=limit)["input_ids"]
            row = row[: limit - closing]
        rows[position] = [*row, end] if closing else row
    return rows, cut


def prompt_text(tokenizer: "PreTrainedTokenizerBase", text: str, system: str | None = None) -> str:
    """The request as the model sees it, ready for the answer to follow; `system` says how to answer."""
    if not tokenizer.chat_template:
        return (f"{system}\n\n" if system else "") + PLAIN_PROMPT.format(text=text)
    turns = _turns(text, system)
    return str(tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True))


def encode_prompt(tokenizer: "PreTrainedTokenizerBase", text: str, system: str | None = None) -> list[int]:
    """Token ids of a request, ready for the answer to follow."""
    plain = not tokenizer.chat_template  # a template writes the special tokens by itself
    prompt = prompt_text(tokenizer, text, system)
    ids: list[int] = tokenizer(prompt, add_special_tokens=plain, verbose=False)["input_ids"]
    return ids[:-1] if plain and ids[-1:] == [tokenizer.eos_token_id] else ids


def encode_answer(
    tokenizer: "PreTrainedTokenizerBase", text: str, answer: str, system: str | None = None
) -> list[int]:
    """Token ids of the answer that follows `encode_prompt(text, system)`, always closed by the end token."""
    prompt, full = prompt_text(tokenizer, text, system), ""
    if tokenizer.chat_template:
        turns = [*_turns(text, system), {"role": "assistant", "content": answer}]
        full = str(tokenizer.apply_chat_template(turns, tokenize=False))
    rest = full.removeprefix(prompt) if full.startswith(prompt) else answer
    ids: list[int] = tokenizer(rest, add_special_tokens=False, verbose=False)["input_ids"]
    end = tokenizer.eos_token_id
    if end in ids:
        return ids[: len(ids) - ids[::-1].index(end)]  # templates may add a new line after the end token
    return ids if end is None else [*ids, end]


def _turns(text: str, system: str | None) -> list[dict[str, str]]:
    turns = [{"role": "user", "content": text}]
    return [{"role": "system", "content": system}, *turns] if system else turns
