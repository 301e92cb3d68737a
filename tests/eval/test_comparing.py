import pytest

from eval.comparing import headline, verdict
from eval.config import EvaluationConfig
from eval.effect import effects_of, expected_effect, in_words
from eval.result import ModelResult, Pair


def model(reference: str, kind: str = "base", base: str | None = None) -> ModelResult:
    return ModelResult(
        reference=reference, name=reference.title(), kind=kind, digest="d", licence="", language="it",
        base=base, parameters=1, data_digest=None, mlflow_run=None, decoding="", metrics={}, missing=0,
        cut=0, seconds=0, items_digest="i",
    )  # fmt: skip


def pair(outcome: str, other: str = "mio", **values: float | None) -> Pair:
    figures = {"difference": 0.312, "low": 0.27, "high": 0.354, "p": 0.0, "p_adjusted": 0.0}
    figures |= {"smallest_effect": 0.048} | values
    return Pair(
        reference="incorporato", other=other, metric="accuratezza", test="McNemar esatto",
        n=600, clusters=None, better=200, worse=13, outcome=outcome, **figures,
    )  # fmt: skip


BASE, TUNED = model("incorporato"), model("mio", "lora", "incorporato")


def test_a_training_that_helped_is_told_in_one_sentence():
    told = verdict(pair("meglio"), BASE, TUNED, ("Accuratezza", True))
    assert told == (
        "L'addestramento ha aiutato: +31,2 punti di accuratezza, intervallo 95\u202f% da +27,0 a +35,4, "
        "su 600 esempi di prova."
    )


def test_a_training_that_harmed_and_an_open_question_are_told_apart():
    harmed = pair("peggio", difference=-0.1, low=-0.14, high=-0.06)
    assert verdict(harmed, BASE, TUNED, ("Accuratezza", True)).startswith("L'addestramento ha peggiorato")
    told = verdict(pair("incerto", difference=0.01, low=-0.02), BASE, TUNED, ("F1 sulle parole", True))
    assert told.startswith(
        "La prova non basta a dire se l'addestramento ha aiutato: +1,0 punti di F1 sulle parole"
    )
    assert told.endswith("poteva mostrare differenze da circa 4,8 punti in su.")


def test_an_interval_without_zero_that_the_correction_does_not_trust_is_explained():
    told = verdict(
        pair("incerto", difference=0.038, low=0.008, high=0.067, p_adjusted=0.056),
        BASE,
        TUNED,
        ("Accuratezza", True),
    )
    assert "p = 0,056, corretto per il numero di confronti" in told


def test_without_any_spread_nothing_is_said_about_the_smallest_effect_or_the_interval():
    same = pair("incerto", difference=0.0, low=0.0, high=0.0, p_adjusted=1.0, smallest_effect=None)
    told = verdict(same, BASE, TUNED, ("Macro-F1", True))
    assert "intervallo 95\u202f% non stimabile" in told
    assert told.endswith(
        "la differenza è la stessa su ogni esempio: la più piccola visibile non si può stimare."
    )
    assert "0,0 punti in su" not in told


def test_models_not_made_from_the_reference_are_named():
    told = verdict(pair("meglio", "tfidf"), BASE, model("tfidf", "tfidf"), ("Accuratezza", True))
    assert told.startswith("«Tfidf» fa meglio di «Incorporato»: +31,2 punti")


def test_the_headline_is_about_the_first_model_that_is_no_yardstick():
    models = {"incorporato": BASE, "tfidf": model("tfidf", "tfidf"), "mio": TUNED}
    pairs = [pair("meglio", "tfidf"), pair("incerto", "mio")]
    assert headline(pairs, models) == pairs[1]
    assert headline([], models) is None


def test_the_smallest_effect_is_told_before_running(offices):
    config = EvaluationConfig(data=offices.id, models=["tfidf"])
    assert [effect.smallest for effect in expected_effect(config)] == [
        None,
        None,
        pytest.approx(0.28, abs=0.01),
    ]
    assert "troppo piccola" in in_words(expected_effect(config)[0])
    assert in_words(effects_of(600)[1]).endswith("la prova vede differenze da 5,1 punti in su.")
