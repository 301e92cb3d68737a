import shutil
import sys

import pytest

from apps.compare_chat.comparison import Question, answers_of, choices, compare, defaults, pseudonym
from workbench.backends import Decoding, ScriptedBackend
from workbench.errors import UserError
from workbench.models import list_models
from workbench.settings import settings


@pytest.fixture
def models(home, tiny_llama, tiny_gpt2):
    for source, name in ((tiny_llama, "primo"), (tiny_gpt2, "secondo")):
        shutil.copytree(source, settings().models / name)
    return "primo", "secondo"


def last(backend, prompt="Come va?", models=("primo", "secondo")):
    return list(compare(backend, Question(prompt, models, Decoding(50))))[-1]


def test_the_answer_grows_while_it_is_written_and_says_whose_it_is(models):
    steps = list(
        compare(ScriptedBackend(otherwise="una risposta qualunque"), Question("Ciao", models, Decoding(50)))
    )
    assert "una risposta" in steps[1][0] and "qualunque" not in steps[1][0]
    assert "primo" in steps[-1][0] and "Licenza:" in steps[-1][0]
    assert "secondo" in steps[-1][1] and "risposte sono uguali" in steps[-1][1]


def test_differing_words_are_marked_in_both_cards(models):
    class TwoVoices(ScriptedBackend):
        def complete(self, prompt, *, model="", **options):
            words = {"primo": "ufficio tributi", "secondo": "ufficio anagrafe"}[model]
            return ScriptedBackend(otherwise=words).complete(prompt, **options)

    left, right = last(TwoVoices())
    assert "<mark>tributi</mark>" in left and "<mark>anagrafe</mark>" in right
    assert "2 parole diverse su 4" in left


def test_what_models_say_is_shown_and_never_run(models):
    left, _ = last(ScriptedBackend(otherwise="<script>alert(1)</script>"))
    assert "<script>" not in left and "&lt;script&gt;" in left


def test_a_classifier_shows_its_labels_as_a_table(models, monkeypatch):
    import json

    folder = settings().models / "secondo"
    told = {"name": "secondo", "task": "classificazione", "labels": ["anagrafe", "tributi"]}
    (folder / "officina.json").write_text(json.dumps(told))
    backend = ScriptedBackend(otherwise="testo", labels={"Come va?": {"tributi": 0.25, "anagrafe": 0.75}})
    left, right = last(backend)
    assert "testo" in left and "<table" in right
    assert right.index("anagrafe") < right.index("tributi")
    assert "75,0" in right


def test_a_model_that_cannot_answer_does_not_silence_the_other(models):
    class Half(ScriptedBackend):
        def stream(self, prompt, *, model="", **options):
            if model == "primo":
                raise UserError("Il modello è rotto.", remedy="Sceglierne un altro.")
            yield from super().stream(prompt, model=model, **options)

    left, right = last(Half(otherwise="eccomi"))
    assert "Il modello è rotto. Sceglierne un altro." in left
    assert "eccomi" in right


def test_the_card_says_among_how_many_answers_it_was_chosen(models):
    assert answers_of(" sì \n\nno\nsì\n") == ("sì", "no")
    question = Question("Si può?", ("primo", "secondo"), Decoding(admitted=("sì", "no")))
    left, _ = list(compare(ScriptedBackend(otherwise="sì"), question))[-1]
    assert "scelta fra 2 risposte ammesse" in left
    left, _ = list(compare(ScriptedBackend(otherwise="forse"), question))[-1]
    assert "non è una di quelle ammesse" in left


@pytest.mark.parametrize("prompt", ["", "   \n"])
def test_an_empty_question_is_not_asked(models, prompt):
    assert "Manca la domanda" in last(ScriptedBackend(), prompt)[0]


def test_a_model_that_is_gone_is_named(models):
    assert "non c&#x27;è più" in last(ScriptedBackend(), models=("primo", "sparito"))[0]


def test_the_base_meets_the_model_trained_last(models):
    import os
    import time

    os.utime(settings().models / "primo", (time.time() + 60,) * 2)
    base, tuned = defaults()
    assert tuned == "primo"
    assert base == list_models()[0].reference
    assert {"primo", "secondo"} <= {reference for _, reference in choices()}


def test_the_page_is_built_without_torch_and_with_an_english_free_face(home):
    import subprocess

    code = (
        "import sys, json;from apps.compare_chat.demo import build;"
        "from workbench.backends import ScriptedBackend;"
        "page = build(ScriptedBackend());assert 'torch' not in sys.modules;"
        "print(json.dumps(page.get_config_file()['components'], default=str))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for english in ("Submit", "Clear", "Stop", "Flag"):
        assert f'"value": "{english}"' not in found.stdout


def test_the_functions_of_the_page_have_names_for_programs(home):
    from apps.compare_chat.demo import build

    page = build(ScriptedBackend())
    assert {function.api_name for function in page.fns.values()} >= {"confronta", "modelli"}


def test_who_asks_is_known_to_the_model_process_by_a_pseudonym(home):
    assert pseudonym("anna.rossi") == pseudonym("anna.rossi") != pseudonym("carlo.bianchi")
    assert "anna" not in pseudonym("anna.rossi") and pseudonym(None) == ""
