"""Days, durations, counts and scores as a stranger writes them: the wrong passage is told, its right twin is left in peace."""

import time
from pathlib import Path

import pytest
import yaml

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules.sums import SUMS
from apps.municipal.tenders.rules.sums.calendar import CALENDAR
from apps.municipal.tenders.rules.sums.enumerations import ENUMERATIONS
from apps.municipal.tenders.rules.sums.lasting import LASTING
from apps.municipal.tenders.rules.sums.milestones import MILESTONES
from apps.municipal.tenders.rules.sums.multiples import MULTIPLES
from apps.municipal.tenders.rules.sums.scoring import SCORING
from apps.municipal.tenders.rules.sums.spans import SPANS
from apps.municipal.tenders.rules.sums.tallies import TALLIES
from apps.municipal.tenders.rules.sums.units import UNITS
from workbench.documents import read_text

HEADS: dict[str, str] = {
    "lettera_invito": "Comune di Erba\nProt. 4411 del 4 maggio 2026\nOggetto: invito alla procedura negoziata per il servizio di trasporto dei pasti.\n\n",
    "determina_affidamento_diretto": "Comune di Erba\nDeterminazione n. 88 del 4 maggio 2026\nOggetto: affidamento diretto del servizio di trasporto dei pasti.\n\n",
    "capitolato": "Comune di Erba\nCapitolato speciale per il servizio di trasporto dei pasti\n\n",
    "avviso": "Comune di Erba\nAVVISO di indagine di mercato\nPubblicato il 4 maggio 2026\n\n",
    "disciplinare": "Comune di Erba\nDISCIPLINARE DI GARA\nErba, 4 maggio 2026\n\n",
    "decisione_di_contrarre": "Comune di Erba\nDecisione di contrarre n. 12 del 4 maggio 2026\n\n",
}
STRANGERS = yaml.safe_load((Path(__file__).parent / "strangers.yaml").read_text(encoding="utf-8"))


def found(kind: Kind, text: str) -> list[str]:
    act = read_act(read_text("atto", HEADS[kind] + text), kind)
    return [
        rule.id.removeprefix("conti.")
        for rule in SUMS
        if rule.find and rule.holds_for(act)
        for _ in rule.find(act)
    ]


@pytest.mark.parametrize(("kind", "rule", "text"), STRANGERS["wrong"])
def test_a_wrong_passage_is_told(kind: Kind, rule: str, text: str) -> None:
    assert rule in found(kind, text)


@pytest.mark.parametrize(("kind", "text"), STRANGERS["right"])
def test_its_right_twin_is_left_in_peace(kind: Kind, text: str) -> None:
    assert found(kind, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "dal 1° marzo 2026 al 31 luglio 2027, " * 2500,
        "tre lotti di due sedi e 7 ore per 8 giorni: " * 2500,
        "offerta tecnica 70 punti, criterio " * 3000,
        "| a | 1 | 2 |\n" * 6000,
        ("x" + " " * 300) * 400,
    ],
    ids=["days", "counts", "points", "cells", "blanks"],
)
def test_a_long_text_takes_little_time(text: str) -> None:
    act = read_act(read_text("atto", text[:100_000]), "capitolato")
    since = time.process_time()
    for rule in (
        *CALENDAR,
        *MILESTONES,
        *SPANS,
        *UNITS,
        *LASTING,
        *TALLIES,
        *SCORING,
        *MULTIPLES,
        *ENUMERATIONS,
    ):
        assert rule.find and list(rule.find(act)) is not None
    assert time.process_time() - since < 2
