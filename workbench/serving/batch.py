"""One network, several texts: each step reads one more token of all of them in one forward pass."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from workbench.errors import UserError

if TYPE_CHECKING:
    import torch

SMALL = 50_000_000
"""parameters up to which one thread computes: at 7 million a second one only took time from the others"""
PLAIN_LAYERS = {"full_attention", "sliding_attention", "chunked_attention"}


class Batch:
    """Texts end at one column of the cache; a shorter one has empty columns in front, hidden by the mask.

    Texts join and leave between steps. The library's own forward pass is used for every class of model, in
    float32: bfloat16 rounds so coarsely that an answer would depend on its neighbours, and on a processor
    its conversions cost a small model more time than they save (measured: twice as slow).
    """

    def __init__(self, network: Any) -> None:
        require_plain_cache(network)
        self._network = network
        usual = _processors()
        self._threads = 1 if network.num_parameters() <= SMALL else usual
        self._cache: Any = None
        self._lengths: list[int] = []

    def join(self, ids: Sequence[int]) -> "torch.Tensor":
        """Reads a new text, not empty; logits of its next token, shape (1, vocabulary)."""
        import torch

        from workbench.serving.columns import new_cache, stack

        torch.set_num_threads(self._threads)
        fresh, row = new_cache(), torch.tensor([ids], device=self._network.device)
        with torch.inference_mode():
            output = self._network(
                input_ids=row, past_key_values=fresh, use_cache=True, **_only_last(self._network)
            )
            self._cache = stack(self._cache, fresh) if self._lengths else fresh
        self._lengths.append(len(ids))
        return output.logits[:, -1].float().cpu()

    def step(self, tokens: Sequence[int]) -> "torch.Tensor":
        """Reads one more token of each text; logits of the tokens after these, shape (texts, vocabulary)."""
        import torch

        torch.set_num_threads(self._threads)
        device = self._network.device
        positions = torch.tensor(self._lengths)[:, None]
        width = max(self._lengths) + 1
        mask = torch.arange(width) >= width - 1 - positions
        with torch.inference_mode():
            output = self._network(
                input_ids=torch.tensor(tokens, device=device)[:, None],
                position_ids=positions.to(device),
                attention_mask=None if mask.all() else mask.long().to(device),
                past_key_values=self._cache,
                use_cache=True,
            )
        self._lengths = [length + 1 for length in self._lengths]
        return output.logits[:, -1].float().cpu()

    def keep(self, rows: Sequence[int]) -> None:
        """Only these texts go on, in this order."""
        from workbench.serving.columns import select

        self._lengths = [self._lengths[row] for row in rows]
        self._cache = select(self._cache, rows, max(self._lengths)) if rows else None

    def __len__(self) -> int:
        return len(self._lengths)


@cache
def _processors() -> int:
    """As many threads as torch takes by itself, asked before anything changes it."""
    import torch

    return torch.get_num_threads()


def require_plain_cache(network: Any) -> None:
    """UserError for networks that remember otherwise than by keys and values: rows would not stack."""
    from transformers.cache_utils import get_layer_types_and_kwargs

    kinds, _ = get_layer_types_and_kwargs(network.config.get_text_config(decoder=True))
    if network._is_stateful or not PLAIN_LAYERS.issuperset(kinds):
        raise UserError(
            "Questa architettura non si può usare per rispondere a più persone insieme.",
            value=network.config.model_type,
            remedy="Scegliere un modello delle famiglie Llama, Qwen, Mistral, Gemma o GPT-2.",
        )


def _only_last(network: Any) -> dict[str, int]:
    """Of a long prompt only the last logits are needed, where the network can be told so."""
    return {"logits_to_keep": 1} if network._supports_logits_to_keep() else {}
