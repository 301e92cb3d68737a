import random
import unicodedata

import pytest

from finetune.pretraining.tokens import END, encode, evenly, train_tokenizer
from workbench.corpus import Document

LEARNED = ["Il Comune riceve la domanda entro trenta giorni.", "La domanda si presenta allo sportello."] * 5


@pytest.fixture(scope="module")
def tokenizer() -> object:
    return train_tokenizer(LEARNED, 300)


@pytest.mark.parametrize(
    "text",
    [
        "perché l'età è così, là però no",
        "👩‍👩‍👧 🇮🇹 ✅ €",
        "Ελληνικά, 中文, العربية",
        "  due  spazi\n\n\ta capo \r\n",
        "\x00\x07\ufffd",
        "CIG B12345678A, 12.450,00 euro",
        f"chi scrive {END} non finisce il testo",
        "",
    ],
)
def test_any_text_comes_back_as_it_was(tokenizer: object, text: str) -> None:
    (ids,) = encode(tokenizer, [Document("x", text)])  # type: ignore[arg-type]
    assert tokenizer.decode(ids) == text  # type: ignore[attr-defined]


def test_random_characters_come_back_in_their_composed_form(tokenizer: object) -> None:
    generator = random.Random(3)
    for _ in range(50):
        codes = [
            generator.choice((generator.randrange(32, 0x2FFF), generator.randrange(0x1F300, 0x1FAFF)))
            for _ in range(20)
        ]
        text = unicodedata.normalize("NFC", "".join(map(chr, codes)))
        (ids,) = encode(tokenizer, [Document("x", text)])  # type: ignore[arg-type]
        assert tokenizer.decode(ids) == text  # type: ignore[attr-defined]


def test_an_accent_written_apart_is_the_same_letter(tokenizer: object) -> None:
    composed, apart = encode(tokenizer, [Document("x", "perch\u00e9"), Document("x", "perche\u0301")])  # type: ignore[arg-type]
    assert composed == apart


def test_each_digit_stands_alone(tokenizer: object) -> None:
    (ids,) = encode(tokenizer, [Document("x", "2026")])  # type: ignore[arg-type]
    assert len(ids) == 4


def test_no_text_can_slip_in_a_special_token(tokenizer: object) -> None:
    (ids,) = encode(tokenizer, [Document("x", "<|fine|><|vuoto|><|utente|><|assistente|>")])  # type: ignore[arg-type]
    assert not {0, 1, 2, 3} & set(ids)


def test_the_chat_template_marks_turns_and_ends_answers(tokenizer: object) -> None:
    turns = [{"role": "user", "content": "Orari?"}, {"role": "assistant", "content": "Dalle 9."}]
    said = tokenizer.apply_chat_template(turns, tokenize=False)  # type: ignore[attr-defined]
    assert said == "<|utente|>Orari?<|assistente|>Dalle 9.<|fine|>"


def test_the_vocabulary_is_learned_from_as_much_of_each_domain_as_the_smallest_has() -> None:
    domains = {
        "pa": [Document("x", "a" * 30)] * 2,
        "prosa": [Document("x", "b" * 20)] * 100,
    }
    texts = list(evenly(domains))
    assert sum(map(len, texts)) == 120
    assert "".join(texts).count("b") == 60
