import pytest

from apps.compare_chat.differences import differences


def marked(parts):
    return [part.text.strip() for part in parts if part.differs]


def test_only_the_words_that_differ_are_marked():
    found = differences("Può chiamare l'ufficio tributi domani", "Può chiamare l'ufficio anagrafe domani")
    assert marked(found.first) == ["tributi"]
    assert marked(found.second) == ["anagrafe"]
    assert (found.differing, found.words) == (2, 10)


def test_capitals_and_punctuation_at_the_edges_do_not_count():
    assert differences("Buongiorno, signora", "buongiorno signora!").differing == 0


def test_nothing_of_the_texts_is_lost():
    first, second = "  uno\n\ndue   tre ", "quattro due\ntre cinque"
    found = differences(first, second)
    assert "".join(part.text for part in found.first) == first
    assert "".join(part.text for part in found.second) == second


@pytest.mark.parametrize(
    ("first", "second", "expected"), [("", "", 0), ("", "una parola", 2), ("uguale", "uguale", 0)]
)
def test_empty_and_equal_texts(first, second, expected):
    assert differences(first, second).differing == expected
