import zipfile
from io import BytesIO

import pytest

from workbench.documents import Limits, read_document
from workbench.errors import UserError


@pytest.fixture
def act():
    from docx import Document

    return Document()


def _changed(content: bytes, changes: dict[str, bytes]) -> bytes:
    """The same ZIP with some members written anew."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, text in changes.items():
            new.writestr(name, text)
    return file.getvalue()


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def _with_body(content: bytes, body: str) -> bytes:
    """The document with this XML at the beginning of its body."""
    document = _part(content, "word/document.xml").replace(b"<w:body>", b"<w:body>" + body.encode(), 1)
    return _changed(content, {"word/document.xml": document})


def _run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def test_paragraphs_tables_headers_and_footers_come_in_the_order_of_the_page(act, saved) -> None:
    act.sections[0].header.paragraphs[0].text = "Comune di Rho"
    act.sections[0].footer.paragraphs[0].text = "pagina di fondo"
    act.add_heading("Determina n. 12", 1)
    act.add_paragraph("Oggetto: servizio di pulizia").add_run(" degli uffici")
    table = act.add_table(2, 3)
    for cell, text in zip(table._cells, ("Voce", "IVA", "Euro", "Pulizia", "22%", "12.500,00"), strict=True):
        cell.text = text
    act.add_paragraph("riga prima\triga\ndopo")
    document = read_document("atto.docx", saved(act))
    assert document.format == "docx"
    assert document.text == (
        "Comune di Rho\nDetermina n. 12\nOggetto: servizio di pulizia degli uffici\nVoce | IVA | Euro\n"
        "Pulizia | 22% | 12.500,00\nriga prima\triga\ndopo\npagina di fondo"
    )
    assert document.place(document.text.index("Pulizia |")) == "paragrafo 5"
    assert document.pages == ()
    assert document.notes == ()


def test_a_table_used_for_layout_keeps_the_lines_of_its_only_filled_cell(act, saved) -> None:
    table = act.add_table(1, 2)
    table.cell(0, 1).text = "prima riga"
    table.cell(0, 1).add_paragraph("seconda riga")
    assert read_document("a.docx", saved(act)).text == "prima riga\nseconda riga"


def test_a_table_inside_a_cell_stays_in_its_cell(act, saved) -> None:
    outer = act.add_table(1, 2)
    outer.cell(0, 0).text = "fuori"
    inner = outer.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "a", "b"
    assert read_document("a.docx", saved(act)).text == "fuori | a | b"


def test_what_was_removed_is_left_out_what_was_inserted_is_read_and_both_are_told(act, saved) -> None:
    body = (
        f"<w:p>{_run('Importo ')}<w:del w:id='1'><w:r><w:delText>10.000</w:delText></w:r></w:del>"
        f"<w:ins w:id='2'>{_run('12.500')}</w:ins>{_run(' euro')}"
        f"<w:moveFrom w:id='3'>{_run(' spostato')}</w:moveFrom></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del w:id='4'/></w:rPr></w:pPr>{_run('paragrafo')}</w:p>"
        f"<w:p>{_run(' unito')}</w:p>"
    )
    act.add_paragraph("fine")
    document = read_document("a.docx", _with_body(saved(act), body))
    assert document.text == "Importo 12.500 euro\nparagrafo unito\nfine"
    assert document.notes == (
        "Il file contiene revisioni non ancora accettate: 1 inserimento letto come testo, "
        "2 eliminazioni lasciate fuori.",
    )


def test_footnotes_are_at_the_end_text_boxes_are_read_once_and_comments_never(act, saved) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>riquadro</w:t></w:r></w:p></w:txbxContent>"
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    act.add_paragraph("testo")
    content = _with_body(
        saved(act),
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{space}"><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = f"<w:footnotes {word}><w:footnote><w:p>{_run('nota in calce')}</w:p></w:footnote></w:footnotes>"
    comments = f"<w:comments {word}><w:comment><w:p>{_run('da rivedere')}</w:p></w:comment></w:comments>"
    types = _part(content, "[Content_Types].xml").replace(
        b"</Types>", _types("footnotes", "comments") + b"</Types>"
    )
    content = _changed(
        content,
        {
            "[Content_Types].xml": types,
            "word/footnotes.xml": notes.encode(),
            "word/comments.xml": comments.encode(),
        },
    )
    document = read_document("a.docx", content)
    assert document.text == "riquadro\n\ntesto\nnota in calce"
    assert document.notes == ("I commenti a margine non fanno parte del testo e non sono stati letti.",)


def _types(*names: str) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    rows = (f'<Override PartName="/word/{name}.xml" ContentType="{kind}.{name}+xml"/>' for name in names)
    return "".join(rows).encode()


def test_macros_are_ignored_and_told(act, saved) -> None:
    act.add_paragraph("Determina")
    content = saved(act)
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = _part(content, "[Content_Types].xml")
    assert main in types
    types = types.replace(main, b"application/vnd.ms-word.document.macroEnabled.main+xml")
    content = _changed(content, {"[Content_Types].xml": types, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    for name in ("atto.docm", "atto.docx"):
        document = read_document(name, content)
        assert document.text == "Determina"
        assert document.notes == ("Il file contiene macro: sono state ignorate, non si esegue nulla.",)


def test_objects_inside_the_file_are_not_read_and_told(act, saved) -> None:
    act.add_paragraph("Determina")
    document = read_document("a.docx", _changed(saved(act), {"word/embeddings/foglio.xlsx": b"PK"}))
    assert "oggetti incorporati" in document.notes[0]


def test_hidden_white_and_tiny_words_are_read_and_told_and_white_on_a_fill_is_ordinary(act, saved) -> None:
    white = '<w:color w:val="FFFFFF"/>'
    fill = '<w:shd w:val="clear" w:fill="1F3864"/>'
    tiny, hidden, shown = '<w:sz w:val="2"/>', "<w:vanish/>", '<w:vanish w:val="0"/>'
    body = (
        f"<w:p>{_run('bianco ', white)}{_run('nascosto ', hidden)}{_run('minuscolo', tiny)}</w:p>"
        f"<w:p>{_run('visibile ', white + fill)}{_run('scritto', shown)}</w:p>"
        f"<w:tbl><w:tr><w:tc><w:tcPr>{fill}</w:tcPr><w:p>{_run('Voce', white)}</w:p></w:tc></w:tr></w:tbl>"
    )
    document = read_document("a.docx", _with_body(saved(act), body))
    assert document.text == "bianco nascosto minuscolo\nvisibile scritto\nVoce"
    assert [note.partition(": ")[2] for note in document.notes] == ["«bianco nascosto minuscolo»"]


def _bomb(act, saved, member: str, size: int) -> bytes:
    act.add_paragraph("Determina")
    return _changed(saved(act), {member: b" " * size})


@pytest.mark.parametrize("member", ["word/document.xml", "word/media/zeros.bin"])
def test_a_part_that_expands_a_thousand_times_is_never_expanded(act, saved, member: str) -> None:
    content = _bomb(act, saved, member, 60_000_000)
    assert len(content) < 200_000
    with pytest.raises(UserError, match="si espande più di 200 volte"):
        read_document("a.docx", content)


def test_more_than_the_declared_limit_is_refused_whatever_the_ratio(act, saved) -> None:
    content = _bomb(act, saved, "word/media/a.bin", 3_000_000)
    with pytest.raises(UserError, match="una volta espanso occupa 3,8 MB, il massimo è 2 MB"):
        read_document("a.docx", content, Limits(expanded_megabytes=2))


def test_a_part_that_declares_less_than_it_holds_is_not_read_beyond(act, saved) -> None:
    act.add_paragraph("Determina")
    plain = saved(act)
    bomb = _part(plain, "word/document.xml") + b" " * 40_000_000
    content = bytearray(_changed(plain, {"word/document.xml": bomb}))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.rindex(signature)  # of the member written last
        content[start + at : start + at + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(UserError, match="danneggiato"):
        read_document("a.docx", bytes(content))


def test_thousands_of_parts_are_refused(act, saved) -> None:
    content = _changed(saved(act), {f"word/media/{number}.xml": b"" for number in range(5001)})
    with pytest.raises(UserError, match=r"parti, il massimo è 5\.000"):
        read_document("a.docx", content)


def test_entities_are_never_expanded(act, saved) -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    document = _part(saved(act), "word/document.xml").replace(b"<w:document", laughs + b"<w:document", 1)
    document = document.replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>&b;&f;</w:t></w:r></w:p>", 1)
    with pytest.raises(UserError, match="definisce entità"):
        read_document("a.docx", _changed(saved(act), {"word/document.xml": document}))


def test_elements_nested_a_hundred_thousand_times_do_no_harm(act, saved) -> None:
    deep = "<w:ins>" * 100_000 + "</w:ins>" * 100_000
    act.add_paragraph("Determina")
    assert "Determina" in read_document("a.docx", _with_body(saved(act), f"<w:p>{deep}</w:p>")).text


def test_a_protected_or_old_file_says_what_to_do() -> None:
    old = b"\xd0\xcf\x11\xe0" + bytes(600)
    with pytest.raises(UserError, match="protetto da una password"):
        read_document("a.docx", old + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UserError, match=r"vecchio tipo \(\.doc\).*salvarlo come DOCX"):
        read_document("a.doc", old + "WordDocument".encode("utf-16-le"))


def test_a_docx_cut_short_or_with_broken_xml_is_damaged(act, saved) -> None:
    act.add_paragraph("Determina")
    content = saved(act)
    document = _part(content, "word/document.xml")
    for damaged in (content[: len(content) // 2], _changed(content, {"word/document.xml": document[:-30]})):
        with pytest.raises(UserError, match="danneggiato"):
            read_document("a.docx", damaged)


def test_a_docx_with_pictures_only_has_no_text(act, saved) -> None:
    with pytest.raises(UserError, match="Non c'è testo"):
        read_document("a.docx", saved(act))
