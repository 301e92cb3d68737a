"""PDF: the text of each page, and which pages are only pictures."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from workbench.documents.archive import DAMAGE, told_when_damaged
from workbench.documents.characters import is_illegible
from workbench.documents.document import Deadline, Extracted, Limits
from workbench.documents.ink import Ink
from workbench.documents.noting import hidden_note
from workbench.documents.rows import Drawn
from workbench.documents.scanning import HOW_TO_HAVE_IT, ocr_available, recognise_pages
from workbench.errors import UserError
from workbench.italian import plural

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

FEW_LETTERS = 200
"""of a page that is a scan with a registry stamp printed over it"""
PICTURE_DOTS = 400_000
"""an A4 page scanned at 75 dots per inch has 540,000, a coat of arms rarely 200,000"""
MOST_FORMS = 500
"""drawings inside a page that are read; pypdf's own limit, 5,000, takes minutes"""
ENCRYPTED = "Il PDF è protetto da una password e non si può leggere."
DAMAGED = "Il PDF è danneggiato e non si può leggere."
SAVE_AGAIN = "Aprirlo in un lettore di PDF, stamparlo in un nuovo PDF e caricare quello."
SIGNATURE = b"/ByteRange"
SCAN = "Il PDF è una scansione: contiene immagini e non testo che si possa leggere"
BETTER_SCAN = "Controllare che le pagine siano dritte e nitide, o chiedere il documento originale."
SHOWN_PAGES = 5
"""notes on hidden words, one a page"""
FORM = "Il PDF è un modulo: i campi compilati sono in fondo al testo, uno per riga."


@dataclass(frozen=True)
class _PageText:
    text: str
    is_picture: bool
    hidden: tuple[str, ...] = ()
    is_recognised: bool = False
    is_damaged: bool = False


def read_pdf(content: bytes, limits: Limits, deadline: Deadline) -> Extracted:
    from pypdf.errors import PyPdfError

    try:
        with told_when_damaged(DAMAGED, SAVE_AGAIN), _quiet():
            return _read(content, limits, deadline)
    except PyPdfError as error:
        raise UserError(DAMAGED, remedy=SAVE_AGAIN) from error


def _read(content: bytes, limits: Limits, deadline: Deadline) -> Extracted:
    reader = _opened(content)
    count = len(reader.pages)
    if not count:
        raise UserError(DAMAGED, value="nessuna pagina", remedy=SAVE_AGAIN)
    if count > limits.pages:
        raise UserError(
            f"Il PDF ha {plural(count, 'pagina', 'pagine')}: il massimo è {limits.pages}.",
            remedy="Caricare solo la parte che interessa, o dividerlo in più file.",
        )
    pages = [_page_text(page, deadline) for page in reader.pages]
    if all(page.is_damaged for page in pages):
        raise UserError(DAMAGED, remedy=SAVE_AGAIN)
    texts = [page.text for page in pages]
    fields = _filled_fields(reader)
    notes = [*_page_notes(pages), *([FORM] if fields else [])]
    if SIGNATURE in content:
        notes.append("Firma non verificata: il PDF contiene una firma digitale, che non è stata controllata.")
    pictures = [number for number, page in enumerate(pages, 1) if page.is_picture]
    if not any(_letters(page.text) for page in pages if not page.is_picture):
        pictures = list(range(1, count + 1))
    if pictures:
        notes += _read_pictures(content, texts, pictures, limits)
    texts[-1] = "\n".join([texts[-1], *fields]).strip("\n")
    return Extracted(tuple(texts), tuple(notes))


def _read_pictures(content: bytes, texts: list[str], pictures: list[int], limits: Limits) -> list[str]:
    """Put what is recognised in the place of the pages that are pictures, or tell that it is not read."""
    if not limits.ocr:
        if len(pictures) == len(texts):
            raise UserError(f"{SCAN} ({plural(len(texts), 'pagina', 'pagine')}).", remedy=_how_to_read())
        return [f"{_named(pictures)}: solo immagine, il testo non è stato letto. {_how_to_read()}"]
    if not ocr_available():
        raise UserError("Il riconoscimento ottico (OCR) non è installato.", remedy=HOW_TO_HAVE_IT)
    found = recognise_pages(content, pictures, limits)
    texts[:] = [(found.get(number) or text).strip() for number, text in enumerate(texts, 1)]
    if not any(map(_letters, texts)):
        raise UserError(f"{SCAN}, e il riconoscimento ottico non vi ha trovato parole.", remedy=BETTER_SCAN)
    late = [number for number in pictures if found[number] is None]
    notes = [f"{_named(pictures)}: testo riconosciuto con OCR, può contenere errori (anche nelle cifre)."]
    if late:
        notes.append(f"{_named(late)}: non riconosciuta in {limits.ocr_seconds} secondi, il testo manca.")
    return notes


