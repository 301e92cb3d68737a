"""From bytes to text: which encoding, and how it is said to the person."""

import codecs
from dataclasses import dataclass

from workbench.data.recognising import SAMPLE, wide_encoding
from workbench.errors import UserError
from workbench.italian import plural

ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252 (Europa occidentale)",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
    "iso8859-15": "ISO 8859-15",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
}
"""what a person may choose, with its name on the screen"""
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: it starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = ("cp1252", "mac_roman", "cp850")
ITALIAN = frozenset("àèéìòùÀÈÉÌÒÙáíóúâêîôûçñäöü’‘“”€°«»–…·ªº§\u00a0")
ITALIAN_SHARE = 0.8
MOSTLY = 9
"""lines that are good UTF-8 for each that is not, for the file to be UTF-8 with damaged lines"""


@dataclass(frozen=True)
class Decoded:
    """`text` holds lone surrogates where bytes could not be read: the rows with them are rejected."""

    text: str
    encoding: str
    note: str | None = None


def decode(content: bytes, chosen: str | None = None) -> Decoded:
    """Decode by the person's choice, else by byte order mark, UTF-8, or the likeliest older encoding."""
    if chosen is not None:
        return _decode_as(content, _known(chosen))
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decode_as(content, encoding)
    if wide := wide_encoding(content[:SAMPLE]):
        return _decode_as(content, wide, "Codifica riconosciuta: UTF-16 senza marcatore iniziale.")
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decode_damaged(content)


def _known(chosen: str) -> str:
    try:
        name = codecs.lookup(chosen).name
    except LookupError:
        name = ""
    for known in ENCODINGS:
        if codecs.lookup(known).name == name:
            return known
    raise UserError(
        "La codifica indicata non è fra quelle previste.",
        value=chosen,
        remedy=f"Si può scegliere fra: {', '.join(ENCODINGS)}.",
    )


def _decode_as(content: bytes, encoding: str, note: str | None = None) -> Decoded:
    if not encoding.startswith(("utf-16", "utf-32")):
        text = content.decode(encoding, errors="surrogateescape")
        return Decoded(text.removeprefix("\ufeff"), encoding, note)
    try:
        return Decoded(content.decode(encoding).removeprefix("\ufeff"), encoding, note)
    except UnicodeDecodeError as error:
        raise UserError(
            f"Il file non si legge come {encoding.upper()}: è troncato o la codifica è un'altra.",
            value=f"byte {error.start}",
            remedy="Scegliere un'altra codifica o salvare di nuovo il file in UTF-8.",
        ) from error


def _decode_damaged(content: bytes) -> Decoded:
    """Not UTF-8 as a whole: a UTF-8 file with a few damaged lines, or an older encoding."""
    accented = [line for line in content.split(b"\n") if not line.isascii()]
    good = sum(_is_utf8(line) for line in accented)
    if good >= MOSTLY * (len(accented) - good):
        damaged = plural(len(accented) - good, "riga contiene", "righe contengono")
        return _decode_as(content, "utf-8", f"Codifica riconosciuta: UTF-8, ma {damaged} byte non validi.")
    encoding = _older_encoding(b"\n".join(accented)[:SAMPLE])
    name = ENCODINGS.get(encoding, encoding)
    note = (
        f"Codifica riconosciuta: {name} (il file non è in UTF-8). Se le accentate sono sbagliate, cambiarla."
    )
    return _decode_as(content, encoding, note)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _older_encoding(sample: bytes) -> str:
    """The western encoding that gives most Italian letters; `charset-normalizer` for other alphabets."""
    foreign = bytes(byte for byte in sample if byte > 127)
    shares = {
        encoding: sum(letter in ITALIAN for letter in foreign.decode(encoding, errors="replace"))
        / len(foreign)
        for encoding in WESTERN
    }
    best = max(WESTERN, key=shares.__getitem__)
    if shares[best] >= ITALIAN_SHARE:
        return best
    from charset_normalizer import from_bytes

    found = from_bytes(sample).best()
    return found.encoding if found is not None and not found.encoding.startswith("utf") else "cp1252"
