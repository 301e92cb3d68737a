"""Tests and questionnaires as files, with their licence, and their scores."""

from workbench.instruments.instrument import ANCHORS, TOTAL, Instrument, Item, Option, Rule
from workbench.instruments.reading import instrument, list_instruments, private_packs, read_instrument
from workbench.instruments.scoring import highest, score

__all__ = [
    "ANCHORS",
    "TOTAL",
    "Instrument",
    "Item",
    "Option",
    "Rule",
    "highest",
    "instrument",
    "list_instruments",
    "private_packs",
    "read_instrument",
    "score",
]
