"""Instruments: what may be loaded, from where, and points computed by hand."""

from pathlib import Path

import pytest
import yaml

from workbench.errors import UserError
from workbench.instruments import (
    Instrument,
    highest,
    instrument,
    list_instruments,
    private_packs,
    read_instrument,
    score,
)

SHIPPED = ("alfabetizzazione-a", "alfabetizzazione-b", "soddisfazione")
SCALE = {
    "id": "scala-di-prova",
    "version": 1,
    "name": "Scala di prova",
    "authors": "Nessuno",
    "adaptation": "originale",
    "validity": "nessuna",
    "licence": "CC BY 4.0",
    "distributable": True,
    "scoring": [{"subscale": "totale", "how": "media", "least": 2}],
    "items": [
        {"id": "uno", "kind": "scala", "text": "Uno"},
        {"id": "due", "kind": "scala", "text": "Due", "reversed": True},
        {"id": "tre", "kind": "scala", "text": "Tre"},
    ],
}
CHOICE = {"id": "quattro", "kind": "scelta", "text": "Quattro", "options": {"a": "A", "b": "B"}, "key": "a"}


def written(folder: Path, **changes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "prova.yaml"
    path.write_text(yaml.safe_dump({**SCALE, **changes}, allow_unicode=True), "utf-8")
    return path


def made(**changes) -> Instrument:
    return Instrument.model_validate({**SCALE, **changes})


def test_the_shipped_instruments_load_with_licence_and_without_any_claim_of_validity(home):
    assert tuple(each.id for each in list_instruments()) == SHIPPED
    for each in list_instruments():
        assert each.licence == "CC BY 4.0" and each.adaptation == "originale" and each.distributable
        assert "Nessuna validità è nota" in each.validity


def test_one_satisfied_person_computed_by_hand(home):
    answers = {
        "utile": 5,
        "chiaro": 4,
        "veloce": 2,
        "provare": 3,
        "domani": 4,
        "consiglio": 5,
        "commento": "Bene",
    }
    # 5 + 4 + (6 − 2) + 3 + 4 + 5 = 25, over 6
    assert score(instrument("soddisfazione"), answers) == {"totale": pytest.approx(25 / 6)}


def test_all_at_the_lowest_and_all_at_the_highest_show_that_one_item_is_reversed(home):
    form = instrument("soddisfazione")
    scales = [item.id for item in form.items if item.kind == "scala"]
    assert score(form, dict.fromkeys(scales, 1)) == {"totale": pytest.approx((5 * 1 + 5) / 6)}
    assert score(form, dict.fromkeys(scales, 5)) == {"totale": pytest.approx((5 * 5 + 1) / 6)}


def test_half_missing_is_no_score_and_not_a_low_one(home):
    assert score(instrument("soddisfazione"), {"utile": 5, "chiaro": 5, "provare": 5}) == {"totale": None}
    assert score(instrument("soddisfazione"), {}) == {"totale": None}
    given = {"utile": 5, "chiaro": 5, "provare": 5, "domani": 5, "consiglio": "", "veloce": None}
    assert score(instrument("soddisfazione"), given) == {"totale": 5}


@pytest.mark.parametrize("form", ["alfabetizzazione-a", "alfabetizzazione-b"])
class TestBothForms:
    def test_one_person_computed_by_hand(self, home, form):
        test = instrument(form)
        answers = {item.id: item.key for item in test.items}
        wrong = [item for item in test.items if not item.anchor][:2] + [
            item for item in test.items if item.anchor
        ][:1]
        answers |= {item.id: next(o.value for o in item.options if o.value != item.key) for item in wrong}
        assert score(test, answers) == {"totale": 9, "ancore": 3}

    def test_all_right_all_wrong_half_missing(self, home, form):
        test = instrument(form)
        right = {item.id: item.key for item in test.items}
        wrong = {item.id: next(o.value for o in item.options if o.value != item.key) for item in test.items}
        assert score(test, right) == {"totale": 12, "ancore": 4}
        assert score(test, wrong) == {"totale": 0, "ancore": 0}
        half = dict(list(right.items())[:6])
        assert score(test, half)["totale"] is None
        ten = dict(list(right.items())[:10])
        assert score(test, ten)["totale"] == 10  # what was left out counts as wrong, from nine answers up

    def test_it_has_eight_questions_of_its_own_and_four_anchors_each_with_its_reason(self, home, form):
        test = instrument(form)
        assert test.practice and len(test.items) == 12 and sum(item.anchor for item in test.items) == 4
        for item in test.items:
            assert len(item.options) == 4 and item.key and item.why
            assert len({option.label for option in item.options}) == 4

    def test_the_right_answer_cannot_be_guessed_from_its_place_or_length(self, home, form):
        test = instrument(form)
        keys = [item.key for item in test.items]
        assert all(2 <= keys.count(value) <= 4 for value in "abcd")
        longest = sum(
            len(option.label) == max(len(each.label) for each in item.options)
            for item in test.items
            for option in item.options
            if option.value == item.key
        )
        assert longest <= 5


def test_the_two_forms_share_the_anchors_word_for_word_and_nothing_else(home):
    first, second = (instrument(f"alfabetizzazione-{form}") for form in "ab")
    assert [item for item in first.items if item.anchor] == [item for item in second.items if item.anchor]
    own = [{item.text for item in form.items if not item.anchor} for form in (first, second)]
    assert len(own[0]) == len(own[1]) == 8 and not own[0] & own[1]
    topics = [
        [item.id.rsplit("-", 1)[0] for item in form.items if not item.anchor] for form in (first, second)
    ]
    assert topics[0] == topics[1]


@pytest.mark.parametrize("licence", ["", "   ", None])
def test_an_instrument_without_a_licence_is_refused_wherever_it_lies(home, tmp_path, licence):
    for folder in (tmp_path / "altrove", private_packs()):
        with pytest.raises(UserError, match="senza licenza"):
            read_instrument(written(folder, licence=licence))
    path = written(tmp_path / "senza")
    path.write_text(
        "".join(line for line in path.read_text().splitlines(True) if not line.startswith("licence"))
    )
    with pytest.raises(UserError, match="senza licenza"):
        read_instrument(path)


def test_keys_of_a_real_test_are_refused_in_a_public_file_and_read_from_a_private_pack(home, tmp_path):
    items = [*SCALE["items"], CHOICE]
    with pytest.raises(UserError, match="risposte giuste"):
        read_instrument(written(tmp_path / "pubblico", items=items))
    assert read_instrument(written(tmp_path / "esercizio", items=items, practice=True)).has_keys
    assert read_instrument(written(private_packs(), items=items)).has_keys
    assert "scala-di-prova" in [each.id for each in list_instruments()]


def test_a_text_that_may_not_be_distributed_is_refused_in_a_public_file(home, tmp_path):
    with pytest.raises(UserError, match="non permette di distribuirne"):
        read_instrument(written(tmp_path / "pubblico", distributable=False, licence="CC BY-NC-ND 4.0"))
    assert not read_instrument(written(private_packs(), distributable=False)).distributable


def test_a_private_pack_cannot_take_the_place_of_a_shipped_instrument(home):
    written(private_packs(), id="soddisfazione")
    with pytest.raises(UserError, match="stesso nome"):
        list_instruments()


def test_a_corrected_file_is_read_again(home):
    written(private_packs(), name="Prima")
    assert instrument("scala-di-prova").name == "Prima"
    path = written(private_packs(), name="Dopo la correzione")
    import os

    os.utime(path, (2_000_000_000, 2_000_000_000))
    assert instrument("scala-di-prova").name == "Dopo la correzione"


@pytest.mark.parametrize(
    "changes",
    [
        {"items": [SCALE["items"][0], SCALE["items"][0]]},
        {"items": [{**CHOICE, "key": "z"}]},
        {"items": [{**CHOICE, "options": {}}]},
        {"items": [{**CHOICE, "reversed": True}]},
        {"scoring": [{"subscale": "totale", "how": "media", "least": 4}]},
        {"scoring": [{"subscale": "inesistente", "how": "media", "least": 1}]},
        {"scoring": [{"subscale": "totale", "how": "somma", "least": 2, "unanswered": "errate"}]},
        {"labels": ["solo", "tre", "etichette"]},
        {"low": 5},
        {"unknown": 1},
        {"validity": " "},
        {"threshold": 2},
    ],
)
def test_a_file_that_contradicts_itself_is_refused_with_the_place(home, tmp_path, changes):
    with pytest.raises(UserError, match=r"prova\.yaml"):
        read_instrument(written(tmp_path / "prove", **changes))


@pytest.mark.parametrize("text", ["", "[", "- uno\n- due", "\x00"])
def test_a_file_that_is_no_instrument_is_refused_in_words(home, tmp_path, text):
    path = tmp_path / "rotto.yaml"
    path.write_text(text)
    with pytest.raises(UserError, match=r"rotto\.yaml"):
        read_instrument(path)


@pytest.mark.parametrize("answer", [0, 6, 2.5, "3", True, [3], float("nan"), float("inf")])
def test_an_answer_outside_the_scale_is_refused(answer):
    with pytest.raises(UserError, match="non è tra quelle possibili"):
        score(made(), {"uno": 3, "due": answer})


def test_unknown_items_and_options_are_refused():
    with pytest.raises(UserError, match="non è dello strumento"):
        score(made(), {"cinque": 3})
    choice = made(items=[CHOICE], scoring=[{"subscale": "totale", "how": "somma", "least": 1}])
    for wrong in ("c", "A", 1, ["a"], {"a": 1}):
        with pytest.raises(UserError, match="una delle opzioni: a, b"):
            score(choice, {"quattro": wrong})


def test_a_test_without_its_keys_is_not_scored_as_all_wrong():
    keyless = {name: value for name, value in CHOICE.items() if name != "key"}
    test = made(items=[keyless], scoring=[{"subscale": "totale", "how": "somma", "least": 1}])
    with pytest.raises(UserError, match="non si conosce la risposta giusta"):
        score(test, {"quattro": "a"})


def test_sums_are_scaled_up_for_what_is_missing_and_percentages_go_from_0_to_100():
    total = made(scoring=[{"subscale": "totale", "how": "somma", "least": 2}])
    assert score(total, {"uno": 4, "due": 2}) == {"totale": 12} and highest(total, "totale") == 15
    share = made(scoring=[{"subscale": "totale", "how": "percentuale", "least": 2}])
    assert score(share, {"uno": 1, "due": 5, "tre": 1}) == {"totale": 0}
    assert score(share, {"uno": 5, "due": 1}) == {"totale": 100} and highest(share, "totale") == 100
    assert highest(made(), "totale") == 5


def test_an_unknown_instrument_is_answered_with_the_known_ones(home):
    with pytest.raises(UserError, match="alfabetizzazione-a, alfabetizzazione-b, soddisfazione"):
        instrument("mails")
