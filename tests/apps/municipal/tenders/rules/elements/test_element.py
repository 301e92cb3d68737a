"""How the wordings of an element are read: accents that are missing, classes of characters that are kept."""

import pytest

from apps.municipal.tenders.rules.elements.element import compiled


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (r"\bcittà\b", "CITTA"),
        (r"\bperché\b", "perche"),
        (r"\bperché\b", "perchè"),
        (r"cos[àò,]?ì", "cosòi"),
        (r"\[età\]", "[eta]"),
        (r"[\]à]+", "]à]"),
    ],
)
def test_an_accent_that_is_not_there_makes_no_difference(pattern: str, said: str) -> None:
    found = compiled((pattern,))
    assert found and found.fullmatch(said)


@pytest.mark.parametrize("characters", ["[à,]", "[^à]", "[àèé |]", "[]à.]", r"[\]à.]"])
def test_a_class_of_characters_is_not_rewritten(characters: str) -> None:
    found = compiled((characters,))
    assert found and found.pattern == f"(?:{characters})"
