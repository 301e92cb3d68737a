"""What a careful colleague would look at after a training, said in Italian."""

from pathlib import Path
from typing import Any

from finetune.preparation import Ingredients
from workbench.italian import number, percent, plural
from workbench.jobs import read_events
from workbench.models import Model


def majority_share(ingredients: Ingredients) -> float | None:
    """Validation accuracy of always giving the commonest training label; None when text is written."""
    examples = ingredients.validation.examples
    if not ingredients.recipe.classifies or not examples:
        return None
    labels = [example.labels[0] for example in ingredients.training.examples]
    commonest = max(sorted(set(labels)), key=labels.count)
    return sum(example.labels[0] == commonest for example in examples) / len(examples)


def diagnose(
    ingredients: Ingredients, folder: Path, history: list[dict[str, Any]], model: Model
) -> list[str]:
    """Sentences about rows, labels, loss, validation and the saved model, most useful first."""
    return [
        _validation(ingredients, history),
        _loss(folder),
        *_rows(ingredients),
        *_end_token(ingredients),
        *_rare_labels(ingredients),
        _reopened(ingredients, history, model),
    ]


def _validation(ingredients: Ingredients, history: list[dict[str, Any]]) -> str:
    if not history:
        return "Non ci sono righe di validazione: non si sa se il modello vale anche su testi nuovi."
    if not ingredients.recipe.classifies:
        first, best = history[0]["loss"], min(entry["loss"] for entry in history)
        better = "è scesa" if best < first else "non è scesa"
        return f"La perdita sulla validazione {better}: da {number(first, 3)} a {number(best, 3)}."
    value, majority = max(entry["value"] for entry in history), majority_share(ingredients) or 0.0
    verdict = "meglio che" if value > majority else "non meglio che"
    return (
        f"Sulla validazione l'accuratezza è {percent(value)}, {verdict} dare sempre l'etichetta più "
        f"frequente ({percent(majority)})."
    )


def _loss(folder: Path) -> str:
    events, _ = read_events(folder)
    losses = [event["loss"] for event in events if event["kind"] == "step" and event.get("loss") is not None]
    quarter = max(1, len(losses) // 4)
    if len(losses) < 2:
        return "I passi sono troppo pochi per dire se la perdita è scesa."
    first, last = (sum(part) / len(part) for part in (losses[:quarter], losses[-quarter:]))
    if last < first:
        return f"La perdita è scesa da {number(first, 3)} a {number(last, 3)}."
    moved = f"{number(first, 3)} → {number(last, 3)}"
    return f"La perdita non è scesa ({moved}): provare un altro passo di apprendimento."


def _rows(ingredients: Ingredients) -> list[str]:
    cut, empty = ingredients.training.cut, ingredients.training.empty
    said = []
    if cut:
        rows = plural(
            len(cut), "riga di addestramento è stata tagliata", "righe di addestramento sono state tagliate"
        )
        said.append(f"{rows} alla lunghezza massima (numeri: {_some(cut)}).")
    if empty:
        rows = plural(len(empty), "riga è rimasta", "righe sono rimaste")
        said.append(f"{rows} senza risposta dopo il taglio e quindi fuori (numeri: {_some(empty)}).")
    return said or ["Nessuna riga è stata tagliata."]


def _some(numbers: list[int], limit: int = 10) -> str:
    shown = ", ".join(map(str, numbers[:limit]))
    return shown if len(numbers) <= limit else f"{shown} e altre {len(numbers) - limit}"


def _end_token(ingredients: Ingredients) -> list[str]:
    if ingredients.recipe.classifies:
        return []
    end, examples = ingredients.tokenizer.eos_token_id, ingredients.training.examples
    closed = sum(example.labels[-1] == end for example in examples)
    if closed == len(examples):
        return ["Ogni risposta insegna anche quando fermarsi (simbolo di fine presente)."]
    return [
        f"Il simbolo di fine manca in {plural(len(examples) - closed, 'risposta', 'risposte')}: "
        "il modello può non fermarsi. Aumentare la lunghezza massima."
    ]


def _rare_labels(ingredients: Ingredients) -> list[str]:
    if not ingredients.recipe.classifies:
        return []
    seen = [example.labels[0] for example in ingredients.training.examples]
    rare = [label for index, label in enumerate(ingredients.data_set.labels) if seen.count(index) < 3]
    if not rare:
        return []
    return [f"Etichette con meno di tre esempi, che il modello non può imparare: {', '.join(rare[:10])}."]


def _reopened(ingredients: Ingredients, history: list[dict[str, Any]], model: Model) -> str:
    """Whether the saved model, opened as everybody will open it, scores as it did in training."""
    from finetune.measuring import measure
    from workbench.models import load_causal, load_classifier

    network = (load_classifier if ingredients.recipe.classifies else load_causal)(model)
    if not history:
        return "Il modello salvato si riapre."
    loss, value = measure(ingredients, network)
    best = min(history, key=lambda entry: (abs(entry["value"] - value), abs(entry["loss"] - loss)))
    tolerance = max(0.01, 2.5 / max(1, len(ingredients.validation.examples)))
    if abs(best["value"] - value) <= tolerance:
        return "Il modello salvato, riaperto, dà sulla validazione lo stesso risultato dell'addestramento."
    return (
        f"Attenzione: il modello salvato, riaperto, dà {percent(value)} invece di {percent(best['value'])} "
        "sulla validazione."
    )
