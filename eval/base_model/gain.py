"""Whether the fine-tuned model beats word counts: read from a finished comparison on the same frozen test."""

from pathlib import Path

import numpy as np

from eval.base_model.results import GainResult, as_figure
from eval.items import read_items
from eval.predicting import model_folder
from eval.result import Comparison, ModelResult, read_result
from workbench.errors import UserError
from workbench.models import EMBEDDED, INSTRUCTED
from workbench.statistics import paired_difference

DATA_SET, TFIDF = "richieste-comune", "tfidf"


def measure_gain(folder: Path, training_seconds: float | None) -> GainResult:
    """Tuned minus TF-IDF, paired item by item; `folder` is of an evaluation that asked both.

    Raises UserError when it did not, or when it is of other data.
    """
    found = read_result(folder)
    tuned = tuned_model(found)
    if tuned is None:
        raise UserError(
            "In questo confronto mancano il modello incluso, uno addestrato su di esso, o TF-IDF.",
            value=folder.name,
            remedy="Rifare il filo con: python -m apps demo.",
        )
    metric = found.primary.name
    ours, theirs = (_scores(folder, name, metric) for name in (tuned.reference, TFIDF))
    both = sorted(ours.keys() & theirs.keys())
    difference = paired_difference(
        np.array([theirs[item] for item in both]), np.array([ours[item] for item in both])
    )
    return GainResult(
        gain=as_figure(difference),
        metric=found.primary.title,
        tuned=tuned.metrics[metric],
        tfidf=found.model(TFIDF).metrics[metric],
        base=found.model(EMBEDDED).metrics[metric],
        training_seconds=training_seconds,
        job=folder.name,
        data_digest=found.data.digest,
    )


def tuned_model(found: Comparison) -> ModelResult | None:
    """The model trained from the shipped one, if the comparison is of this kind."""
    references = {model.reference for model in found.models}
    if found.data.name != DATA_SET or not {EMBEDDED, TFIDF} <= references:
        return None
    return next(
        (model for model in found.models if model.base == EMBEDDED and model.reference != INSTRUCTED), None
    )


def _scores(folder: Path, reference: str, metric: str) -> dict[str, float]:
    items = read_items(model_folder(folder, reference))
    return {name: item.scores[metric] for name, item in items.items() if metric in item.scores}
