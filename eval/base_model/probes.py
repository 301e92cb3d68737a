"""Beginnings written for this project whose right continuation is known, to collect failures."""

from typing import Any

from eval.base_model.greedy import continuations
from eval.base_model.results import Failure, ProbesResult
from workbench.models import encode_open_text

NEW_TOKENS = 24
KIND = "continuazione"
PROBES = (
    ("La capitale dell'Italia è", "Roma"),
    ("Il capoluogo della Lombardia è", "Milano"),
    ("La capitale della Francia è", "Parigi"),
    ("Sette più cinque fa", "dodici|12"),
    ("Nel numero 4821 la prima cifra è", "4|quattro"),
    ("Il contrario di «aperto» è", "chiuso"),
    ("Dopo lunedì viene", "martedì"),
    ("Una settimana ha sette", "giorni"),
    ("L'acqua bolle a cento", "gradi"),
    ("Il figlio di mio fratello è mio", "nipote"),
    ("Se tutti gli sportelli chiudono alle 12, alle 15 lo sportello dell'anagrafe è", "chiuso"),
    ("Maria ha tre mele e ne mangia una: le restano", "due|2"),
    ("L'imposta municipale sugli immobili si chiama", "IMU"),
    ("Per chiedere la carta d'identità si va all'ufficio", "anagrafe"),
)
"""beginning, and the words (any of them) that a right continuation holds"""


def measure_probes(network: Any, tokenizer: Any) -> ProbesResult:
    """Which of the beginnings the model goes on with rightly, and every failure as it was written."""
    prompts = [encode_open_text(tokenizer, beginning) for beginning, _ in PROBES]
    written = [tokenizer.decode(row) for row in continuations(network, tokenizer, prompts, NEW_TOKENS)]
    failures = [
        Failure(
            kind=KIND, prompt=beginning, answer=" ".join(text.split()), expected=words.replace("|", " o ")
        )
        for (beginning, words), text in zip(PROBES, written, strict=True)
        if not _is_right(text, words)
    ]
    return ProbesResult(right=len(PROBES) - len(failures), n=len(PROBES), failures=failures)


def _is_right(text: str, words: str) -> bool:
    return any(word.casefold() in text.casefold() for word in words.split("|"))
