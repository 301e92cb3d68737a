import math

import pytest

from apps.labs.activities import Asking, activity
from apps.labs.activities.forecasts import brier, word_probability
from apps.labs.activities.next_word import ROUNDS, model_forecast
from apps.labs.activities.pieces import count, cut
from apps.labs.activities.stages import SHOWN, START, list_stages
from apps.labs.activities.temperature import PROMPT, alike
from workbench.backends import ScriptedBackend
from workbench.errors import UserError

WORDS = activity("lab-parola-che-segue")
HEAT = activity("lab-temperatura")
PIECES = activity("lab-frammenti")
STAGES = activity("lab-come-impara")
SCRIPT = ScriptedBackend(
    tokens={
        "C'era un": {" lav": 0.5, " lavoro": 0.2, " popolo": 0.2},
        "C'era un lav": {"oro": 0.8, "ello": 0.2},
        "C'era un lavoro": {".": 0.6, " e": 0.3, "ne": 0.1},
        "C'era un popolo": {"so": 1.0},
    }
)


def spread(item, **tokens):
    return {option.value: tokens.get(option.value, 0) for option in item.options}


def test_only_the_closing_question_of_a_lab_has_a_verdict():
    for lab in (PIECES, HEAT):
        items = [item.id for screen in lab.screens(0) for item in screen.items]
        told = {item for item in items if lab.feedback(item, "2", ()).lines}
        assert told == {"trasferimento"}, lab.id


def test_the_brier_score_by_hand():
    assert brier({"a": 1.0}, "a") == 0
    assert brier({"a": 1.0}, "b") == 2
    assert brier({"a": 0.7, "b": 0.3}, "a") == pytest.approx(0.18)
    assert brier({}, "a") == 1


def test_a_word_of_several_pieces_multiplies_their_probabilities():
    by_hand = (0.5 * 0.8 + 0.2) * (1 - 0.1)
    assert word_probability(SCRIPT, "copione", "C'era un", "lavoro") == pytest.approx(by_hand)


def test_a_word_that_goes_on_is_another_word():
    assert word_probability(SCRIPT, "copione", "C'era un", "popolo") == 0
    assert word_probability(SCRIPT, "copione", "C'era un", "gatto") == 0


def test_the_real_word_is_among_those_to_bet_on_and_every_text_has_a_source():
    for each in ROUNDS:
        assert each.outcome in each.words
        assert 4 <= len(each.words) <= 5
        assert each.source


def test_a_bet_on_the_real_word_beats_a_spread_one():
    sure = {each.name: spread(each.item, **{each.outcome: 10}) for each in ROUNDS}
    even = {each.name: dict.fromkeys(spread(each.item), 2) for each in ROUNDS}
    assert WORDS.score(sure)["brier"] == 0
    assert WORDS.score(even)["brier"] == pytest.approx(0.8)
    assert WORDS.score({})["brier"] is None


def scripted_for_all_rounds():
    tokens = {each.start: {f" {each.outcome}": 0.75, " altro": 0.25} for each in ROUNDS}
    ends = {f"{each.start} {each.outcome}": {".": 1.0} for each in ROUNDS}
    return ScriptedBackend(tokens=tokens | ends)


def test_the_board_puts_the_room_beside_the_model():
    answers = [
        {each.name: spread(each.item, **{each.outcome: 10}) for each in ROUNDS},
        {each.name: spread(each.item, altro=10) for each in ROUNDS},
    ]
    chart = WORDS.board(answers, Asking(scripted_for_all_rounds(), "copione"))[-2]
    scores = dict(chart.rows)
    assert scores["media delle singole scommesse"] == 1
    assert scores["tutta l'aula insieme"] == pytest.approx(0.5)
    assert scores["il modello (copione)"] == pytest.approx(2 * 0.25**2)


def test_a_server_without_probabilities_leaves_the_room_alone_on_the_board():
    answers = [{each.name: spread(each.item, altro=10) for each in ROUNDS}]
    chart = WORDS.board(answers, Asking(ScriptedBackend(), "copione"))[-2]
    assert len(chart.rows) == 2


def test_the_panel_shows_the_model_the_real_word_and_both_scores():
    asking = Asking(scripted_for_all_rounds(), "copione")
    panel = WORDS.observe("modello", {"burattino": spread(ROUNDS[3].item, legno=10)}, asking)
    assert panel.model == "copione"
    assert len(panel.rows) == 1 + len(ROUNDS)
    assert panel.rows[4][1:] == ("legno", "0,00", "0,12")
    assert any("la parola vera" in words for _, _, words in panel.bars)
    assert all(0 <= share <= 1 for _, share, _ in panel.bars)


def test_pieces_put_together_are_the_text_again():
    for text in ("antincendio", "però 😀 è così… €", "  due  spazi\nriga", "日本語", "a", "ééé😀😀"):
        assert "".join(cut("incorporato", text)) == text
        assert count("incorporato", text) >= len(cut("incorporato", text))


def test_an_empty_text_has_no_pieces():
    assert cut("incorporato", "") == []
    assert count("incorporato", "") == 0


