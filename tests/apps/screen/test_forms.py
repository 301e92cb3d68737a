from enum import StrEnum
from typing import Literal

import pytest
from pydantic import BaseModel, Field
from streamlit.testing.v1 import AppTest

from apps.screen.checking import checked
from apps.screen.fields import fields_of
from eval.config import EvaluationConfig
from finetune.config import TrainingConfig
from workbench.errors import UserError


class Colour(StrEnum):
    RED = "rosso"
    BLUE = "blu"


class Recipe(BaseModel, extra="forbid"):
    method: Literal["lora", "completo"] = Field("lora", title="Metodo", description="Come si impara.")
    colour: Colour = Field(Colour.RED, title="Colore")
    epochs: int = Field(3, title="Epoche", ge=1, le=50)
    learning_rate: float = Field(2e-4, title="Passo", gt=0, le=0.1)
    dropout: float = Field(0.05, title="Dropout", ge=0, lt=1)
    length: int = Field(256, title="Lunghezza", ge=8)
    limit: int | None = Field(None, title="Limite", ge=10)
    merge: bool = Field(True, title="Unisci")
    note: str = Field("", title="Nota")
    metrics: list[str] = Field(default=[], title="Misure")


def drawn_form() -> AppTest:
    def page() -> None:
        import sys

        import streamlit as st

        from apps.screen.forms import draw_form

        config = sys.modules["form_under_test"].Recipe
        st.session_state["values"] = draw_form(config, key="prova", leave_out={"colour"}, folded={"note"})

    import sys

    sys.modules["form_under_test"] = sys.modules[__name__]
    return AppTest.from_function(page).run()


def test_each_field_becomes_the_widget_of_its_kind() -> None:
    kinds = {field.name: field.kind for field in fields_of(Recipe)}
    assert kinds == {
        "method": "choice",
        "colour": "choice",
        "epochs": "integer",
        "learning_rate": "decimal",
        "dropout": "decimal",
        "length": "integer",
        "limit": "integer",
        "merge": "switch",
        "note": "text",
        "metrics": "list",
    }


def test_limits_titles_and_help_come_from_the_field() -> None:
    epochs = next(field for field in fields_of(Recipe) if field.name == "epochs")
    assert (epochs.title, epochs.minimum, epochs.maximum, epochs.default) == ("Epoche", 1, 50, 3)


def test_integers_step_by_their_size() -> None:
    fields = {field.name: field for field in fields_of(Recipe)}
    assert (fields["epochs"].step, fields["length"].step, fields["dropout"].step) == (1, 8, None)


def test_decimals_are_written_and_read_with_a_comma() -> None:
    app = drawn_form()
    assert app.text_input(key="prova.learning_rate").value == "0,0002"
    app.text_input(key="prova.learning_rate").set_value("0,005").run()
    assert app.session_state["values"]["learning_rate"] == 0.005


def test_a_decimal_that_is_no_number_is_told_and_refused() -> None:
    app = drawn_form()
    app.text_input(key="prova.dropout").set_value("poco").run()
    assert app.error[0].value == "Scrivere un numero, per esempio 0,05."
    with pytest.raises(UserError, match="Dropout: deve essere un numero"):
        checked(Recipe, app.session_state["values"])


def test_a_drawn_form_returns_the_defaults_of_its_config() -> None:
    app = drawn_form()
    assert not app.exception
    values = app.session_state["values"]
    assert values == Recipe().model_dump(exclude={"colour"})
    assert checked(Recipe, values) == Recipe()


def test_a_changed_widget_changes_the_value() -> None:
    app = drawn_form()
    app.number_input(key="prova.epochs").set_value(7)
    app.selectbox(key="prova.method").set_value("completo")
    app.text_area(key="prova.metrics").set_value("chrf\n\n accuratezza ")
    values = app.run().session_state["values"]
    assert (values["epochs"], values["method"], values["metrics"]) == (7, "completo", ["chrf", "accuratezza"])


def test_folded_fields_stand_in_the_expander() -> None:
    app = drawn_form()
    assert [each.key for each in app.expander[0].text_input] == ["prova.note"]


@pytest.mark.parametrize("config", [TrainingConfig, EvaluationConfig])
def test_every_field_of_our_configs_has_an_italian_title_and_an_explanation(config: type[BaseModel]) -> None:
    for field in fields_of(config):
        assert field.title != field.name
        assert field.help


def test_a_wrong_value_is_told_by_the_title_of_its_field() -> None:
    with pytest.raises(UserError, match="Epoche: deve essere al massimo 50"):
        checked(Recipe, {"epochs": 51})


def test_limits_are_told_with_a_comma() -> None:
    with pytest.raises(UserError, match="Passo: deve essere al massimo 0,1"):
        checked(Recipe, {"learning_rate": 3.0})


def test_every_wrong_field_is_told() -> None:
    with pytest.raises(UserError, match=r"Metodo: non è fra le scelte; Limite: deve essere almeno 10"):
        checked(Recipe, {"method": "altro", "limit": 2})
