"""What the flattened text of an act loses or repeats: forms of labels, headers of printed pages."""

from apps.municipal.tenders.acts import read_act
from apps.municipal.tenders.rules.elements.stating import sentences, stated
from workbench.documents import read_text

FORM = (
    "COMUNE DI VALLE\n\noggetto: rinnovo delle licenze\ncig: BA11C0D2E7\ndurata: dodici mesi\nRicorso al TAR"
)
HEADER = "Comune di Valle - Registro delle determinazioni - pag. {} di 3\n"


def test_each_label_of_a_form_stands_on_its_line() -> None:
    lines = sentences(read_act(read_text("atto", FORM))).split("\n")
    assert "cig: BA11C0D2E7" in lines and any(line.startswith("durata: dodici mesi") for line in lines)


def test_a_clause_with_a_colon_in_running_text_is_not_a_label() -> None:
    text = "Il prezzo è giusto:\nper questo si conferma. La ditta è nota."
    assert "giusto: per questo si conferma" in sentences(read_act(read_text("atto", text)))


def test_the_header_of_every_page_is_kept_once_and_does_not_cut_a_sentence() -> None:
    text = "".join(
        HEADER.format(number) + piece
        for number, piece in (
            (1, "La ditta osserva gli\n"),
            (2, "obblighi di legge e paga\n"),
            (3, "le spese.\n"),
        )
    )
    lines = stated(read_act(read_text("atto", text), "capitolato"))
    assert lines.count("Registro delle determinazioni") == 1
    assert "osserva gli obblighi di legge e paga le spese" in lines


def test_an_item_list_is_not_a_page_header() -> None:
    text = "\n".join(
        f"Lotto {number} | pulizia degli uffici comunali | {number}.000,00" for number in (1, 2, 3)
    )
    assert sentences(read_act(read_text("atto", text))).count("pulizia degli uffici") == 3
