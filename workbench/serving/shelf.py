"""The models in memory."""

import time
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from workbench.data import Task
from workbench.errors import UserError
from workbench.models import Model, load_causal, load_classifier, load_tokenizer, resolve

MOST_LOADED = 2
"""base and tuned side by side need two"""
TRUSTED_SECONDS = 2.0
"""how long a model found on disk is not looked at again: reading its folder costs as much as a token"""


@dataclass(eq=False)
class Loaded:
    model: Model
    tokenizer: Any
    network: Any
    _texts: dict[int, str] = field(default_factory=dict)

    @cached_property
    def context(self) -> int:
        """How many tokens the model reads at once."""
        return int(getattr(self.network.config, "max_position_embeddings", None) or 1024)

    @cached_property
    def ends(self) -> frozenset[int]:
        """The tokens that end an answer."""
        configured = getattr(self.network.generation_config, "eos_token_id", None)
        ends = configured if isinstance(configured, list) else [configured]
        return frozenset(end for end in (*ends, self.tokenizer.eos_token_id) if end is not None)

    def decode(self, tokens: list[int]) -> str:
        return str(
            self.tokenizer.decode(tokens, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        )

    def text_of(self, token: int) -> str:
        """The token as it stands inside a text: decoded alone, some tokenizers would lose its space."""
        if token not in self._texts:
            before = self._anchor
            pair = self.tokenizer.decode([*before, token], clean_up_tokenization_spaces=False)
            self._texts[token] = pair.removeprefix(self.tokenizer.decode(before))
        return self._texts[token]

    @cached_property
    def _anchor(self) -> list[int]:
        return list(self.tokenizer("a", add_special_tokens=False)["input_ids"])


class Shelf:
    """Keeps the models used last. Only the engine's thread takes from it."""

    def __init__(self) -> None:
        self._loaded: OrderedDict[tuple[str, str], Loaded] = OrderedDict()
        self._found: dict[str, tuple[float, Model]] = {}

    def take(self, reference: str, in_use: Collection[Loaded]) -> Loaded | None:
        """The model; None when all places are taken by models in use.

        It comes from memory unless it changed on disk; the one not used for longest makes room.

        Raises:
            UserError: when it does not open.
        """
        model = self._find(reference)
        key = (str(model.folder), model.digest)
        if key not in self._loaded:
            while len(self._loaded) >= MOST_LOADED:
                idle = next((old for old, loaded in self._loaded.items() if loaded not in in_use), None)
                if idle is None:
                    return None
                del self._loaded[idle]
            load = load_classifier if model.task is Task.CLASSIFICATION else load_causal
            self._loaded[key] = Loaded(model, load_tokenizer(model), load(model))
        self._loaded.move_to_end(key)
        return self._loaded[key]

    def names(self) -> list[str]:
        return [loaded.model.reference for loaded in self._loaded.values()]

    def _find(self, reference: str) -> Model:
        seen, model = self._found.get(reference, (-TRUSTED_SECONDS, None))
        if model is None or time.monotonic() - seen > TRUSTED_SECONDS:
            model = resolve(reference)
            self._found[reference] = time.monotonic(), model
        return model


def require(model: Model, *, generates: bool) -> None:
    if (model.task is Task.CLASSIFICATION) == generates:
        raise UserError(
            "Questo modello assegna etichette e non scrive testi."
            if generates
            else "Questo modello scrive testi e non assegna etichette.",
            value=model.name,
            remedy="Scegliere un altro modello.",
        )
