"""From the bytes or the text that a person brings to a document."""

from workbench.data.decoding import ENCODINGS, decode
from workbench.data.digests import digest_of_bytes
from workbench.documents.archive import Archive, told_when_damaged
from workbench.documents.characters import REPLACEMENT, SURROGATES, clean, smuggled
from workbench.documents.document import Deadline, Document, Extracted, Format, Limits, Page
from workbench.documents.envelope import ENVELOPE_NAMES, REMOVED, is_envelope, opened
from workbench.documents.instructions import instructions_to_machines
from workbench.documents.language import NAMES, language_of
from workbench.documents.noting import quoted
from workbench.documents.opendocument import read_opendocument
from workbench.documents.portable import read_pdf
from workbench.documents.recognising import name_note, recognise
from workbench.documents.word import read_word
from workbench.errors import UserError
from workbench.italian import number, plural, size

SHOWN_SENTENCES = 3
EMPTY = "Non c'è testo da leggere."


def read_document(name: str, content: bytes, limits: Limits = Limits()) -> Document:  # noqa: B008 - frozen
    """The document in a file, by its content and not by its name; nothing in it is ever run.

    Raises `UserError`, in Italian, for every file that cannot be read: the reason and what to do.
    """
    if len(content) > limits.megabytes * 1_000_000:
        raise UserError(
            f"Il file è troppo grande: {size(len(content))}, il massimo è {limits.megabytes} MB.",
            value=name,
            remedy="Ridurre le immagini che contiene, o dividerlo in più file.",
        )
    inside, inner_name, notes = content, name, []
    if is_envelope(content):
        inside, inner_name, notes = opened(content), _without_envelope(name), [REMOVED]
    kind = recognise(inner_name, inside, limits)
    notes += name_note(inner_name, kind)
    found = _extracted(kind, inside, limits)
    text, pages = _laid_out([clean(text) for text in found.texts], limits)
    return Document(
        name=name,
        text=text,
        format=kind,
        pages=pages if kind == "pdf" else (),
        notes=(*notes, *found.notes, *_text_notes(text, smuggled("".join(found.texts)))),
        digest=digest_of_bytes(content),
    )


def read_text(name: str, text: str) -> Document:
    """The document in a text that was pasted."""
    cleaned, _ = _laid_out([clean(text)], Limits())
    notes = tuple(_text_notes(cleaned, smuggled(text)))
    return Document(name, cleaned, "testo", notes=notes, digest=digest_of_bytes(cleaned.encode()))


def _without_envelope(name: str) -> str:
    """`atto.pdf.p7m.p7m` -> `atto.pdf`."""
    while name.lower().endswith(ENVELOPE_NAMES):
        name = name[: name.rindex(".")]
    return name


def _extracted(kind: Format, content: bytes, limits: Limits) -> Extracted:
    deadline = Deadline(limits.seconds)
    if kind == "pdf":
        return read_pdf(content, limits, deadline)
    if kind == "testo":
        return _decoded(content)
    with told_when_damaged(
        "Il documento è danneggiato e non si può leggere.",
        "Aprirlo in Word o LibreOffice, salvarlo di nuovo e caricare la copia.",
    ):
        archive = Archive(content, limits)
        return read_word(archive, deadline) if kind == "docx" else read_opendocument(archive, deadline)


def _decoded(content: bytes) -> Extracted:
    decoded = decode(content)
    notes = []
    if not decoded.encoding.startswith("utf"):
        encoding = ENCODINGS.get(decoded.encoding, decoded.encoding)
        notes.append(
            f"Il file non è in UTF-8: è stato letto come {encoding}. Se le lettere accentate sono sbagliate, "
            "salvarlo in UTF-8 e ricaricarlo."
        )
    if SURROGATES.search(decoded.text):
        notes.append(f"Alcuni caratteri non si leggono: al loro posto c'è «{REPLACEMENT}».")
    return Extracted((decoded.text,), tuple(notes))


def _laid_out(texts: list[str], limits: Limits) -> tuple[str, tuple[Page, ...]]:
    """The pages one after the other, each from a line of its own."""
    text = "\n".join(texts)
    if not any(character.isalnum() for character in text):
        raise UserError(EMPTY, remedy="Caricare un documento che contenga testo, o incollarne il testo.")
    if len(text) > limits.characters:
        raise UserError(
            f"Il testo è troppo lungo: {number(len(text))} caratteri su un massimo di "
            f"{number(limits.characters)}.",
            remedy="Caricare solo la parte che interessa, o dividerlo in più file.",
        )
    pages, start = [], 0
    for page_number, page in enumerate(texts, 1):
        pages.append(Page(page_number, start, start + len(page)))
        start += len(page) + 1
    return text, tuple(pages)


def _text_notes(text: str, invisible: int) -> list[str]:
    language = language_of(text)
    notes = []
    if invisible:
        removed = plural(invisible, "carattere invisibile tolto", "caratteri invisibili tolti")
        notes.append(f"{removed} dal testo: chi legge non li vede, un programma sì.")
    if language not in ("it", ""):
        notes.append(f"Il testo sembra in {NAMES[language]}: i controlli sono scritti per l'italiano.")
    found = instructions_to_machines(text)
    if found:
        shown = ", ".join(quoted(span.text) for span in found[:SHOWN_SENTENCES])
        rest = f" e altre {len(found) - SHOWN_SENTENCES}" if len(found) > SHOWN_SENTENCES else ""
        notes.append(
            f"Il documento contiene frasi che si rivolgono a un programma: {shown}{rest}. "
            "Sono state trattate come testo qualsiasi: nulla di ciò che un documento chiede viene eseguito."
        )
    return notes
