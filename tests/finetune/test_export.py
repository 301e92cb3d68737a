"""A trained model for elsewhere."""

import json
from pathlib import Path

import pytest

from finetune.export import export
from workbench.errors import UserError


def test_the_copy_weighs_half_and_opens_the_same(home: Path, tiny_llama: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM

    copy = export(str(tiny_llama), home / "copia")
    before = AutoModelForCausalLM.from_pretrained(tiny_llama, dtype=torch.float32)
    after = AutoModelForCausalLM.from_pretrained(copy, dtype=torch.float32)
    sizes = [(folder / "model.safetensors").stat().st_size for folder in (tiny_llama, copy)]
    assert sizes[1] < 0.6 * sizes[0]
    for old, new in zip(before.parameters(), after.parameters(), strict=True):
        assert torch.allclose(old, new, rtol=0.01, atol=1e-4)


def test_a_folder_that_exists_is_not_overwritten(home: Path, tiny_llama: Path) -> None:
    (home / "copia").mkdir()
    (home / "copia" / "mio.txt").write_text("da tenere", "utf-8")
    with pytest.raises(UserError, match="esiste già"):
        export(str(tiny_llama), home / "copia")
    assert (home / "copia" / "mio.txt").read_text("utf-8") == "da tenere"


def test_the_adapter_names_its_base_by_reference_not_by_path(home: Path, tiny_llama: Path) -> None:
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM, AutoTokenizer

    folder = home / "var/models/adattato"
    network = get_peft_model(
        AutoModelForCausalLM.from_pretrained(tiny_llama), LoraConfig(r=2, target_modules=["q_proj"])
    )
    network.save_pretrained(folder)
    AutoTokenizer.from_pretrained(tiny_llama).save_pretrained(folder)
    (folder / "officina.json").write_text(json.dumps({"name": "adattato", "base": "incorporato"}), "utf-8")
    found = json.loads((export("adattato", home / "fuori") / "adapter_config.json").read_text("utf-8"))
    assert found["base_model_name_or_path"] == "incorporato"
