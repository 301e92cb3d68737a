"""The analysis of a study: figures with their rates, and in words what they cannot prove."""

import json
import random
import subprocess
import sys

import pytest

from workbench.errors import UserError
from workbench.studies import Measure, analyse, create_study, hand_out, new_card, record_measure

PLACES = ("Bollate", "Buccinasco", "Cinisello Balsamo", "Legnano", "Rho")


@pytest.fixture
def study(sqlite_store) -> str:
    return create_study("pilota", municipalities=PLACES, primary="prova", seed=1).name


def person(study, place, before, after, forms=("prova-a", "prova-b"), **more):
    card = new_card()
    if before != "":
        record_measure(study, card, Measure("prima", place, forms[0], before, 12, **more))
    if after != "":
        record_measure(study, card, Measure("dopo", place, forms[1], after, 12, **more))


def room(study, people=20, place="Rho", gain=2, seed=1):
    """Half take form a first, half form b."""
    generator = random.Random(seed)
    for number in range(people):
        forms = ("prova-a", "prova-b") if number % 2 else ("prova-b", "prova-a")
        before = generator.randint(3, 7)
        person(study, place, before, min(12, before + gain + generator.randint(-1, 1)), forms)


def said(found, words):
    return any(words in warning for warning in found.warnings)


def test_every_step_of_the_flow_is_counted_beside_the_figures(study):
    hand_out(study, "Rho", 40)
    room(study)
    person(study, "Rho", 5, "")  # did not come back
    person(study, "Rho", "", 6)  # came only at the end
    person(study, "Rho", 5, None)  # left too much blank
    found = analyse(study)
    flow = found.flow
    assert (flow.cards, flow.before, flow.after, flow.both, flow.paired) == (40, 22, 22, 21, 20)
    assert flow.response == 22 / 40 and flow.pairing == 21 / 22 and found.missing == 1 / 44
    assert found.effect is not None and found.effect.n == 20
    assert found.effect.difference.low < 2 < found.effect.difference.high + 1
    assert found.gain is not None and 0 < found.gain.point < 1 and found.ratio is None
    assert said(found, "Il tasso di risposta è 55")


def test_a_response_rate_is_never_invented(study):
    room(study)
    found = analyse(study)
    assert found.flow.response is None and said(found, "non si conosce")
    hand_out(study, "Rho", 10)
    assert said(analyse(study), "non è credibile")


def test_an_empty_study_and_one_with_few_pairs_answer_in_words(study):
    empty = analyse(study)
    assert empty.effect is empty.gain is empty.missing is empty.smallest_p is None and empty.flow.before == 0
    assert said(empty, "meno di 8 persone")
    for _ in range(7):
        person(study, "Rho", 5, 7)
    assert analyse(study).effect is None


def test_people_who_all_changed_alike_have_no_effect_size_but_the_rest_stands(study):
    for before in range(3, 9):
        person(study, "Rho", before, before + 1)
        person(study, "Rho", before, before + 1, ("prova-b", "prova-a"))
    found = analyse(study)
    assert found.effect is None and said(found, "allo stesso modo") and found.gain is not None


def test_few_municipalities_are_described_with_the_smallest_p_and_without_stars(study):
    for seed, place in enumerate(PLACES):
        room(study, place=place, people=10, seed=seed)
    found = analyse(study)
    assert found.smallest_p == 0.0625 and said(found, "è 0,0625") and said(found, "Descrittivo")
    assert [group.name for group in found.municipalities] == sorted(PLACES)
    assert all(group.n == 10 for group in found.municipalities)
    assert "*" not in repr(found)
    alone = analyse(study, municipality="Rho")
    assert alone.smallest_p == 1 and alone.flow.paired == 10 and said(alone, "è 1,")


def test_the_orders_of_the_forms_are_shown_and_weighed_the_same(study):
    room(study)
    found = analyse(study)
    assert [group.name for group in found.forms] == ["prova-a → prova-b", "prova-b → prova-a"]
    assert found.balanced == pytest.approx(sum(group.difference for group in found.forms) / 2)
    assert not said(found, "bilanciati")


def test_the_adjusted_difference_stands_beside_the_plain_one_where_both_orders_have_enough_people(study):
    room(study, people=22)
    few = analyse(study)
    assert few.adjusted is None and said(few, "meno di 24 persone")
    room(study, people=10, seed=2)
    found = analyse(study)
    assert found.adjusted is not None and found.effect is not None
    assert found.adjusted.n == found.effect.n == 32
    assert found.adjusted.gain.point == pytest.approx(found.balanced)
    assert found.adjusted.gain.low < found.balanced < found.adjusted.gain.high
    person(study, "Rho", 5, 7, ("prova-a", "prova-a"))
    assert analyse(study).adjusted is None


