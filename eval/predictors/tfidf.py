"""Words and character n-grams weighted by TF-IDF, with logistic regression: the classic to compare with."""

import time
from collections.abc import Iterator, Sequence
from typing import Any

from eval.predictors.majority import refuse_other_tasks
from eval.predictors.predictor import Answer, Kind, Predictor, Setting, Subject, digest_of
from workbench.data import TRAINING, VALIDATION, Row
from workbench.errors import UserError
from workbench.italian import number, percent
from workbench.models import Model

REFERENCE = "tfidf"
STRENGTHS = (1.0, 4.0, 16.0)
"""values of C tried on the validation part"""
RULES = "1"
AT_ONCE = 128


class Tfidf:
    def __init__(self, setting: Setting) -> None:
        self._data_set = setting.data_set
        digest = digest_of(REFERENCE, RULES, setting.data_set.digest)
        self.subject = Subject(
            REFERENCE,
            "TF-IDF",
            REFERENCE,
            digest,
            data_digest=setting.data_set.digest,
        )
        self.decoding = (
            "Parole e coppie di parole, gruppi di 2–5 caratteri, pesi TF-IDF, regressione logistica "
            "addestrata sulla parte di addestramento."
        )

    def answer(self, rows: Sequence[Row]) -> Iterator[list[Answer]]:
        texts, classifier = self._train()
        for start in range(0, len(rows), AT_ONCE):
            chosen = rows[start : start + AT_ONCE]
            started = time.perf_counter()
            found = classifier.predict(texts.transform([row.text for row in chosen]))
            seconds = (time.perf_counter() - started) / len(chosen)
            yield [Answer(row, str(label), seconds) for row, label in zip(chosen, found, strict=True)]

    def _train(self) -> tuple[Any, Any]:
        """(vectoriser, classifier) with the C that does best on the validation part."""
        from sklearn.linear_model import LogisticRegression

        training, validation = self._data_set.rows(TRAINING), self._data_set.rows(VALIDATION)
        if len({row.target for row in training}) < 2:
            raise UserError(
                "Per TF-IDF servono almeno due etichette nell'addestramento.",
                value=self._data_set.name,
                remedy="Toglierlo dall'elenco dei modelli.",
            )
        texts = _vectoriser()
        known = texts.fit_transform([row.text for row in training])
        targets = [row.target for row in training]
        unseen = texts.transform([row.text for row in validation]) if validation else None
        best: tuple[float, float, Any] | None = None
        for strength in STRENGTHS:
            classifier = LogisticRegression(C=strength, max_iter=1000).fit(known, targets)
            score = classifier.score(unseen, [row.target for row in validation]) if validation else 0.0
            if best is None or score > best[0]:
                best = score, strength, classifier
        assert best is not None
        chosen = f"C = {number(best[1])} scelto fra {len(STRENGTHS)} sulla validazione"
        self.decoding += f" {chosen} ({percent(best[0])} di accuratezza)." if validation else ""
        return texts, best[2]


def _vectoriser() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

    # scikit-learn's own word pattern drops one-letter words, and "è" is one
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\w+")
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    return FeatureUnion([("parole", words), ("caratteri", letters)])


def _build(reference: str, model: Model | None, setting: Setting) -> Predictor:
    refuse_other_tasks(setting, reference)
    return Tfidf(setting)


KIND = Kind(name=REFERENCE, prefix=REFERENCE, build=_build)
