"""Which of the acts brought together are compared."""

import pytest

from apps.municipal.tenders.acts import read_act
from apps.municipal.tenders.rules.contradictions.related import procedures
from workbench.documents import read_text

FILLER = "Il servizio dura dodici mesi dalla consegna. " * 50
DETERMINATION = (
    "COMUNE DI VALSECCA\nDETERMINAZIONE n. 12 del 14 maggio 2026\n"
    "Affidamento della manutenzione degli ascensori delle scuole elementari.\n" + FILLER
)
SHEET = "Valsecca, scuole elementari\nFOGLIO DELLE CONDIZIONI\nManutenzione degli ascensori.\n" + FILLER
OTHER_WORK = "FOGLIO DELLE CONDIZIONI\nFornitura di generi alimentari per il nido.\n" + FILLER
OTHER_TOWN = "COMUNE DI PONTENUOVO\n" + SHEET.split("\n", 1)[1]


@pytest.mark.parametrize(("sheet", "compared"), [(SHEET, True), (OTHER_WORK, False), (OTHER_TOWN, False)])
def test_two_acts_about_the_same_thing_are_compared_even_when_one_does_not_name_its_town(
    sheet: str, compared: bool
) -> None:
    acts = [
        read_act(read_text("determina.txt", DETERMINATION), "determina_affidamento_diretto"),
        read_act(read_text("capitolato.txt", sheet), "capitolato"),
    ]
    assert bool(procedures(acts)) == compared
