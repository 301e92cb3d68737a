import numpy as np

from eval.metrics.metric import Answers, SummedMetric


def parts(answers: Answers) -> np.ndarray:
    """(items, 3 · classes): hits, answers, truths per class; the last class is "outside the labels"."""
    classes = (*answers.labels, None)
    place = {label: index for index, label in enumerate(answers.labels)}
    outside = len(answers.labels)
    expected = np.array([place.get(label, outside) for label in answers.expected], dtype=int)
    predicted = np.array([place.get(label, outside) for label in answers.predicted], dtype=int)
    truth, answer = np.eye(len(classes))[expected], np.eye(len(classes))[predicted]
    hits = truth * answer
    hits[:, outside] = 0  # two strangers are no agreement
    return np.hstack([hits, answer, truth])


def per_class(sums: np.ndarray) -> np.ndarray:
    """(…, 3 · classes) -> (…, classes): 2·hits / (answers + truths); NaN for a class without either."""
    hits, answers, truths = np.split(sums, 3, axis=-1)
    with np.errstate(invalid="ignore"):
        return 2 * hits / (answers + truths)


def statistic(sums: np.ndarray) -> np.ndarray:
    """Mean F1 of the classes that occur, as in scikit-learn: no penalty for a resample without a rare one."""
    scores = per_class(np.asarray(sums))
    present = ~np.isnan(scores)
    return np.where(present, scores, 0).sum(axis=-1) / np.maximum(present.sum(axis=-1), 1)


METRIC = SummedMetric(
    name="macro_f1",
    title="Macro-F1",
    explanation="Media dell'F1 delle etichette: ogni etichetta pesa allo stesso modo, anche se rara.",
    parts=parts,
    statistic=statistic,
)
