from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from eval.metrics.metric import Answers, SummedMetric

if TYPE_CHECKING:
    from sacrebleu.metrics import CHRF

BETA = 2


@cache
def _sacrebleu() -> "CHRF":
    from sacrebleu.metrics import CHRF

    return CHRF(beta=BETA)


def _parts(answers: Answers) -> np.ndarray:
    """(items, 18): given, expected and shared n-grams of 1 to 6 characters, as sacrebleu counts them."""
    # The counts have no public name in sacrebleu; tests/eval/test_metrics.py holds them to its public score.
    counts = _sacrebleu()._extract_corpus_statistics(list(answers.predicted), [list(answers.expected)])
    return np.array(counts, dtype=float)


def _statistic(sums: np.ndarray) -> np.ndarray:
    """Corpus chrF2 as a share: mean precision and recall of the orders that occur, recall weighs twice."""
    given, wanted, shared = (np.asarray(sums)[..., start::3] for start in range(3))
    occurs = (given > 0) & (wanted > 0)
    orders = np.maximum(occurs.sum(axis=-1), 1)
    precision = np.where(occurs, shared / np.maximum(given, 1), 0).sum(axis=-1) / orders
    recall = np.where(occurs, shared / np.maximum(wanted, 1), 0).sum(axis=-1) / orders
    weight = BETA**2
    total = weight * precision + recall
    return np.where(total > 0, (1 + weight) * precision * recall / np.where(total > 0, total, 1), 0.0)


def _score(expected: str, predicted: str) -> float:
    return float(_sacrebleu().sentence_score(predicted, [expected]).score) / 100


METRIC = SummedMetric(
    name="chrf",
    title="chrF",
    explanation="Somiglianza per gruppi di 1–6 caratteri (chrF2 di sacrebleu su tutta la prova): tollera "
    "desinenze diverse. 100 % = testo identico.",
    parts=_parts,
    statistic=_statistic,
    score=_score,
)
