"""Metrics of Hugging Face `evaluate`, from a local folder, or by id where the network is allowed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from eval.metrics.metric import Answers, Compared, Draws
from workbench.errors import UserError
from workbench.settings import settings
from workbench.statistics import Difference, Interval

RESAMPLES = 200
"""enough for a standard error (Efron and Tibshirani 1993, An Introduction to the Bootstrap, section 6.4)"""


@dataclass(frozen=True)
class ExternalMetric:
    """A black box over all items: its intervals are point ± 1.96 bootstrap standard errors."""

    name: str
    title: str
    explanation: str
    module: Any = field(repr=False, compare=False)
    is_share: bool = False

    def scores(self, answers: Answers) -> Sequence[float] | None:
        return None

    def figure(self, answers: Answers, draws: Draws) -> Interval:
        n = len(answers.expected)
        point = self._compute(answers, np.arange(n))
        spread = float(np.std([self._compute(answers, items) for items in _resamples(n, draws)]))
        low, high = point - 1.959964 * spread, point + 1.959964 * spread
        return Interval(point, low, high, n, _groups(draws), spread)

    def compare(self, reference: Answers, other: Answers, draws: Draws) -> Compared:
        from scipy.stats import norm

        def difference(items: np.ndarray) -> float:
            return self._compute(other, items) - self._compute(reference, items)

        n = len(reference.expected)
        point = difference(np.arange(n))
        spread = float(np.std([difference(items) for items in _resamples(n, draws)]))
        low, high = point - 1.959964 * spread, point + 1.959964 * spread
        p = float(2 * norm.sf(abs(point) / spread)) if spread else float(point == 0)
        return Compared(Difference(point, low, high, n, _groups(draws), spread), p, "bootstrap, normale")

    def _compute(self, answers: Answers, items: np.ndarray) -> float:
        predictions = _as_wanted(self.module, "predictions", [answers.predicted[i] for i in items], answers)
        references = _as_wanted(self.module, "references", [answers.expected[i] for i in items], answers)
        try:
            found = self.module.compute(predictions=predictions, references=references)
        except (ValueError, TypeError, KeyError) as error:
            raise UserError(
                "La misura esterna non accetta questi dati.",
                value=f"{self.name}: {error}",
                remedy="Usare una misura fatta per questo compito.",
            ) from error
        return _first_number(self.name, found or {})


def load_external(reference: str) -> ExternalMetric:
    """The metric in a folder, or by id; its code runs with the rights of this process."""
    folder = Path(reference).expanduser()
    if folder.exists():
        _refuse_uploads(folder)
        source = str(folder.resolve())
    elif "/" in reference or "\\" in reference:
        raise UserError(
            "La cartella della misura esterna non esiste.", value=reference, remedy="Controllare il percorso."
        )
    elif not settings().allow_network:
        raise UserError(
            "Una misura indicata per nome va scaricata, ma la rete non è consentita.",
            value=reference,
            remedy="Indicare la sua cartella, oppure avviare Officina con OFFICINA_ALLOW_NETWORK=true.",
        )
    else:
        source = reference
    name = folder.stem or reference
    return ExternalMetric(
        name=f"esterna_{name}",
        title=name,
        explanation=f"Misura esterna «{name}» di Hugging Face evaluate; intervallo normale da {RESAMPLES} "
        "ricampionamenti.",
        module=_load(source, reference),
    )


def _load(source: str, reference: str) -> Any:
    import evaluate

    try:
        return evaluate.load(source, keep_in_memory=True)
    except (OSError, ImportError, ValueError, AttributeError, SyntaxError) as error:
        raise UserError(
            "La misura esterna non si carica.",
            value=f"{reference}: {error}",
            remedy="La cartella deve contenere un file .py con il suo stesso nome e le librerie richieste.",
        ) from error


def _refuse_uploads(folder: Path) -> None:
    """What people upload lands under `var/`: it must never be run as code."""
    if folder.resolve().is_relative_to(settings().var.resolve()):
        raise UserError(
            "Il codice di una misura non può stare fra i file caricati.",
            value=folder.name,
            remedy="Chi amministra la macchina può metterla in un'altra cartella.",
        )


def _as_wanted(module: Any, side: str, texts: list[str], answers: Answers) -> list[Any]:
    """Labels become numbers and references lists where the metric's declared features ask for them."""
    features = module.features[0] if isinstance(module.features, list) else module.features
    kind = features.get(side) if features else None
    dtype = str(getattr(kind, "dtype", ""))
    if dtype.startswith(("int", "float")):
        places = {label: index for index, label in enumerate(answers.labels)}
        return [places.get(text, len(places)) for text in texts]
    if side == "references" and type(kind).__name__ in {"Sequence", "List", "LargeList"}:
        return [[text] for text in texts]
    return list(texts)


def _first_number(name: str, found: dict[str, Any]) -> float:
    for value in found.values():
        if isinstance(value, (int, float, np.number)) and math.isfinite(float(value)):
            return float(value)
    raise UserError(
        "La misura esterna non ha dato un numero.", value=name, remedy="Usare una misura che dia un numero."
    )


def _resamples(n: int, draws: Draws) -> list[np.ndarray]:
    """Positions of the items of each resample; whole groups where there are groups."""
    generator = np.random.default_rng(draws.seed)
    if draws.clusters is None:
        return [generator.integers(n, size=n) for _ in range(RESAMPLES)]
    names, place = np.unique(np.asarray(draws.clusters, dtype=str), return_inverse=True)
    members = [np.flatnonzero(place == group) for group in range(len(names))]
    chosen = (generator.integers(len(names), size=len(names)) for _ in range(RESAMPLES))
    return [np.concatenate([members[group] for group in groups]) for groups in chosen]


def _groups(draws: Draws) -> int | None:
    return None if draws.clusters is None else len(set(draws.clusters))
