"""The instructions that come with Officina: what their card promises holds, row by row."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from workbench.data import PARTS, Task, shipped_data_sets
from workbench.data.types import TEST, TRAINING, VALIDATION
from workbench.models import embedded_folder
from workbench.settings import settings

REFUSAL = "Nella scheda non c'è."
WHAT = "Che cosa devo fare?"
CLASSIFY, EXTRACT, ANSWER = "classificare", "estrarre", "rispondere"
OPENINGS = {CLASSIFY: "Ufficio competente?\n", EXTRACT: "Estrai CIG, importo e scadenza.\n"}
FIELDS = ("cig", "importo", "scadenza")
LARGEST_FILE = 10_000_000
FROZEN = {
    VALIDATION: "9731122bb99829f460513aace9d16efb5b76444e1cf496e63eed4b979ddebb4b",
    TEST: "01e82acb6a596a66e98cd7e731b9f16e24a066217decba936cfe020fc829ee10",
}
"""digests that a better training must not touch; they count the number of the line, too"""
LONGEST = 400
"""tokens of request and answer; the context of the included model is 512"""
LARGEST_SIMILARITY = 0.5
LARGEST_QUESTION_SIMILARITY = 0.6
"""of the words of a test question and of a training one (Jaccard)"""
AMOUNT = re.compile(r"[\d.]+(,\d\d)?")
DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\.\d{1,2}\.\d{4}|(\d{1,2}|1°) [a-z]+ \d{4}")
Row = dict[str, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return _lines("istruzioni-comune")


def _lines(name: str) -> list[Row]:
    path = settings().shipped_data / name / "dati.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _of(rows: list[Row], skill: str, *parts: str) -> list[Row]:
    return [row for row in rows if row["abilita"] == skill and row["parte"] in (parts or PARTS)]


def _words(text: str) -> set[tuple[str, ...]]:
    """Sequences of five words."""
    found = _plain(text)
    return {tuple(found[at : at + 5]) for at in range(len(found) - 4)}


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _control(code: str) -> str:
    """The last three characters that a real CIG with this beginning would have (AGID and ANAC rule)."""
    if code[0].isdigit():
        return f"{int(code[:7]) * 211 % 4091:03X}"
    return f"{(int(code[1:7], 16) + ord(code[0]) - ord('A') + 1) * 211 % 4091:03X}"


def _card_and_question(row: Row) -> tuple[list[str], str]:
    card, question = row["richiesta"].split("\nDomanda: ")
    return card.splitlines(), question


def test_the_loader_reads_every_row(home: object, rows: list[Row]) -> None:
    found = next(each for each in shipped_data_sets() if each.name == "istruzioni-comune")
    assert found.task is Task.INSTRUCTION
    assert (found.rejected, found.warnings) == (0, ())
    assert found.counts == Counter(row["parte"] for row in rows)


def test_the_file_stays_small_and_its_rows_are_told_apart(rows: list[Row]) -> None:
    path = settings().shipped_data / "istruzioni-comune" / "dati.jsonl"
    assert path.stat().st_size < LARGEST_FILE
    assert len({row["id"] for row in rows}) == len({row["richiesta"] for row in rows}) == len(rows)


def test_validation_and_test_are_as_they_were_frozen(home: object) -> None:
    found = next(each for each in shipped_data_sets() if each.name == "istruzioni-comune")
    assert {part: found.digests[part] for part in FROZEN} == FROZEN


def test_each_skill_has_its_opening(rows: list[Row]) -> None:
    assert {row["abilita"] for row in rows} == {CLASSIFY, EXTRACT, ANSWER}
    for skill, opening in OPENINGS.items():
        assert all(row["richiesta"].startswith(opening) for row in _of(rows, skill, VALIDATION, TEST))


@pytest.mark.parametrize(("skill", "share"), [(CLASSIFY, 1 / 3), (EXTRACT, 0.4)])
def test_training_also_asks_with_other_words(rows: list[Row], skill: str, share: float) -> None:
    asked = Counter(row["richiesta"].split("\n")[0] + "\n" for row in _of(rows, skill, TRAINING))
    assert asked[OPENINGS[skill]] / asked.total() == pytest.approx(share, abs=0.02)
    assert len(asked) > 500


def test_who_asks_for_nothing_is_asked_back_and_who_asks_for_less_gets_less(rows: list[Row]) -> None:
    for skill, least in ((EXTRACT, 0.15), (CLASSIFY, 0.12)):
        trained = _of(rows, skill, TRAINING)
        assert sum(row["risposta"] == WHAT for row in trained) / len(trained) > least
    fields = [json.loads(row["risposta"]) for row in _extracted(rows)]
    assert sum(len(each) < 3 for each in fields) > 900
    assert all(len(json.loads(row["risposta"])) == 3 for row in _of(rows, EXTRACT, VALIDATION, TEST))


def _extracted(rows: list[Row]) -> list[Row]:
    return [row for row in _of(rows, EXTRACT) if row["risposta"] != WHAT]


def test_every_extracted_value_is_in_the_notice(rows: list[Row]) -> None:
    absent: Counter[str] = Counter()
    for row in _extracted(rows):
        found = json.loads(row["risposta"])
        assert found and list(found) == [name for name in FIELDS if name in found]
        assert json.dumps(found, ensure_ascii=False) == row["risposta"]
        assert all(value is None or value in row["richiesta"] for value in found.values())
        assert AMOUNT.fullmatch(found.get("importo") or "1")
        assert DATE.fullmatch(found.get("scadenza") or "1.1.2026")
        absent.update(name for name, value in found.items() if value is None)
    assert min(absent.values()) > 200


def test_no_invented_code_can_be_the_one_of_a_real_contract(rows: list[Row]) -> None:
    codes = [json.loads(row["risposta"]).get("cig") for row in _extracted(rows)]
    known = [code for code in codes if code]
    assert all(re.fullmatch(r"(\d{7}|[A-C][\dA-F]{6})[\dA-F]{3}", code) for code in known)
    assert not [code for code in known if code[7:] == _control(code)]


def test_values_of_one_part_are_never_those_of_another(rows: list[Row]) -> None:
    parts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _extracted(rows):
        for name, value in json.loads(row["risposta"]).items():
            if value is not None:
                parts[name, value].add(row["parte"])
    assert not [value for value, found in parts.items() if len(found) > 1]


def test_an_answer_is_the_text_of_a_field_or_the_refusal(rows: list[Row]) -> None:
    for row in _of(rows, ANSWER):
        lines, question = _card_and_question(row)
        assert question and len(lines) > (2 if row["parte"] == TRAINING else 5)
        fields = [line.split(": ", 1)[1] for line in lines[1:]]
        assert row["risposta"] == REFUSAL or fields.count(row["risposta"]) == 1


def test_no_question_tells_by_itself_that_the_answer_is_missing(rows: list[Row]) -> None:
    refused: dict[str, list[bool]] = defaultdict(list)
    for row in _of(rows, ANSWER, TRAINING):
        refused[_card_and_question(row)[1]].append(row["risposta"] == REFUSAL)
    often = [sum(each) / len(each) for each in refused.values() if len(each) >= 5]
    assert len(often) > 500
    assert min(often) >= 0.2
    assert max(often) <= 0.4
    missing = [row["risposta"] == REFUSAL for row in _of(rows, ANSWER, TEST)]
    assert sum(missing) / len(missing) == 0.5


def test_cards_and_questions_of_the_test_are_new(rows: list[Row]) -> None:
    seen = [_card_and_question(row) for row in _of(rows, ANSWER, TRAINING)]
    asked = [_card_and_question(row) for row in _of(rows, ANSWER, TEST)]
    assert not {lines[0] for lines, _ in seen} & {lines[0] for lines, _ in asked}
    trained = {frozenset(_plain(question)) for _, question in seen}
    for question in {frozenset(_plain(question)) for _, question in asked}:
        nearest = max(len(question & each) / len(question | each) for each in trained)
        assert nearest <= LARGEST_QUESTION_SIMILARITY


def test_messages_keep_their_office_and_their_part(rows: list[Row]) -> None:
    known = {row["id"]: row for row in _lines("richieste-comune")}
    for row in _of(rows, CLASSIFY):
        message = known[row["id"].split("-")[0]]
        assert row["richiesta"].endswith(message["testo"])
        assert row["risposta"] in (message["ufficio"], WHAT)
        assert row["parte"] == message["parte"] == TRAINING or row["risposta"] == message["ufficio"]
    offices = Counter(row["risposta"] for row in _of(rows, CLASSIFY, TEST))
    assert len(offices) == 12
    assert set(offices.values()) == {25}
    validation = [name for name, row in known.items() if row["parte"] == VALIDATION]
    training = [f"{name}-{n}" for name, row in known.items() if row["parte"] == TRAINING for n in (1, 2, 3)]
    for part, expected in ((VALIDATION, validation), (TRAINING, training)):
        assert sorted(row["id"] for row in _of(rows, CLASSIFY, part)) == sorted(expected)


@pytest.mark.parametrize("skill", [EXTRACT, ANSWER])
def test_nothing_in_the_test_resembles_what_is_trained_on(rows: list[Row], skill: str) -> None:
    assert max(_similarities(rows, skill)) < LARGEST_SIMILARITY


def _similarities(rows: list[Row], skill: str) -> Iterator[float]:
    """Of each test request, the largest Jaccard similarity with one of the training, over `_words`."""
    trained = [_words(row["richiesta"]) for row in _of(rows, skill, TRAINING)]
    tested = [_words(row["richiesta"]) for row in _of(rows, skill, TEST)]
    sought = set().union(*tested)
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, words in enumerate(trained):
        for each in words & sought:
            holders[each].append(at)
    for words in tested:
        shared = Counter(at for each in words for at in holders.get(each, ()))
        yield max((n / (len(words) + len(trained[at]) - n) for at, n in shared.items()), default=0.0)


def test_the_longest_examples_fit_the_included_model(rows: list[Row]) -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(embedded_folder() / "tokenizer.json"))
    texts = sorted((row["richiesta"] + row["risposta"] for row in rows), key=len)[-500:]
    digits = sorted((row["richiesta"] + row["risposta"] for row in rows), key=_digits)[-500:]
    assert max(len(each.ids) for each in tokenizer.encode_batch(texts + digits)) < LONGEST


def _digits(text: str) -> int:
    """Every digit is a token of its own."""
    return sum(character.isdigit() for character in text)
