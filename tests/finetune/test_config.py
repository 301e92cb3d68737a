import subprocess
import sys

import pytest

from finetune.config import TrainingConfig, read_config
from workbench.errors import UserError

VALUES = {"recipe": "classificazione", "data": "prova-00000000", "name": "nuovo"}


def test_importing_the_package_and_the_models_loads_no_heavy_library() -> None:
    heavy = "{'torch', 'transformers', 'peft', 'sklearn', 'pandas', 'mlflow'}"
    code = f"import sys, finetune, finetune.config, workbench.models; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_every_field_has_an_italian_title_and_help() -> None:
    for name, field in TrainingConfig.model_fields.items():
        assert field.title, name
        assert field.description, name


def test_a_method_brings_its_own_suggestions_but_what_the_person_gives_wins() -> None:
    lora, whole = read_config(VALUES), read_config(VALUES | {"method": "completo"})
    assert whole.learning_rate < lora.learning_rate
    assert read_config(VALUES | {"method": "completo", "learning_rate": 0.05}).learning_rate == 0.05


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"epochs": 0}, "almeno 1"),
        ({"learning_rate": "molto"}, "Passo di apprendimento"),
        ({"learning_rate": float("nan")}, "Passo di apprendimento"),
        ({"recipe": "poesia"}, "uno fra «classificazione» e «istruzioni»"),
        ({"learning_rate": 0.5}, r"\[0,5\] Valori accettati: al massimo 0,1"),
        ({"epoche": 3}, "non è una voce conosciuta"),
        ({"name": "../fuori"}, "Nome del nuovo modello"),
        ({"name": "incorporato"}, "Nome del nuovo modello"),
        ({"name": "Nome Con Spazi"}, "Nome del nuovo modello"),
    ],
)
def test_a_wrong_value_is_explained_in_italian(changes: dict[str, object], message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_config(VALUES | changes)


def test_the_title_of_a_wrong_field_is_enough() -> None:
    with pytest.raises(UserError) as caught:
        read_config(VALUES | {"name": "Nome Con Spazi"})
    assert "«Nome del nuovo modello» non va bene" in str(caught.value) and "(name)" not in str(caught.value)


def test_a_missing_field_and_a_file_that_is_no_mapping_are_explained() -> None:
    with pytest.raises(UserError, match="manca «Insieme di dati»"):
        read_config({"recipe": "classificazione", "name": "nuovo"})
    with pytest.raises(UserError, match="non è valida"):
        read_config("ciao")
