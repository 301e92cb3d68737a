"""Models by name, folder or hub id: found, checked, listed, loaded. Importing this package loads no torch."""

from workbench.models.encoding import (
    encode_admitted,
    encode_answer,
    encode_open_text,
    encode_prompt,
    encode_texts,
    encode_turns,
)
from workbench.models.loading import classify, load_causal, load_classifier, load_tokenizer, open_causal
from workbench.models.model import EMBEDDED, INSTRUCTED, STAGES, UNDECLARED, Model, embedded_folder
from workbench.models.precision import autocast
from workbench.models.references import delete_model, list_models, resolve, unusable_models

__all__ = [
    "EMBEDDED",
    "INSTRUCTED",
    "STAGES",
    "UNDECLARED",
    "Model",
    "autocast",
    "classify",
    "delete_model",
    "embedded_folder",
    "encode_admitted",
    "encode_answer",
    "encode_open_text",
    "encode_prompt",
    "encode_texts",
    "encode_turns",
    "list_models",
    "load_causal",
    "load_classifier",
    "load_tokenizer",
    "open_causal",
    "resolve",
    "unusable_models",
]
