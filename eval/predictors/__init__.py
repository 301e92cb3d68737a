"""What can be measured, one file each. To add one: write the file, list it here, test it."""

from eval.predictors import classifier, generation, likelihood, majority, scripted, tfidf
from eval.predictors.predictor import Answer, Kind, Predictor, Setting, Subject
from workbench.errors import UserError
from workbench.models import resolve

KINDS: tuple[Kind, ...] = (
    majority.KIND,
    tfidf.KIND,
    scripted.KIND,
    classifier.KIND,
    likelihood.KIND,
    generation.KIND,
)


def build_predictor(reference: str, setting: Setting) -> Predictor:
    """The predictor of a reference: a yardstick by its name, a model by what it can do for the task."""
    for kind in KINDS:
        if kind.prefix and (reference == kind.prefix or _opens(reference, kind.prefix)):
            return kind.build(reference, None, setting)
    model = resolve(reference)
    for kind in KINDS:
        if kind.fits(model, setting.data_set.task):
            return kind.build(reference, model, setting)
    raise UserError(
        "Il modello non può svolgere il compito di questo insieme di dati.",
        value=model.name,
        remedy="Scegliere un modello adatto, oppure toglierlo dall'elenco.",
    )


def _opens(reference: str, prefix: str) -> bool:
    return prefix.endswith(":") and reference.startswith(prefix)


__all__ = ["KINDS", "Answer", "Kind", "Predictor", "Setting", "Subject", "build_predictor"]
