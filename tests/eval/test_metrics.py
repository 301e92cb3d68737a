import numpy as np
import pytest
from sacrebleu.metrics import CHRF
from sklearn.metrics import f1_score

from eval.benchmarks import BENCHMARKS
from eval.metrics import METRICS, Answers, Draws, chrf, find_metric, macro_f1
from workbench.errors import UserError

EXPECTED = ["L'imposta è già pagata.", "Alle 9, dal lunedì al venerdì.", "Sì", "In piazza Garibaldi"]
PREDICTED = ["l’imposta è pagata", "Alle 10, dal lunedì", "sì.", ""]
FEW = Draws(resamples=1000)


def score(name: str, expected: str, predicted: str) -> float:
    found = find_metric(name).scores(Answers([expected], [predicted]))
    assert found is not None
    return found[0]


def test_exact_match_ignores_case_and_punctuation_but_not_accents():
    assert score("esatto", "Sì.", "sì") == 1
    assert score("esatto", "però", "pero") == 0
    assert score("esatto", "l'ordinanza", "L’ordinanza") == 1


def test_token_f1_keeps_accents_and_splits_at_the_apostrophe():
    assert score("f1_parole", "né però", "nè perì") == 0
    assert score("f1_parole", "dell'ordinanza", "l'ordinanza") == pytest.approx(0.5)
    assert score("f1_parole", "la casa la casa", "la casa") == pytest.approx(2 / 3)
    assert score("f1_parole", "qualcosa", "") == 0


def test_chrf_is_the_public_corpus_score_of_sacrebleu():
    answers = Answers(EXPECTED, PREDICTED)
    public = CHRF().corpus_score(PREDICTED, [EXPECTED]).score / 100
    assert chrf.METRIC.figure(answers, FEW).point == pytest.approx(public)


def test_macro_f1_is_that_of_scikit_learn_and_counts_answers_outside_the_labels():
    generator = np.random.default_rng(0)
    expected = generator.choice(["a", "b", "c"], 200).tolist()
    predicted = generator.choice(["a", "b", "c", "altro"], 200).tolist()
    answers = Answers(expected, predicted, ("a", "b", "c"))
    public = f1_score(expected, predicted, average="macro", zero_division=0)
    assert macro_f1.METRIC.figure(answers, FEW).point == pytest.approx(public)


def test_binary_metrics_are_compared_with_mcnemar_and_the_others_by_permutation():
    same = Answers(["a", "b"] * 20, ["a", "b"] * 20, ("a", "b"))
    other = Answers(["a", "b"] * 20, ["a", "a"] * 20, ("a", "b"))
    found = find_metric("accuratezza").compare(other, same, FEW)
    assert found.test == "McNemar esatto" and found.difference.point == 0.5
    assert find_metric("macro_f1").compare(other, same, FEW).test == "permutazione appaiata"
    grouped = Draws([str(place // 4) for place in range(40)], 1000)
    assert find_metric("accuratezza").compare(other, same, grouped).test == "permutazione appaiata per gruppi"


def test_every_metric_of_a_benchmark_exists_and_says_what_it_means():
    for benchmark in BENCHMARKS:
        for name in benchmark.metrics:
            assert len(find_metric(name).explanation) > 30
    assert len({metric.name for metric in METRICS}) == len(METRICS)


def test_an_unknown_metric_is_refused_with_the_list():
    with pytest.raises(UserError, match="macro_f1"):
        find_metric("bleurt")
