"""What an evaluation found: `result.json`, read by pages, reports and commands."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from workbench.errors import UserError

RESULT = "result.json"
YARDSTICKS = ("maggioranza", "tfidf", "copione")
"""kinds of model that only give the others a measure"""


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Figure(_Value):
    """A value with its 95 % interval on `n` items; `missing` items had no answer and are not in it.

    An interval without width (low = high) could not be estimated: every resample gave the same value.
    """

    value: float
    low: float
    high: float
    n: int
    missing: int = 0


class ClassFigures(_Value):
    """One category; None where there is nothing to divide by."""

    label: str
    precision: Figure | None
    recall: Figure | None
    f1: Figure | None
    expected: int
    predicted: int


class MetricFacts(_Value):
    name: str
    title: str
    explanation: str
    is_share: bool


class ModelResult(_Value):
    reference: str
    name: str
    kind: str
    digest: str
    licence: str
    language: str
    base: str | None
    parameters: int
    data_digest: str | None
    mlflow_run: str | None
    decoding: str
    metrics: dict[str, Figure]
    per_class: list[ClassFigures] = []
    confusion: list[list[int]] = []
    """rows: expected label; columns: answered label, then one for answers outside the labels"""
    missing: int
    missing_reasons: dict[str, int] = {}
    cut: int
    seconds: float
    items_digest: str


class Pair(_Value):
    """`other` minus `reference` on the items that both answered."""

    reference: str
    other: str
    metric: str
    difference: float
    low: float
    high: float
    p: float
    p_adjusted: float
    test: str
    smallest_effect: float | None
    """that this test would have found 4 times in 5, from the measured spread; None when there is no spread"""
    n: int
    clusters: int | None
    better: int | None
    """items on which only `other` is right (or scores higher)"""
    worse: int | None
    outcome: str
    """`meglio`, `peggio` or `incerto`"""


class Flip(_Value):
    reference: str
    other: str
    id: str
    text: str
    expected: str
    a: str
    b: str
    direction: str
    """`guadagnato`: only `other` is right (or scores higher); `perso`: only `reference`"""


class Effect(_Value):
    """Before running: the smallest difference seen 4 times in 5; None when n items are too few for it."""

    discordant_share: float
    smallest: float | None


class DataFacts(_Value):
    id: str
    name: str
    task: str
    digest: str
    test_digest: str
    licence: str
    source: str
    language: str
    labels: list[str]
    counts: dict[str, int]
    rejected: int
    group: str | None
    """column whose values are drawn together"""


class Comparison(_Value):
    created: str
    question: str
    verdict: str
    data: DataFacts
    n: int
    metrics: list[MetricFacts]
    """the first decides the outcome"""
    models: list[ModelResult]
    """the first is the reference"""
    pairs: list[Pair]
    verdicts: list[str]
    flips: list[Flip]
    effects: list[Effect]
    limits: list[str]
    config: dict[str, object]
    command: str
    versions: dict[str, str]
    seconds: float

    @property
    def primary(self) -> MetricFacts:
        return self.metrics[0]

    def model(self, reference: str) -> ModelResult:
        return next(model for model in self.models if model.reference == reference)

    def pairs_of(self, metric: str) -> list[Pair]:
        return [pair for pair in self.pairs if pair.metric == metric]


def read_result(folder: Path) -> Comparison:
    """The finished comparison of a job's folder."""
    path = folder / RESULT
    if not path.is_file():
        raise UserError(
            "Questa valutazione non ha ancora un risultato.",
            value=folder.name,
            remedy="Attendere la fine, oppure riprenderla se si è fermata.",
        )
    return Comparison.model_validate_json(path.read_text(encoding="utf-8"))


def write_result(folder: Path, comparison: Comparison) -> None:
    temporary = folder / f"{RESULT}.tmp"
    temporary.write_text(comparison.model_dump_json(indent=1), encoding="utf-8")
    temporary.replace(folder / RESULT)
