"""`python -m eval.base_model.loading MODEL`: seconds to open a model, imports of libraries not counted."""

import sys
import time

from workbench.models import load_causal, load_tokenizer, resolve


def main(reference: str) -> None:
    import torch  # noqa: F401
    from transformers import AutoTokenizer, LlamaForCausalLM, PreTrainedTokenizerFast  # noqa: F401

    started = time.perf_counter()
    model = resolve(reference)
    load_causal(model)
    load_tokenizer(model)
    print(round(time.perf_counter() - started, 3))


if __name__ == "__main__":
    main(sys.argv[1])
