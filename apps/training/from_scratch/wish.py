"""From what the form says to a pre-training config and a job."""

from collections.abc import Sequence
from typing import Any

from apps.training.from_scratch.texts import Text
from apps.training.wish import as_yaml
from finetune.preparation import check_name_is_free
from finetune.pretraining.config import PretrainingConfig, read_pretraining
from workbench.errors import UserError
from workbench.italian import number, percent
from workbench.jobs import Job, Person, submit
from workbench.settings import settings

LEFT_OUT = frozenset({"name", "texts", "weights", "keep"})
"""the first three are asked apart; stages to keep are asked for in a file only"""
SHOWN = frozenset({"steps", "vocabulary", "hidden", "layers"})
"""what everybody sees; every other field of the config is folded away"""
SIZES: dict[str, dict[str, Any]] = {
    "piccolo": {
        "vocabulary": 2048,
        "hidden": 128,
        "layers": 4,
        "intermediate": 352,
        "context": 256,
        "steps": 300,
        "rows": 16,
        "rows_at_once": 16,
        "validate_every": 50,
        "checkpoint_seconds": 60,
        "compile": False,
    },
    "incluso": {},
}
"""by size: where the form starts instead of the defaults, which are those of the shipped model"""
SIZE_WORDS = {
    "piccolo": "Piccolo: pochi minuti",
    "incluso": "Come l'incorporato: un'ora o più",
}
PROMISE = (
    "Un modello addestrato qui da zero continua un testo con parole plausibili, nello stile dei testi dati. "
    "Non sa rispondere, non ragiona e non sa se ciò che scrive è vero: servirebbero un modello e testi "
    "migliaia di volte più grandi. Serve per vedere come impara una macchina, e come base per un compito "
    "ristretto."
)
CAUTION = (
    "Un modello può ripetere passi dei testi da cui impara: dare solo testi che si possono diffondere, "
    "senza dati personali."
)


def proposed_name(size: str) -> str:
    names = [f"da-zero-{size}", *(f"da-zero-{size}-{n}" for n in range(2, 1000))]
    return next(name for name in names if not (settings().models / name).exists())


def make_config(values: dict[str, Any], texts: Sequence[Text]) -> PretrainingConfig:
    """The config of a form; UserError names what is not right."""
    genres = [text.genre.strip() for text in texts]
    if len(set(genres)) < len(genres) or not all(genres):
        raise UserError(
            "Ogni testo deve avere un genere con un nome suo.",
            value=", ".join(genres),
            remedy="Cambiare un nome.",
        )
    weights = shares(texts)
    config = read_pretraining(
        values
        | {
            "texts": {genre: str(text.path) for genre, text in zip(genres, texts, strict=True)},
            "weights": dict(zip(genres, weights, strict=True)),
        }
    )
    check_name_is_free(config.name)
    return config


def shares(texts: Sequence[Text]) -> list[float]:
    """Share of the tokens that each text gives."""
    total = sum(text.weight for text in texts)
    return [text.weight / total for text in texts]


def tell_size(config: PretrainingConfig) -> str:
    """What the choices come to, in one sentence."""
    told = (
        f"{number(config.parameters / 1e6, 1)} milioni di parametri; "
        f"legge {number(config.tokens / 1e6, 1)} milioni di token"
    )
    mixed = ", ".join(f"«{name}» {percent(share, 0)}" for name, share in config.weights.items())
    return f"{told}: {mixed}." if len(config.weights) > 1 else f"{told}."


def start(config: PretrainingConfig, person: Person, request_id: str) -> Job:
    """Put the pre-training in the queue; the same request twice is the same job."""
    command = ("python", "-m", "finetune", "pretrain", "{folder}/config.yaml", "--folder", "{folder}")
    title = f"{config.name}, addestrato da zero"
    return submit(
        "addestramento", title, person, command, {"config.yaml": as_yaml(config)}, request_id=request_id
    )
