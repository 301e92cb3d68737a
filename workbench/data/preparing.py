"""From a table and the chosen columns to rows that a model can learn from."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from workbench.data.collecting import excerpt
from workbench.data.columns import MOST_LABELS, is_number, nothing_readable
from workbench.data.types import Columns, Prepared, Rejected, Row, Table, Task
from workbench.errors import UserError
from workbench.italian import normalise, number, plural

SHOWN = 5
BROKEN_ACCENTS = ("Ã¨", "Ã ", "Ã²", "Ã¹", "Ã©", "Ã¬", "â€™", "\N{REPLACEMENT CHARACTER}")


def prepare(table: Table, columns: Columns) -> Prepared:
    """Rows in the order of the file; those without text or target are listed with the unreadable ones."""
    _check_columns(table, columns)
    rows: list[Row] = []
    rejected = list(table.rejected)
    for at, cells in zip(table.numbers, table.rows, strict=True):
        row = _row(at, cells, columns)
        if reason := _missing(row, columns):
            rejected.append(Rejected(at, reason, excerpt(" · ".join(filter(None, cells.values())))))
        else:
            rows.append(row)
    rejected.sort(key=lambda bad: bad.number)
    if not rows:
        raise nothing_readable(rejected)
    _check_text(rows, columns)
    labels = _labels(rows, columns) if columns.task is Task.CLASSIFICATION else ()
    return Prepared(rows, rejected, labels, list(_warnings(rows, labels)))


def _check_columns(table: Table, columns: Columns) -> None:
    chosen = [columns.text, columns.target, columns.group, columns.system, *columns.more_text]
    used = [name for name in chosen if name is not None]
    for name in used:
        if name not in table.columns:
            raise UserError(
                "La colonna non c'è.", value=name, remedy=f"Le colonne sono: {', '.join(table.columns)}."
            )
    if columns.target in (columns.text, columns.system, *columns.more_text):
        raise UserError(
            "La stessa colonna non può essere sia il testo sia quello che il modello deve imparare.",
            value=columns.target,
            remedy="Scegliere due colonne diverse.",
        )


def _row(at: int, cells: dict[str, str], columns: Columns) -> Row:
    paragraphs = (cells[name].strip() for name in (columns.text, *columns.more_text))
    target = cells[columns.target].strip()
    return Row(
        number=at,
        text="\n\n".join(filter(None, paragraphs)),
        target=" ".join(target.split()) if columns.task is Task.CLASSIFICATION else target,
        group=(cells[columns.group].strip() or None) if columns.group else None,
        system=(cells[columns.system].strip() or None) if columns.system else None,
    )


def _missing(row: Row, columns: Columns) -> str | None:
    if not row.text:
        return f"manca il testo («{columns.text}» è vuota)"
    if not row.target:
        what = "l'etichetta" if columns.task is Task.CLASSIFICATION else "la risposta"
        return f"manca {what} («{columns.target}» è vuota)"
    return None


def _check_text(rows: Sequence[Row], columns: Columns) -> None:
    if all(is_number(row.text) for row in rows):
        raise UserError(
            "La colonna scelta come testo contiene solo numeri.",
            value=columns.text,
            remedy="Scegliere la colonna che contiene le parole.",
        )


def _labels(rows: Sequence[Row], columns: Columns) -> tuple[str, ...]:
    labels = tuple(sorted({row.target for row in rows}))
    if len(labels) == 1:
        raise UserError(
            "C'è una sola etichetta: non c'è niente da distinguere.",
            value=labels[0],
            remedy="Servono righe con almeno due etichette diverse.",
        )
    if len(labels) > MOST_LABELS:
        raise UserError(
            f"«{columns.target}» ha {number(len(labels))} valori diversi, troppi per essere etichette.",
            value=labels[0],
            remedy=f"Scegliere una colonna con al più {MOST_LABELS} etichette, o il compito «istruzioni».",
        )
    return labels


def _warnings(rows: Sequence[Row], labels: Sequence[str]) -> Iterable[str]:
    """What deserves a look but stops nothing."""
    if numeric := [row for row in rows if is_number(row.text)]:
        yield f"{plural(len(numeric), 'testo è', 'testi sono')} solo numeri: {_numbers(numeric)}."
    if broken := [row for row in rows if any(mark in row.text for mark in BROKEN_ACCENTS)]:
        yield f"{plural(len(broken), 'testo ha', 'testi hanno')} accentate rovinate: {_numbers(broken)}."
    written: dict[str, list[str]] = defaultdict(list)
    for label in labels:
        written[normalise(label)].append(label)
    for forms in written.values():
        if len(forms) > 1:
            yield f"Etichette che differiscono solo nella grafia: {', '.join(f'«{form}»' for form in forms)}."
    if labels and (contradicting := _contradicting(rows)):
        found = plural(len(contradicting), "testo compare", "testi compaiono")
        yield f"{found} con etichette diverse: {_numbers(contradicting)}."


def _contradicting(rows: Sequence[Row]) -> list[Row]:
    """The first row of each text that appears with more than one label."""
    first: dict[str, Row] = {}
    found: dict[str, Row] = {}
    for row in rows:
        text = normalise(row.text)
        if first.setdefault(text, row).target != row.target:
            found.setdefault(text, first[text])
    return list(found.values())


def _numbers(rows: Sequence[Row]) -> str:
    shown = ", ".join(str(row.number) for row in rows[:SHOWN])
    return f"riga {shown}" if len(rows) == 1 else f"righe {shown}{' …' if len(rows) > SHOWN else ''}"


def set_aside(prepared: Prepared, labels: Iterable[str]) -> Prepared:
    """The same without these labels; their rows are listed among the rejected, not lost."""
    unwanted = set(labels)
    counts = Counter(row.target for row in prepared.rows)
    aside = [
        Rejected(
            row.number, f"etichetta messa da parte: «{row.target}» ({counts[row.target]})", excerpt(row.text)
        )
        for row in prepared.rows
        if row.target in unwanted
    ]
    kept = tuple(label for label in prepared.labels if label not in unwanted)
    if len(kept) < 2:
        raise UserError(
            "Resterebbero meno di due etichette.",
            value=", ".join(kept) or None,
            remedy="Aggiungere esempi invece di mettere da parte le etichette.",
        )
    return Prepared(
        rows=[row for row in prepared.rows if row.target not in unwanted],
        rejected=sorted([*prepared.rejected, *aside], key=lambda bad: bad.number),
        labels=kept,
        warnings=prepared.warnings,
    )
