import json

import pytest

from apps.labs.activities import OUTCOME, PromptExercise, activity
from apps.labs.activities.exercise import REQUEST
from workbench.errors import UserError

EXTRACTION = activity("esercizio-estrazione")
OFFICES = activity("esercizio-classificazione")
REWRITE = activity("esercizio-riscrittura")
PLAIN = """Il Comune ha ricevuto la domanda del 3 marzo 2027 per il contributo affitto. Non può accettarla:
manca l'ISEE valido. Chi vuole può rispondere. Bisogna scrivere entro 10 giorni da quando arriva la lettera.
Si possono aggiungere documenti. La risposta si porta ai servizi sociali, in via dei Mille 8. L'ufficio apre
il martedì e il giovedì, dalle 9 alle 12. Senza risposta, il contributo sarà negato."""


def judged(exercise, answer_to, prompt="Estrai i dati."):
    calls = exercise.calls(REQUEST, prompt)
    return exercise.feedback(REQUEST, prompt, [(call, answer_to(call)) for call in calls])


def gold_of(call):
    return json.dumps(EXTRACTION.given(call).gold, ensure_ascii=False)


def test_the_prompt_stands_before_each_hidden_text_and_an_empty_one_leaves_it_alone():
    first = EXTRACTION.calls(REQUEST, "Estrai i dati.")[0]
    assert first.messages[0]["content"] == f"Estrai i dati.\n{EXTRACTION.inputs[0].text}"
    assert EXTRACTION.calls(REQUEST, "")[0].messages[0]["content"] == EXTRACTION.inputs[0].text


def test_the_rewriting_runs_on_three_notices_with_three_seeds_each():
    calls = REWRITE.calls(REQUEST, "Semplifica.")
    assert len(calls) == 9
    assert len({(call.key, call.decoding.seed) for call in calls}) == 9
    assert {REWRITE.given(call).name for call in calls} == {given.name for given in REWRITE.inputs}


def test_the_right_fields_earn_every_point():
    found = judged(EXTRACTION, gold_of)
    assert (found.passed, found.total, found.score) == (18, 18, 1.0)
    assert found.reference


def test_amounts_and_dates_count_however_they_are_written():
    written = {"cig": "B83D5510E4", "importo": 148200, "scadenza": "12/04/2027"}
    found = judged(EXTRACTION, lambda call: json.dumps(written))
    assert [line.ok for line in found.lines[:3]] == [True, True, True]


@pytest.mark.parametrize(
    "output",
    [
        "",
        "non so",
        "[]",
        "[1]",
        "null",
        "NaN",
        '{"cig": 1}',
        "{" * 5000,
        '{"cig": [], "importo": {}, "scadenza": true}',
    ],
)
def test_what_is_no_table_row_earns_nothing_and_says_why(output):
    found = judged(EXTRACTION, lambda call: output)
    assert found.passed == 0
    assert all(line.why for line in found.lines)


def test_an_invented_code_is_worse_than_none_and_is_named():
    invented = {"cig": "B000000000", "importo": "38.900,00", "scadenza": "22.3.2027"}
    found = judged(EXTRACTION, lambda call: json.dumps(invented))
    wrong = next(line for line in found.lines if line.check == "avviso 4: cig")
    assert not wrong.ok
    assert "B000000000" in wrong.where
    assert "non c'è" in wrong.where


def test_the_amount_with_tax_is_not_the_amount():
    with_tax = {"cig": "A6E10D88C5", "importo": "15.225,60", "scadenza": "17 giugno 2027"}
    found = judged(EXTRACTION, lambda call: json.dumps(with_tax))
    assert not next(line for line in found.lines if line.check == "avviso 6: importo").ok


def test_only_what_has_been_answered_so_far_is_counted():
    calls = EXTRACTION.calls(REQUEST, "Estrai.")[:2]
    found = EXTRACTION.feedback(REQUEST, "Estrai.", [(call, gold_of(call)) for call in calls])
    assert (found.passed, found.total) == (6, 6)
    assert EXTRACTION.feedback(REQUEST, "Estrai.", []).score == 0


@pytest.mark.parametrize("written", ["{}", " {}.", "Ufficio: {}", "**{}**"])
def test_one_office_is_read_however_it_is_dressed(written):
    found = judged(OFFICES, lambda call: written.format(OFFICES.given(call).gold.replace(" ", "_").upper()))
    assert found.passed == 20


def test_naming_every_office_is_not_an_answer():
    every = "anagrafe, tributi, scuola, ambiente, lavori pubblici, servizi sociali"
    assert judged(OFFICES, lambda call: every).passed == 0


def test_always_the_same_office_is_right_only_by_chance():
    assert judged(OFFICES, lambda call: "anagrafe").passed == 4


def test_the_hidden_messages_are_spread_over_the_offices():
    counted = {
        label: sum(given.gold == label for given in OFFICES.inputs) for label in OFFICES.grading.labels
    }
    assert sum(counted.values()) == 20
    assert min(counted.values()) >= 3


def test_a_plain_text_with_all_facts_passes_and_its_copy_does_not():
    found = judged(REWRITE, lambda call: PLAIN)
    first = [line for line in found.lines if line.check.startswith("avviso 1")]
    assert [line.check for line in first if not line.ok] == []
    copied = judged(REWRITE, lambda call: REWRITE.given(call).text)
    assert copied.passed == 0
    assert {line.check.split(": ")[1] for line in copied.lines if not line.ok} >= {"Leggibilità"}


def test_deleting_the_content_does_not_win():
    found = judged(REWRITE, lambda call: "La domanda non va bene. " * 12)
    assert found.passed == 0


def test_a_rewriting_passes_whole_or_not_at_all():
    found = judged(REWRITE, lambda call: PLAIN)
    assert (found.passed, found.total) == (3, 9)


def test_the_closing_question_has_a_verdict_of_its_own():
    for each in (EXTRACTION, OFFICES, REWRITE):
        assert each.feedback("trasferimento", str(each.transfer.key), []).score == 1
        assert each.feedback("trasferimento", "1", []).score == 0
        assert each.score({"trasferimento": str(each.transfer.key)})["trasferimento"] == 1


def test_the_outcome_of_an_attempt_makes_score_and_chart():
    answers = {REQUEST: "Estrai.", REQUEST + OUTCOME: {"passed": 9, "total": 18}}
    assert EXTRACTION.score(answers)["riuscita"] == 0.5
    chart = EXTRACTION.board([answers])[1]
    assert dict(chart.rows)["0,5-0,75"] == 1


def test_prompts_reach_the_wall_as_they_were_written():
    wall = EXTRACTION.board([{REQUEST: "Estrai i dati."}, {}])[-1]
    assert wall.words == ("Estrai i dati.",)


def test_a_prompt_of_a_hundred_thousand_letters_is_refused():
    with pytest.raises(UserError, match="troppo lungo"):
        EXTRACTION.check(REQUEST, "x" * 100_000, 0)


@pytest.mark.parametrize("each", [EXTRACTION, OFFICES, REWRITE], ids=lambda each: each.id)
def test_the_prediction_goes_from_none_to_all(each):
    assert isinstance(each, PromptExercise)
    assert each.check("previsione", str(each.total), 0) == each.total
    with pytest.raises(UserError):
        each.check("previsione", each.total + 1, 0)
