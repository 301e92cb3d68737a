import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from apps.models import shelf
from workbench.jobs import Person, submit
from workbench.models import INSTRUCTED, resolve
from workbench.models.model import SHIPPED
from workbench.settings import settings

ME, MARIA = Person("locale", "amministratore"), Person("maria", "formatore")


@pytest.fixture
def trained(home: Path, tiny_llama: Path) -> str:
    """A model in the list, as a training leaves it."""
    name = "segnalazioni-lora"
    folder = settings().models / name
    shutil.copytree(tiny_llama, folder)
    provenance = {
        "name": name, "task": "classificazione", "kind": "completo", "base": "incorporato",
        "base_name": "Modello incorporato", "licence": "apache-2.0", "language": "it", "labels": ["a", "b"],
        "data_name": "Segnalazioni", "data_digest": "d" * 64, "created": "2026-11-22T10:00:00+00:00",
        "figures": {"metric": "accuratezza", "value": 0.873},
    }  # fmt: skip
    (folder / "officina.json").write_text(json.dumps(provenance), "utf-8")
    card = "---\nlicense: apache-2.0\n---\n\n# segnalazioni-lora\n\nAssegna un ufficio.\n\n## Limiti\n\n![x](http://fuori.it/x.png)\n"
    (folder / "README.md").write_text(card, "utf-8")
    return name


@pytest.fixture
def app(home: Path) -> AppTest:
    def page() -> None:
        from apps.streamlit_app import main

        main("modelli")

    return AppTest.from_function(page, default_timeout=60)


def texts(app: AppTest) -> str:
    return "\n".join(each.proto.body for each in app.get("html"))


def test_an_empty_shelf_says_where_models_come_from(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert any("pagina Addestramento" in each.value for each in app.info)


def test_a_trained_model_shows_licence_base_data_and_measure(app: AppTest, trained: str) -> None:
    app.run()
    assert not app.exception
    shown = texts(app)
    for said in ("Apache 2.0", "Modello incorporato", "Segnalazioni", "accuratezza 87,3", "22 nov 2026"):
        assert said in shown


def test_the_card_is_shown_without_its_head_and_fetches_nothing(app: AppTest, trained: str) -> None:
    app.run()
    card = next(each.value for each in app.markdown if "Assegna un ufficio" in each.value)
    assert "license:" not in card
    assert card.startswith("Assegna")
    assert "### Limiti" in card
    assert r"\![x]" in card


def test_a_model_opens_in_the_chat(app: AppTest, trained: str) -> None:
    addresses = [each.proto.url for each in app.run().get("link_button")]
    assert f"/chat/?modello={trained}" in addresses


def test_a_deleted_model_leaves_the_list(app: AppTest, trained: str) -> None:
    app.run().button(key=f"modelli.elimina.{trained}").click().run()
    assert not app.exception
    assert not (settings().models / trained).exists()
    assert "è eliminato" in app.success[0].value


def test_only_its_maker_or_an_administrator_deletes_a_model(trained: str) -> None:
    model = resolve(trained)
    assert shelf.may_delete(ME, model)
    assert not shelf.may_delete(MARIA, model)
    submit("addestramento", trained, MARIA, ("python", "-V"), {"config.yaml": f"name: {trained}\n"})
    assert shelf.may_delete(MARIA, model)
    assert not shelf.may_delete(Person("luca", "ricercatore"), model)


def test_a_model_that_does_not_open_is_named_with_the_reason(app: AppTest, trained: str) -> None:
    (settings().models / trained / "tokenizer.json").unlink()
    for extra in (settings().models / trained).glob("tokenizer*"):
        extra.unlink()
    app.run()
    assert any(trained in each.value.replace("\\", "") for each in app.warning)


def test_a_model_is_measured_from_its_card(app: AppTest, trained: str) -> None:
    app.run().button(key=f"modelli.misura.{trained}").click().run()
    assert [title.value for title in app.title] == ["Valutazione"]


def test_both_shipped_models_show_their_cards_and_nobody_deletes_them(
    app: AppTest, trained: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    instructed = (settings().models / trained).rename(settings().var / "istruito")
    monkeypatch.setitem(SHIPPED, INSTRUCTED, str(instructed))
    app.run()
    assert not app.exception
    assert any("Nessun modello addestrato" in each.value for each in app.info)
    assert sum("Assegna un ufficio" in each.value for each in app.markdown) == 1
    assert f"/chat/?modello={INSTRUCTED}" in [each.proto.url for each in app.get("link_button")]
    unwanted = ("modelli.elimina", "modelli.provenienza")
    assert not [each for each in app.button if each.key.startswith(unwanted)]
    assert not shelf.may_delete(ME, resolve(INSTRUCTED))
