"""What must be known of a model learned from nothing, in Italian, with nothing that was not measured."""

from typing import Any

import yaml

from workbench.italian import duration, number, size

HEAD = """---
language: it
library_name: transformers
pipeline_tag: text-generation
---
"""


def card(provenance: dict[str, Any]) -> str:
    """README.md, from the provenance that goes into officina.json."""
    sections = [_what, _texts, _training, _reproduction]
    return "\n".join([HEAD, *(section(provenance) for section in sections)])


def _what(provenance: dict[str, Any]) -> str:
    config = provenance["config"]
    return f"""# {provenance["name"]}

Un modello linguistico di {number(provenance["figures"]["parameters"])} parametri, addestrato da zero:
architettura Llama, {config["layers"]} strati, larghezza {config["hidden"]}, vocabolario
{number(config["vocabulary"])}, contesto {number(config["context"])} token. Continua un
testo con parole plausibili: non sa le cose, non ragiona, può
scrivere cose false con tono sicuro e ripetere passi dei testi da cui ha imparato.
"""


def _texts(provenance: dict[str, Any]) -> str:
    figures = provenance["figures"]
    counts = figures["counts"]
    rows = "\n".join(
        f"| {name} | {number(100 * share)} % | {number(figures['epochs'][name], 1)} | "
        f"{number(counts[name]['documenti'])} | {size(counts[name]['byte'])} | "
        f"{number(figures['bits_per_byte'][name], 3)} |"
        for name, share in provenance["config"]["weights"].items()
    )
    return f"""## Testi e misure

| genere | quota dei token | letture | documenti | testo | bit per byte |
|---|---:|---:|---:|---:|---:|
{rows}

I bit per byte sono misurati su fonti intere mai lette: meno è meglio. La licenza dei testi vale anche per
il modello.
"""


def _training(provenance: dict[str, Any]) -> str:
    config, figures = provenance["config"], provenance["figures"]
    tokens = config["steps"] * config["rows"] * config["context"]
    return f"""## Addestramento

{number(figures["steps"])} passi, {number(tokens)} token, {duration(figures["seconds"])}. Librerie:
{", ".join(" ".join(each) for each in figures["versions"].items())}.
"""


def _reproduction(provenance: dict[str, Any]) -> str:
    again = yaml.safe_dump(provenance["config"], allow_unicode=True, sort_keys=False)
    return f"""## Come rifarlo

Salvare come `pretraining.yaml` accanto ai testi, con un nome nuovo:

```yaml
{again}```

```
python -m finetune pretrain pretraining.yaml --folder pre-addestramento
```
"""
