from datetime import date
from pathlib import Path

import pytest
import yaml

from workbench.errors import UserError
from workbench.indicators import TOGETHER, Card, card, expected, list_cards
from workbench.indicators.card import FOLDER, read_card
from workbench.indicators.computing import method_of
from workbench.indicators.methods import METHODS

FIRST = ("R02", "R03", "C01", "C05")


def changed(folder: Path, code: str = "R03", **fields: object) -> Path:
    """A copy of a shipped card with some fields changed."""
    content = yaml.safe_load((FOLDER / f"{code}.yaml").read_text("utf-8")) | fields
    path = folder / f"{code}.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return path


def test_the_first_four_indicators_are_there_and_alive() -> None:
    found = {each.code: each for each in list_cards()}
    assert set(FIRST) <= set(found)
    assert all(found[code].state == "attivo" for code in FIRST)


@pytest.mark.parametrize("wanted", list_cards(), ids=lambda each: each.code)
def test_every_card_says_everything_that_makes_a_figure_readable(wanted: Card) -> None:
    empty = [name for name in Card.model_fields if getattr(wanted, name) in ("", (), None)]
    assert empty == []
    assert wanted.targets[-1].final and wanted.limits and wanted.history
    assert read_card(FOLDER / f"{wanted.code}.yaml") == wanted


@pytest.mark.parametrize("wanted", list_cards(), ids=lambda each: each.code)
def test_every_card_is_computed_in_the_version_it_tells(wanted: Card) -> None:
    assert method_of(wanted).version == wanted.formula.version


@pytest.mark.parametrize("wanted", list_cards(), ids=lambda each: each.code)
def test_no_threshold_is_under_that_of_its_topic(wanted: Card) -> None:
    from workbench.publication import THRESHOLDS

    assert wanted.threshold >= THRESHOLDS[wanted.topic]


def test_every_file_that_defines_a_method_is_listed() -> None:
    folder = FOLDER.parent / "methods"
    defines = [path.stem for path in folder.glob("*.py") if "= Method(" in path.read_text("utf-8")]
    listed = (folder / "__init__.py").read_text("utf-8")
    assert len(defines) == len(METHODS) and all(f".{name} import" in listed for name in defines)


def test_a_card_whose_formula_changed_and_whose_code_did_not_is_refused(tmp_path: Path) -> None:
    formula = {"text": "un'altra", "function": "persone-coinvolte", "version": 2}
    history = [{"date": date(2027, 1, 1), "version": 2, "text": "seconda"}]
    wanted = read_card(changed(tmp_path, formula=formula, history=history))
    with pytest.raises(UserError, match="non parlano della stessa formula"):
        method_of(wanted)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"level": "meraviglioso"}, "level"),
        ({"targets": []}, "targets"),
        ({"limits": []}, "limits"),
        ({"threshold": 2}, "threshold"),
        ({"responsible_person": "Anna"}, "responsible_person"),
        ({"baseline": {"value": float("nan"), "date": date(2026, 1, 1), "source": "x"}}, "baseline"),
        ({"targets": [{"date": date(2026, 1, 1), "value": 1, "final": True}]}, "ordine"),
        ({"targets": [{"date": date(2027, 1, 1), "value": 1}]}, "finale"),
        ({"history": [{"date": date(2026, 1, 1), "version": 7, "text": "?"}]}, "storico"),
    ],
)
def test_a_card_that_does_not_hold_is_refused_with_what_is_wrong(
    tmp_path: Path, fields: dict[str, object], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        read_card(changed(tmp_path, **fields))


def test_an_unknown_indicator_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UserError, match="R03"):
        card("Z99")


def test_a_goal_of_all_together_is_nobodys_own() -> None:
    assert card("R03").has_target(TOGETHER) and not card("R03").has_target("Rho")
    assert card("C01").has_target(TOGETHER) and card("C01").has_target("Rho")


def test_the_expected_path_is_a_line_from_the_baseline_through_the_targets() -> None:
    wanted = card("R03")
    assert expected(wanted, "2026-09") == 0
    assert expected(wanted, "2027-06") == 120
    assert expected(wanted, "2028-06") == 300
    assert expected(wanted, "2031-01") == 300
    # Half way between 1 November 2026 and 30 June 2027 (241 days): the 28th of February is day 119.
    assert expected(wanted, "2027-02") == pytest.approx(120 * 119 / 241)


@pytest.mark.parametrize("period", ["2026-13", "2026", "novembre", "2026-1", ""])
def test_a_period_that_is_no_month_is_refused(period: str) -> None:
    with pytest.raises(UserError, match="non è un mese"):
        expected(card("R03"), period)
