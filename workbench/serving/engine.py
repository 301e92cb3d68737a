"""Loads models and makes them answer. Called from one thread only, whose turn it is."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.data import Task
from workbench.errors import UserError
from workbench.models import (
    Model,
    autocast,
    classify,
    encode_prompt,
    load_causal,
    load_classifier,
    load_tokenizer,
    resolve,
)
from workbench.serving.decoding import Token, write
from workbench.serving.protocol import ChatMessage, Decoding

MOST_LOADED = 2
"""base and tuned side by side need two"""


@dataclass(frozen=True)
class Loaded:
    model: Model
    tokenizer: Any
    network: Any


class Engine:
    def __init__(self) -> None:
        self._loaded: OrderedDict[tuple[str, str], Loaded] = OrderedDict()

    def answer(
        self,
        reference: str,
        prompt: str | Sequence[ChatMessage],
        decoding: Decoding,
        cancelled: threading.Event,
    ) -> Iterator[int | Token]:
        """First the number of tokens of the prompt, then the tokens of the answer, within the context.

        Raises:
            UserError: when nothing is asked, or more than the model can read at once.
        """
        loaded = self._load(reference)
        _require(loaded.model, generates=True)
        ids, room = _prompt_ids(loaded.tokenizer, prompt), _context(loaded)
        if not ids:
            raise UserError("La richiesta è vuota.", remedy="Scrivere almeno una parola.")
        if len(ids) >= room:
            raise UserError(
                f"La richiesta è troppo lunga per questo modello: {len(ids)} token su {room}.",
                remedy="Accorciare il testo.",
            )
        yield len(ids)
        limited = decoding.model_copy(update={"max_tokens": min(decoding.max_tokens, room - len(ids))})
        with autocast():
            yield from write(loaded.network, loaded.tokenizer, ids, limited, cancelled)

    def classify(self, reference: str, text: str) -> dict[str, float]:
        """Label -> probability, the likeliest first; a text too long is cut, as in training."""
        loaded = self._load(reference)
        _require(loaded.model, generates=False)
        if not text.strip():
            raise UserError("Il testo è vuoto.", remedy="Scrivere almeno una parola.")
        row = classify(loaded.network, loaded.tokenizer, [text])[0].tolist()
        names = loaded.network.config.id2label
        found = {names[index]: probability for index, probability in enumerate(row)}
        return dict(sorted(found.items(), key=lambda pair: -pair[1]))

    def _load(self, reference: str) -> Loaded:
        """The model, from memory if it did not change on disk; the least recently used one makes room."""
        model = resolve(reference)
        key = (str(model.folder), model.digest)
        if key not in self._loaded:
            while len(self._loaded) >= MOST_LOADED:
                self._loaded.popitem(last=False)
            load = load_classifier if model.task is Task.CLASSIFICATION else load_causal
            self._loaded[key] = Loaded(model, load_tokenizer(model), load(model))
        self._loaded.move_to_end(key)
        return self._loaded[key]


def _prompt_ids(tokenizer: Any, prompt: str | Sequence[ChatMessage]) -> list[int]:
    """Token ids of a text to continue, or of a conversation in the form that models are trained on here."""
    if isinstance(prompt, str):
        ids = list(tokenizer(prompt)["input_ids"])
        return ids[:-1] if ids[1:] and ids[-1] == tokenizer.eos_token_id else ids
    *before, last = prompt
    if tokenizer.chat_template and any(message.role != "system" for message in before):
        turns = [message.model_dump() for message in prompt]
        text = tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True)
        return list(tokenizer(text, add_special_tokens=False)["input_ids"])
    # Without a template a model knows no turns: what was said before stands in front as plain text.
    return encode_prompt(tokenizer, last.content, "\n\n".join(message.content for message in before) or None)


def _require(model: Model, *, generates: bool) -> None:
    if (model.task is Task.CLASSIFICATION) == generates:
        raise UserError(
            "Questo modello assegna etichette e non scrive testi."
            if generates
            else "Questo modello scrive testi e non assegna etichette.",
            value=model.name,
            remedy="Scegliere un altro modello.",
        )


def _context(loaded: Loaded) -> int:
    """How many tokens the model reads at once."""
    return int(getattr(loaded.network.config, "max_position_embeddings", None) or 1024)
