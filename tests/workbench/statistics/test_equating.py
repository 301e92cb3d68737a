"""Two forms on one scale: by hand, and how often the intervals hold the truth."""

import numpy as np
import pytest

from workbench.errors import UserError
from workbench.statistics import FEWEST_TO_EQUATE, equated_gain

FORMS = ("a", "b")


def questions(generator, n, *, harder=0.7, gain=0.6):
    """(n,) people of each form: 8 own questions and 4 anchors; b is harder; half of them learn later."""
    scores, anchors, later, forms = [], [], [], []
    for form in (0, 1):
        able = generator.normal(0, 1, n)
        own, common, other = (
            generator.binomial(size, 1 / (1 + np.exp(-(able + shift))))
            for size, shift in ((8, -harder * form), (4, 0.0), (8, gain - harder * (1 - form)))
        )
        after = other + generator.binomial(4, 1 / (1 + np.exp(-(able + gain))))
        gone = generator.random(n) < 0.2
        forms += [FORMS[form]] * n
        scores.append(own + common)
        anchors.append(common)
        later.append(np.where(gone, np.nan, after))
    return (
        forms,
        np.concatenate(scores).astype(float),
        np.concatenate(anchors).astype(float),
        np.concatenate(later),
    )


@pytest.fixture(scope="module")
def truth():
    """What two hundred thousand people would show; the bootstrap of so many is not needed."""
    from workbench.statistics.equating import _chained, _parts

    forms, *measures = questions(np.random.default_rng(99), 200_000)
    place = np.array([FORMS.index(form) for form in forms])
    return dict(
        zip(("harder", "spread", "gain"), _chained(_parts(place, *measures).sum(axis=0)), strict=True)
    )


@pytest.mark.slow
@pytest.mark.parametrize("n", [FEWEST_TO_EQUATE, 150])
def test_the_intervals_hold_the_truth_95_times_in_100(truth, n):
    generator = np.random.default_rng(6)
    found = [equated_gain(*questions(generator, n), resamples=1000) for _ in range(1000)]
    for name, wanted in truth.items():
        held = np.mean([(one := getattr(each, name)).low <= wanted <= one.high for each in found])
        assert 0.93 <= held <= 0.97, (name, held)


@pytest.mark.slow
def test_forms_that_are_equally_hard_are_called_different_at_most_six_times_in_a_hundred():
    generator = np.random.default_rng(7)
    found = [
        equated_gain(*questions(generator, FEWEST_TO_EQUATE, harder=0.0), resamples=1000) for _ in range(1000)
    ]
    assert np.mean([not each.harder.low <= 0 <= each.harder.high for each in found]) <= 0.06


def test_the_chain_is_the_one_of_the_hand():
    """Group a: mean 6, sigma 2, anchors 2 ± 1. Group b: mean 4, sigma 1, anchors 3 ± 1."""
    turns = np.tile([-1.0, 1.0], 30)
    forms = ["a"] * 60 + ["b"] * 60
    scores = np.concatenate([6 + 2 * turns, 4 + turns])
    anchors = np.concatenate([2 + turns, 3 + turns])
    later = np.concatenate([np.full(60, 4.0), np.full(60, 9.0)])
    found = equated_gain(forms, scores, anchors, later)
    assert found.forms == FORMS and found.taken == (60, 60) and found.n == 120
    # Whoever took b would have 6 + 2 · (3 − 2) = 8 on a, and had 4; a point of b is worth 2 of a.
    assert found.harder.point == pytest.approx(4) and found.spread.point == pytest.approx(2)
    # a → b: 8 + 2 · (4 − 4) − 6 = 2; b → a: 9 − 8 = 1.
    assert found.gain.point == pytest.approx(1.5)


def test_a_form_that_is_only_shifted_changes_no_gain():
    forms, scores, anchors, later = questions(np.random.default_rng(3), 60)
    b_first = np.array(forms) == "b"
    plain = equated_gain(forms, scores, anchors, later)
    moved = equated_gain(forms, scores - 3 * b_first, anchors, later - 3 * ~b_first)
    assert moved.gain.point == pytest.approx(plain.gain.point)
    assert moved.gain.low == pytest.approx(plain.gain.low)
    assert moved.harder.point == pytest.approx(plain.harder.point + 3)


@pytest.mark.parametrize(("n", "words"), [(0, "proprio due"), (FEWEST_TO_EQUATE - 1, "Troppo poche persone")])
def test_too_few_people_are_refused(n, words):
    with pytest.raises(UserError, match=words):
        equated_gain(*questions(np.random.default_rng(1), n))


def test_anchors_that_everybody_solved_and_people_who_never_returned_are_refused():
    forms, scores, anchors, later = questions(np.random.default_rng(1), 60)
    with pytest.raises(UserError, match="domande comuni"):
        equated_gain(forms, scores, np.full_like(anchors, 4), later)
    with pytest.raises(UserError, match="misurato dopo"):
        equated_gain(forms, scores, anchors, np.where(np.array(forms) == "a", np.nan, later))
