"""Numbers in words, as acts repeat their amounts."""

import pytest

from workbench.italian import read_words


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("zero", 0),
        ("ventuno", 21),
        ("trentatré", 33),
        ("centottanta", 180),
        ("centoottanta", 180),
        ("centouno", 101),
        ("mille", 1000),
        ("duemila", 2000),
        ("ventunmila", 21_000),
        ("dodicimilacinquecento", 12_500),
        ("ventimila trecento", 20_300),
        ("Centotrentanovemilanovecentonovantanove", 139_999),
        ("un milione e duecentomila", 1_200_000),
        ("tremiliardi", 3_000_000_000),
    ],
)
def test_a_number_in_words_is_read(written: str, meant: int) -> None:
    assert read_words(written) == meant


@pytest.mark.parametrize(
    "written", ["", "pippo", "iva esclusa", "milaventi due tre", "12", "mila" * 100, "cento cento"]
)
def test_what_is_no_number_is_not_read(written: str) -> None:
    assert read_words(written) is None
