from collections import Counter

from eval.metrics.metric import MeanMetric
from workbench.italian import normalise, tokens


def _score(expected: str, predicted: str) -> float:
    """Harmonic mean of precision and recall over words, repetitions counted (Rajpurkar et al. 2016, SQuAD).

    Unlike in SQuAD's script articles stay: in Italian they carry gender and number, and an elided one
    ("l'imposta") is a word of its own.
    """
    wanted, given = Counter(tokens(expected)), Counter(tokens(predicted))
    if not wanted or not given:
        return float(normalise(expected) == normalise(predicted))
    shared = (wanted & given).total()
    return 2 * shared / (wanted.total() + given.total())


METRIC = MeanMetric(
    name="f1_parole",
    title="F1 sulle parole",
    explanation="Quanto le parole della risposta coincidono con quelle attese (media armonica di "
    "precisione e richiamo). Minuscole, accenti conservati; l'apostrofo separa: «l'imposta» è due parole.",
    score=_score,
)
