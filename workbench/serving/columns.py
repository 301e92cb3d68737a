"""The cache of keys and values of a batch: rows come and go, columns are added one by one."""

from collections.abc import Sequence
from typing import Any

import torch
from torch.nn.functional import pad
from transformers.cache_utils import Cache, DynamicLayer

SPARE = 64
"""columns made in advance"""


class Columns(DynamicLayer):
    """Writes a step into spare columns, where the library would copy all keys and values at every step."""

    _room: tuple[torch.Tensor, torch.Tensor] | None = None

    def update(
        self, key_states: torch.Tensor, value_states: torch.Tensor, *_: Any, **__: Any
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """All keys and values, shape (rows, heads, columns, size), the new ones last."""
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
            self.replace(key_states, value_states)
            return key_states, value_states
        assert self.keys is not None and self.values is not None
        start = self.keys.shape[-2]
        end = start + key_states.shape[-2]
        if self._room is None or end > self._room[0].shape[-2]:
            self._room = _widened(self.keys, end + SPARE), _widened(self.values, end + SPARE)
        for room, states in zip(self._room, (key_states, value_states), strict=True):
            room[:, :, start:end] = states
        self.keys, self.values = (room[:, :, :end] for room in self._room)
        return self.keys, self.values

    def replace(self, keys: torch.Tensor, values: torch.Tensor) -> None:
        self.keys, self.values, self._room = keys, values, None


def new_cache() -> Cache:
    return Cache(layer_class_to_replicate=Columns)


def stack(upper: Cache, lower: Cache) -> Cache:
    """The rows of both, aligned at their last column."""
    for above, below in zip(_layers(upper), _layers(lower), strict=True):
        above.replace(_stacked(above.keys, below.keys), _stacked(above.values, below.values))
    return upper


def select(cache: Cache, rows: Sequence[int], columns: int) -> Cache:
    """These rows in this order, and only the last columns."""
    for layer in _layers(cache):
        index = torch.tensor(rows, device=layer.keys.device)
        kept = (states[:, :, -columns:].index_select(0, index) for states in (layer.keys, layer.values))
        layer.replace(*kept)
    return cache


def _layers(cache: Cache) -> list[Any]:
    return cache.layers


def _stacked(upper: torch.Tensor, lower: torch.Tensor) -> torch.Tensor:
    width = max(upper.shape[-2], lower.shape[-2])
    return torch.cat([pad(states, (0, 0, width - states.shape[-2], 0)) for states in (upper, lower)])


def _widened(states: torch.Tensor, columns: int) -> torch.Tensor:
    return pad(states, (0, 0, 0, columns - states.shape[-2]))
