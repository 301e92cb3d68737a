import subprocess
import sys

import pytest
from pydantic import ValidationError

from eval.config import EvaluationConfig, read_config, write_config
from workbench.errors import UserError


def test_every_field_has_an_italian_title_and_help():
    for field in EvaluationConfig.model_fields.values():
        assert field.title and field.description


def test_unknown_fields_and_repeated_models_are_refused():
    with pytest.raises(ValidationError):
        EvaluationConfig(data="d", models=["a"], modelli=["b"])
    with pytest.raises(ValidationError, match="ripetuta"):
        EvaluationConfig(data="d", models=["a", "a"])


def test_a_config_survives_its_file(tmp_path):
    config = EvaluationConfig(data="richieste-1a2b3c4d", models=["incorporato", "uguale:perché no"], limit=50)
    (tmp_path / "c.yaml").write_text(write_config(config), encoding="utf-8")
    assert read_config(tmp_path / "c.yaml") == config


@pytest.mark.parametrize("text", ["[1, 2]", "data: [", "data: d\nmodels: [a]\nlimit: 3", "nome: x", ""])
def test_a_wrong_file_is_explained(tmp_path, text):
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="config"):
        read_config(tmp_path / "c.yaml")


def test_the_config_is_read_without_the_heavy_libraries():
    heavy = {"torch", "transformers", "sklearn", "pandas", "scipy", "evaluate", "matplotlib", "sacrebleu"}
    modules = "eval.config, eval.result, eval.benchmarks, eval.effect"
    code = f"import sys, {modules}; print({heavy} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
