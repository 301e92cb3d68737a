"""Models by name, folder or hub id: found, checked, listed, loaded. Importing this package loads no torch."""

from workbench.models.encoding import encode_answer, encode_prompt, encode_texts, prompt_text
from workbench.models.loading import classify, load_causal, load_classifier, load_tokenizer
from workbench.models.model import EMBEDDED, UNDECLARED, Model, embedded_folder
from workbench.models.precision import autocast
from workbench.models.references import delete_model, list_models, resolve, unusable_models

__all__ = [
    "EMBEDDED",
    "UNDECLARED",
    "Model",
    "autocast",
    "classify",
    "delete_model",
    "embedded_folder",
    "encode_answer",
    "encode_prompt",
    "encode_texts",
    "list_models",
    "load_causal",
    "load_classifier",
    "load_tokenizer",
    "prompt_text",
    "resolve",
    "unusable_models",
]
