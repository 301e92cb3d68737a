"""What a person chooses for an evaluation; pages draw the form from these fields."""

import hashlib
import json
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from workbench.errors import UserError

PREDICTION_RULES = 1
"""raised when a change of code changes predictions: earlier ones are then not continued"""


class EvaluationConfig(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    data: str = Field(
        title="Insieme di dati",
        description="L'insieme la cui parte di prova viene usata per misurare.",
        min_length=1,
    )
    models: list[str] = Field(
        title="Modelli",
        description="I modelli da confrontare. Il primo è il riferimento, con cui si misurano gli altri. "
        "«maggioranza» e «tfidf» sono termini di paragone semplici.",
        min_length=1,
        max_length=8,
    )
    metrics: list[str] = Field(
        default=[],
        title="Misure",
        description="La prima decide l'esito. Se l'elenco è vuoto si usano quelle previste per il compito.",
    )
    external_metrics: list[str] = Field(
        default=[],
        title="Misure esterne",
        description="Cartelle di misure di Hugging Face «evaluate», o loro nomi se la rete è consentita. "
        "Il loro codice viene eseguito su questa macchina.",
        max_length=5,
    )
    limit: int | None = Field(
        default=None,
        title="Numero massimo di esempi",
        description="Vuoto: tutta la prova. Un numero minore fa risparmiare tempo e allarga gli intervalli.",
        ge=10,
    )
    max_new_tokens: int = Field(
        default=96,
        title="Lunghezza massima delle risposte",
        description="In token. Vale solo per i modelli che scrivono testo.",
        ge=1,
        le=2048,
    )
    batch_size: int = Field(
        default=16,
        title="Esempi per volta",
        description="Quanti esempi il modello legge insieme. Un numero minore richiede meno memoria.",
        ge=1,
        le=256,
    )
    resamples: int = Field(
        default=10_000,
        title="Ricampionamenti",
        description="Per gli intervalli e per le prove di permutazione.",
        ge=1000,
        le=100_000,
    )
    seed: int = Field(
        default=20,
        title="Seme",
        description="Con lo stesso seme si ottengono gli stessi numeri.",
        ge=0,
        le=2**31 - 1,
    )

    @model_validator(mode="after")
    def _no_repetition(self) -> Self:
        for name in ("models", "metrics", "external_metrics"):
            values = getattr(self, name)
            if len(set(values)) < len(values):
                raise ValueError(f"in «{type(self).model_fields[name].title}» una voce è ripetuta")
        return self

    def prediction_digest(self) -> str:
        """Changes when the same model could answer differently; `limit` only changes how many are asked."""
        chosen = {"max_new_tokens": self.max_new_tokens, "seed": self.seed, "rules": PREDICTION_RULES}
        return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()


def read_config(path: Path) -> EvaluationConfig:
    """The config in a YAML file; UserError names the wrong field."""
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UserError(
            "Il file di configurazione non si legge.",
            value=path.name,
            remedy="Controllare che esista e che sia un file YAML valido.",
        ) from error
    if not isinstance(values, dict):
        raise UserError(
            "Il file di configurazione non contiene un elenco di voci.",
            value=path.name,
            remedy="Scrivere almeno le voci «data» e «models».",
        )
    try:
        return EvaluationConfig(**values)
    except ValidationError as error:
        raise UserError(
            "La configurazione della valutazione non è valida.",
            value=_places(error),
            remedy="Correggere le voci indicate; sono ammesse: " + ", ".join(EvaluationConfig.model_fields),
        ) from error


def _places(error: ValidationError) -> str:
    fields = EvaluationConfig.model_fields
    found = []
    for problem in error.errors():
        name = str(problem["loc"][0]) if problem["loc"] else ""
        title = fields[name].title if name in fields else None
        found.append(f"{title} ({name})" if title else name or problem["msg"].removeprefix("Value error, "))
    return ", ".join(dict.fromkeys(found))


def write_config(config: EvaluationConfig) -> str:
    """The config as YAML, values only."""
    return yaml.safe_dump(config.model_dump(), allow_unicode=True, sort_keys=False)
