"""Ways to ask a model that only continues text for a category."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workbench.models import encode_answer, encode_prompt

ANCHOR = "Categoria:"


@dataclass(frozen=True)
class Asked:
    """A request as token ids, ready for a label to follow."""

    ids: list[int]
    cut: bool = False


@dataclass(frozen=True)
class Prompt:
    name: str
    request: Callable[[Any, str, list[str]], list[int]]
    """(tokenizer, text, labels) -> token ids up to where the label starts"""
    continuation: Callable[[Any, str], list[int]]
    """(tokenizer, label) -> token ids of the label and of what closes it"""
    needs_chat: bool = False

    def ask(self, tokenizer: Any, text: str, labels: list[str], room: int) -> Asked:
        """The request in at most `room` tokens: the text is cut, never the instruction."""
        ids = self.request(tokenizer, text, labels)
        if len(ids) <= room:
            return Asked(ids)
        words = tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]
        # cut text may join differently with what follows: a few tokens of margin
        kept = max(0, len(words) - (len(ids) - room) - 4)
        shorter = tokenizer.decode(words[:kept], skip_special_tokens=True)
        return Asked(self.request(tokenizer, shorter, labels)[-room:], cut=True)


def readable(label: str) -> str:
    return label.replace("_", " ")


def _plain(tokenizer: Any, text: str) -> list[int]:
    ids: list[int] = tokenizer(text, verbose=False)["input_ids"]
    return ids[:-1] if ids and ids[-1] == tokenizer.eos_token_id else ids


def _bare(tokenizer: Any, text: str, labels: list[str]) -> list[int]:
    return _plain(tokenizer, f"Testo: {text}\n{ANCHOR}")


def _listed(tokenizer: Any, text: str, labels: list[str]) -> list[int]:
    return _plain(tokenizer, f"Categorie: {', '.join(labels)}.\n\nTesto: {text}\n{ANCHOR}")


def _chat(tokenizer: Any, text: str, labels: list[str]) -> list[int]:
    wish = f"Assegna il testo a una di queste categorie: {', '.join(labels)}."
    return encode_prompt(tokenizer, f"{wish} Rispondi solo con la categoria.\n\nTesto: {text}")


def _after_anchor(tokenizer: Any, label: str) -> list[int]:
    """The line's end belongs to the label: else one that begins another would always win."""
    before = tokenizer(ANCHOR, add_special_tokens=False)["input_ids"]
    both = tokenizer(f"{ANCHOR} {label}\n", add_special_tokens=False)["input_ids"]
    if both[: len(before)] == before:
        return both[len(before) :]
    return tokenizer(f" {label}\n", add_special_tokens=False)["input_ids"]


def _as_answer(tokenizer: Any, label: str) -> list[int]:
    return encode_answer(tokenizer, "", label)


PROMPTS: tuple[Prompt, ...] = (
    Prompt("testo e categoria", _bare, _after_anchor),
    Prompt("con l'elenco delle categorie", _listed, _after_anchor),
    Prompt("conversazione con l'elenco delle categorie", _chat, _as_answer, needs_chat=True),
)


def usable_prompts(tokenizer: Any) -> list[Prompt]:
    return [prompt for prompt in PROMPTS if tokenizer.chat_template or not prompt.needs_chat]
