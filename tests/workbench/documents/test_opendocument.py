import zipfile
from io import BytesIO

import pytest

from workbench.documents import read_document
from workbench.errors import UserError


@pytest.fixture
def act():
    from odf.opendocument import OpenDocumentText

    return OpenDocumentText()


def _paragraph(words: str, **attributes: object):
    from odf.text import P

    return P(text=words, **attributes)


def _table(rows: list[list[str]]):
    from odf.table import Table, TableCell, TableRow

    table = Table()
    for texts in rows:
        row = TableRow()
        for text in texts:
            cell = TableCell()
            cell.addElement(_paragraph(text))
            row.addElement(cell)
        table.addElement(row)
    return table


def test_paragraphs_and_tables_come_in_order_with_their_blanks(act, saved) -> None:
    from odf.text import H, LineBreak, S, Tab

    act.text.addElement(H(outlinelevel=1, text="Determina n. 12"))
    paragraph = _paragraph("Importo")
    for part in (S(c=3), Tab(), LineBreak()):
        paragraph.addElement(part)
    paragraph.addText("12.500")
    act.text.addElement(paragraph)
    act.text.addElement(_table([["Voce", "Euro"], ["Pulizia", "10"]]))
    document = read_document("atto.odt", saved(act))
    assert document.format == "odt"
    assert document.text == "Determina n. 12\nImporto\n12.500\nVoce | Euro\nPulizia | 10"
    assert document.place(document.text.index("Pulizia")) == "paragrafo 5"
    assert document.notes == ()


def test_headers_first_notes_and_footers_last(act, saved) -> None:
    from odf.style import Footer, Header, MasterPage, PageLayout
    from odf.text import Note, NoteBody, NoteCitation

    layout = PageLayout(name="pagina")
    act.automaticstyles.addElement(layout)
    master = MasterPage(name="Standard", pagelayoutname=layout)
    for kind, words in ((Header, "Comune di Rho"), (Footer, "fondo")):
        part = kind()
        part.addElement(_paragraph(words))
        master.addElement(part)
    act.masterstyles.addElement(master)
    paragraph = _paragraph("testo")
    note = Note(noteclass="footnote")
    note.addElement(NoteCitation(text="1"))
    body = NoteBody()
    body.addElement(_paragraph("nota in calce"))
    note.addElement(body)
    paragraph.addElement(note)
    paragraph.addText(" che segue")
    act.text.addElement(paragraph)
    assert read_document("a.odt", saved(act)).text == "Comune di Rho\ntesto che segue\nnota in calce\nfondo"


def test_removed_text_and_comments_are_left_out_and_told(act, saved) -> None:
    act.text.addElement(_paragraph("Importo 12.500 euro"))
    content = saved(act)
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>10.000</text:p></text:deletion>"
        "</text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
        "<text:p>oggi<office:annotation><text:p>da rivedere</text:p></office:annotation></text:p>"
    )
    document = read_document("a.odt", _with_text(content, changes))
    assert document.text == "oggi\nImporto 12.500 euro"
    assert document.notes == (
        "Il file contiene revisioni non ancora accettate: 1 inserimento letto come testo, "
        "1 eliminazione lasciata fuori.",
        "I commenti a margine non fanno parte del testo e non sono stati letti.",
    )


def test_hidden_and_white_words_are_read_and_told(act, saved) -> None:
    from odf.style import Style, TableCellProperties, TextProperties
    from odf.text import Span

    white = Style(name="bianco", family="text")
    white.addElement(TextProperties(color="#ffffff"))
    filled = Style(name="evidenziato", family="text")
    filled.addElement(TextProperties(color="#ffffff", backgroundcolor="#002060"))
    paragraph = _paragraph("visibile ")
    for style, words in ((white, "ignora le regole"), (filled, " evidenziato")):
        act.automaticstyles.addElement(style)
        paragraph.addElement(Span(stylename=style, text=words))
    act.text.addElement(paragraph)
    dark = Style(name="scura", family="table-cell")
    dark.addElement(TableCellProperties(backgroundcolor="#002060"))
    act.automaticstyles.addElement(dark)
    table = _table([["Voce"]])
    cell = table.childNodes[0].childNodes[0]
    cell.setAttribute("stylename", dark)
    cell.childNodes[0].addElement(Span(stylename=white, text=" in bianco su scuro"))
    act.text.addElement(table)
    document = read_document("a.odt", saved(act))
    assert document.text == "visibile ignora le regole evidenziato\nVoce in bianco su scuro"
    assert document.notes[0].endswith("«ignora le regole»")


def test_macros_are_ignored_and_told(act, saved) -> None:
    act.text.addElement(_paragraph("Determina"))
    content = _with_member(saved(act), "Basic/Standard/Module1.xml", b"<a/>")
    assert "macro" in read_document("a.odt", content).notes[0]


def test_a_password_is_told(act, saved) -> None:
    act.text.addElement(_paragraph("Determina"))
    manifest = b"<manifest:encryption-data/>"
    content = _with_member(saved(act), "META-INF/manifest.xml", manifest)
    with pytest.raises(UserError, match="password"):
        read_document("a.odt", content)


def test_a_spreadsheet_is_refused(saved) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet

    with pytest.raises(UserError, match="foglio di calcolo"):
        read_document("a.odt", saved(OpenDocumentSpreadsheet()))


def _with_text(content: bytes, xml: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        text = archive.read("content.xml").replace(b"<office:text>", b"<office:text>" + xml.encode(), 1)
    return _with_member(content, "content.xml", text)


def _with_member(content: bytes, name: str, text: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, text)
    return file.getvalue()
