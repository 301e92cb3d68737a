from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import get_args

import pytest

from apps.municipal.tenders import law
from apps.municipal.tenders.law import Figure, execution, figures, guarantees, procedures, related, thresholds
from workbench.errors import UserError

LAST_BEFORE, CORRECTIVE = date(2024, 12, 30), date(2024, 12, 31)


def _all_figures() -> list[Figure]:
    modules = (execution, figures, guarantees, procedures, related, thresholds)
    values = [value for module in modules for value in vars(module).values()]
    flat = [each for value in values for each in (value if isinstance(value, tuple) else (value,))]
    return [each for each in flat if isinstance(each, Figure)]


def test_every_figure_names_article_confidence_and_source():
    found = _all_figures()
    assert len(found) > 40
    for figure in found:
        assert figure.article and figure.source
        assert figure.confidence in get_args(figures.Confidence)


def test_figures_that_replace_each_other_leave_no_day_out_and_none_double():
    for row in (
        thresholds.WORKS,
        thresholds.MUNICIPAL,
        thresholds.CENTRAL,
        execution.PENALTIES,
        execution.STANDSTILL,
    ):
        for earlier, later in pairwise(row):
            assert (later.valid_from - earlier.valid_to).days == 1


@pytest.mark.parametrize(
    ("day", "works", "municipal", "central", "social"),
    [
        (date(2023, 7, 1), 5_382_000, 215_000, 140_000, 750_000),
        (date(2023, 12, 31), 5_382_000, 215_000, 140_000, 750_000),
        (date(2024, 1, 1), 5_538_000, 221_000, 143_000, 750_000),
        (date(2025, 12, 31), 5_538_000, 221_000, 143_000, 750_000),
        (date(2026, 1, 1), 5_404_000, 216_000, 140_000, 750_000),
        (date(2027, 12, 31), 5_404_000, 216_000, 140_000, 750_000),
    ],
)
def test_thresholds_change_on_the_first_of_january(day, works, municipal, central, social):
    assert law.eu_threshold("lavori", day).value == works
    assert law.eu_threshold("concessione", day).value == works
    for kind in ("forniture", "servizi", "servizi_intellettuali", "servizi_ingegneria"):
        assert law.eu_threshold(kind, day).value == municipal
        assert law.eu_threshold(kind, day, central=True).value == central
    assert law.eu_threshold("servizi_sociali", day).value == social
    assert law.direct_award_limit("servizi", day).value == 140_000


@pytest.mark.parametrize(
    ("day", "reason"), [(date(2023, 6, 30), "1° luglio 2023"), (date(2028, 1, 1), "31 dicembre 2027")]
)
def test_a_day_that_no_rule_covers_is_refused_with_the_reason(day, reason):
    with pytest.raises(UserError, match=reason):
        law.eu_threshold("servizi", day)


def test_before_the_code_no_figure_of_the_contract_is_given():
    for ask in (law.penalties, law.standstill, lambda day: law.price_revision("lavori", day)):
        with pytest.raises(UserError, match="1° luglio 2023"):
            ask(date(2023, 6, 30))


def test_an_unknown_kind_of_object_is_refused():
    with pytest.raises(UserError, match="tipo di oggetto"):
        law.eu_threshold("", date(2026, 1, 1))


def test_price_revision_before_and_after_the_corrective_decree():
    for kind in ("lavori", "servizi"):
        before = law.price_revision(kind, LAST_BEFORE)
        assert before is not None
        assert (before.value.threshold, before.value.share, before.value.base) == (5, 80, "variazione")
    works, services = law.price_revision("lavori", CORRECTIVE), law.price_revision("forniture", CORRECTIVE)
    assert works is not None and services is not None
    assert (works.value.threshold, works.value.share, works.value.base) == (3, 90, "eccedenza")
    assert (services.value.threshold, services.value.share, services.value.base) == (5, 80, "eccedenza")
    assert law.price_revision("concessione", CORRECTIVE) is None


