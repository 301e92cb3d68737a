"""What the pages say of a data set."""

from functools import lru_cache

from apps.screen.markup import Cell, Digest
from workbench.data import TRAINING, Card, DataSet, Task, open_data_set
from workbench.italian import licence_name, moment, number, percent, plural

TASKS = {
    Task.CLASSIFICATION: "classificazione: dal testo a un'etichetta",
    Task.INSTRUCTION: "istruzioni: dalla richiesta alla risposta",
}


def summary(data_set: DataSet) -> str:
    """One line for a list."""
    told = [str(data_set.task), plural(sum(data_set.counts.values()), "riga", "righe")]
    if data_set.labels:
        told.append(plural(len(data_set.labels), "etichetta", "etichette"))
    told.append(f"prova congelata: {plural(data_set.counts['prova'], 'riga', 'righe')}")
    return " · ".join(told)


def facts(data_set: DataSet) -> list[tuple[str, Cell]]:
    """What it is, how large, and where it comes from."""
    columns = data_set.columns
    told: list[tuple[str, Cell | None]] = [
        ("Compito", TASKS[data_set.task]),
        *((f"Righe di {part}", number(count)) for part, count in data_set.counts.items()),
        ("Righe lasciate fuori", number(data_set.rejected)),
        ("Etichette", ", ".join(data_set.labels) or None),
        ("Colonne", " → ".join((" + ".join((columns.text, *columns.more_text)), columns.target))),
        ("Colonna del gruppo", columns.group),
        ("Licenza", licence_name(data_set.licence)),
        ("Fonte", data_set.source),
        ("Congelato", moment(data_set.created)),
        ("Seme della divisione", number(data_set.seed)),
        ("Impronta dei dati", Digest(data_set.digest)),
        ("Impronta della prova", Digest(data_set.test_digest)),
    ]
    return [(name, value) for name, value in told if value]


def figures(measured: Card) -> list[tuple[str, Cell]]:
    """Shares, lengths and repetitions."""
    lengths = measured.lengths
    told: list[tuple[str, Cell | None]] = [
        ("Quote", ", ".join(f"{part} {percent(share)}" for part, share in measured.shares.items())),
        (
            f"Lunghezza in {lengths.unit}",
            f"mediana {number(lengths.median)}, 95 righe su 100 entro {number(lengths.p95)}, "
            f"massima {number(lengths.longest)}",
        ),
        ("Testi ripetuti uguali", number(measured.repeated)),
        ("Testi quasi uguali", _near(measured)),
        (
            "Motivi delle righe fuori",
            "; ".join(f"{why}: {number(n)}" for why, n in measured.reasons.items()) or None,
        ),
    ]
    return [(name, value) for name, value in told if value]


def _near(measured: Card) -> str | None:
    if measured.near is None or measured.near_share is None:
        return None
    across = f", di cui {number(measured.near_in_test)} della prova" if measured.near_in_test else ""
    return f"{number(measured.near)} ({percent(measured.near_share)}){across}"


def label_counts(measured: Card) -> dict[str, int]:
    """Rows of each label over all parts."""
    return {label: sum(parts.values()) for label, parts in measured.labels.items()}


@lru_cache(maxsize=32)
def lengths(data_set_id: str) -> tuple[int, ...]:
    """Characters of each training row; what is frozen never changes."""
    return tuple(len(row.text) for row in open_data_set(data_set_id).rows(TRAINING))


def words(data_set: DataSet) -> tuple[str, str]:
    """What the two columns of a row are called."""
    return ("testo", "etichetta") if data_set.task is Task.CLASSIFICATION else ("richiesta", "risposta")


def run_of(data_set: DataSet) -> str:
    """Its run in MLflow, written now if it is not there yet."""
    from workbench.tracking import track_data_set

    return track_data_set(data_set)


def shorten(text: str, limit: int = 400) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
