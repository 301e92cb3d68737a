"""What the figures do not say, in Italian, written under them."""

from collections.abc import Sequence

from eval.comparing import TRAINED, Measured
from eval.result import ModelResult
from eval.wording import SURE
from workbench.data import TEST, Task
from workbench.italian import number, percent, plural
from workbench.statistics import FEW_CLUSTERS


def limits_of(measured: Measured, models: Sequence[ModelResult], tests: int) -> list[str]:
    """Sentences about missing answers, sampling, groups, training and origin of the data."""
    return [
        *_about_items(measured, models),
        *_about_groups(measured),
        *_about_models(measured, models),
        *_about_tests(tests),
        "La prova viene dalla stessa raccolta dei dati di addestramento: su testi di altra origine "
        "i risultati possono essere diversi.",
        "Non si può escludere che un modello di base abbia già letto testi simili a quelli della prova.",
    ]


def _about_items(measured: Measured, models: Sequence[ModelResult]) -> list[str]:
    found = []
    total, used = measured.data_set.counts[TEST], len(measured.rows)
    if used < total:
        found.append(f"Sono stati usati {number(used)} esempi di prova su {number(total)}, scelti a caso.")
    for model in models:
        if model.missing:
            reasons = "; ".join(
                f"{reason}: {number(count)}" for reason, count in model.missing_reasons.items()
            )
            worst = _if_wrong(model, measured)
            found.append(
                f"«{model.name}» non ha risposto a {plural(model.missing, 'esempio', 'esempi')} ({reasons}): "
                f"restano fuori dalle sue cifre e dai suoi confronti.{worst}"
            )
        if model.cut:
            found.append(
                f"«{model.name}» ha letto solo una parte di {plural(model.cut, 'testo', 'testi')}, "
                "più lunghi di quanto il modello può leggere."
            )
    return found


def _if_wrong(model: ModelResult, measured: Measured) -> str:
    primary = measured.metrics[0]
    figure = model.metrics.get(primary.name)
    if figure is None or not primary.is_share:
        return ""
    counted = figure.value * figure.n / (figure.n + figure.missing)
    return f" Contati come errori, il suo risultato scenderebbe a {percent(counted)}."


def _about_groups(measured: Measured) -> list[str]:
    column = measured.data_set.columns.group
    if measured.draws.clusters is None:
        if column is None:
            return []
        return [f"La colonna «{column}» ha un solo gruppo nella prova: gli intervalli non ne tengono conto."]
    groups = len(set(measured.draws.clusters))
    found = [
        f"Gli esempi dello stesso gruppo (colonna «{column}») sono trattati insieme: {number(groups)} gruppi."
    ]
    if groups < FEW_CLUSTERS:
        found.append(f"I gruppi sono meno di {FEW_CLUSTERS}: gli intervalli sono poco affidabili.")
    if measured.data_set.task == Task.CLASSIFICATION:
        found.append("Gli intervalli delle singole etichette non tengono conto dei gruppi.")
    return found


def _about_models(measured: Measured, models: Sequence[ModelResult]) -> list[str]:
    found = []
    for model in models:
        if model.kind not in TRAINED:
            continue
        if model.data_digest != measured.data_set.digest:
            found.append(
                f"«{model.name}» è stato addestrato su altri dati: non è stato controllato che non "
                "contengano testi di questa prova."
            )
    if any(model.kind in TRAINED for model in models):
        found.append(
            "Ogni modello è stato addestrato una volta: quanto cambierebbe ripetendo l'addestramento "
            "con un altro seme non è misurato."
        )
    undeclared = [f"«{model.name}»" for model in models if model.licence == "non dichiarata"]
    if undeclared:
        found.append(f"Licenza non dichiarata: {', '.join(undeclared)}.")
    return found


def _about_tests(tests: int) -> list[str]:
    if tests < 2:
        return []
    return [
        f"Per ogni misura i confronti sono {number(tests)}: i valori p sono corretti con il metodo di Holm; "
        f"gli intervalli sono al {SURE} ciascuno, non tutti insieme."
    ]
