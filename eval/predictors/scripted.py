"""Always the same answer: `uguale:<testo>`, for tests and rehearsals."""

from collections.abc import Iterator, Sequence

from eval.predictors.predictor import Answer, Kind, Predictor, Setting, Subject, digest_of
from workbench.data import Row
from workbench.models import Model

PREFIX = "uguale:"
AT_ONCE = 64


class Scripted:
    decoding = "Risposta fissa, senza modello."

    def __init__(self, reference: str) -> None:
        self._text = reference.removeprefix(PREFIX)
        name = f"Risposta fissa: {self._text[:40]}"
        self.subject = Subject(reference, name, "copione", digest_of(PREFIX, self._text))

    def answer(self, rows: Sequence[Row]) -> Iterator[list[Answer]]:
        for start in range(0, len(rows), AT_ONCE):
            yield [Answer(row, self._text, 0.0) for row in rows[start : start + AT_ONCE]]


def _build(reference: str, model: Model | None, setting: Setting) -> Predictor:
    return Scripted(reference)


KIND = Kind(name="copione", prefix=PREFIX, build=_build)
