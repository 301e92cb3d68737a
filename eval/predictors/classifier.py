"""Models with one score per category: the highest wins."""

import time
from collections.abc import Iterator, Sequence

from eval.predictors.predictor import Answer, Kind, Predictor, Setting, batches, subject_of
from workbench.data import Row, Task
from workbench.errors import UserError
from workbench.models import Model

NOT_FINITE = "il modello ha dato punteggi che non sono numeri"


class Classifier:
    decoding = "Etichetta con il punteggio più alto; nessun caso."

    def __init__(self, model: Model, setting: Setting) -> None:
        self._model, self._size = model, setting.config.batch_size
        self.subject = subject_of(model)
        if not set(model.labels) & set(setting.data_set.labels):
            raise UserError(
                "Il modello conosce altre etichette: nessuna è fra quelle dell'insieme di dati.",
                value=f"{model.name}: {', '.join(model.labels[:4])}…",
                remedy="Scegliere un modello addestrato su questo insieme di dati.",
            )

    def answer(self, rows: Sequence[Row]) -> Iterator[list[Answer]]:
        from workbench.models import classify, encode_texts, load_classifier, load_tokenizer

        network, tokenizer = load_classifier(self._model), load_tokenizer(self._model)
        for batch in batches(rows, self._size):
            started = time.perf_counter()
            texts = [row.text for row in batch]
            probabilities = classify(network, tokenizer, texts, batch_size=self._size)
            _, cut = encode_texts(tokenizer, texts)
            seconds = (time.perf_counter() - started) / len(batch)
            found = []
            for place, row in enumerate(batch):
                scores = probabilities[place]
                # a diverged training leaves NaN: that is no answer, not a wrong one
                failed = not (scores >= 0).all()
                label = None if failed else self._model.labels[int(scores.argmax())]
                found.append(Answer(row, label, seconds, NOT_FINITE if failed else None, place in cut))
            yield found


def _build(reference: str, model: Model | None, setting: Setting) -> Predictor:
    assert model is not None
    return Classifier(model, setting)


KIND = Kind(
    name="classificatore",
    fits=lambda model, task: task == Task.CLASSIFICATION and model.task == Task.CLASSIFICATION,
    build=_build,
)
