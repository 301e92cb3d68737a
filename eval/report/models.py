"""The parts of a report about single models: categories, confusion, cards."""

from eval.comparing import MUTE
from eval.report.blocks import Block, Facts, Picture, Section, Table
from eval.report.pictures import confusion
from eval.result import YARDSTICKS, Comparison, ModelResult
from eval.wording import with_interval
from workbench.italian import licence_name, number

OUTSIDE = "altro"


def by_category(found: Comparison) -> list[Section]:
    """One section with the F1 of all models, then confusion and details of each."""
    shown = [model for model in found.models if model.per_class and model.kind not in MUTE]
    if not shown:
        return []
    columns = ("Etichetta", "Esempi", *(f"F1 di {model.name}" for model in shown))
    rows = [
        (
            label,
            number(shown[0].per_class[place].expected),
            *(with_interval(model.per_class[place].f1) for model in shown),
        )
        for place, label in enumerate(found.data.labels)
    ]
    together = Table("F1 di ogni etichetta, con intervallo al 95 %", columns, rows)
    return [Section("Risultati per etichetta", 2, [together]), *(_of_model(found, model) for model in shown)]


def _of_model(found: Comparison, model: ModelResult) -> Section:
    columns = ("Etichetta", "Precisione", "Richiamo", "Esempi attesi", "Esempi indicati")
    details = [
        (
            one.label,
            with_interval(one.precision),
            with_interval(one.recall),
            number(one.expected),
            number(one.predicted),
        )
        for one in model.per_class
    ]
    return Section(
        f"Etichette: {model.name}",
        3,
        [*_confusion(found, model), Table(f"Precisione e richiamo: {model.name}", columns, details)],
    )


def _confusion(found: Comparison, model: ModelResult) -> list[Block]:
    labels = found.data.labels
    strangers = any(row[-1] for row in model.confusion)
    counts = model.confusion if strangers else [row[:-1] for row in model.confusion]
    answered = [*labels, OUTSIDE] if strangers else list(labels)
    rows = [
        (label, *(number(amount) if amount else "" for amount in row))
        for label, row in zip(labels, counts, strict=True)
    ]
    return [
        Picture(
            confusion(counts, labels, answered), _in_words(model, counts, answered, labels), is_wide=True
        ),
        Table(
            f"Etichette attese (righe) e indicate (colonne): {model.name}",
            ("Attesa", *answered),
            rows,
            is_matrix=True,
        ),
    ]


def _in_words(model: ModelResult, counts: list[list[int]], answered: list[str], labels: list[str]) -> str:
    right = sum(counts[place][place] for place in range(len(labels)))
    total = sum(map(sum, counts))
    mistakes = sorted(
        (
            (amount, label, answered[column])
            for row, label in enumerate(labels)
            for column, amount in enumerate(counts[row])
            if row != column and amount
        ),
        reverse=True,
    )[:3]
    worst = "; ".join(f"{label} preso per {given}, {amount} volte" for amount, label, given in mistakes)
    told = f"Confusione fra etichette di {model.name}: {number(right)} esempi giusti su {number(total)}."
    return f"{told} Scambi più frequenti: {worst}." if worst else told


def cards(found: Comparison) -> Section:
    blocks: list[Block] = []
    for model in found.models:
        facts = [
            ("Nome", model.name),
            ("Riferimento nella configurazione", model.reference),
            ("Tipo", "termine di paragone" if model.kind in YARDSTICKS else model.kind),
            ("Come risponde", model.decoding),
            ("Impronta (sha256)", model.digest),
        ]
        if model.kind not in YARDSTICKS:
            facts += [
                ("Modello di base", model.base or "nessuno"),
                ("Parametri", number(model.parameters)),
                ("Licenza", licence_name(model.licence)),
                ("Lingua", model.language),
                ("Dati di addestramento (sha256)", model.data_digest or "non dichiarati"),
            ]
        facts.append(("Senza risposta", _missing(model)))
        blocks.append(Facts(facts))
    return Section("Modelli", 2, blocks)


def _missing(model: ModelResult) -> str:
    reasons = "; ".join(f"{reason}: {number(amount)}" for reason, amount in model.missing_reasons.items())
    return f"{number(model.missing)} ({reasons})" if model.missing else "nessun esempio"
