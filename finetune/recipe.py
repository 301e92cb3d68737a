"""What a recipe must say; each recipe is one file in `finetune/recipes` and one name in its list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

    from workbench.data import DataSet, Row
    from workbench.models import Model

Batch = dict[str, "torch.Tensor"]


@dataclass(frozen=True)
class Example:
    input_ids: list[int]
    labels: list[int]
    """one per token (-100 = no loss) when text is written, a single one when text is classified"""


@dataclass(frozen=True)
class Encoded:
    examples: list[Example]
    cut: list[int]
    """numbers of the rows that were longer than allowed"""
    empty: list[int]
    """numbers of the rows of which nothing was left to learn; they are not among the examples"""


@dataclass(frozen=True)
class Verdict:
    """Sums over some validation rows, to be added up."""

    loss: float
    correct: int
    count: int
    """rows when text is classified, labelled tokens when text is written"""


@dataclass(frozen=True)
class Recipe:
    name: str
    """also the task of the data sets that it takes"""
    title: str
    explanation: str
    adapter_task: str
    """task type of the peft library"""
    metric: str
    """name of the validation figure"""
    encode: Callable[["PreTrainedTokenizerBase", "list[Row]", "DataSet", int], Encoded]
    open: Callable[["Model", "DataSet"], tuple[Any, list[str]]]
    """(network, paths of its modules that start from random weights)"""
    judge: Callable[[Any, Batch], tuple["torch.Tensor", Verdict]]
    """(mean loss of the batch, with gradient; sums for validation)"""

    @property
    def classifies(self) -> bool:
        return self.adapter_task == "SEQ_CLS"
