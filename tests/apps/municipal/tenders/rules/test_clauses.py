"""What the rules on clauses are made of: statements, shares in words, articles in messages, acts read together."""

import re
from decimal import Decimal

import pytest

from apps.municipal.tenders.acts import read_act
from apps.municipal.tenders.checking import check
from apps.municipal.tenders.rules.clauses.phrasing import of, the, to
from apps.municipal.tenders.rules.clauses.shares import find_shares
from apps.municipal.tenders.rules.clauses.statements import before, fixed_first, small, words
from apps.municipal.tenders.rules.clauses.worth import Valued
from workbench.documents import read_text

HEADED = "Art. 9 - Recesso\nIl Comune recede.\nIl preavviso è di dieci giorni."
INVITATION = """COMUNE DI RHO
LETTERA DI INVITO del 12/05/2026 alla procedura negoziata per il servizio di portierato
L'importo a base di gara è di € 98.000,00 IVA esclusa.
"""
SPECIFICATIONS = """COMUNE DI RHO
CAPITOLATO SPECIALE del servizio di portierato, 12/05/2026
Garanzia definitiva: 10 per cento dell'importo del contratto.
"""


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("80", "l'80 dell'80 all'80"),
        ("8", "l'8 dell'8 all'8"),
        ("11", "l'11 dell'11 all'11"),
        ("1.5", "l'1,5 dell'1,5 all'1,5"),
        ("0.3", "lo 0,3 dello 0,3 allo 0,3"),
        ("18", "il 18 del 18 al 18"),
        ("5", "il 5 del 5 al 5"),
    ],
)
def test_a_share_takes_its_article(value: str, written: str) -> None:
    share = Decimal(value)
    assert f"{the(share)} {of(share)} {to(share)}" == written


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("fino a un quinto dell'importo", ["20.0"]),
        ("per due terzi e per il 30 per cento", ["66.7", "30"]),
        ("la metà del prezzo", ["50"]),
        ("al doppio del valore", ["200"]),
        ("a metà anno, il quinto giorno, un terzo comma", []),
    ],
)
def test_shares_are_read_in_figures_and_as_fractions(text: str, shares: list[str]) -> None:
    assert [str(share.value) for share in find_shares(text)] == shares


def test_an_accent_may_be_an_apostrophe_and_a_sentence_holds_its_figures() -> None:
    assert words(r"può").search("non PUO' farlo")
    assert words(r"paga\b[^.;]{0,40}?\bsubito").search("paga € 2.300,00 subito")
    assert not words(r"paga\b[^.;]{0,40}?\bsubito").search("paga domani. Lo fa subito")


def test_small_letters_keep_their_places() -> None:
    assert len(small("İstanbul È")) == len("İstanbul È")


@pytest.mark.parametrize(
    "pattern", [r"\bsub-?appalt\w+", r"\bbollo\b", r"\bboll[oi]\b|\bmarca", r"\b(?:a|b)lfa"]
)
def test_a_pattern_that_begins_with_its_word_finds_the_same_places(pattern: str) -> None:
    text = "subappalto, il sub-appalto, un francobollo, il bollo e la marca, alfa"
    places = [[match.span() for match in re.finditer(each, text)] for each in (pattern, fixed_first(pattern))]
    assert places[0] == places[1]


@pytest.mark.parametrize(
    ("text", "is_tender", "procedure"),
    [
        ("DETERMINA\nsi indice procedura negoziata per il servizio di pulizia", True, "negoziata"),
        ("DETERMINA\nnomina della commissione giudicatrice", True, ""),
        (
            "DETERMINA\naffidamento diretto, dopo una procedura negoziata deserta",
            False,
            "affidamento_diretto",
        ),
        ("DETERMINA\nliquidazione della fattura", False, "affidamento_diretto"),
    ],
)
def test_a_determination_may_open_a_tender(text: str, is_tender: bool, procedure: str) -> None:
    standing = Valued(read_act(read_text("determina.txt", text), "determina_affidamento_diretto"))
    assert (standing.is_tender, standing.procedure) == (is_tender, procedure)


def test_what_stands_before_a_sentence_reaches_the_title_of_its_article() -> None:
    assert "Recesso" in before(HEADED, HEADED.index("Il preavviso"))
    listed = "1) si recede senza preavviso;\n2) garanzia del 5 per cento"
    assert "recede" not in before(listed, listed.index("2)"))


def test_a_guarantee_is_judged_by_the_value_that_another_act_says() -> None:
    acts = [read_text("lettera.txt", INVITATION), read_text("capitolato.txt", SPECIFICATIONS)]
    kinds = {"lettera.txt": "lettera_invito", "capitolato.txt": "capitolato"}
    found = [one.rule for each in check(acts, kinds) for one in each.findings]
    alone = [one.rule for each in check(acts[1:], kinds) for one in each.findings]
    assert "clausole.garanzia_definitiva" in found
    assert "clausole.garanzia_definitiva" not in alone
