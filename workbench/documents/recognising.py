"""What a file is by what it contains; its name is only believed when it agrees."""

from pathlib import PurePosixPath

from workbench.data.recognising import (
    CONTROL_BYTES,
    CONTROL_SHARE,
    SAMPLE,
    SIGNATURES,
    WIDE_MARKS,
    wide_encoding,
)
from workbench.documents.archive import Archive, told_when_damaged
from workbench.documents.document import Format, Limits
from workbench.documents.envelope import DAMAGED, ENVELOPE_NAMES
from workbench.documents.word import MAIN_TYPES, MAIN_TYPES_WITH_MACROS, parts_by_type
from workbench.errors import UserError

NAMES: dict[Format, str] = {
    "pdf": "un PDF",
    "docx": "un documento DOCX",
    "odt": "un documento ODT",
    "testo": "un testo semplice",
}
EXTENSIONS: dict[str, Format] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".odt": "odt",
    ".ott": "odt",
    ".txt": "testo",
}
ACCEPTED = "Si leggono PDF, DOCX, ODT, gli stessi file firmati (.p7m) e il testo semplice."
OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
PDF_BEGINNING = 1024
"""bytes before which a PDF may have others, as readers of PDF have always tolerated"""
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
OLD_WORD = "WordDocument".encode("utf-16-le")
PICTURES = (b"II*\x00", b"MM\x00*", b"BM", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
HEIC = (b"ftypheic", b"ftypmif1", b"ftypheix", b"ftypavif")
WEB_PAGE = (b"<!doctype html", b"<html")
OTHER_XML = (
    (b"office:document", "un ODT in un solo file (.fodt)"),
    (b"wordDocument", "un documento Word in XML"),
)


def recognise(name: str, content: bytes, limits: Limits) -> Format:
    """`UserError` for what is empty, cannot be read, or is not a document."""
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UserError("Il file è vuoto.", value=name, remedy="Scegliere il file che contiene il documento.")
    if b"%PDF-" in content[:PDF_BEGINNING] and (content.lstrip()[:5] == b"%PDF-" or b"startxref" in content):
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with told_when_damaged("Il file è danneggiato.", "Aprirlo nel suo programma e salvarlo di nuovo."):
            return _kind_of_archive(name, Archive(content, limits))
    _refuse_known(name, content)
    if not _is_text(content[:SAMPLE]):
        if name.lower().endswith(ENVELOPE_NAMES):
            raise UserError(DAMAGED[0], value=name, remedy=DAMAGED[1])
        raise _refusal(name, "un file che non è un testo", ACCEPTED)
    return "testo"


def name_note(name: str, kind: Format) -> list[str]:
    """Where the name says something else than the content."""
    extension = PurePosixPath(name).suffix.lower()
    if extension not in ENVELOPE_NAMES and EXTENSIONS.get(extension, kind) == kind:
        return []
    return [f"Il nome finisce con «{extension}», ma il contenuto è {NAMES[kind]}: è stato letto come tale."]


def _kind_of_archive(name: str, archive: Archive) -> Format:
    types = parts_by_type(archive) if "[Content_Types].xml" in archive.names else {}
    if (
        any(kind in types for kind in (*MAIN_TYPES, *MAIN_TYPES_WITH_MACROS))
        or "word/document.xml" in archive.names
    ):
        return "docx"
    mime = archive.beginning("mimetype", 200)
    if mime.startswith(OPEN_TEXT):
        return "odt"
    is_office = bool(types) or mime.startswith(b"application/vnd.")
    if is_office:
        raise _refusal(
            name,
            "un foglio di calcolo, una presentazione o un disegno",
            "Esportarlo in PDF e caricare il PDF.",
        )
    raise _refusal(name, "un archivio ZIP", "Estrarre i documenti che contiene e caricarli uno per uno.")


def _refuse_known(name: str, content: bytes) -> None:
    beginning = content[:SAMPLE].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(OLD_OFFICE):
        raise _old_office(name, content)
    if _is_picture(content):
        raise _refusal(name, "un'immagine", "Caricare il documento da cui viene, o la sua scansione in PDF.")
    if beginning.startswith(b"{\\rtf"):
        raise _refusal(
            name, "un file RTF", "Aprirlo in Word o LibreOffice, salvarlo come DOCX e caricare la copia."
        )
    if beginning[:20].lower().startswith(WEB_PAGE):
        raise _refusal(name, "una pagina web", "Stamparla in PDF, oppure copiarne il testo e incollarlo.")
    for mark, kind in OTHER_XML:
        if beginning.startswith(b"<?xml") and mark in beginning[:2000]:
            raise _refusal(
                name, kind, "Aprirlo nel suo programma, salvarlo come DOCX o ODT e caricare la copia."
            )
    for mark, kind in SIGNATURES:
        if content.startswith(mark):
            raise _refusal(name, kind, ACCEPTED)


def _is_picture(content: bytes) -> bool:
    """`BM` and `RIFF` could begin a text too: those are binary only when zero bytes follow."""
    return content[4:12] in HEIC or (content.startswith(PICTURES) and b"\x00" in content[:64])


def _old_office(name: str, content: bytes) -> UserError:
    if ENCRYPTED_OFFICE in content:
        return UserError(
            "Il file Office è protetto da una password.",
            value=name,
            remedy="Togliere la protezione (File, Informazioni, Proteggi documento) e caricarlo di nuovo.",
        )
    kind = (
        "un documento Word di vecchio tipo (.doc)"
        if OLD_WORD in content
        else "un file Office di vecchio tipo"
    )
    return _refusal(name, kind, "Aprirlo in Word o LibreOffice, salvarlo come DOCX e caricare la copia.")


def _refusal(name: str, kind: str, remedy: str) -> UserError:
    return UserError(f"Questo tipo di file non si può leggere: è {kind}.", value=name, remedy=remedy)


def _is_text(sample: bytes) -> bool:
    if sample.startswith(WIDE_MARKS) or wide_encoding(sample):
        return True
    controls = len(sample) - len(sample.translate(None, CONTROL_BYTES))
    return controls <= CONTROL_SHARE * len(sample)
