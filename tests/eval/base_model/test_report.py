"""The report and the figures, whole and with parts missing."""

import json
import re
from dataclasses import replace

import pytest

from eval.base_model.aims import NOT_REACHED, REACHED, UNMEASURED, aims
from eval.base_model.figures import figures, tracked
from eval.base_model.measuring import FAILURES, write
from eval.base_model.report import write_report
from eval.base_model.results import (
    ALL,
    MIXED,
    OWN,
    DomainText,
    Failure,
    GainResult,
    Machine,
    MemorisationResult,
    Memorised,
    ProbesResult,
    Results,
    Shipped,
    SkillsResult,
    SpeedResult,
    TextResult,
)
from eval.result import Figure

ATTACK = "<script>alert(1)</script> | **forte**"
KEYS = {
    "bits_per_byte", "ngram5_bits_per_byte", "memorised_share", "gain_over_tfidf", "json_valid",
    "fields_exact", "refusal_correct", "wrong_refusal", "constrained", "unconstrained",
    "first_token_ms", "tokens_per_s", "tokens_per_s_16", "megabytes",
}  # fmt: skip
SHIPPED = Shipped(
    reference="incorporato", digest="ab" * 32, parameters=8_500_000, megabytes=17.1,
    adapter_digest="cd" * 32, adapter_megabytes=3.2,
)  # fmt: skip


def figure(value: float, spread: float = 0.01, n: int = 100) -> Figure:
    return Figure(value=value, low=value - spread, high=value + spread, n=n)


def domain(bits: float) -> DomainText:
    return DomainText(
        documents=70, sources=13, bytes=90_000, tokens=20_000,
        model=figure(bits), ngrams={ALL: figure(1.22), OWN: figure(1.16), MIXED: figure(1.14)},
        best_ngram=MIXED, own_share=0.8, difference=figure(bits - 1.14), ratio=figure(bits / 1.14),
        ratio_to_all=figure(bits / 1.22), untrained=figure(3.1), xz=2.3,
    )  # fmt: skip


@pytest.fixture
def whole() -> Results:
    recited = Memorised(share=figure(0.01), by_domain={"pa": (2, 67), "prosa": (0, 133)})
    machine = Machine(processor="una <CPU>", cores=2, used_cores=2, load=1.7)
    return Results(
        shipped=SHIPPED,
        text=TextResult(
            domains={"pa": domain(0.97), "tecnico": domain(0.7), "prosa": domain(1.6)},
            window=512, training_tokens=14_000_000,
        ),
        memorisation=MemorisationResult(held_out=recited, training=recited, prompt_tokens=32, new_tokens=50),
        gain=GainResult(
            gain=figure(0.03), metric="Accuratezza", tuned=figure(0.93), tfidf=figure(0.9),
            base=figure(0.2), training_seconds=70, job="valutazione-0123456789ab", data_digest="x",
        ),
        skills=SkillsResult(
            n=300, classification=figure(0.9), json_valid=figure(0.99), fields_exact=figure(0.85),
            notices_exact=figure(0.7), answers_exact=figure(0.8), refusal_correct=figure(0.95),
            wrong_refusal=figure(0.05), longest_answer=90,
            failures=[Failure(kind="estrarre", prompt=ATTACK, answer="{", expected="{}")],
            admitted=SkillsResult(
                n=250, classification=None, json_valid=figure(1.0), fields_exact=figure(0.91),
                notices_exact=figure(0.75), answers_exact=figure(0.85), refusal_correct=figure(0.93),
                wrong_refusal=figure(0.04), longest_answer=70, failures=[],
            ),
        ),
        probes=ProbesResult(
            right=4, n=14,
            failures=[Failure(kind="continuazione", prompt="Due più due fa", answer="il Comune",
                              expected="quattro")] * 10,
        ),
        speed=SpeedResult(
            first_token_ms=31.26, first_token_range=(29, 40), tokens_per_s=180, tokens_per_s_range=(170, 190),
            tokens_per_s_16=520, memory_mb=640, load_seconds=0.6, repeats=3, prompt_tokens=100,
            machine=machine,
        ),
    )  # fmt: skip


