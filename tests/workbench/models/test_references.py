import json
import shutil
from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.models import EMBEDDED, delete_model, list_models, load_tokenizer, resolve, unusable_models
from workbench.models.inspection import count_parameters
from workbench.settings import settings


@pytest.fixture
def model(tiny_llama: Path, home: Path) -> Path:
    """A copy that a test may damage, among the trained models."""
    folder = home / "var" / "models" / "mio"
    shutil.copytree(tiny_llama, folder)
    return folder


def test_a_folder_and_a_trained_name_resolve_to_the_same_bytes(model: Path) -> None:
    by_name, by_folder = resolve("mio"), resolve(str(model))
    assert by_name.digest == by_folder.digest
    assert (by_name.kind, by_name.task, by_name.licence) == ("base", None, "non dichiarata")
    assert by_name.parameters == sum(map(count_parameters, model.glob("*.safetensors"))) > 10_000


@pytest.mark.parametrize("reference", ["../fuori", "/tmp/../etc", "a/../b", "\0", "mio/../../x"])
def test_a_reference_that_climbs_out_is_refused(home: Path, reference: str) -> None:
    with pytest.raises(UserError, match="esce dalle cartelle"):
        resolve(reference)


@pytest.mark.parametrize("reference", ["inesistente", "", "due parole", "a/b/c"])
def test_an_unknown_name_is_refused(home: Path, reference: str) -> None:
    with pytest.raises(UserError, match="Non esiste un modello"):
        resolve(reference)


def test_a_hub_id_without_network_says_how_to_allow_it(home: Path) -> None:
    with pytest.raises(UserError, match="OFFICINA_ALLOW_NETWORK=true"):
        resolve("nessuno/modello-che-non-esiste")


def test_a_model_without_tokenizer_is_refused(model: Path) -> None:
    (model / "tokenizer.json").unlink()
    with pytest.raises(UserError, match="non contiene il tokenizer"):
        resolve("mio")


def test_pickled_weights_alone_are_refused(model: Path) -> None:
    (model / "model.safetensors").rename(model / "pytorch_model.bin")
    with pytest.raises(UserError, match="pickle"):
        resolve("mio")


def test_a_folder_without_weights_or_without_config_is_refused(model: Path) -> None:
    (model / "model.safetensors").rename(model / "altro.safetensors")
    with pytest.raises(UserError, match="mancano i pesi"):
        resolve("mio")
    (model / "altro.safetensors").rename(model / "model.safetensors")
    (model / "config.json").unlink()
    with pytest.raises(UserError, match=r"config\.json"):
        resolve("mio")


@pytest.mark.parametrize("size", [0, 5, 3000])
def test_weights_cut_short_are_refused(model: Path, size: int) -> None:
    weights = model / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:size])
    with pytest.raises(UserError, match="incompleto o rovinato"):
        resolve("mio")


def test_a_model_that_needs_its_own_code_is_refused_but_a_known_class_with_leftovers_is_not(
    model: Path,
) -> None:
    config = json.loads((model / "config.json").read_text("utf-8"))
    config["auto_map"] = {"AutoModel": "modeling_mio.Mio"}
    (model / "config.json").write_text(json.dumps(config), "utf-8")
    assert resolve("mio").kind == "base"
    (model / "config.json").write_text(json.dumps(config | {"model_type": "mio"}), "utf-8")
    with pytest.raises(UserError, match="codice proprio"):
        resolve("mio")


def test_weights_in_several_files_resolve_and_a_missing_or_foreign_one_is_refused(
    home: Path, tiny_llama: Path, tmp_path: Path
) -> None:
    from transformers import LlamaForCausalLM

    folder = tmp_path / "a-pezzi"
    LlamaForCausalLM.from_pretrained(tiny_llama).save_pretrained(folder, max_shard_size="30KB")
    shutil.copy(tiny_llama / "tokenizer.json", folder)
    assert resolve(str(folder)).parameters == resolve(str(tiny_llama)).parameters
    index = folder / "model.safetensors.index.json"
    content = json.loads(index.read_text("utf-8"))
    piece = next(iter(content["weight_map"].values()))
    (folder / piece).rename(tmp_path / piece)
    with pytest.raises(UserError, match="mancano i pesi"):
        resolve(str(folder))
    content["weight_map"] = dict.fromkeys(content["weight_map"], f"../{piece}")
    index.write_text(json.dumps(content), "utf-8")
    with pytest.raises(UserError, match="fuori dalla cartella"):
        resolve(str(folder))


def test_the_digest_changes_with_weights_tokenizer_and_config_and_not_with_the_card(model: Path) -> None:
    before = resolve("mio").digest
    (model / "README.md").write_text("---\nlicense: mit\n---\n", "utf-8")
    assert resolve("mio").digest == before
    assert resolve("mio").licence == "mit"
    tokenizer = json.loads((model / "tokenizer_config.json").read_text("utf-8"))
    (model / "tokenizer_config.json").write_text(json.dumps(tokenizer | {"model_max_length": 9}), "utf-8")
    assert resolve("mio").digest != before


def test_a_file_changed_in_place_is_not_served_from_the_remembered_digests(model: Path) -> None:
    import os

    before = resolve("mio").digest
    weights = model / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(bytes(content))
    os.utime(weights, ns=(1, 1))
    assert resolve("mio").digest != before


def test_a_broken_model_is_listed_as_unusable_and_hides_no_other(model: Path) -> None:
    shutil.copytree(model, model.with_name("rotto"))
    (model.with_name("rotto") / "tokenizer.json").unlink()
    (model.with_name(".mezzo.tmp")).mkdir()
    assert "mio" in [found.reference for found in list_models()]
    assert "rotto" in [name for name, _ in unusable_models()]
    assert ".mezzo.tmp" not in [name for name, _ in unusable_models()]


def test_deleting_takes_one_trained_model_and_nothing_else(model: Path) -> None:
    for name in ("../models/mio", EMBEDDED, "manca", ""):
        with pytest.raises(UserError):
            delete_model(name)
    delete_model("mio")
    assert settings().models.is_dir()
    assert not model.exists()


def test_a_tokenizer_without_padding_token_gets_one(model: Path) -> None:
    for name in ("tokenizer_config.json", "special_tokens_map.json"):
        if (model / name).is_file():
            content = json.loads((model / name).read_text("utf-8"))
            content.pop("pad_token", None)
            (model / name).write_text(json.dumps(content), "utf-8")
    tokenizer = load_tokenizer(resolve("mio"))
    assert tokenizer.pad_token_id == tokenizer.eos_token_id
