"""The most frequent category of the training part, whatever the text: the least that a model must beat."""

from collections import Counter
from collections.abc import Iterator, Sequence

from eval.predictors.predictor import Answer, Kind, Predictor, Setting, Subject, digest_of
from workbench.data import TRAINING, Row, Task
from workbench.errors import UserError
from workbench.models import Model

REFERENCE = "maggioranza"


class Majority:
    decoding = "Sempre l'etichetta più frequente dell'addestramento."

    def __init__(self, setting: Setting) -> None:
        self._data_set = setting.data_set
        digest = digest_of(REFERENCE, setting.data_set.digest)
        self.subject = Subject(
            REFERENCE, "Maggioranza", REFERENCE, digest, data_digest=setting.data_set.digest
        )

    def answer(self, rows: Sequence[Row]) -> Iterator[list[Answer]]:
        counts = Counter(row.target for row in self._data_set.rows(TRAINING))
        # on a tie the first in alphabetical order, not the first in the file
        label = min(counts, key=lambda target: (-counts[target], target))
        yield [Answer(row, label, 0.0) for row in rows]


def refuse_other_tasks(setting: Setting, reference: str) -> None:
    if setting.data_set.task != Task.CLASSIFICATION:
        raise UserError(
            "Questo termine di paragone vale solo per la classificazione.",
            value=reference,
            remedy="Toglierlo dall'elenco dei modelli.",
        )


def _build(reference: str, model: Model | None, setting: Setting) -> Predictor:
    refuse_other_tasks(setting, reference)
    return Majority(setting)


KIND = Kind(name=REFERENCE, prefix=REFERENCE, build=_build)
