"""An act as sentences: what a norm says apart from what the act states; headings that stand over words."""

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules.elements.stating import is_headed, sentences_of, stated, under_headings
from workbench.documents import read_text

DECISIONE: Kind = "decisione_di_contrarre"


def said(text: str, kind: Kind = DECISIONE) -> str:
    return stated(read_act(read_text("atto", text), kind))


def test_abbreviations_and_scanned_line_breaks_do_not_end_a_sentence() -> None:
    text = "Ai sensi dell'art. 15 il RUP è il dott. Neri, e l'importo è netto di\nIVA. Segue altro."
    assert sentences_of(text).split("\n") == [
        "Ai sensi dell'art. 15 il RUP è il dott. Neri, e l'importo è netto di IVA",
        "Segue altro",
    ]


def test_an_apostrophe_for_an_accent_is_read_as_the_accent() -> None:
    assert sentences_of("La societa' e' nuova") == "La società è nuova"


def test_a_recital_of_a_norm_is_not_a_statement() -> None:
    assert "rotazione" not in said("Visto l'art. 49 del Codice sul principio di rotazione;")
    assert "clausole" not in said("Visto l'art. 192 del TUEL, che chiede di indicare le clausole essenziali;")
    assert "esperienze" not in said("Visto l'art. 50: «sono scelti soggetti con documentate esperienze»;")


def test_a_recital_that_also_states_something_is_kept() -> None:
    text = "- l'art. 15, in base al quale RUP è la dott.ssa Neri, che ha dichiarato di non avere conflitti;"
    assert "non avere conflitti" in said(text)


def test_a_clause_about_an_article_is_a_statement_in_a_specification() -> None:
    assert "subappalto" in said("L'art. 119 del Codice disciplina il subappalto.", "capitolato")


def test_a_heading_counts_when_it_is_alone_and_words_follow() -> None:
    heading = "subappalt[oi]"
    assert is_headed("Art. 12 - Subappalto\nSecondo la legge e il contratto", heading)
    assert is_headed("XII - SUBAPPALTO È possibile secondo legge", heading)
    assert is_headed("Subappalto: ammesso", heading)
    assert not is_headed("SUBAPPALTO E CESSIONE La cessione è nulla", heading)
    assert not is_headed("Subappalto\nArt. 13", heading)
    assert not is_headed("Subappalto\n[da definire con il RUP]", heading)
    assert not is_headed("12. SUBAPPALTO ............ 15", heading)
    assert not is_headed("Art. 9 - Subappalto\nArt. 10 - Penali Per ogni giorno", heading)
    assert not is_headed("Art. 9 Subappalto\nArt. 10 Penali Per ogni giorno", heading)
    assert is_headed("Art. 9 Subappalto\nArt. 119 del Codice, con autorizzazione", heading)
    assert not is_headed("H) SUBAPPALTO\nI) RECESSO Il Comune può recedere", heading)


def test_a_heading_number_or_a_paragraph_sign_begins_a_sentence_and_a_code_ends_one() -> None:
    text = (
        "Si applica l'art. 104. 8 SUBAPPALTO: ammesso. § 9 Penali: nessuna. "
        "È il codice H05Y. L'appalto è uno."
    )
    assert sentences_of(text).split("\n") == [
        "Si applica l'art. 104",
        "8 SUBAPPALTO: ammesso",
        "§ 9 Penali: nessuna",
        "È il codice H05Y",
        "L'appalto è uno",
    ]


def test_an_abbreviation_of_a_company_is_not_a_norm() -> None:
    assert "parere" in said("affidato a Neri S.r.l.;\n11. di dare atto che la norma prevede il parere;")


def test_what_is_decided_begins_on_a_line_of_its_own_also_in_lower_case() -> None:
    lines = sentences_of(
        "Tutto ciò premesso DISPONE 1. fine: garantire mezzi sicuri; 2. importo: 10.000 euro"
    )
    assert "1. fine: garantire mezzi sicuri" in lines.split("\n")


def test_a_quantity_of_few_words_stands_under_its_heading() -> None:
    assert "Cauzione: Cinque per cento" in under_headings("Cauzione\nCinque per cento\nPolizza")


def test_an_article_without_words_does_not_give_its_topic_to_the_next() -> None:
    text = "Art. 16 - Collaudo\nArt. 17 - Disposizioni finali Per quanto non detto vale la legge"
    assert "Collaudo:" not in under_headings(text)


def test_a_short_sentence_is_not_a_heading() -> None:
    assert under_headings("Il personale è numeroso\nPer dodici mesi") == ""


def test_in_a_specification_too_an_act_that_was_seen_states_nothing() -> None:
    assert "lotti" not in said("Visto l'art. 58 del Codice sui lotti;\nSi affida.", "capitolato")
