from eval.metrics.metric import MeanMetric


def _score(expected: str, predicted: str) -> float:
    return float(expected == predicted)


METRIC = MeanMetric(
    name="accuratezza",
    title="Accuratezza",
    explanation="Quota di esempi per i quali l'etichetta indicata è quella attesa.",
    score=_score,
)
