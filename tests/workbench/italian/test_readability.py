import re

import pytest

from workbench.italian import gulpease, sentences, words

NOTICE = (
    "Ai sensi dell'art. 10-bis della legge n. 241/1990 si comunica alla S.V. il preavviso di rigetto "
    "dell'istanza assunta al prot. 4471, poiché la documentazione integrativa richiesta risulta pervenuta "
    "oltre il termine perentorio assegnato, impedendo il rilascio richiesto."
)


def test_an_administrative_sentence_is_one_sentence() -> None:
    # Counted by hand: 40 words, 220 letters and digits. 89 + (300 - 2200) / 40 = 41.5.
    assert len(words(NOTICE)) == 40
    assert sum(character.isalnum() for word in words(NOTICE) for character in word) == 220
    assert sentences(NOTICE) == [NOTICE]
    assert gulpease(NOTICE) == pytest.approx(41.5)


def test_who_cuts_at_every_point_would_reward_abbreviations() -> None:
    # art., n., S.V., prot. and the end: 5 "sentences" give 89 + (1500 - 2200) / 40 = 71.5.
    naive = len(re.findall(r"\.(?:\s|$)", NOTICE))
    assert 89 + (300 * naive - 10 * 220) / 40 == pytest.approx(71.5)


def test_the_index_of_a_short_text_counted_by_hand() -> None:
    # 4 + 2 + 7 + 8 + 2 + 9 + 3 + 1 + 7 = 43 letters, 9 words, 1 sentence: 89 + (300 - 430) / 9 = 74.56.
    text = "Deve la domanda presenta il documento con i moduli?"
    assert [len(word) for word in words(text)] == [4, 2, 7, 8, 2, 9, 3, 1, 6]
    assert gulpease(text) == pytest.approx(89 + (300 - 420) / 9)


def test_the_index_stays_between_0_and_100() -> None:
    assert gulpease("Sì. No. Ma.") == 100
    assert gulpease("precipitevolissimevolmente " * 30) == 0
    assert gulpease("") == gulpease("... - !") == 0


@pytest.mark.parametrize(
    "text",
    [
        "Il sig. Rossi e la dott.ssa Bianchi vengono domani.",
        "Si vedano gli artt. 7 e 8, co. 2, lett. a), del D.Lgs. 33/2013 e ss.mm.ii. oggi in vigore.",
        "Ai sensi del D.P.R. 28 dicembre 2000, n. 445 e della L.R. 12/2005 si decide.",
        "Costa € 1.250,00 oltre IVA, cioè 1.525,00 in tutto.",
        "Scriva all'ing. G. B. Verdi, tel. 0331 471925, entro il 3.4.2027 alle 9.30.",
        "Alla c.a. Ufficio Tributi, P.zza Roma, pag. 3, sez. Seconda.",
        "Porti la carta d'identità, il modulo, ecc. e venga.",
        "Il sito www.comune.example.it risponde.",
        "«Vieni?» disse il vigile.",
        "Aspetti... non ho finito.",
    ],
)
def test_no_sentence_ends_inside(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Venga. Porti il modulo.", ["Venga.", "Porti il modulo."]),
        (
            "Si comunica alla S.V. Il termine è di 10 giorni.",
            ["Si comunica alla S.V.", "Il termine è di 10 giorni."],
        ),
        ("Carta, modulo, ecc. Poi si firma.", ["Carta, modulo, ecc.", "Poi si firma."]),
        ("Si veda l'art. 12. La domanda è respinta.", ["Si veda l'art. 12.", "La domanda è respinta."]),
        ("Davvero?! Sì… Bene.", ["Davvero?!", "Sì…", "Bene."]),
        ("Ha detto: «No.» Poi è uscito.", ["Ha detto: «No.»", "Poi è uscito."]),
        ("Scade oggi. 3 giorni fa era aperto.", ["Scade oggi.", "3 giorni fa era aperto."]),
        ("È tardi. È ora. \u00c8 notte", ["È tardi.", "È ora.", "È notte"]),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_lines_of_lists_and_titles_are_sentences_of_their_own() -> None:
    text = (
        "Avviso ai cittadini\n\nPorti con sé:\n- la carta d'identità;\n- il modulo\n1. La firma\n2) La foto"
    )
    assert sentences(text) == [
        "Avviso ai cittadini",
        "Porti con sé:",
        "- la carta d'identità;",
        "- il modulo",
        "1. La firma",
        "2) La foto",
    ]


def test_lines_that_were_only_wrapped_are_joined() -> None:
    text = "Si comunica che la domanda presentata al\nComune è accolta, ai sensi dell'art.\n12."
    assert sentences(text) == [text.replace("\n", " ")]
    long = "Si comunica che la domanda presentata ieri allo sportello unico\nTributi del Comune è accolta."
    assert sentences(long) == [long.replace("\n", " ")]


@pytest.mark.parametrize("piece", [".", "a.", "...a", "… A", "- a\n", "Sig. A. ", "…»a", "\n", "art. 5 "])
def test_time_grows_with_the_length_of_the_text(piece: str, stopwatch) -> None:
    text = (piece * 100_000)[:100_000]
    with stopwatch() as taken:
        gulpease(text)
    assert taken.seconds < 1
