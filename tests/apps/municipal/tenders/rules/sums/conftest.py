"""What the rules of sums tell of a passage, in an act that has nothing else to tell."""

from collections.abc import Callable

import pytest

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules.sums import SUMS
from workbench.documents import read_text

HEADS: dict[str, str] = {
    "lettera_invito": "Comune di Erba\nProt. 4411 del 4 maggio 2026\nOggetto: invito alla procedura negoziata.\n\n",
    "determina_affidamento_diretto": "Comune di Erba\nDeterminazione n. 88 del 4 maggio 2026\nOggetto: servizi per la scuola.\n\n",
    "capitolato": "Comune di Erba\nCapitolato speciale\n\n",
    "avviso": "Comune di Erba\nAVVISO di indagine di mercato\nPubblicato il 4 maggio 2026\n\n",
    "disciplinare": "Comune di Erba\nDISCIPLINARE DI GARA\nErba, 4 maggio 2026\n\n",
    "decisione_di_contrarre": "Comune di Erba\nDecisione di contrarre n. 12 del 4 maggio 2026\n\n",
}


@pytest.fixture(scope="session")
def found() -> Callable[[Kind, str], list[str]]:
    """`found(kind, words)`: the names of the rules that tell something, once for each time."""

    def told(kind: Kind, words: str) -> list[str]:
        act = read_act(read_text("atto", HEADS[kind] + words), kind)
        return [
            rule.id.removeprefix("conti.")
            for rule in SUMS
            if rule.find and rule.holds_for(act)
            for _ in rule.find(act)
        ]

    return told
