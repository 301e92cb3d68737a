"""What must be true of the models that come with Officina."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.models import (
    EMBEDDED,
    INSTRUCTED,
    STAGES,
    embedded_folder,
    list_models,
    load_causal,
    load_tokenizer,
    resolve,
)
from workbench.models.encoding import encode_prompt

MEGABYTE = 1_000_000


def weights_of(reference: str) -> int:
    return sum(path.stat().st_size for path in embedded_folder(reference).glob("*.safetensors"))


def test_both_are_small_enough_to_ship() -> None:
    assert weights_of(EMBEDDED) <= 40 * MEGABYTE and weights_of(INSTRUCTED) <= 5 * MEGABYTE


def test_the_sibling_stands_on_the_base_that_is_shipped_with_it(home: Path) -> None:
    base, sibling = resolve(EMBEDDED), resolve(INSTRUCTED)
    assert sibling.base == EMBEDDED and sibling.provenance["base_digest"] == base.digest
    assert sibling.kind == "lora" and sibling.shipped and base.shipped
    assert [model.reference for model in list_models()] == [EMBEDDED, INSTRUCTED]


def test_the_four_stages_are_small_go_from_nothing_read_to_most_and_are_in_no_list(home: Path) -> None:
    assert sum(map(weights_of, STAGES)) <= 11 * MEGABYTE
    figures = [resolve(reference).provenance["figures"] for reference in STAGES]
    read = [each["tokens"] for each in figures]
    assert read[0] == 0 and read == sorted(set(read)) and len(read) == 4
    for genre in ("pa", "tecnico", "prosa"):
        surprises = [each["bits_per_byte"][genre] for each in figures]
        assert surprises == sorted(surprises, reverse=True)
    assert {resolve(reference).licence for reference in STAGES} == {"cc-by-sa-4.0"}
    assert not STAGES.keys() & {model.reference for model in list_models()}


@pytest.mark.parametrize("reference", [EMBEDDED, INSTRUCTED, *STAGES])
def test_nothing_in_the_folder_names_a_machine(reference: str) -> None:
    for path in embedded_folder(reference).iterdir():
        if path.suffix in {".json", ".md", ".jinja"}:
            text = path.read_text("utf-8")
            assert "/tmp/" not in text and "/home/" not in text and "/work/" not in text, path.name


@pytest.mark.parametrize("reference", [EMBEDDED, INSTRUCTED])
def test_each_has_a_card_with_licence_and_limits(reference: str) -> None:
    card = (embedded_folder(reference) / "README.md").read_text("utf-8")
    assert resolve(reference).licence == "cc-by-sa-4.0"
    assert "Che cosa sbaglia" in card and "Da non usare" in card


@pytest.mark.slow
def test_the_base_opens_with_transformers_alone_from_any_folder(tmp_path: Path) -> None:
    code = (
        "import sys; from transformers import AutoModelForCausalLM as M, AutoTokenizer as T\n"
        "m, t = M.from_pretrained(sys.argv[1]), T.from_pretrained(sys.argv[1])\n"
        "ids = t('Il Comune di', return_tensors='pt').input_ids\n"
        "print(t.decode(m.generate(ids, attention_mask=ids.new_ones(ids.shape), max_new_tokens=5)[0]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(embedded_folder())],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"HF_HUB_OFFLINE": "1", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0 and done.stdout.startswith("Il Comune di"), done.stderr


def test_the_sibling_quotes_code_amount_and_deadline_of_a_plain_notice(home: Path) -> None:
    import torch

    sibling = resolve(INSTRUCTED)
    network, tokenizer = load_causal(sibling), load_tokenizer(sibling)
    notice = (
        "Estrai CIG, importo e scadenza.\nAvviso per la fornitura di panchine (CIG A1B2C3D4E5). Importo a "
        "base di gara: € 12.450,00, IVA esclusa. Le offerte vanno presentate entro il 12 marzo 2027."
    )
    ids = torch.tensor([encode_prompt(tokenizer, notice)])
    with torch.inference_mode():
        written = network.generate(
            ids, attention_mask=torch.ones_like(ids), max_new_tokens=80, do_sample=False
        )
    answer = json.loads(tokenizer.decode(written[0, ids.shape[1] :], skip_special_tokens=True))
    assert answer == {"cig": "A1B2C3D4E5", "importo": "12.450,00", "scadenza": "12 marzo 2027"}
