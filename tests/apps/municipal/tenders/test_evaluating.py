"""What the checker is worth is measured, and the card of the acts says today's figures."""

import json
from pathlib import Path

import pytest

from apps.municipal.tenders.evaluating import evaluate, report
from workbench.errors import UserError
from workbench.settings import settings

CLEAN = (
    "Comune di Rho\nDisciplinare di gara\nOfferte entro il 12 giugno 2026. Stazione appaltante: il Comune.\n"
)


def make_corpus(folder: Path, cases: list[dict], text: str) -> Path:
    place = folder / "prova"
    (place / "p1").mkdir(parents=True)
    (place / "p1" / "atto.txt").write_text(text, encoding="utf-8")
    (place / "tipi.csv").write_text("file,tipo\np1/atto.txt,disciplinare\n", encoding="utf-8")
    lines = [json.dumps(case, ensure_ascii=False) for case in cases]
    (place / "errori.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def case(family: str, text: str, element: str = "") -> dict:
    place = {"file": "p1/atto.txt", "testo": text, "volta": 1}
    return {"famiglia": family, "elemento": element, "luoghi": [place], "nota": ""}


def test_a_case_is_found_only_by_its_own_family(tmp_path: Path, home: Path) -> None:
    text = CLEAN.replace("12 giugno", "31 giugno")
    cases = [case("conti", "31 giugno 2026"), case("clausole", "31 giugno 2026"), case("conti", "Offerte")]
    found = evaluate("prova", make_corpus(tmp_path, cases, text))
    by_family = {score.family: score for score in found.scores}
    assert (by_family["conti"].cases, by_family["conti"].found) == (2, 1)
    assert (by_family["clausole"].cases, by_family["clausole"].found) == (1, 0)
    assert by_family["conti"].right == by_family["conti"].alarms == 1


def test_a_missing_element_is_found_by_its_name(tmp_path: Path, home: Path) -> None:
    found = evaluate(
        "prova",
        make_corpus(tmp_path, [case("elementi", "", "cig"), case("elementi", "", "oggetto_mai")], CLEAN),
    )
    score = next(each for each in found.scores if each.family == "elementi")
    assert score.found == 1
    assert score.alarms > score.right == 1


def test_a_part_that_is_not_there_is_told(home: Path) -> None:
    with pytest.raises(UserError, match="parte"):
        evaluate("nessuna")


@pytest.mark.slow
@pytest.mark.parametrize("part", ["sviluppo", "prova"])
def test_the_card_says_the_figures_of_today(part: str, home: Path) -> None:
    card = (settings().shipped_data / "atti-di-gara" / "README.md").read_text(encoding="utf-8")
    for line in report(evaluate(part)):
        assert line in card, line
