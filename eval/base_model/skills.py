"""What the instruction-tuned sibling does on the frozen test of `istruzioni-comune`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.base_model.admitted import of_card, of_notice
from eval.base_model.greedy import admitted_continuations, continuations
from eval.base_model.results import Failure, SkillsResult, as_figure
from eval.result import Figure
from workbench.data import TEST
from workbench.errors import UserError
from workbench.models import encode_admitted, encode_answer, encode_prompt
from workbench.settings import settings
from workbench.statistics import mean_interval

DATA_SET, FILE = "istruzioni-comune", "dati.jsonl"
CLASSIFY, EXTRACT, ANSWER = "classificare", "estrarre", "rispondere"
FIELDS = ("cig", "importo", "scadenza")
REFUSAL = "Nella scheda non c'è."
SPARE_TOKENS = 16
"""beyond the longest right answer, so that no wrong one is cut into a right one"""
SHOWN = 2
"""failures of each skill that go into the report"""


@dataclass(frozen=True)
class Example:
    id: str
    request: str
    expected: str
    skill: str

    def admitted(self) -> list[str]:
        """The answers that this request can have; empty when any may be right."""
        if self.skill == ANSWER:
            return of_card(self.request, REFUSAL)
        return of_notice(self.request.partition("\n")[2]) if self.skill == EXTRACT else []


@dataclass(frozen=True)
class Answered:
    example: Example
    text: str

    @property
    def is_exact(self) -> bool:
        return self.text == self.example.expected


def frozen_test() -> Path:
    path = settings().shipped_data / DATA_SET / FILE
    if not path.is_file():
        raise UserError(
            "Manca l'insieme di istruzioni su cui provare il modello.",
            value=DATA_SET,
            remedy="Ripristinare la cartella datasets dalla distribuzione di Officina.",
        )
    return path


def read_examples(path: Path) -> list[Example]:
    """The frozen test."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        Example(str(row["id"]), row["richiesta"], row["risposta"], row["abilita"])
        for row in rows
        if row["parte"] == TEST
    ]


def measure_skills(network: Any, tokenizer: Any, examples: Sequence[Example]) -> SkillsResult:
    """How many greedy answers are right, by skill: free, and then one of those that the request admits."""
    prompts = [encode_prompt(tokenizer, example.request) for example in examples]
    right = [len(encode_answer(tokenizer, each.request, each.expected)) for each in examples]
    longest = max(right) + SPARE_TOKENS
    written = continuations(network, tokenizer, prompts, longest)
    free = score(_read(tokenizer, examples, written), longest)
    admitted = [each.admitted() for each in examples]
    held = [place for place, answers in enumerate(admitted) if answers]
    written = admitted_continuations(
        network,
        tokenizer,
        [prompts[place] for place in held],
        [encode_admitted(tokenizer, admitted[place]) for place in held],
    )
    answered = _read(tokenizer, [examples[place] for place in held], written)
    most = max(map(len, written), default=0) + 1
    return free.model_copy(update={"admitted": score(answered, most)})


def _read(tokenizer: Any, examples: Sequence[Example], written: list[list[int]]) -> list[Answered]:
    return [
        Answered(example, tokenizer.decode(row, skip_special_tokens=True).strip())
        for example, row in zip(examples, written, strict=True)
    ]


def score(answered: Sequence[Answered], longest: int) -> SkillsResult:
    """Shares with Wilson intervals; fields of one notice go together (bootstrap over notices)."""
    by_skill = {
        skill: [each for each in answered if each.example.skill == skill]
        for skill in (CLASSIFY, EXTRACT, ANSWER)
    }
    notices = by_skill[EXTRACT]
    absent = [each for each in by_skill[ANSWER] if each.example.expected == REFUSAL]
    present = [each for each in by_skill[ANSWER] if each.example.expected != REFUSAL]
    fields = [right_fields(each) for each in notices]
    return SkillsResult(
        n=len(answered),
        classification=_share([each.is_exact for each in by_skill[CLASSIFY]]),
        json_valid=_share([parse(each.text) is not None for each in notices]),
        fields_exact=_share(
            [right for row in fields for right in row],
            [each.example.id for each in notices for _ in FIELDS],
        ),
        notices_exact=_share([all(row) for row in fields]),
        answers_exact=_share([each.is_exact for each in present]),
        refusal_correct=_share([each.is_exact for each in absent]),
        wrong_refusal=_share([each.text == REFUSAL for each in present]),
        longest_answer=longest,
        failures=[failure for each in by_skill.values() for failure in _failures(each)],
    )


def parse(text: str) -> dict[str, str | None] | None:
    """The three fields of an answer; None unless it is one JSON object with exactly these, texts or null."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if not isinstance(found, dict) or set(found) != set(FIELDS):
        return None
    return found if all(value is None or isinstance(value, str) for value in found.values()) else None


def right_fields(answered: Answered) -> list[bool]:
    """Of each of the three fields whether it is exactly right; an answer that is not valid has none."""
    expected, found = json.loads(answered.example.expected), parse(answered.text)
    return [found is not None and found[name] == expected[name] for name in FIELDS]


def _share(right: Sequence[bool], clusters: Sequence[str] | None = None) -> Figure | None:
    if not right:
        return None
    return as_figure(mean_interval([float(each) for each in right], clusters=clusters))


def _failures(answered: Sequence[Answered]) -> list[Failure]:
    wrong = [each for each in answered if not _is_right(each)][:SHOWN]
    return [
        Failure(
            kind=each.example.skill,
            prompt=each.example.request,
            answer=each.text,
            expected=each.example.expected,
        )
        for each in wrong
    ]


def _is_right(answered: Answered) -> bool:
    return all(right_fields(answered)) if answered.example.skill == EXTRACT else answered.is_exact