def test_a_model_that_another_server_holds_shows_no_pieces(home):
    with pytest.raises(UserError):
        PIECES.observe("esempi", {}, Asking(ScriptedBackend(), "modello-altrove"))


def test_the_examples_and_the_own_text_are_shown_in_pieces():
    asking = Asking(ScriptedBackend(), "incorporato")
    table = PIECES.observe("esempi", {}, asking).rows
    assert table[3][0] == "una parola"
    assert table[3][3].replace(" | ", "") == "antincendio"
    own = PIECES.observe("proprio", {"testo": "Una prova."}, asking)
    assert "".join(piece for piece, _ in own.pieces) == "Una prova."
    assert [marked for _, marked in own.pieces] == [place % 2 == 1 for place in range(len(own.pieces))]


def test_the_board_of_the_pieces_says_what_the_model_does():
    chart = PIECES.board([{"parola": 4}, {"parola": 3}], Asking(ScriptedBackend(), "incorporato"))[0]
    assert dict(chart.rows)["4"] == 1
    assert str(count("incorporato", "antincendio")) in chart.note


def test_alike_counts_the_text_that_came_most_often():
    assert alike(["a", "b", "a", "c", "d"]) == 2
    assert alike(["a"] * 5) == 5


def test_a_model_that_always_says_the_same_is_alike_at_every_temperature():
    panel = HEAT.observe("prova", {}, Asking(ScriptedBackend({PROMPT: "il parco è aperto"}), "copione"))
    assert [words for _, _, words in panel.bars] == ["uguali 5 su 5"] * 3
    assert len(panel.rows) == 16


def test_the_four_copies_do_not_say_how_much_they_read_before_the_bet():
    panel = STAGES.observe("copie", {}, Asking(ScriptedBackend({START: "si prova"}), "copione"))
    assert [row[0] for row in panel.rows] == ["copia", *SHOWN]
    assert sorted(SHOWN.values()) == [1, 2, 3, 4] != list(SHOWN.values())
    assert not panel.bars and not panel.paragraphs
    assert "cartelle" not in str(panel) and panel.rows[1][1] == f"{START} si prova…"


def test_the_stages_are_shown_in_the_order_of_reading_with_less_and_less_surprise():
    bet = {"A": 2, "B": 0, "C": 7, "D": 1}
    panel = STAGES.observe("tappe", {"scommessa": bet}, Asking(ScriptedBackend(), "copione"))
    assert panel.paragraphs == ("Ha letto di più la copia C: 7 gettoni su 10 erano lì.",)
    assert [row[1] for row in panel.rows[1:]] == ["B", "D", "A", "C"]
    assert panel.rows[1][0] == "prima di leggere" and panel.rows[4][0].endswith("cartelle lette")
    shares = [share for _, share, _ in panel.bars]
    assert shares == sorted(shares, reverse=True) and shares[0] == 1


def test_an_own_beginning_is_continued_by_all_four_and_a_missing_one_by_the_common_one():
    backend = ScriptedBackend({"C'era una volta": "un re"})
    own = STAGES.observe("proprio", {"frase": "C'era una volta"}, Asking(backend, "copione"))
    assert {row[2] for row in own.rows[1:]} == {"C'era una volta un re…"}
    assert START in STAGES.observe("proprio", {}, Asking(backend, "copione")).rows[1][2]


def test_a_bet_on_the_copy_that_read_most_beats_one_on_the_others():
    sure = dict.fromkeys(SHOWN, 0)
    assert STAGES.score({"scommessa": sure | {"C": 10}})["brier"] == 0
    assert STAGES.score({"scommessa": sure | {"B": 10}})["brier"] == 2
    chart = STAGES.board([{"scommessa": sure | {"C": 10}}, {"scommessa": sure | {"C": 5, "A": 5}}])[0]
    assert dict(chart.rows) == {"copia A": 0.25, "copia B": 0, "copia C": 0.75, "copia D": 0}


@pytest.mark.slow
def test_the_shipped_stages_write_four_different_texts_and_always_the_same():
    from eval.base_model.server import model_server
    from workbench.backends import HttpBackend

    with model_server() as server:
        asking = Asking(HttpBackend(server.address, server.key), "incorporato")
        own = {"frase": "Per presentare la domanda"}
        first, again = (STAGES.observe("proprio", own, asking).rows for _ in range(2))
        assert first == again and len({row[2] for row in first}) == 1 + len(list_stages())


@pytest.mark.slow
def test_the_shipped_model_gives_words_probabilities_and_repeats_itself_when_cold():
    from eval.base_model.server import model_server
    from workbench.backends import HttpBackend

    with model_server() as server:
        asking = Asking(HttpBackend(server.address, server.key), "incorporato")
        for each in ROUNDS:
            forecast = model_forecast(each, asking)
            assert math.isclose(sum(forecast.values()), 1, abs_tol=1e-6)
        panel = HEAT.observe("prova", {}, asking)
        same = {label: words for label, _, words in panel.bars}
        assert same["temperatura 0,0"] == "uguali 5 su 5"
        assert same["temperatura 1,5"] in {"uguali 1 su 5", "uguali 2 su 5"}
