"""What a person decides about a pre-training: pages draw these fields, YAML files store their values."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from finetune.reading import check_name, read_as

RECIPE = "pre-addestramento"
EXPLANATION = "Il modello impara da zero a continuare testi; il suo vocabolario nasce dagli stessi testi."


class PretrainingConfig(BaseModel):
    model_config = ConfigDict(extra="forbid", protected_namespaces=(), allow_inf_nan=False)

    name: str = Field(
        title="Nome del nuovo modello",
        description="Lettere minuscole, cifre, trattini, punti; non deve esistere già.",
    )
    texts: dict[str, str] = Field(
        min_length=1,
        title="Testi",
        description="Per ogni genere il file da leggere: .txt, .jsonl o .jsonl.gz con un campo «text».",
    )
    weights: dict[str, float] = Field(
        title="Peso dei generi", description="Quota dei token di ciascun genere; insieme fanno 1."
    )
    vocabulary: int = Field(
        default=8192,
        ge=300,
        le=200_000,
        title="Vocabolario",
        description="Quanti pezzi di parola conosce; 8.192 bastano a un modello piccolo.",
    )
    hidden: int = Field(
        default=256, ge=16, le=8192, title="Larghezza", description="Numeri con cui è descritto ogni token."
    )
    layers: int = Field(
        default=6, ge=1, le=128, title="Strati", description="Quante volte il testo viene rielaborato."
    )
    heads: int = Field(
        default=4,
        ge=1,
        le=128,
        title="Teste di attenzione",
        description="Devono dividere la larghezza in parti pari.",
    )
    intermediate: int = Field(
        default=704,
        ge=16,
        le=65_536,
        title="Larghezza interna",
        description="Di solito 2,75 volte la larghezza.",
    )
    context: int = Field(
        default=512,
        ge=16,
        le=32_768,
        title="Contesto in token",
        description="Quanto testo il modello vede insieme.",
    )
    steps: int = Field(
        default=1200, ge=1, le=10_000_000, title="Passi", description="Quante volte cambiano i pesi."
    )
    rows: int = Field(
        default=24,
        ge=1,
        le=4096,
        title="Righe per passo",
        description="Ogni riga è lunga quanto il contesto.",
    )
    rows_at_once: int = Field(
        default=12,
        ge=1,
        le=4096,
        title="Righe in memoria",
        description="Meno righe insieme, meno memoria; il risultato non cambia.",
    )
    warmup: int = Field(
        default=40,
        ge=0,
        le=100_000,
        title="Passi di riscaldamento",
        description="Passi in cui l'ampiezza cresce da zero.",
    )
    decay_share: float = Field(
        default=0.5,
        gt=0,
        le=1,
        title="Quota di discesa",
        description="Parte finale in cui l'ampiezza scende fino a zero.",
    )
    matrix_rate: float = Field(
        default=0.02,
        gt=0,
        le=1,
        title="Passo delle matrici",
        description="Quanto cambiano le matrici interne a ogni passo (Muon).",
    )
    vector_rate: float = Field(
        default=0.003,
        gt=0,
        le=1,
        title="Passo dei vettori",
        description="Quanto cambiano i vettori delle parole a ogni passo (AdamW).",
    )
    weight_decay: float = Field(
        default=0.05,
        ge=0,
        le=1,
        title="Decadimento dei pesi",
        description="Freno alla crescita delle matrici.",
    )
    held_out_percent: float = Field(
        default=1.0,
        gt=0,
        le=50,
        title="Percentuale tenuta da parte",
        description="Fonti intere mai lette, su cui si misura.",
    )
    validate_every: int = Field(
        default=200,
        ge=1,
        le=1_000_000,
        title="Passi fra due misure",
        description="Ogni quanti passi si misura sui testi tenuti da parte.",
    )
    keep: list[Annotated[int, Field(ge=0)]] = Field(
        default=[],
        max_length=20,
        title="Tappe da conservare",
        description="Passi a cui il modello di quel momento resta nella cartella, per vedere come impara.",
    )
    checkpoint_seconds: float = Field(
        default=300,
        gt=0,
        le=86_400,
        title="Secondi fra due salvataggi",
        description="Quanto lavoro al massimo si perde se la macchina si spegne.",
    )
    compile: bool = Field(
        default=True,
        title="Compilazione",
        description="Più veloce di circa un quinto; serve un compilatore C++ (g++).",
    )
    seed: int = Field(
        default=20, ge=0, le=2**31 - 1, title="Seme", description="Stesso seme, stesso risultato."
    )

    @field_validator("name")
    @classmethod
    def check_name(cls, name: str) -> str:
        return check_name(name)

    @model_validator(mode="after")
    def check_shape(self) -> "PretrainingConfig":
        if self.hidden % self.heads or (self.hidden // self.heads) % 2:
            raise ValueError("heads")
        if set(self.weights) != set(self.texts) or abs(sum(self.weights.values()) - 1) > 1e-6:
            raise ValueError("weights")
        if min(self.weights.values()) <= 0:
            raise ValueError("weights")
        return self

    @property
    def tokens(self) -> int:
        """Places read in the whole run."""
        return self.steps * self.rows * self.context

    @property
    def parameters(self) -> int:
        """Numbers in the network: word vectors, and in each layer attention, feed-forward and two norms."""
        layer = 4 * self.hidden**2 + 3 * self.hidden * self.intermediate + 2 * self.hidden
        return self.vocabulary * self.hidden + self.layers * layer + self.hidden


def read_pretraining(values: object) -> PretrainingConfig:
    """The config in a mapping read from YAML or from a form; UserError names the first wrong field."""
    return read_as(PretrainingConfig, values, "del pre-addestramento")
