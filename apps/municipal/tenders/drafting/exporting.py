"""A draft as a Word document, with its links, its open fields and where each paragraph comes from."""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from apps.municipal.tenders.drafting.draft import Draft, Paragraph
from apps.municipal.tenders.drafting.judging import problems, references
from workbench.errors import UserError
from workbench.italian import percent, plural
from workbench.norms import Resolved

if TYPE_CHECKING:
    from docx.document import Document as Word

STYLES = {
    "titolo": "Title",
    "intestazione": "Subtitle",
    "titoletto": "Heading 1",
    "testo": "Normal",
    "elenco": "List Number",
}
SHOWN = 5
"""problems that the refusal tells; the screen shows them all"""
LONGEST_CELL = 90
LINK_COLOUR = "0B5394"


def export_docx(draft: Draft) -> bytes:
    """The act as DOCX: every citation a link to the norm on the day of the case, then open fields and trace.

    Raises:
        UserError: for a citation that does not resolve, or an error that our own checker finds.
    """
    found = problems(draft)
    if found:
        told = " ".join(f"({at}) «{each.quote}»: {each.message}" for at, each in enumerate(found[:SHOWN], 1))
        rest = f" E altri {len(found) - SHOWN}." if len(found) > SHOWN else ""
        raise UserError(
            f"L'atto non si può esportare: {plural(len(found), 'problema', 'problemi')}. {told}{rest}",
            remedy="Correggere i punti indicati e riprovare.",
        )
    from docx import Document

    word = Document()
    _prepare(word, draft)
    links = list(_links(draft, references(draft)))
    for at, paragraph in enumerate(draft.paragraphs):
        _write(word, paragraph, [each for each in links if each[0] == at])
    word.add_page_break()
    _open_fields(word, draft)
    _trace(word, draft)
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def _prepare(word: "Word", draft: Draft) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    word.styles["Title"].font.size = Pt(16)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "it-IT")
    told = word.core_properties
    told.title, told.author, told.comments = draft.title, draft.values.get("comune", ""), ""
    told.language, told.created = "it-IT", datetime.now(UTC)
    section = word.sections[0]
    names = ["Comune di", draft.values.get("comune", "…"), "–", draft.values.get("ufficio", "")]
    section.header.paragraphs[0].text = " ".join(names).rstrip(" –")
    section.footer.paragraphs[0].text = _state(draft)


def _state(draft: Draft) -> str:
    drafts = len(draft.unapproved)
    state = (
        f"Bozza: {plural(drafts, 'clausola', 'clausole')} da approvare dall'ufficio legale"
        if drafts
        else "Clausole approvate"
    )
    fields = len(draft.open_fields)
    return f"{state}; {plural(fields, 'campo', 'campi')} da completare" if fields else state


def _links(draft: Draft, found: Sequence[Resolved]) -> Iterator[tuple[int, int, int, str]]:
    """(paragraph, start, end, address) of each citation, places in the text of the paragraph."""
    taken: set[tuple[int, int]] = set()
    for each in found:
        place = (each.citation.start, each.citation.end)
        at = next((n for n in reversed(range(len(draft.starts))) if draft.starts[n] <= place[0]), None)
        if at is None or not each.address or any(place[0] < end and start < place[1] for start, end in taken):
            continue
        start, end = place[0] - draft.starts[at], place[1] - draft.starts[at]
        if end <= len(draft.paragraphs[at].text):
            taken.add(place)
            yield at, start, end, each.address


def _write(word: "Word", paragraph: Paragraph, links: Sequence[tuple[int, int, int, str]]) -> None:
    written = word.add_paragraph(style=STYLES[paragraph.style])
    at = 0
    for _, start, end, address in sorted(links):
        written.add_run(paragraph.text[at:start])
        _link(written, paragraph.text[start:end], address)
        at = end
    written.add_run(paragraph.text[at:])


def _link(paragraph: Any, text: str, address: str) -> None:
    """python-docx reads hyperlinks but does not write them."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor
    from docx.text.run import Run

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    element = OxmlElement("w:r")
    link.append(element)
    paragraph._p.append(link)
    run = Run(element, paragraph)
    run.text = text
    run.font.underline = True
    run.font.color.rgb = RGBColor.from_string(LINK_COLOUR)


def _open_fields(word: "Word", draft: Draft) -> None:
    word.add_heading("Campi da completare", level=1)
    if not draft.open_fields:
        word.add_paragraph("Nessuno.")
    for entry in draft.open_fields:
        word.add_paragraph(f"{entry.title}{f' ({entry.help})' if entry.help else ''}", style="List Bullet")


def _trace(word: "Word", draft: Draft) -> None:
    word.add_heading("Provenienza dei paragrafi", level=1)
    word.add_paragraph(
        f"Modello «{draft.template}», versione {draft.version}. Questa pagina non fa parte dell'atto: va "
        "tolta prima della firma e conservata nel fascicolo."
    )
    rows = [
        (
            _shortened(each.written),
            each.origin,
            f"{each.source} {each.version}".strip(),
            each.approval or _acceptance(draft, each),
        )
        for each in draft.paragraphs
    ]
    table = word.add_table(rows=0, cols=4, style="Table Grid")
    for cells in (("Paragrafo", "Provenienza", "Clausola e versione", "Stato"), *rows):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text


def _acceptance(draft: Draft, paragraph: Paragraph) -> str:
    taken = next((each for each in draft.accepted if each.proposal.subject == paragraph.source), None)
    if taken is None or paragraph.origin != "testo IA":
        return ""
    model = taken.proposal.model or "un modello"
    return f"proposto da {model}, accettato con modifiche al {percent(taken.distance, 0)}"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL].rstrip()}…"
