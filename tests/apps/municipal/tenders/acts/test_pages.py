"""Headers and feet of printed pages are left out; the words of the act stay where they were."""

import pytest

from apps.municipal.tenders.acts import flatten
from apps.municipal.tenders.acts.pages import without_pages

BODY = "\n".join(f"Questa è la riga {name} di un atto qualsiasi." for name in "abcdefghijklmn")
TITLE = "COMUNE DI PROVA\nProvincia di Prova\nUfficio tecnico\n\nDETERMINAZIONE N. 4\n\nOggetto: pulizia\n\n"


@pytest.mark.parametrize(
    "page",
    [
        "Pag. 3 di 7",
        "pagina 2",
        "– pag. 2/5 –",
        "\nComune di Prova - Copia informatica per consultazione\n",
        "\nCopia conforme all'originale informatico\n\f",
        "\nDeterminazione n. 4 del 3/2/2026          pag. 2 di 3\n-----------------\n",
    ],
)
def test_a_sentence_goes_on_over_the_end_of_a_page(page: str) -> None:
    text = f"{TITLE}{BODY}\nil servizio è affidato alla ditta per il prez-\n{page}\nzo di euro dodicimila.\n{BODY}"
    flat = flatten(text)
    assert "alla ditta per il prezzo di euro dodicimila." in flat.text
    start = flat.text.index("dodicimila")
    assert text[slice(*flat.place(start, start + 10))] == "dodicimila"


def test_a_header_of_each_page_stays_only_where_it_first_stood() -> None:
    header = "Comune di Prova - Determinazione n. 4 del 3 febbraio 2026"
    text = f"{header}\n\n{BODY}\nsi affida alla\n\n{header}\n\nditta Beta.\n{BODY}\n{header}\n{BODY}"
    flat = flatten(text).text
    assert flat.count("Determinazione n. 4") == 1
    assert "si affida alla ditta Beta." in flat


@pytest.mark.parametrize(
    "line",
    [
        "come si legge nella relazione a pag. 3",
        "esercizio 2026   € 1.250,00",
        "Criterio di aggiudicazione:",
        "Lotto 1 | pulizia | pag. 2",
    ],
)
def test_what_only_looks_like_a_page_is_kept(line: str) -> None:
    text = f"{TITLE}{BODY}\n{line}\n{BODY}\n{line}\n{BODY}\n{line}\n"
    assert without_pages(text) == text


def test_the_length_never_changes_and_time_grows_with_the_text() -> None:
    text = f"{BODY}\nComune di Prova   pag. 2 di 9\n\n" * 300
    assert len(without_pages(text)) == len(text)


def test_an_act_in_capitals_has_its_lines_joined() -> None:
    text = "IL RESPONSABILE\n\nCONSIDERATO CHE LA PALESTRA È CHIUSA DA TRE MESI E CHE OCCORRE\nPERTANTO RIFARE IL TETTO;\n"
    assert "OCCORRE PERTANTO" in flatten(text).text
    assert "IL RESPONSABILE\nCONSIDERATO" in flatten(text).text
