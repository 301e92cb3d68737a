"""The model card: what a person must know before using the model, in Italian, with nothing made up."""

from typing import Any

import yaml

from finetune.config import TrainingConfig
from workbench.italian import duration, exact, licence_name, number, percent, plural
from workbench.models import UNDECLARED


def card(provenance: dict[str, Any]) -> str:
    """README.md with front matter, from the provenance that goes into officina.json."""
    head = yaml.safe_dump(_front_matter(provenance), allow_unicode=True, sort_keys=False)
    sections = [_use, _origin, _training, _figures, _limits, _reproduction]
    body = "\n".join(section(provenance) for section in sections)
    return f"---\n{head}---\n\n# {provenance['name']}\n\n{body}"


def _front_matter(provenance: dict[str, Any]) -> dict[str, Any]:
    classifies = bool(provenance["labels"])
    head = {
        "language": provenance["language"],
        "base_model": provenance["base"],
        "pipeline_tag": "text-classification" if classifies else "text-generation",
        "library_name": "peft" if provenance["kind"] == "lora" else "transformers",
        "datasets": [provenance["data"]],
    }
    # A licence is a legal statement: without one in the base there is none here.
    return head if provenance["licence"] == UNDECLARED else {"license": provenance["licence"]} | head


def _use(provenance: dict[str, Any]) -> str:
    if provenance["labels"]:
        labels = ", ".join(f"`{label}`" for label in provenance["labels"])
        return f"Assegna a un testo una fra {len(provenance['labels'])} etichette: {labels}.\n"
    return "Scrive la risposta a una richiesta.\n"


def _origin(provenance: dict[str, Any]) -> str:
    return f"""## Da che cosa nasce

| voce | valore |
|---|---|
| Modello di base | {provenance["base_name"]} (`{provenance["base"]}`) |
| Licenza del modello di base | {licence_name(provenance["licence"])} |
| Lingua dichiarata dal modello di base | {provenance["base_language"]} |
| Impronta del modello di base | `{provenance["base_digest"]}` |
| Insieme di dati | {provenance["data_name"]} (`{provenance["data"]}`) |
| Licenza dei dati | {licence_name(provenance["data_licence"] or UNDECLARED)} |
| Fonte dei dati | {provenance["data_source"] or UNDECLARED} |
| Lingua dei dati | {provenance["language"]} |
| Impronta dei dati | `{provenance["data_digest"]}` |
"""


def _shown(value: object) -> str:
    return exact(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _training(provenance: dict[str, Any]) -> str:
    config = provenance["config"]
    rows = "\n".join(
        f"| {field.title} | {_shown(config[name])} |"
        for name, field in TrainingConfig.model_fields.items()
        if name not in {"name", "data", "model"}
        and (provenance["kind"] == "lora" or not name.startswith("lora"))
    )
    figures = provenance["figures"]
    return f"""## Come è stato addestrato

| voce | valore |
|---|---|
{rows}
| Righe di addestramento | {number(provenance["rows"]["addestramento"])} |
| Righe tagliate | {number(provenance["cut_rows"])} |
| Passi | {number(figures["step"])} di {number(figures["steps"])} |
| Passo conservato | {number(figures["best_step"] or figures["step"])} |
| Durata | {duration(figures["seconds"])} |
| Librerie | {", ".join(map(" ".join, figures["versions"].items()))} |
"""


def _figures(provenance: dict[str, Any]) -> str:
    figures, rows = provenance["figures"], provenance["rows"]["validazione"]
    if figures["value"] is None:
        return "## Misure\n\nNessuna: l'insieme non ha righe di validazione.\n"
    lines = [
        f"Su {plural(rows, 'riga', 'righe')} di validazione, usate anche per scegliere il passo:\n",
        f"- {figures['metric']}: {percent(figures['value'])}",
        f"- perdita: {number(figures['validation_loss'], 3)}",
    ]
    if figures["majority"] is not None:
        lines.append(f"- {figures['metric']} dell'etichetta più frequente: {percent(figures['majority'])}")
    return (
        "## Misure\n\n" + "\n".join(lines) + "\n\nLa misura sulla parte di prova si fa con una valutazione.\n"
    )


def _limits(provenance: dict[str, Any]) -> str:
    scope = (
        "sceglie sempre una delle sue etichette, anche per testi che non c'entrano"
        if provenance["labels"]
        else ("può scrivere cose false con tono sicuro")
    )
    return f"""## Limiti

- Il modello {scope}.
- Vale per testi simili a quelli dell'insieme di dati; su altri va misurato prima di usarlo.
- Non deve decidere da solo su diritti, prestazioni o procedimenti di una persona.
- La licenza del modello di base e quella dei dati restano valide anche per questo modello.
"""


def _reproduction(provenance: dict[str, Any]) -> str:
    config = yaml.safe_dump(provenance["config"], allow_unicode=True, sort_keys=False)
    return f"""## Come rifarlo

Salvare come `addestramento.yaml`, con un nome nuovo:

```yaml
{config}```

```
python -m finetune train addestramento.yaml --folder addestramento
```
"""
