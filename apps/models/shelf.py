"""The models in words, and who may remove one."""

import re

from apps.screen import listings
from apps.screen.markup import Cell, Digest
from workbench.italian import licence_name, moment, number, percent
from workbench.jobs import Job, Person
from workbench.models import Model

KINDS = {
    "base": "di base",
    "lora": "LoRA su un modello di base",
    "completo": "tutti i pesi riaddestrati",
    "pre-addestrato": "addestrato da zero",
}
LANGUAGES = {"it": "italiano", "en": "inglese", "multilingual": "più lingue"}
CARD = "README.md"
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def maker(model: Model) -> Job | None:
    """The job that trained this model, while it exists."""
    trainings = (job for job in listings.jobs() if job.kind == "addestramento")
    return next((job for job in trainings if listings.trained_name(job.folder) == model.reference), None)


def may_delete(person: Person, model: Model) -> bool:
    """Who trained it, and who administers Officina."""
    if model.shipped:
        return False
    job = maker(model)
    return person.role == "amministratore" or (job is not None and job.owner.name == person.name)


def run_of(model: Model) -> str | None:
    """Its training in MLflow, as the model or its job tells."""
    job = maker(model)
    return model.mlflow_run or (listings.run_of_job(job.folder) if job else None)


def size_in_words(parameters: int) -> str:
    if parameters >= 1e9:
        return f"{number(parameters / 1e9, 1)} miliardi di parametri"
    if parameters >= 1e6:
        return f"{number(parameters / 1e6, 1)} milioni di parametri"
    return f"{number(parameters)} parametri"


def summary(model: Model) -> str:
    """One line for a list."""
    told = [KINDS.get(model.kind, model.kind), size_in_words(model.parameters)]
    if model.task:
        told.insert(0, str(model.task))
    return " · ".join(told)


def facts(model: Model) -> list[tuple[str, Cell]]:
    """Where it comes from and under which licence."""
    made = model.provenance
    told: list[tuple[str, Cell | None]] = [
        ("Licenza", licence_name(model.licence)),
        ("Lingua", LANGUAGES.get(model.language, model.language)),
        ("Partito da", made.get("base_name") or model.base),
        ("Dati", made.get("data_name")),
        ("Impronta dei dati", Digest(model.data_digest) if model.data_digest else None),
        ("Impronta del modello", Digest(model.digest)),
        ("Misura in validazione", _figure(made)),
        ("Creato", moment(made["created"]) if made.get("created") else None),
        ("Etichette", ", ".join(model.labels) or None),
    ]
    return [(name, value) for name, value in told if value]


def _figure(made: dict) -> str | None:
    figures = made.get("figures", made)
    value, metric = figures.get("value"), figures.get("metric")
    return f"{metric} {percent(value)}" if value is not None and metric else None


def card_text(model: Model) -> str:
    """The Italian card without its machine-readable head; pictures from elsewhere are not fetched."""
    path = model.folder / CARD
    if not path.is_file():
        return ""
    text = FRONT_MATTER.sub("", path.read_text("utf-8", "replace")).replace("![", r"\![")
    text = re.sub(r"^```\w+$", "```", text, flags=re.MULTILINE)  # highlighted code is too pale to read
    # The card's own title is on the page already, and its headings go below that.
    return re.sub(r"^## ", "### ", re.sub(r"\A\s*# .*\n", "", text), flags=re.MULTILINE).strip()
