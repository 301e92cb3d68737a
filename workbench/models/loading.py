"""Models and tokenizers in memory, ready to answer; the only module here that opens weights."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workbench.errors import UserError
from workbench.models.encoding import encode_texts
from workbench.models.inspection import is_adapter
from workbench.models.model import Model
from workbench.models.references import resolve

if TYPE_CHECKING:
    import numpy as np
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


def load_tokenizer(model: Model) -> "PreTrainedTokenizerBase":
    """The tokenizer of a model, with a padding token in every case."""
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(model.folder, trust_remote_code=False)
    except (OSError, ValueError, ImportError) as cause:
        raise UserError(
            "Il tokenizer del modello non si apre.",
            value=model.name,
            remedy="Usare un modello con tokenizer.json nel formato della libreria transformers.",
        ) from cause
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token or tokenizer.unk_token
    return tokenizer


def load_causal(model: Model) -> "PreTrainedModel":
    """A model that writes text, in evaluation mode; the adapter of a `lora` model is merged into its base."""
    return _load(model, open_causal)


def load_classifier(model: Model) -> "PreTrainedModel":
    """A model that gives one score per label, in evaluation mode."""
    if not model.labels:
        raise UserError(
            "Il modello non è un classificatore.",
            value=model.name,
            remedy="Scegliere un modello addestrato con la ricetta «classificazione».",
        )
    return _load(model, _open_classifier)


def open_causal(model: Model, **options: Any) -> Any:
    """A network that writes, in float32, with every weight from the folder: a missing one would be random."""
    from transformers import AutoModelForCausalLM

    network, loading = open_weights(AutoModelForCausalLM, model, **options)
    if loading["missing_keys"] or not network.can_generate():
        raise UserError(
            "Questo modello non sa scrivere testo.",
            value=model.name,
            remedy="Scegliere un modello generativo, per esempio Llama, Qwen o GPT-2.",
        )
    return network


def _open_classifier(model: Model, **options: Any) -> Any:
    from transformers import AutoModelForSequenceClassification

    network, _ = open_weights(AutoModelForSequenceClassification, model, **options)
    return network


def _load(model: Model, open_network: Callable[..., Any]) -> "PreTrainedModel":
    """float32 weights, first GPU where there is one."""
    import torch

    network = _with_adapter(model, open_network) if is_adapter(model.folder) else open_network(model)
    return network.eval().to("cuda" if torch.cuda.is_available() else "cpu")


def _with_adapter(model: Model, open_network: Callable[..., Any]) -> "PreTrainedModel":
    from peft import PeftModel
    from transformers import AutoConfig

    base = _base_of(model)
    config = AutoConfig.from_pretrained(
        model.folder if (model.folder / "config.json").is_file() else base.folder
    )
    network = open_network(base, config=config)
    return PeftModel.from_pretrained(network, str(model.folder)).merge_and_unload()


def _base_of(model: Model) -> Model:
    base = resolve(model.base or "")
    expected = model.provenance.get("base_digest")
    if expected and base.digest != expected:
        raise UserError(
            "Il modello di base è cambiato dopo l'addestramento: le risposte non sarebbero quelle misurate.",
            value=model.name,
            remedy="Rimettere il modello di base originale, oppure addestrare di nuovo.",
        )
    return base


def open_weights(automatic: Any, model: Model, **options: Any) -> tuple[Any, dict[str, Any]]:
    """(network in float32, names of the weights that the folder did not have), safetensors only."""
    import torch
    from safetensors import SafetensorError

    try:
        return automatic.from_pretrained(
            model.folder,
            dtype=torch.float32,
            use_safetensors=True,
            trust_remote_code=False,
            output_loading_info=True,
            **options,
        )
    except (OSError, ValueError, SafetensorError) as cause:
        raise UserError(
            "Il modello non si apre: la sua architettura non è adatta o i file sono rovinati.",
            value=model.name,
            remedy="Scegliere un modello delle famiglie Llama, Qwen, GPT-2 o, per classificare, BERT.",
        ) from cause


def classify(network: Any, tokenizer: Any, texts: list[str], *, batch_size: int = 32) -> "np.ndarray":
    """Probabilities, shape (texts, labels), rows in the order of `texts`; computed in float32."""
    import numpy as np
    import torch

    rows, _ = encode_texts(tokenizer, texts)
    order = sorted(range(len(rows)), key=lambda position: len(rows[position]))
    result = np.zeros((len(rows), network.config.num_labels), dtype=np.float64)
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        batch = tokenizer.pad(
            {"input_ids": [rows[i] for i in chosen]}, return_tensors="pt", padding_side="right"
        )
        with torch.inference_mode():
            logits = network(**batch.to(network.device)).logits
        result[chosen] = logits.double().softmax(-1).cpu().numpy()
    return result