def test_penalties_and_standstill_before_and_after_the_corrective_decree():
    before, after = law.penalties(LAST_BEFORE).value, law.penalties(CORRECTIVE).value
    assert (before.least, before.most, before.cap) == (Decimal("0.3"), 1, 10)
    assert (after.least, after.most, after.cap) == (Decimal("0.5"), Decimal("1.5"), 10)
    assert law.standstill(LAST_BEFORE).value == 35
    assert law.standstill(CORRECTIVE).value == 32
    assert law.appeal_days().value == 30


@pytest.mark.parametrize(
    ("value", "due"),
    [
        ("39999.99", 0),
        ("40000", 40),
        ("149999.99", 40),
        ("150000", 120),
        ("999999.99", 120),
        ("1000000", 250),
        ("4999999.99", 250),
        ("5000000", 500),
        ("24999999.99", 500),
        ("25000000", 1000),
    ],
)
def test_stamp_duty_by_band(value, due):
    assert law.stamp_duty(Decimal(value)).value == due


def test_below_the_thresholds_guarantees_are_not_adjusted_since_the_corrective_decree():
    for day, adjustable in ((LAST_BEFORE, True), (CORRECTIVE, False)):
        assert law.definitive_guarantee("servizi", "negoziata", day).value.adjustable is adjustable
    above = law.provisional_guarantee("servizi", "ordinaria", CORRECTIVE).value
    assert (above.percent, above.least, above.most, above.adjustable) == (2, 1, 4, True)
    assert law.provisional_guarantee("lavori", "affidamento_diretto", CORRECTIVE).value.duty == "non_ammessa"
    assert law.provisional_guarantee("lavori", "negoziata", CORRECTIVE).value.most == 1


def test_limits_of_qualification_and_programme():
    assert law.qualification_limit("lavori", CORRECTIVE).value == 500_000
    assert law.qualification_limit("servizi", CORRECTIVE).value == 140_000
    assert law.qualification_limit("concessione", LAST_BEFORE).value == 0
    assert law.qualification_limit("concessione", CORRECTIVE).value == 140_000
    assert law.programme_limit("lavori").value == 150_000
    assert law.programme_limit("servizi").value == 140_000


def test_a_concession_is_never_awarded_directly():
    assert law.direct_award_limit("concessione", CORRECTIVE).value == 0
    assert law.operators("concessione", Decimal("0.01"), CORRECTIVE)[:2] == ("negoziata", 10)


@pytest.mark.parametrize(
    ("kind", "value", "traits", "letter"),
    [
        ("servizi_sociali", 1, set(), "a"),
        ("servizi", 1, {"alta_intensita_manodopera"}, "a"),
        ("servizi", 1, {"ristorazione"}, "a"),
        ("servizi_ingegneria", 140_000, set(), "b"),
        ("servizi_intellettuali", 140_000, set(), "b"),
        ("servizi", 140_000, {"natura_intellettuale"}, "b"),
        ("forniture", 140_000, {"contenuto_innovativo"}, "c"),
        ("lavori", 1, {"appalto_integrato"}, "e"),
        ("lavori", 1, {"contenuto_innovativo"}, "f"),
    ],
)
def test_only_quality_and_price_where_the_code_says_so(kind, value, traits, letter):
    found = law.best_value_only(kind, Decimal(value), traits)
    assert found is not None
    assert f"lett. {letter})" in found.article


@pytest.mark.parametrize(
    ("kind", "value", "traits"),
    [
        ("servizi_ingegneria", Decimal("139999.99"), set()),
        ("forniture", Decimal("139999.99"), {"contenuto_innovativo"}),
        ("servizi", Decimal(10_000_000), set()),
        ("lavori", Decimal(10_000_000), {"alta_intensita_manodopera"}),
    ],
)
def test_elsewhere_lowest_price_stays_possible(kind, value, traits):
    assert law.best_value_only(kind, value, traits) is None


def test_the_ceiling_of_the_price():
    assert law.economic_ceiling({"alta_intensita_manodopera"}).value == 30
    assert law.economic_ceiling({"alta_intensita_manodopera", "interessi_strategici"}).value == 10
    assert law.economic_ceiling({"ristorazione"}) is None
