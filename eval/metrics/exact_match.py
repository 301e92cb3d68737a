from eval.metrics.metric import MeanMetric
from workbench.italian import normalise, tokens


def _score(expected: str, predicted: str) -> float:
    words = tokens(expected)
    # an answer made only of signs has no words to compare
    return float(words == tokens(predicted) if words else normalise(expected) == normalise(predicted))


METRIC = MeanMetric(
    name="esatto",
    title="Risposta esatta",
    explanation="Quota di risposte uguali a quella attesa, senza badare a maiuscole, spazi e punteggiatura; "
    "gli accenti contano.",
    score=_score,
)