def _how_to_read() -> str:
    if ocr_available():
        return "Si può leggere con il riconoscimento ottico (OCR): attivarlo e riprovare."
    return f"Per leggerlo serve il riconoscimento ottico (OCR), che non è installato. {HOW_TO_HAVE_IT}"


@contextmanager
def _quiet() -> Iterator[None]:
    """pypdf warns of every small fault of a file; what matters is in the notes."""
    from pypdf import apply_configuration

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with apply_configuration(xform_maximum_invocations_per_extraction=MOST_FORMS):
        yield


def _opened(content: bytes) -> "PdfReader":
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(BytesIO(content))
        if not reader.is_encrypted or reader.decrypt(""):
            return reader
    except (DependencyError, NotImplementedError) as error:
        raise UserError(ENCRYPTED, remedy=f"La protezione è di un tipo non previsto. {SAVE_AGAIN}") from error
    raise UserError(
        ENCRYPTED, remedy="Togliere la password nel programma con cui è stato scritto, e caricarlo di nuovo."
    )


def _page_text(page: "PageObject", deadline: Deadline) -> _PageText:
    from pypdf.errors import PyPdfError

    deadline.check()
    try:
        left, bottom, right, top = map(float, page.mediabox)
        ink, drawn = Ink((left, bottom, right, top), deadline), Drawn()

        def take(text: str, place: Any, text_place: Any, font: object, size: float) -> None:
            ink.text(text, place, text_place, font, size)
            drawn.take(text, place, text_place, size)

        text = page.extract_text(
            visitor_operand_before=ink.before, visitor_operand_after=ink.after, visitor_text=take
        )
        text = drawn.page(text)
        text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
        is_picture = is_illegible(text) or (_letters(text) < FEW_LETTERS and _has_picture(page))
    except (PyPdfError, *DAMAGE):
        return _PageText("", is_picture=False, is_damaged=True)
    if ink.is_recognised_layer():
        return _PageText(text, is_picture=False, is_recognised=True)
    return _PageText(text, is_picture, tuple(ink.hidden))


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def _has_picture(page: "PageObject") -> bool:
    """Whether an image of the size of a scan is among the resources, without decoding it."""
    return _dots(page.get("/Resources"), 0) >= PICTURE_DOTS


def _dots(resources: Any, depth: int) -> int:
    """Dots of all images together (scanners cut pages into strips), also inside forms."""
    objects = (resources.get_object() if resources is not None else {}).get("/XObject")
    total = 0
    for item in (objects.get_object() if objects is not None else {}).values():
        drawing = item.get_object()
        if drawing.get("/Subtype") == "/Image":
            total += int(drawing.get("/Width", 0)) * int(drawing.get("/Height", 0))
        elif depth < 3:
            total += _dots(drawing.get("/Resources"), depth + 1)
    return total


def _filled_fields(reader: "PdfReader") -> list[str]:
    """What was typed into a form is not drawn on its pages."""
    fields = reader.get_form_text_fields()
    return [" ".join(f"{name}: {value}".split()) for name, value in fields.items() if value]


def _page_notes(pages: list[_PageText]) -> list[str]:
    notes = []
    if damaged := [number for number, page in enumerate(pages, 1) if page.is_damaged]:
        notes.append(f"{_named(damaged)}: danneggiata, il testo manca.")
    if recognised := [number for number, page in enumerate(pages, 1) if page.is_recognised]:
        notes.append(
            f"{_named(recognised)}: testo di un riconoscimento ottico già fatto, può contenere errori."
        )
    hidden = [(number, page.hidden) for number, page in enumerate(pages, 1) if page.hidden]
    for number, words in hidden[:SHOWN_PAGES]:
        notes += hidden_note(list(words), f"A pagina {number}")
    return notes


def _named(numbers: list[int]) -> str:
    """`[1, 2, 3, 7]` -> `Pagine 1–3, 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return f"{'Pagina' if len(numbers) == 1 else 'Pagine'} {shown}"
