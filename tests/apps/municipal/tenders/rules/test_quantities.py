"""Shares and terms as acts write them."""

from decimal import Decimal

import pytest

from apps.municipal.tenders.rules.quantities import find_quantities, labelled

LABELS = {"penali": r"penal[ei]", "garanzia": r"garanzi[ae]"}


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("il 2 per cento", "2", "percento"),
        ("l'80%", "80", "percento"),
        ("10 (dieci) per cento", "10", "percento"),
        ("dello 0,3 per mille", "0.3", "permille"),
        ("1,5 ‰", "1.5", "permille"),
        ("zero virgola cinque per mille", "0.5", "permille"),
        ("uno e mezzo per mille", "1.5", "permille"),
        ("2 x mille", "2", "permille"),
        ("sessanta (60) giorni", "60", "giorni"),
        ("giorni 60", "60", "giorni"),
        ("gg. 30", "30", "giorni"),
        ("giorni sessanta", "60", "giorni"),
        ("sei mesi", "6", "mesi"),
        ("un anno", "12", "mesi"),
    ],
)
def test_figures_and_words_are_read_alike(written: str, value: str, unit: str) -> None:
    found = list(find_quantities(f"entro {written} dalla firma", "percento", "permille", "giorni", "mesi"))
    assert [(each.value, each.unit) for each in found] == [(Decimal(value), unit)]


def test_a_word_that_is_no_number_is_no_quantity() -> None:
    assert not list(find_quantities("nei giorni seguenti, per ogni mese, in certi giorni", "giorni", "mesi"))


def test_a_share_is_of_the_label_nearest_to_it() -> None:
    text = "La garanzia è del 5 per cento; la penale è dell'1 per mille."
    assert [each.quantity.value for each in labelled(text, LABELS, "garanzia", "percento", "permille")] == [5]
    assert [each.quantity.value for each in labelled(text, LABELS, "penali", "percento", "permille")] == [1]


def test_a_label_may_stand_in_the_heading_or_after_the_share() -> None:
    heading = "Art. 9 - Penali\nPer ogni giorno si trattiene l'1 per mille."
    assert list(labelled(heading, LABELS, "penali", "permille"))
    assert list(labelled("Il 5 per cento a titolo di garanzia.", LABELS, "garanzia", "percento"))
