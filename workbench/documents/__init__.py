"""Documents that people bring: read as one text whose places can be told, whatever the file was."""

from workbench.documents.document import Document, Format, Limits, Page, Span, from_record, to_record
from workbench.documents.instructions import instructions_to_machines
from workbench.documents.language import language_of
from workbench.documents.reading import read_document, read_text
from workbench.documents.scanning import ocr_available

__all__ = [
    "Document",
    "Format",
    "Limits",
    "Page",
    "Span",
    "from_record",
    "instructions_to_machines",
    "language_of",
    "ocr_available",
    "read_document",
    "read_text",
    "to_record",
]