def with_anchors(study, people, harder=2):
    """So many people take each form first; form b is harder, and all know four shared questions as well."""
    generator = random.Random(4)
    for number in range(2 * people):
        b_first, card = number % 2, new_card()
        known = generator.randint(0, 4)
        scores = {"prima": 4 + known - harder * b_first, "dopo": 5 + known - harder * (1 - b_first)}
        for wave, score in scores.items():
            form = f"prova-{'ab'[b_first == (wave == 'prima')]}"
            blur = generator.randint(0, 1)
            record_measure(study, card, Measure(wave, "Rho", form, score + blur, 12))
            record_measure(study, card, Measure(wave, "Rho", form, known, 4, outcome="ancore"))


def test_with_enough_people_the_two_forms_are_put_on_one_scale(study):
    with_anchors(study, 60)
    found = analyse(study)
    assert found.equated is not None and found.equated.n == 120 and found.equated.taken == (60, 60)
    assert found.equated.harder.low < 2 < found.equated.harder.high
    assert found.equated.gain.low < 1 < found.equated.gain.high
    assert analyse(study, at_most=5).equated is None and analyse(study, outcome="compito").equated is None


def test_with_few_people_they_are_not_and_the_analysis_says_how_many_it_takes(study):
    with_anchors(study, 20)
    found = analyse(study)
    assert found.equated is None and said(found, "sulla stessa scala") and said(found, "almeno 50")
    assert found.effect is not None and found.effect.n == 40, "anchors are no pairs of their own"


def test_without_anchors_nothing_is_said_of_scales(study):
    room(study)
    assert not said(analyse(study), "stessa scala")


def test_forms_out_of_balance_and_a_form_given_twice_are_told(study):
    for before in (3, 4, 5, 6, 7, 4, 5, 6):
        person(study, "Rho", before, before + before % 3)
    assert said(analyse(study), "non sono bilanciati (prova-a → prova-b 100")
    person(study, "Rho", 5, 7, ("prova-a", "prova-a"))
    assert said(analyse(study), "La stessa forma prima e dopo")


def test_a_group_chosen_by_its_first_score_comes_with_a_warning(study):
    generator = random.Random(3)
    for _ in range(80):  # nothing changes: the same people answer twice, with chance
        people = generator.gauss(6, 1.5)
        scores = [max(0, min(12, round(people + generator.gauss(0, 1.5)))) for _ in range(2)]
        person(study, "Rho", scores[0], scores[1])
    everybody, lowest = analyse(study), analyse(study, at_most=4)
    assert everybody.effect is not None and everybody.effect.gz.low < 0 < everybody.effect.gz.high
    assert lowest.effect is not None and lowest.effect.gz.low > 0  # an effect that is not there
    assert said(lowest, "regressione verso la media") and not said(everybody, "regressione")
    assert lowest.flow.cards is None


def test_who_did_not_come_back_is_compared_with_who_did(study):
    for number in range(12):
        person(study, "Rho", 7 + number % 3, 8 + number % 4)
        person(study, "Rho", 2 + number % 3, "")
    found = analyse(study)
    assert found.leavers is not None and found.leavers < -1
    assert said(found, "partiva più basso") and said(found, "Il tasso di abbinamento è 50")


def test_seconds_become_a_ratio(study):
    generator = random.Random(2)
    for _ in range(20):
        card, usual = new_card(), generator.uniform(200, 400)
        for wave, share in (("prima", 1.0), ("dopo", 0.5)):
            seconds = usual * share * generator.uniform(0.9, 1.1)
            score = generator.randint(3, 9)
            record_measure(study, card, Measure(wave, "Rho", f"compito-{wave}", score, 12, seconds))
    found = analyse(study, outcome="compito")
    assert found.ratio is not None and found.ratio.low < 0.5 < found.ratio.high and found.ratio.n == 20
    assert analyse(study).flow.before == 0


def test_a_study_or_municipality_that_is_not_there_is_refused(study):
    with pytest.raises(UserError, match="non esiste"):
        analyse("altro")
    with pytest.raises(UserError, match="non fa parte"):
        analyse(study, municipality="Milano")


def test_the_pages_import_studies_and_publication_without_numpy():
    imported = "import workbench.studies, workbench.publication, workbench.instruments, sys, json"
    code = f"{imported}; print(json.dumps([n for n in ('numpy', 'scipy', 'pandas') if n in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
