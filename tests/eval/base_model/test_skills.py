"""How answers of the instruction-tuned sibling are scored."""

import json

import pytest

from eval.base_model.admitted import of_card, of_notice
from eval.base_model.greedy import admitted_continuations
from eval.base_model.skills import (
    ANSWER,
    CLASSIFY,
    EXTRACT,
    REFUSAL,
    Answered,
    Example,
    measure_skills,
    parse,
    read_examples,
    score,
)
from workbench.models import encode_admitted, encode_prompt

RIGHT = {"cig": "B12345678A", "importo": "12.450,00", "scadenza": None}


def answered(skill: str, expected: str, text: str, name: str = "e1") -> Answered:
    return Answered(Example(name, "richiesta", expected, skill), text)


def notice(name: str, **changed: object) -> Answered:
    return answered(EXTRACT, json.dumps(RIGHT), json.dumps(RIGHT | changed), name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CIG B12345678A",
        '{"cig": "B1", "importo": "1"}',
        '{"cig": "B1", "importo": "1", "scadenza": null, "altro": null}',
        '{"cig": 12, "importo": "1", "scadenza": null}',
        '["cig", "importo", "scadenza"]',
        json.dumps(RIGHT) + " fine",
        json.dumps(RIGHT)[:-1],
    ],
)
def test_only_one_object_with_the_three_fields_is_valid(text):
    assert parse(text) is None


def test_each_field_counts_alone_and_a_notice_only_when_all_are_right():
    found = score([notice("a"), notice("b", importo="12.450"), notice("c", scadenza="domani", cig=None)], 99)
    assert found.json_valid.value == 1
    assert found.fields_exact.value == pytest.approx(6 / 9) and found.fields_exact.n == 9
    assert found.notices_exact.value == pytest.approx(1 / 3)


def test_an_answer_that_is_not_valid_has_no_right_field():
    found = score([notice("a"), answered(EXTRACT, json.dumps(RIGHT), "non so", "b")], 99)
    assert found.json_valid.value == 0.5 and found.fields_exact.value == 0.5


def test_right_and_wrong_refusals_are_counted_on_different_questions():
    found = score(
        [
            answered(ANSWER, REFUSAL, REFUSAL),
            answered(ANSWER, REFUSAL, "Alle 9"),
            answered(ANSWER, "Alle 9", REFUSAL),
            answered(ANSWER, "Alle 9", "Alle 9"),
            answered(ANSWER, "Alle 9", "Alle 10"),
        ],
        99,
    )
    assert found.refusal_correct.value == 0.5 and found.refusal_correct.n == 2
    assert found.wrong_refusal.value == pytest.approx(1 / 3) and found.wrong_refusal.n == 3
    assert found.answers_exact.value == pytest.approx(1 / 3)
    assert found.classification is None and found.fields_exact is None


def test_failures_are_kept_as_they_were_written_a_few_of_each_skill():
    wrong = [answered(CLASSIFY, "tributi", "anagrafe", f"c{n}") for n in range(5)]
    found = score([*wrong, notice("n1", cig="B2"), notice("n2")], 99)
    assert [(each.kind, each.expected) for each in found.failures][:2] == [(CLASSIFY, "tributi")] * 2
    assert [each.kind for each in found.failures] == [CLASSIFY, CLASSIFY, EXTRACT]


def test_the_whole_way_from_the_file_to_the_figures(tiny, tmp_path):
    rows = [
        {"id": "1", "richiesta": "Ufficio competente?\nIl lampione è spento", "risposta": "lavori_pubblici",
         "abilita": CLASSIFY, "parte": "prova"},
        {"id": "2", "richiesta": "Estrai CIG, importo e scadenza.\nAvviso", "risposta": json.dumps(RIGHT),
         "abilita": EXTRACT, "parte": "prova"},
        {"id": "3", "richiesta": "Estrai CIG, importo e scadenza.\nBando", "risposta": json.dumps(RIGHT),
         "abilita": EXTRACT, "parte": "prova"},
        {"id": "4", "richiesta": "Scheda\nDomanda: quando?", "risposta": REFUSAL,
         "abilita": ANSWER, "parte": "addestramento"},
    ]  # fmt: skip
    path = tmp_path / "dati.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    examples = read_examples(path)
    assert [example.id for example in examples] == ["1", "2", "3"]
    found = measure_skills(*tiny, examples)
    assert found.n == 3 and found.json_valid.value == 0 and found.classification.value == 0
    assert found.refusal_correct is None
    assert found.admitted.n == 2 and found.admitted.json_valid.value == 1
    assert found.admitted.classification is None


def test_a_card_admits_its_lines_and_the_refusal_each_once():
    card = "Mensa\nCosti: 4,50 euro: a pasto.\nDove: Via Roma 1.\nSede: Via Roma 1.\nDomanda: Costi: quanto?"
    assert of_card(card, REFUSAL) == [REFUSAL, "4,50 euro: a pasto.", "Via Roma 1."]


def test_a_notice_admits_what_stands_in_it_and_looks_like_a_value():
    notice = "CIG B12345678A, prot. 123/2026, € 12.450,00 entro il 3 marzo 2026 (atto del 01/02/2026)."
    found = [json.loads(row) for row in of_notice(notice)]
    assert {row["cig"] for row in found} == {"B12345678A", None}
    assert {row["importo"] for row in found} >= {"12.450,00", None}
    assert "123" not in {row["importo"] for row in found}
    assert {row["scadenza"] for row in found} == {"3 marzo 2026", "01/02/2026", None}
    assert len(found) == len({json.dumps(row) for row in found})


def test_a_notice_with_too_many_values_is_answered_freely():
    assert of_notice(" ".join(f"{n}.000,00" for n in range(1, 999)) + " 1 marzo 2026 B12345678A") == []


def test_an_admitted_answer_is_the_likeliest_way_through_those_given(tiny):
    network, tokenizer = tiny
    prompts = [encode_prompt(tokenizer, text) for text in ("Ciao", "Il lampione davanti a casa è spento")]
    texts = [["sì", "no", "no grazie"], ["domani mattina"]]
    answers = [encode_admitted(tokenizer, each) for each in texts]
    written = admitted_continuations(network, tokenizer, prompts, answers)
    assert [tokenizer.decode(row).strip() in each for row, each in zip(written, texts, strict=True)] == [
        True,
        True,
    ]
