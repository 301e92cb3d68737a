"""Short whole acts in plain words, invented: what is not there is found, and nothing that is there."""

from pathlib import Path

import pytest

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules.elements import ELEMENTS
from workbench.documents import read_text

ACTS = Path(__file__).with_name("acts")


@pytest.mark.parametrize(
    ("name", "kind", "lacking"),
    [
        ("determina_etilometri", "determina_affidamento_diretto", {"rotazione", "pubblicazione"}),
        ("determina_frana", "determina_affidamento_diretto", {"durc", "penali"}),
        ("decisione_trasporto", "decisione_di_contrarre", {"lotti", "conflitto"}),
        ("determina_contabilita", "determina_affidamento_diretto", {"congruita"}),
        ("decisione_tinteggiatura", "decisione_di_contrarre", {"cpv", "piattaforma"}),
        ("lettera_scuole", "lettera_invito", {"criterio", "durata"}),
        ("avviso_bar", "avviso", set()),
        ("disciplinare_ristorazione", "disciplinare", {"subappalto", "garanzia"}),
        ("capitolato_giochi", "capitolato", {"modifiche", "assicurazione"}),
        ("capitolato_guardiania", "capitolato", set()),
    ],
)
def test_only_what_is_not_there_is_missing(name: str, kind: Kind, lacking: set[str]) -> None:
    act = read_act(read_text("documento", (ACTS / f"{name}.txt").read_text(encoding="utf-8")))
    assert act.kind == kind
    assert lacking == {
        rule.id.partition(".")[2]
        for rule in ELEMENTS
        if rule.holds_for(act) and rule.find
        for found in rule.find(act)
        if found.severity != "nota"
    }
