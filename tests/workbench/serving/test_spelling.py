import pytest

from workbench.models import load_tokenizer, resolve
from workbench.serving.spelling import Spelling

TEXT = "Perché la città è così? «Sì», disse il Comune — 10 €. 😀 fine"


def spelled(tokens: list[int], decode, stop=()) -> tuple[list[str], Spelling]:
    spelling = Spelling(decode, stop)
    pieces = [spelling.add(token) for token in tokens]
    return [*pieces, spelling.rest()], spelling


@pytest.fixture
def tokenizer(home):
    return load_tokenizer(resolve("incorporato"))


def test_the_pieces_are_the_text_and_no_half_character_shows(tokenizer):
    tokens = tokenizer(TEXT)["input_ids"]
    pieces, _ = spelled(tokens, tokenizer.decode)
    assert "".join(pieces) == TEXT
    assert not any("�" in piece for piece in pieces)
    assert "".join(spelled(tokens[:-6], tokenizer.decode)[0]) in TEXT


def test_the_work_per_token_does_not_grow(tokenizer):
    longest = 0

    def decode(tokens):
        nonlocal longest
        longest = max(longest, len(tokens))
        return tokenizer.decode(tokens)

    spelled(tokenizer(TEXT * 20)["input_ids"], decode)
    assert longest < 20


def test_a_tokenizer_that_drops_the_first_space_loses_none():
    words = ["▁ciao", "▁a", "▁tutti"]  # as SentencePiece does

    def decode(tokens):
        return "".join(words[token] for token in tokens).replace("▁", " ").removeprefix(" ")

    assert "".join(spelled([0, 1, 2], decode)[0]) == "ciao a tutti"


@pytest.mark.parametrize("stop", ["STOP", "\n\n", "lo STOP ora", "aSTOPb"])
def test_a_stop_text_ends_the_text_before_itself_however_it_is_cut(stop):
    letters = f"prima di a{stop}b dopo"
    pieces, spelling = spelled(list(map(ord, letters)), lambda tokens: "".join(map(chr, tokens)), (stop,))
    shown = pieces[: next(i for i in range(len(letters)) if stop in letters[: i + 1]) + 1]
    assert "".join(shown) == letters[: letters.find(stop)]
    assert spelling.stopped and spelling.rest() == ""


def test_the_start_of_a_stop_text_that_does_not_follow_is_shown_after_all():
    pieces, spelling = spelled(
        list(map(ord, "uno ST due ST")), lambda tokens: "".join(map(chr, tokens)), ("STOP", "S!")
    )
    assert "".join(pieces) == "uno ST due ST" and not spelling.stopped
    assert pieces[4] == "" and pieces[-1] == "ST"
