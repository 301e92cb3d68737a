"""The Word document: styles, links, open fields, trace; and when it is refused."""

import io
from typing import Any

import pytest
from docx import Document

from apps.municipal.tenders.checking import check
from apps.municipal.tenders.drafting import compose, export_docx, problems
from tests.apps.municipal.tenders.drafting.conftest import make_request, values_for
from workbench.documents import read_document
from workbench.errors import UserError

REQUEST = make_request("determina_affidamento_diretto", "servizi", "38500")


def exported(**values: str) -> Any:
    return Document(io.BytesIO(export_docx(compose(REQUEST, values_for(REQUEST) | values))))


def test_the_document_has_styles_header_and_state() -> None:
    word = exported()
    styles = {paragraph.style.name for paragraph in word.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Normal", "List Number"} <= styles
    assert word.sections[0].header.paragraphs[0].text == "Comune di Rho – Area Servizi generali"
    assert "da approvare dall'ufficio legale" in word.sections[0].footer.paragraphs[0].text


def test_every_citation_is_a_link_to_the_norm_on_that_day() -> None:
    word = exported()
    links = {link.text: link.address for paragraph in word.paragraphs for link in paragraph.hyperlinks}
    address = links["art. 49 del D.Lgs. 36/2023"]
    assert address.endswith("urn:nir:stato:decreto.legislativo:2023-03-31;36~art49!vig=2026-02-03")
    assert len(links) > 20


def test_links_leave_the_words_of_the_act_as_they_are() -> None:
    draft = compose(REQUEST, values_for(REQUEST))
    written = [paragraph.text for paragraph in exported().paragraphs]
    assert [each.text for each in draft.paragraphs] == written[: len(draft.paragraphs)]


def test_the_last_page_has_the_open_fields_and_where_each_paragraph_comes_from() -> None:
    values = values_for(REQUEST)
    del values["cig"]
    draft = compose(REQUEST, values)
    word = Document(io.BytesIO(export_docx(draft)))
    assert "CIG" in [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "List Bullet"]
    (table,) = word.tables
    assert len(table.rows) == len(draft.paragraphs) + 1
    rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
    told = ("clausola", "affidamento.durc 1.0", "bozza, da approvare dall'ufficio legale")
    assert any(row[1:] == told for row in rows)
    assert any(row[1] == "testo dell'utente" for row in rows)


def test_the_document_passes_the_checker_when_it_is_read_again() -> None:
    document = read_document("atto.docx", export_docx(compose(REQUEST, values_for(REQUEST))))
    (checked,) = check([document])
    assert checked.act.kind == REQUEST.atto
    assert [each.message for each in checked.findings if each.severity == "errore"] == []


@pytest.mark.parametrize("citation", ["l'art. 300 del D.Lgs. 36/2023", "l'art. 3 del D.Lgs. 999/2031"])
def test_a_citation_that_does_not_resolve_blocks_the_export(citation: str) -> None:
    draft = compose(REQUEST, values_for(REQUEST) | {"motivazione": f"lo consente {citation};"})
    (problem,) = (each for each in problems(draft) if each.kind == "riferimento")
    assert draft.text[problem.start : problem.end] == problem.quote
    with pytest.raises(UserError, match="non si può esportare"):
        export_docx(draft)


def test_a_datum_hidden_from_the_model_blocks_the_export_until_it_is_written() -> None:
    draft = compose(
        REQUEST,
        values_for(REQUEST) | {"motivazione": "l'offerta risponde al bisogno, come ha scritto [nome];"},
    )
    assert [each.quote for each in problems(draft)] == ["[nome]"]


def test_an_act_with_open_fields_is_exported_and_says_so() -> None:
    word = Document(io.BytesIO(export_docx(compose(REQUEST, {}))))
    assert "campi da completare" in word.sections[0].footer.paragraphs[0].text


def test_markup_typed_by_a_person_stays_text() -> None:
    word = exported(altro="<w:p/> & «così» \x0b\ud800;")
    assert any("<w:p/> & «così»" in paragraph.text for paragraph in word.paragraphs)