def test_the_figures_have_exactly_the_agreed_keys(whole):
    found = figures(whole)
    assert set(found) == KEYS
    assert found["bits_per_byte"] == {"pa": 0.97, "tecnico": 0.7, "prosa": 1.6}
    assert found["ngram5_bits_per_byte"] == {"pa": 1.22, "tecnico": 1.22, "prosa": 1.22}
    assert found["gain_over_tfidf"] == [0.03, 0.02, 0.04]
    assert found["constrained"] is True and found["fields_exact"] == 0.91
    assert found["unconstrained"]["fields_exact"] == 0.85 and found["unconstrained"]["wrong_refusal"] == 0.05
    json.dumps(found, allow_nan=False)


def test_what_was_not_measured_is_null_and_not_a_reached_aim(tmp_path):
    empty = Results(shipped=SHIPPED, missing={"text": "I testi non sono stati indicati."})
    found = figures(empty)
    assert set(found) == KEYS
    assert found["bits_per_byte"] == {"pa": None, "tecnico": None, "prosa": None}
    assert found["gain_over_tfidf"] is None and found["megabytes"] == 17.1
    assert {aim.outcome for aim in aims(empty)} == {UNMEASURED, REACHED}
    html = write_report(tmp_path, empty)[0].read_text("utf-8")
    assert "I testi non sono stati indicati." in html


def test_a_missed_aim_is_said_on_top(whole, tmp_path):
    outcomes = {aim.what: aim.outcome for aim in aims(whole)}
    assert outcomes["Campi esatti, risposta libera"] == NOT_REACHED
    assert outcomes["Campi esatti, risposta ammessa"] == REACHED
    assert outcomes["JSON valido, risposta libera"] == REACHED
    assert outcomes["Bit per byte sul testo amministrativo, rispetto al 5-grammi migliore"] == NOT_REACHED
    html = write_report(tmp_path, whole)[0].read_text("utf-8")
    assert "Campi esatti, risposta libera: 85,0" in html[: html.index("<nav")]


def test_a_report_stands_alone_and_shows_texts_as_texts(whole, tmp_path):
    html, markdown = (path.read_text("utf-8") for path in write_report(tmp_path, whole))
    assert "<script" not in html and "&lt;script&gt;" in html
    assert "<script" not in "".join(markdown.split("```")[::2])
    assert not re.search(r"(?:src|href)=[\"'](?!#)", html.replace('xlink:href="#', 'href="#'))
    assert "la macchina faceva anche altro" in html
    assert "da 13 fonti" in html.replace("\N{NO-BREAK SPACE}", " ")


def test_ten_failures_go_into_a_file_for_the_card(whole, home):
    folder = write(whole)
    found = json.loads((folder / FAILURES).read_text("utf-8"))
    assert len(found) == 10
    assert found[0]["kind"] == "estrarre" and {each["kind"] for each in found[1:]} == {"continuazione"}


def test_mlflow_gets_aggregates_once_however_often_the_same_result_is_written(whole, home):
    from workbench.tracking.client import EVALUATIONS
    from workbench.tracking.runs import find_runs

    assert write(whole) == write(whole)
    (run,) = find_runs(EVALUATIONS, model_digest=SHIPPED.digest)
    assert run.data.metrics["bits_per_byte/pa"] == 0.97
    assert run.data.metrics["bits_per_byte/pa/high"] == pytest.approx(0.98)
    assert run.data.metrics["tokens_per_s_16"] == 520
    assert ATTACK not in json.dumps([run.data.tags, run.data.params])
    assert "Due più due fa" not in json.dumps(tracked(whole), ensure_ascii=False)


def test_speeds_found_on_a_busy_machine_are_told_and_measured_again(whole, home):
    from eval.base_model.measuring import measure, shelf
    from eval.base_model.parts import Subject, all_parts

    subject = Subject(None, lambda: pytest.fail("nothing is trained here"))
    speed = next(part for part in all_parts(subject) if part.name == "speed")
    assert not speed.is_settled(whole.speed)
    calm = whole.speed.model_copy(update={"machine": whole.speed.machine.model_copy(update={"load": 0.2})})
    shelf().measure(replace(speed, measure=lambda: calm))
    assert measure(subject, ["speed"], again=False, tell=print).speed == calm
