from pathlib import Path

from apps.screen.charts import loss_curve
from apps.training.jobs.progress import Progress
from workbench.jobs import Events


def test_the_page_of_jobs_shows_a_pretraining_with_both_curves_and_no_strange_figure(tmp_path: Path) -> None:
    events = Events(tmp_path)
    events.write("start", steps=20, rows=90, tokens={"pa": 900}, digests={"pa": "a" * 64}, from_step=0)
    for step in (1, 10, 20):
        events.write(
            "step",
            step=step,
            steps=20,
            epoch=0.1 * step,
            loss=6.0 - step / 10,
            tokens_per_second=900,
            seconds_left=5.0,
        )
    events.write("validation", step=20, loss=4.2, bits_per_byte={"pa": 1.9, "prosa": 2.4})
    progress = Progress().follow(tmp_path)
    facts = dict(progress.facts(alive=True))
    assert (facts["Passo"], facts["Perdita"], facts["Perdita di validazione"]) == (
        "20 di 20",
        "4,000",
        "4,200",
    )
    assert facts["Bit per byte"] == "pa 1,90 · prosa 2,40"
    assert not any("%" in value for value in facts.values())
    curve = loss_curve(progress.steps, progress.validations)
    assert {record["curva"] for record in curve.records} == {"addestramento", "validazione"}
    events.write(
        "end", model="da-zero", seconds=9.0, bits_per_byte={"pa": 1.8}, diagnosis=["Bit per byte: pa 1,8."]
    )
    assert progress.follow(tmp_path).last["diagnosis"] == ["Bit per byte: pa 1,8."]
