"""A finished comparison as the page shows it: sentences, tables, pictures, flips."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from apps.screen import measures
from apps.screen.charts import Chart
from apps.screen.markup import Cell, Digest
from apps.screen.measures import Interval, difference_written, written
from eval.result import (
    RESULT,
    YARDSTICKS,
    Comparison,
    Flip,
    ModelResult,
    Pair,
    read_result,
)
from eval.wording import SURE, interval, least, with_interval
from workbench.italian import duration, licence_name, number

GAINED, LOST = "guadagnato", "perso"
DIRECTIONS = {"": "tutte", GAINED: "corrette ora", LOST: "peggiorate"}
Rows = list[tuple[Cell, ...]]


def comparison_of(folder: Path) -> Comparison:
    """The result of an evaluation's folder, read again only when it changed."""
    path = folder / RESULT
    return _read(folder, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=16)
def _read(folder: Path, _changed: int) -> Comparison:
    return read_result(folder)


def figures_table(found: Comparison) -> tuple[tuple[str, ...], Rows]:
    """One row a model: every metric with its interval, and how many answers are missing."""
    columns = ("modello", *(metric.title for metric in found.metrics), "righe", "senza risposta", "tempo")
    rows: Rows = [
        (
            _named(found, model),
            *(with_interval(model.metrics.get(metric.name), metric.is_share) for metric in found.metrics),
            number(found.n),
            number(model.missing),
            duration(model.seconds),
        )
        for model in found.models
    ]
    return columns, rows


def _named(found: Comparison, model: ModelResult) -> str:
    return f"{model.name} (riferimento)" if model.reference == found.models[0].reference else model.name


PAIR_COLUMNS = (
    "confronto",
    "misura",
    "differenza",
    f"intervallo {SURE}",
    "p corretto",
    "meglio",
    "peggio",
    "esito",
)


def pairs_table(found: Comparison) -> Rows:
    """One row a comparison and metric."""
    facts = {metric.name: metric for metric in found.metrics}
    return [
        (
            f"{found.model(pair.other).name} rispetto a {found.model(pair.reference).name}",
            facts[pair.metric].title,
            difference_written(pair.difference, share=facts[pair.metric].is_share),
            interval(pair.low, pair.high, facts[pair.metric].is_share, sign=True),
            p_written(pair.p_adjusted),
            "–" if pair.better is None else number(pair.better),
            "–" if pair.worse is None else number(pair.worse),
            pair.outcome,
        )
        for pair in found.pairs
    ]


def p_written(p: float) -> str:
    return "< 0,001" if p < 0.001 else number(p, 3)


def sensitivity(found: Comparison) -> list[str]:
    """What each comparison on the first metric could have seen."""
    return [_sensitivity(found, pair) for pair in found.pairs_of(found.primary.name)]


def _sensitivity(found: Comparison, pair: Pair) -> str:
    between = f"{found.model(pair.other).name} e {found.model(pair.reference).name}"
    if pair.smallest_effect is None:
        return (
            f"Fra {between} la differenza è la stessa su ogni riga: quanto piccola potesse essere una "
            f"differenza visibile non si può stimare dai risultati. Prova statistica: {pair.test}."
        )
    smallest = least(pair.smallest_effect, found.primary.is_share)
    return (
        f"Il confronto fra {between} poteva vedere differenze da {smallest} in su. "
        f"Prova statistica: {pair.test}."
    )


def difference_chart(found: Comparison) -> Chart:
    """The differences from the reference on the first metric."""
    intervals = [
        Interval(found.model(pair.other).name, pair.difference, pair.low, pair.high)
        for pair in found.pairs_of(found.primary.name)
        if pair.reference == found.models[0].reference
    ]
    title = f"Differenza da {found.models[0].name}: {found.primary.title.lower()}"
    return measures.differences(title, intervals, share=found.primary.is_share)


def values_chart(found: Comparison) -> Chart:
    """The first metric of every model."""
    figures = [(model.name, model.metrics.get(found.primary.name)) for model in found.models]
    intervals = [Interval(name, figure.value, figure.low, figure.high) for name, figure in figures if figure]
    return measures.values(found.primary.title, intervals, share=found.primary.is_share)


def confusion_chart(found: Comparison, model: ModelResult) -> Chart:
    return measures.confusion(found.data.labels, model.confusion, model.name)


def first_shown(models: Sequence[ModelResult]) -> str:
    """The model that the reader came for: the first compared one that is no yardstick, else the reference."""
    reference, *others = models
    own = [model for model in (*others, reference) if model.kind not in YARDSTICKS]
    return (own or [models[-1]])[0].reference


CLASS_COLUMNS = ("etichetta", "precisione", "richiamo", "F1", "attese", "indicate")


def per_class_table(model: ModelResult) -> Rows:
    return [
        (
            each.label,
            *(
                "–" if figure is None else written(figure.value, share=True)
                for figure in (each.precision, each.recall)
            ),
            "–" if each.f1 is None else written(each.f1.value, share=True),
            number(each.expected),
            number(each.predicted),
        )
        for each in model.per_class
    ]


Sides = tuple[str, str]
"""reference and other of a comparison"""


def flip_pairs(found: Comparison) -> dict[Sides, str]:
    """The comparisons on the first metric, in words; the one that the reader came for first."""
    return {
        (
            pair.reference,
            pair.other,
        ): f"{found.model(pair.other).name} rispetto a {found.model(pair.reference).name}"
        for pair in found.pairs_of(found.primary.name)
    }


def chosen_flips(found: Comparison, sides: Sides, direction: str, words: str) -> list[Flip]:
    """The rows on which the two part, of one direction or both, that contain all the words."""
    sought = words.casefold().split()
    return [
        flip
        for flip in found.flips
        if (flip.reference, flip.other) == sides
        and direction in ("", flip.direction)
        and all(word in f"{flip.text} {flip.expected} {flip.a} {flip.b}".casefold() for word in sought)
    ]


def flip_counts(found: Comparison, sides: Sides) -> dict[str, int]:
    """How many rows of each direction."""
    return {direction: len(chosen_flips(found, sides, direction, "")) for direction in DIRECTIONS}


def flips_table(found: Comparison, flips: Sequence[Flip], sides: Sides) -> tuple[tuple[str, ...], Rows]:
    """The rows side by side: text, expected, what each of the two answered."""
    reference, other = (found.model(each).name for each in sides)
    columns = ("riga", "testo", "attesa", reference, other, "esito")
    words = {GAINED: "corretta ora", LOST: "peggiorata"}
    rows: Rows = [
        (flip.id, flip.text, flip.expected, flip.a, flip.b, words.get(flip.direction, flip.direction))
        for flip in flips
    ]
    return columns, rows


def origin(found: Comparison) -> list[tuple[str, Cell]]:
    """What was measured on what, and how to do it again."""
    data = found.data
    return [
        ("Dati", f"{data.name}, parte di prova: {number(found.n)} righe"),
        ("Impronta della prova", Digest(data.test_digest)),
        ("Licenza dei dati", licence_name(data.licence)),
        *(
            (f"Modello: {model.name}", f"{model.kind}, licenza {licence_name(model.licence)}")
            for model in found.models
        ),
        ("Comando", found.command),
        ("Durata", duration(found.seconds)),
        ("Versioni", ", ".join(f"{name} {version}" for name, version in found.versions.items())),
    ]
