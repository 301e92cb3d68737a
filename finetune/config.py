"""What a person decides about a training: pages draw these fields, YAML files store their values."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from finetune.reading import check_name, read_as

SUGGESTED: dict[tuple[str, str], dict[str, Any]] = {
    ("classificazione", "lora"): {},
    ("classificazione", "completo"): {"learning_rate": 5e-4, "epochs": 8},
    ("istruzioni", "lora"): {"learning_rate": 2e-3, "epochs": 5, "max_length": 512},
    ("istruzioni", "completo"): {"learning_rate": 3e-4, "epochs": 3, "max_length": 512},
}
"""by recipe and method: what differs from the defaults below, unless the person gives it"""


class TrainingConfig(BaseModel):
    model_config = ConfigDict(extra="forbid", protected_namespaces=(), allow_inf_nan=False)

    recipe: Literal["classificazione", "istruzioni"] = Field(
        title="Ricetta",
        description="Classificazione: dal testo a un'etichetta. Istruzioni: dalla richiesta alla risposta.",
    )
    method: Literal["lora", "completo"] = Field(
        default="lora",
        title="Metodo",
        description="LoRA aggiunge poche matrici e lascia ferma la base; completo cambia tutti i pesi.",
    )
    model: str = Field(
        default="incorporato",
        min_length=1,
        max_length=500,
        title="Modello di base",
        description="«incorporato», un modello in elenco, una cartella o un identificativo autore/modello.",
    )
    data: str = Field(
        min_length=1,
        max_length=200,
        title="Insieme di dati",
        description="L'insieme congelato da cui imparare.",
    )
    name: str = Field(
        title="Nome del nuovo modello",
        description="Lettere minuscole, cifre, trattini, punti; non deve esistere già.",
    )
    epochs: int = Field(
        default=6,
        ge=1,
        le=200,
        title="Epoche",
        description="Quante volte al massimo si leggono tutte le righe.",
    )
    learning_rate: float = Field(
        default=1e-3,
        gt=0,
        le=0.1,
        title="Passo di apprendimento",
        description="Quanto cambiano i pesi a ogni passo. Se la perdita esplode, ridurlo di dieci volte.",
    )
    batch_size: int = Field(
        default=16,
        ge=1,
        le=512,
        title="Righe per passo",
        description="Più righe, più memoria e passi più stabili.",
    )
    max_length: int = Field(
        default=256,
        ge=8,
        le=32_768,
        title="Lunghezza massima in token",
        description="Le righe più lunghe si tagliano; quante sono si legge prima dell'avvio.",
    )
    lora_rank: int = Field(
        default=16, ge=1, le=512, title="Rango LoRA", description="Quanto può imparare LoRA: 8-64 di solito."
    )
    lora_alpha: int = Field(
        default=32,
        ge=1,
        le=2048,
        title="Alfa LoRA",
        description="Peso di ciò che LoRA aggiunge; spesso il doppio del rango.",
    )
    lora_dropout: float = Field(
        default=0.0,
        ge=0,
        le=0.9,
        title="Dropout LoRA",
        description="Quota spenta a caso, perché non impari a memoria; rallenta di un terzo.",
    )
    lora_words: Literal["automatico", "sì", "no"] = Field(
        default="automatico",
        title="Vettori delle parole con LoRA",
        description="Se un classificatore impara anche quelli; automatico: quando il vocabolario è piccolo.",
    )
    word_rate: float = Field(
        default=3.0,
        ge=0,
        le=100,
        title="Passo dei vettori delle parole",
        description="Quante volte il passo di apprendimento, per un classificatore che impara anche quelli.",
    )
    hidden_words: float = Field(
        default=0.0,
        ge=0,
        le=0.9,
        title="Parole nascoste",
        description="Quota nascosta a caso mentre un classificatore impara, perché non impari a memoria.",
    )
    warmup_share: float = Field(
        default=0.1,
        ge=0,
        le=0.9,
        title="Riscaldamento",
        description="Quota dei passi in cui il passo cresce da zero.",
    )
    weight_decay: float = Field(
        default=0.01, ge=0, le=1, title="Decadimento dei pesi", description="Freno alla crescita dei pesi."
    )
    patience: int = Field(
        default=3,
        ge=0,
        le=100,
        title="Pazienza",
        description="Misure di validazione senza miglioramento prima di fermarsi; 0 = mai.",
    )
    seed: int = Field(
        default=20, ge=0, le=2**31 - 1, title="Seme", description="Stesso seme, stesso risultato."
    )
    checkpoint_seconds: float = Field(
        default=60,
        gt=0,
        le=86_400,
        title="Secondi fra due salvataggi",
        description="Quanto lavoro al massimo si perde se la macchina si spegne.",
    )

    @model_validator(mode="before")
    @classmethod
    def fill_suggested(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        return suggested(values.get("recipe"), values.get("method", "lora")) | values

    @field_validator("name")
    @classmethod
    def check_name(cls, name: str) -> str:
        return check_name(name)


def suggested(recipe: object, method: object) -> dict[str, Any]:
    """Values that suit a recipe and a method better than the general defaults."""
    return dict(SUGGESTED.get((str(recipe), str(method)), {}))


def read_config(values: object) -> TrainingConfig:
    """The config in a mapping read from YAML or from a form; UserError names the first wrong field."""
    return read_as(TrainingConfig, values, "dell'addestramento")
