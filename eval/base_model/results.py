"""What each part found; None stands for what could not be measured."""

from pydantic import BaseModel, ConfigDict

from eval.result import Figure
from workbench.statistics import Interval

ALL, OWN, MIXED = "tutti i testi", "solo i testi di questo dominio", "miscela dei due"
"""what the 5-grams learned from: all is what the model itself read"""


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DomainText(_Value):
    """Bits per byte of the held-out documents of one domain, the same for every way of writing them."""

    documents: int
    sources: int
    bytes: int
    tokens: int
    model: Figure
    ngrams: dict[str, Figure]
    """what the 5-grams learned from -> bits per byte"""
    best_ngram: str
    own_share: float
    """of the domain's own n-grams in the mixture; chosen on the held-out documents, in their favour"""
    difference: Figure
    """model minus best n-gram, paired by document"""
    ratio: Figure
    """model over best n-gram"""
    ratio_to_all: Figure
    """model over the n-gram of all texts, which read what the model read"""
    untrained: Figure
    xz: float


class TextResult(_Value):
    domains: dict[str, DomainText]
    window: int
    training_tokens: int


class Memorised(_Value):
    share: Figure
    by_domain: dict[str, tuple[int, int]]
    """verbatim continuations, and all"""


class MemorisationResult(_Value):
    held_out: Memorised
    training: Memorised
    prompt_tokens: int
    new_tokens: int


class GainResult(_Value):
    """Tuned model minus TF-IDF with logistic regression, on the same frozen test."""

    gain: Figure
    metric: str
    tuned: Figure
    tfidf: Figure
    base: Figure
    training_seconds: float | None
    job: str
    data_digest: str


class Failure(_Value):
    """Something that went wrong, for the card."""

    kind: str
    prompt: str
    answer: str
    expected: str


class SkillsResult(_Value):
    n: int
    classification: Figure | None
    json_valid: Figure | None
    fields_exact: Figure | None
    notices_exact: Figure | None
    answers_exact: Figure | None
    refusal_correct: Figure | None
    wrong_refusal: Figure | None
    longest_answer: int
    failures: list[Failure]
    admitted: "SkillsResult | None" = None
    """the same where the answer must be one of those that the request admits, of the skills that have them"""


class ProbesResult(_Value):
    """Simple things that a model of this size should not be trusted with."""

    right: int
    n: int
    failures: list[Failure]


class Machine(_Value):
    processor: str
    cores: int
    used_cores: int
    load: float
    """average of the last minute, before the measurement"""

    @property
    def is_busy(self) -> bool:
        return self.load > 0.25 * self.cores


class SpeedResult(_Value):
    first_token_ms: float
    first_token_range: tuple[float, float]
    tokens_per_s: float
    tokens_per_s_range: tuple[float, float]
    tokens_per_s_16: float
    memory_mb: float
    load_seconds: float
    repeats: int
    prompt_tokens: int
    machine: Machine


class Shipped(_Value):
    """The model measured, as it lies in the package."""

    reference: str
    digest: str
    parameters: int
    megabytes: float
    adapter_digest: str | None
    adapter_megabytes: float | None


class Results(_Value):
    shipped: Shipped
    text: TextResult | None = None
    memorisation: MemorisationResult | None = None
    gain: GainResult | None = None
    skills: SkillsResult | None = None
    probes: ProbesResult | None = None
    speed: SpeedResult | None = None
    missing: dict[str, str] = {}
    """part -> why it was not measured, in Italian"""

    @property
    def failures(self) -> list[Failure]:
        """At most ten: wrong answers of the sibling first, then of the base model."""
        skills = self.skills.failures if self.skills else []
        return [*skills, *(self.probes.failures if self.probes else [])][:10]


def as_figure(interval: Interval) -> Figure:
    return Figure(value=interval.point, low=interval.low, high=interval.high, n=interval.n)
