"""What a file really is, whatever its name says."""

from pathlib import PurePosixPath

from workbench.data.types import Format
from workbench.errors import UserError
from workbench.italian import size

FILE_LIMIT = 200_000_000
"""bytes"""
EXTENSIONS: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
}
ACCEPTED = (
    "CSV (.csv, .tsv, .txt), JSON Lines (.jsonl, .ndjson), JSON (.json), Parquet (.parquet), Excel (.xlsx)"
)
SIGNATURES = (
    (b"PAR1", "un file Parquet"),
    (b"\xd0\xcf\x11\xe0", "un file Office di vecchio tipo (.xls, .doc) o protetto da password"),
    (b"%PDF", "un PDF"),
    (b"\x89PNG", "un'immagine PNG"),
    (b"\xff\xd8\xff", "un'immagine JPEG"),
    (b"GIF8", "un'immagine GIF"),
    (b"\x1f\x8b", "un archivio gzip"),
    (b"7z\xbc\xaf", "un archivio 7z"),
    (b"Rar!", "un archivio RAR"),
    (b"SQLite format 3", "una base di dati SQLite"),
    (b"\x7fELF", "un programma"),
    (b"MZ\x90", "un programma"),
)
SAMPLE = 65_536
CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
CONTROL_SHARE = 0.05
"""texts have next to none, compressed or compiled bytes more than a tenth"""
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""UTF-16 and UTF-32 byte order marks: half of what follows may be zero bytes"""


def recognise(name: str, content: bytes) -> Format:
    """Check name, size and content against one another; `UserError` says what does not fit."""
    file_name = _plain_name(name)
    expected = EXTENSIONS.get(PurePosixPath(file_name).suffix.lower())
    if expected is None:
        raise UserError(
            "Questo tipo di file non si può leggere.",
            value=file_name,
            remedy=f"Si leggono {ACCEPTED}. Un archivio compresso va prima estratto.",
        )
    check_size(file_name, len(content))
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UserError(
            "Il file è vuoto.", value=file_name, remedy="Scegliere un file che contenga delle righe."
        )
    _check_content(file_name, content, expected)
    return expected


def check_size(name: str, count: int) -> None:
    if count > FILE_LIMIT:
        raise UserError(
            f"Il file è troppo grande: {size(count)}, il massimo è {size(FILE_LIMIT)}.",
            value=name,
            remedy="Dividerlo in più file, o tenere solo le colonne e le righe che servono.",
        )


def _plain_name(name: str) -> str:
    """A name that holds a path is refused, not repaired: it is a mistake or an attempt."""
    if not name.strip() or any(mark in name for mark in ("/", "\\", "\x00")) or name.startswith(".."):
        raise UserError(
            "Il nome del file non è valido: è vuoto o contiene un percorso.",
            value=name or None,
            remedy="Usare un nome semplice, per esempio «richieste.csv».",
        )
    return name.strip()


def _check_content(name: str, content: bytes, expected: Format) -> None:
    found = _kind(content)
    wanted = {"parquet": "un file Parquet", "xlsx": "una cartella di lavoro Excel (.xlsx)"}.get(
        expected, "un testo"
    )
    if found == wanted:
        return
    raise UserError(
        f"Il file non è quello che il nome dice: dovrebbe essere {wanted}, ma sembra {found}.",
        value=name,
        remedy="Dargli l'estensione giusta, oppure aprirlo nel suo programma e salvarlo come CSV o XLSX.",
    )


def _kind(content: bytes) -> str:
    if content.startswith(b"PK"):
        return _kind_of_archive(content)
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    sample = content[:SAMPLE]
    if sample.startswith(WIDE_MARKS) or wide_encoding(sample):
        return "un testo"
    controls = len(sample) - len(sample.translate(None, CONTROL_BYTES))
    return "un testo" if controls <= CONTROL_SHARE * len(sample) else "un file binario"


def _kind_of_archive(content: bytes) -> str:
    if b"xl/workbook.xml" in content:  # names of members are stored as they are, at the end of the archive
        return "una cartella di lavoro Excel (.xlsx)"
    if b"opendocument.spreadsheet" in content[:SAMPLE]:
        return "un foglio OpenDocument (.ods)"
    return "un archivio ZIP"


def wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without byte order mark: in western text every second byte is zero, always on the same side."""
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even, odd = sample[: pairs * 2 : 2].count(0) / pairs, sample[1 : pairs * 2 : 2].count(0) / pairs
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.1 else None
