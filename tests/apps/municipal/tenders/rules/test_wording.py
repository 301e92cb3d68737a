"""Patterns that stay on one line, and what denies a clause."""

import pytest

from apps.municipal.tenders.rules.wording import denied, wording


def test_a_blank_of_a_pattern_is_no_line_end() -> None:
    pattern = wording(r"\bsenza\s+riduzioni\s+revisione")
    assert pattern.search("senza riduzioni revisione")
    assert pattern.search("senza\triduzioni  revisione")
    assert not pattern.search("senza riduzioni\nRevisione dei prezzi: sì")


def test_a_class_with_a_blank_is_no_line_end_and_a_negated_one_stays() -> None:
    assert wording(r"stand[\s-]still").search("stand still")
    assert not wording(r"stand[\s-]still").search("stand\nstill")
    assert wording(r"a[^\S\n]b").search("a b")


@pytest.mark.parametrize("tax", ["IVA esclusa", "I.V.A. esclusa", "esclusa l'IVA", "esclusa IVA"])
def test_an_amount_without_vat_denies_nothing(tax: str) -> None:
    text = f"sull'importo, {tax}, una cauzione provvisoria"
    at = text.index("cauzione")
    assert not denied(text, at, len(text))


def test_an_excluded_guarantee_is_denied() -> None:
    text = "è esclusa la cauzione provvisoria"
    assert denied(text, text.index("cauzione"), len(text))
