"""`riferimenti`: what ties an article to its thing; paragraphs, acts and numbers that are not there."""

import pytest

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules import Finding, finding
from apps.municipal.tenders.rules.references import REFERENCES
from apps.municipal.tenders.rules.references.openings import openings
from workbench.documents import read_text

HEAD = (
    "COMUNE DI VALTORRE\nDeterminazione n. 88 del 09/06/2026\nOggetto: affidamento del servizio di sfalcio del verde\n\n"
    "Visto il D.Lgs. 31 marzo 2023, n. 36 (di seguito «Codice»);\n\n"
)


def alarms(text: str, head: str = HEAD, kind: Kind = "determina_affidamento_diretto") -> list[Finding]:
    act = read_act(read_text("atto.txt", head + text), kind)
    rules = [rule for rule in REFERENCES if rule.find and rule.holds_for(act)]
    found = [finding(rule, act, each) for rule in rules if rule.find for each in rule.find(act)]
    return [each for each in found if each.severity != "nota"]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Il valore dell'opera, stimato ai sensi dell'art. 35 del Codice, è di 98.000 euro.", "art. 14"),
        ("Subappalto: consentito; la disciplina è quella dell'articolo 105 del Codice.", "art. 119"),
        (
            "Rotazione. L'uscente è fuori. Il principio dell'art. 36 del Codice vigente è osservato.",
            "art. 49",
        ),
        ("Art. 13 – Recesso\nÈ facoltà del Comune, con preavviso, art. 132 del Codice.", "art. 123"),
    ],
)
def test_the_head_of_a_paragraph_or_the_old_number_says_what_an_article_was_for(
    text: str, right: str
) -> None:
    assert [each.suggestion.partition(" del ")[0].partition(" (")[0] for each in alarms(text)] == [right]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("L'art. 192, comma 4, del TUEL impone la determinazione.", "comma_inesistente"),
        ("Visto l'art. 3, comma 12, della L. 136/2010;", "comma_inesistente"),
        ("Visto l'art. 6-bis, comma 3, della L. 241/1990, sull'astensione;", "comma_inesistente"),
        ("Il parere è reso ai sensi dell'art. 49-bis del TUEL.", "articolo_aggiunto_ignoto"),
        ("Visto il decreto legislativo 9 aprile 2018, n. 81, sulla sicurezza;", "atto_ignoto"),
        ("Il termine di pagamento è quello dell'art. 14 del D.Lgs. 231/2002.", "articolo_inesistente"),
        ("Il servizio (SmartCIG BF1DFCB608) inizia a giugno.", "simog"),
        ("Lo smart CIG: da acquisire prima della stipula.", "simog"),
    ],
)
def test_what_is_not_there_is_marked_once(text: str, rule: str) -> None:
    assert rule in [each.rule.removeprefix("riferimenti.") for each in alarms(text)]


def test_paragraphs_that_are_there_are_innocent() -> None:
    assert (
        alarms(
            "Visti l'art. 183, comma 9, e l'art. 192, comma 2, del TUEL e l'art. 3, comma 8, della L. 136/2010;"
        )
        == []
    )


def test_a_mistyped_number_of_the_code_is_told_once_and_the_code_stays_the_code() -> None:
    head = HEAD.replace("n. 36", "n. 63")
    found = alarms("La rotazione segue l'art. 49 del Codice. Il subappalto è dell'art. 105 del Codice.", head)
    assert [(each.rule, each.quote) for each in found] == [
        ("riferimenti.atto_ignoto", "D.Lgs. 31 marzo 2023, n. 63"),
        ("riferimenti.articolo_di_altro", "art. 105 del Codice"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "L'acquisto precedente, del 2021 (SmartCIG di allora, D.Lgs. 50/2016), toccò ad altri.",
        "Quel contratto resta soggetto all'art. 102 del D.Lgs. 50/2016.",
        "La potatura del 2019 fu invece regolata dalle Linee guida ANAC n. 4, oggi superate.",
        "Il geom. Po vi conserva il titolo di responsabile unico del procedimento.",
    ],
)
def test_old_norms_that_still_hold_for_an_old_contract_are_innocent(text: str) -> None:
    assert alarms(text) == []


def test_old_words_before_a_new_matter_do_not_excuse_it() -> None:
    text = "Visto il previgente regolamento sugli acquisti, si ricorre al cottimo fiduciario."
    assert [each.rule for each in alarms(text)] == ["riferimenti.cottimo"]


@pytest.mark.parametrize(
    "text",
    [
        "I criteri ambientali minimi sono richiamati nel capitolato agli artt. 3 e 4.",
        "Legge 7 agosto 1990, n. 241: il responsabile del procedimento di accesso agli atti, artt. 5 e 22, è Po.",
    ],
)
def test_a_bare_article_is_of_the_text_or_act_named_before_it(text: str) -> None:
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "Nel rispetto della L. 190/2014 sulla prevenzione della corruzione si firma il patto.",
            "L. 190/2012",
        ),
        ("Maturano gli interessi di mora del D.Lgs. 231/2001.", "D.Lgs. 231/2002"),
        ("L'impresa ha il modello organizzativo del D.Lgs. 231/2002.", "D.Lgs. 231/2001"),
        ("Il DUVRI del D.Lgs. 81/2015 non occorre.", "D.Lgs. 81/2008"),
    ],
)
def test_an_act_taken_for_another_is_marked_with_that_one(text: str, right: str) -> None:
    assert [each.suggestion for each in alarms(text) if each.rule.endswith("atto_scambiato")] == [right]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("L'IVA segue la scissione dei pagamenti, art. 17-ter del D.P.R. 917/1986.", "633/1972"),
        ("L'IVA segue la scissione dei pagamenti, art. 17-ter del D.P.R. 636/1972.", "633/1972"),
        ("È ammesso il recesso (art. 18 del Codice).", "123"),
        ("L'elenco segue le linee guida vincolanti ANAC n. 4.", "II.1"),
        ("Lo stand still di cui all'art. 55, comma 1, del Codice è decorso.", "18, comma 3"),
        ("Con firma digitale ai sensi del D.Lgs. 85/2002.", "82/2005"),
    ],
)
def test_a_wrong_article_or_act_beside_its_thing_is_marked_once_with_the_right_one(
    wrong: str, right: str
) -> None:
    assert [right in each.suggestion for each in alarms(wrong)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Maturano gli interessi di mora del D.Lgs. 231/2002; il modello organizzativo segue il D.Lgs. 231/2001.",
        "Il contratto di lavoro a termine è regolato dal D.Lgs. 81/2015.",
        "Si applicano la L. 241/1990 e, per il conto dedicato, la L. 136/2010.",
        "Visti il D.Lgs. 33/2013 e il D.Lgs. 39/2013 sull'inconferibilità degli incarichi;",
        "L'IVA segue la scissione dei pagamenti, art. 17-ter del D.P.R. 633/1972.",
        "Lo stand still di cui all'art. 18, comma 3, del Codice è decorso.",
    ],
)
def test_an_act_beside_its_own_matter_is_left_alone(text: str) -> None:
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("rotazion[ei]|(?:contraente|ditta)\\s+uscente", {"ro", "co", "di"}),
        ("(?<!a\\s)D\\.?U\\.?R", {"d.", "du"}),
        ("\\b(?:non\\s+)?è", {"no", "è"}),
        ("\\w*qualificat", {"", "qu"}),
        ("(?-i:[A-Z])x", {""}),
        ("co?ntratt", {"co", "cn"}),
    ],
)
def test_the_letters_with_which_a_pattern_begins(pattern: str, letters: set[str]) -> None:
    assert openings(pattern) == letters
