"""The parts of the evaluation: what each needs, and what it depends on."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from eval.base_model import gain, memorisation, probes, skills, speed
from eval.base_model.keeping import Part
from eval.base_model.results import (
    GainResult,
    MemorisationResult,
    ProbesResult,
    Shipped,
    SkillsResult,
    SpeedResult,
    TextResult,
)
from eval.base_model.texts import Texts, find_texts
from workbench.data import TRAINING, shipped_data_sets
from workbench.errors import UserError
from workbench.models import EMBEDDED, INSTRUCTED, Model, load_causal, load_tokenizer, resolve

ThreadRun = Callable[[], tuple[Path, float | None]]
"""gives the folder of a finished comparison on `richieste-comune`, and the seconds that its training took"""


@dataclass(frozen=True)
class Subject:
    """The shipped model, its sibling and what they are measured on; each is opened when first asked for."""

    texts_folder: Path | None
    thread: ThreadRun
    repeats: int = speed.REPEATS
    base: str = EMBEDDED
    instructed: str = INSTRUCTED

    @cached_property
    def model(self) -> Model:
        return resolve(self.base)

    @cached_property
    def tokenizer(self) -> Any:
        return load_tokenizer(self.model)

    @cached_property
    def network(self) -> Any:
        return load_causal(self.model)

    @cached_property
    def texts(self) -> Texts:
        return find_texts(self.texts_folder)

    @cached_property
    def sibling(self) -> Model:
        return resolve(self.instructed)

    @property
    def window(self) -> int:
        return int(self.network.config.max_position_embeddings)

    def shipped(self) -> Shipped:
        try:
            adapter = self.sibling
        except UserError:
            adapter = None
        return Shipped(
            reference=self.model.reference,
            digest=self.model.digest,
            parameters=self.model.parameters,
            megabytes=weights_megabytes(self.model.folder),
            adapter_digest=adapter.digest if adapter else None,
            adapter_megabytes=weights_megabytes(adapter.folder) if adapter else None,
        )


def all_parts(subject: Subject) -> tuple[Part[Any], ...]:
    """Speed first: the others would leave the machine busy."""
    return (
        _speed(subject),
        _text(subject),
        _memorisation(subject),
        _gain(subject),
        _skills(subject),
        _probes(subject),
    )


NAMES = ("speed", "text", "memorisation", "gain", "skills", "probes")


def weights_megabytes(folder: Path) -> float:
    """Millions of bytes of the weights."""
    return sum(path.stat().st_size for path in folder.glob("*.safetensors")) / 1e6


def _text(subject: Subject) -> Part[TextResult]:
    from eval.base_model import compression

    return Part(
        "text",
        TextResult,
        lambda: _on_texts(subject) | {"model": subject.model.digest},
        (
            "eval/base_model/compression.py",
            "eval/base_model/ngram.py",
            "eval/base_model/texts.py",
            "workbench/corpus",
            "workbench/models/code_length.py",
        ),
        lambda: compression.measure_text(
            subject.network, subject.tokenizer, subject.texts.corpora, subject.window
        ),
    )


def _memorisation(subject: Subject) -> Part[MemorisationResult]:
    return Part(
        "memorisation",
        MemorisationResult,
        lambda: _on_texts(subject) | {"model": subject.model.digest},
        (
            "eval/base_model/memorisation.py",
            "eval/base_model/greedy.py",
            "eval/base_model/texts.py",
            "workbench/corpus",
        ),
        lambda: memorisation.measure_memorisation(subject.network, subject.tokenizer, subject.texts.corpora),
    )


def _gain(subject: Subject) -> Part[GainResult]:
    return Part(
        "gain",
        GainResult,
        lambda: {"model": subject.model.digest, "data": _requests().digest},
        ("eval/base_model/gain.py", "eval/predictors", "finetune"),
        lambda: gain.measure_gain(*subject.thread()),
    )


def _skills(subject: Subject) -> Part[SkillsResult]:
    return Part(
        "skills",
        SkillsResult,
        lambda: {"model": subject.sibling.digest, "data": _file_digest(skills.frozen_test())},
        (
            "eval/base_model/skills.py",
            "eval/base_model/admitted.py",
            "eval/base_model/greedy.py",
            "workbench/models/encoding.py",
        ),
        lambda: skills.measure_skills(
            load_causal(subject.sibling),
            load_tokenizer(subject.sibling),
            skills.read_examples(skills.frozen_test()),
        ),
    )


def _probes(subject: Subject) -> Part[ProbesResult]:
    return Part(
        "probes",
        ProbesResult,
        lambda: {"model": subject.model.digest},
        ("eval/base_model/probes.py", "eval/base_model/greedy.py"),
        lambda: probes.measure_probes(subject.network, subject.tokenizer),
    )


def _speed(subject: Subject) -> Part[SpeedResult]:
    return Part(
        "speed",
        SpeedResult,
        lambda: {
            "model": subject.model.digest,
            "machine": speed.this_machine().model_dump(exclude={"load"}),
            "repeats": subject.repeats,
        },
        ("eval/base_model/speed.py", "eval/base_model/server.py", "workbench/serving"),
        lambda: speed.measure_speed(
            subject.base,
            subject.tokenizer,
            [row.text for row in _requests().rows(TRAINING)],
            subject.repeats,
        ),
        lambda found: not found.machine.is_busy,
    )


def _on_texts(subject: Subject) -> dict[str, object]:
    texts = subject.texts
    files = {domain: _file_digest(path) for domain, path in texts.files.items()}
    return {"texts": files, "held_out_percent": texts.held_out_percent, "seed": texts.seed}


def _requests() -> Any:
    return next(found for found in shipped_data_sets() if found.name == gain.DATA_SET)


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
