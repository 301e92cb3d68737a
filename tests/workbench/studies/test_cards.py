"""Card codes: one wrong character or two that change places are always caught."""

import random
import re
import string

import pytest

from workbench.errors import UserError
from workbench.settings import settings
from workbench.store import keys
from workbench.studies import card_is_valid, new_card, pseudonym
from workbench.studies.cards import ALPHABET

CARDS = [new_card() for _ in range(60)]


def plain(card: str) -> str:
    return card.replace("-", "")


def test_a_card_looks_like_neither_a_room_code_nor_a_rejoin_code():
    for card in CARDS:
        assert re.fullmatch(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{2}}", card)
    assert len(ALPHABET) == len(set(ALPHABET)) == 29 and not set("01OILSZ") & set(ALPHABET)


def test_every_single_wrong_character_is_caught():
    for card in map(plain, CARDS):
        for place in range(10):
            for other in set(ALPHABET) - {card[place]}:
                assert not card_is_valid(card[:place] + other + card[place + 1 :])


def test_every_exchange_of_two_characters_is_caught_neighbours_or_not():
    for card in map(plain, CARDS):
        for first in range(10):
            for second in range(first + 1, 10):
                swapped = list(card)
                swapped[first], swapped[second] = swapped[second], swapped[first]
                assert card_is_valid("".join(swapped)) == (card[first] == card[second])


def test_a_missing_or_doubled_character_is_caught():
    for card in map(plain, CARDS):
        for place in range(10):
            assert not card_is_valid(card[:place] + card[place + 1 :])
            assert not card_is_valid(card[:place] + card[place] + card[place:])


def test_what_people_type_is_understood_and_nothing_else():
    card = CARDS[0]
    for spelling in (card.lower(), f"  {card} ", plain(card), card.replace("-", " "), card.replace("-", "–")):
        assert card_is_valid(spelling)
        assert pseudonym("prova", spelling) == pseudonym("prova", card)
    misread = next(card for card in (new_card() for _ in range(1000)) if "5" in card and "2" in card)
    assert card_is_valid(misread.replace("5", "s").replace("2", "Z"))
    for wrong in (
        "",
        "----",
        "AAAA-AAAA-AA",
        "2222222222",
        "ABC-234",
        "4821-7730",
        "ÀÈÌÒ" * 3,
        "A" * 100_000,
    ):
        assert not card_is_valid(wrong)


def test_random_typing_is_taken_for_a_card_once_in_twenty_nine():
    generator = random.Random(1)
    typed = ("".join(generator.choices(ALPHABET, k=10)) for _ in range(20_000))
    assert sum(map(card_is_valid, typed)) / 20_000 == pytest.approx(1 / 29, abs=0.005)


def test_the_example_on_the_screens_is_no_card_so_that_nobody_can_be_recorded_under_it():
    assert not card_is_valid("KTRM-4829-X7")


def test_cards_do_not_repeat():
    assert len({new_card() for _ in range(5000)}) == 5000


def test_the_pseudonym_needs_the_secret_of_its_study(home):
    card = CARDS[0]
    first, second = pseudonym("uno", card), pseudonym("due", card)
    assert re.fullmatch(r"[0-9a-f]{64}", first) and first != second
    assert pseudonym("uno", card) == first
    key = settings().secrets / "studio-uno.key"
    assert oct(key.stat().st_mode)[-3:] == "600"
    key.unlink()
    keys._key_in.cache_clear()  # a process reads its secrets once
    assert pseudonym("uno", card) != first


def test_a_mistyped_card_is_refused_without_being_repeated(home):
    with pytest.raises(UserError) as caught:
        pseudonym("prova", "KTRM-4829-X8")
    assert "X8" not in str(caught.value) and "dieci caratteri" in str(caught.value)


@pytest.mark.parametrize("name", ["", "../segreto", "Prova", "a b", "-a", "a-", "è", "x" * 49, "a\n"])
def test_a_study_is_never_the_name_of_another_file(home, name):
    with pytest.raises(UserError, match="nome dello studio"):
        pseudonym(name, CARDS[0])


def test_the_alphabet_is_of_letters_and_digits_that_a_phone_types():
    assert set(ALPHABET) <= set(string.ascii_uppercase + string.digits)
