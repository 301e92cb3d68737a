"""Data sets: from a file that somebody brings to frozen parts that every figure can be traced to."""

from workbench.data.card import Card, Lengths, card
from workbench.data.catalogue import (
    delete_data_set,
    list_data_sets,
    models_trained_on,
    open_data_set,
    unreadable_data_sets,
)
from workbench.data.columns import guess_columns
from workbench.data.decoding import ENCODINGS
from workbench.data.duplicates import near_duplicates
from workbench.data.export import export_rows
from workbench.data.frozen import Provenance, freeze
from workbench.data.preparing import prepare, set_aside
from workbench.data.reading import Choices, read_bytes, read_table
from workbench.data.separated import SEPARATORS
from workbench.data.shipped import shipped_data_sets
from workbench.data.splitting import FEWEST, SHARES, rare_labels, split
from workbench.data.types import (
    PARTS,
    TEST,
    TRAINING,
    VALIDATION,
    Columns,
    DataSet,
    Prepared,
    Rejected,
    Row,
    Table,
    Task,
    preview,
)

__all__ = [
    "ENCODINGS",
    "FEWEST",
    "PARTS",
    "SEPARATORS",
    "SHARES",
    "TEST",
    "TRAINING",
    "VALIDATION",
    "Card",
    "Choices",
    "Columns",
    "DataSet",
    "Lengths",
    "Prepared",
    "Provenance",
    "Rejected",
    "Row",
    "Table",
    "Task",
    "card",
    "delete_data_set",
    "export_rows",
    "freeze",
    "guess_columns",
    "list_data_sets",
    "models_trained_on",
    "near_duplicates",
    "open_data_set",
    "prepare",
    "preview",
    "rare_labels",
    "read_bytes",
    "read_table",
    "set_aside",
    "shipped_data_sets",
    "split",
    "unreadable_data_sets",
]
