"""The characters of a text as programs compare them, changed as little as possible."""

import re
import unicodedata

LIGATURES = {
    ord(letter): unicodedata.normalize("NFKC", letter)
    for letter in map(chr, (*range(0xFB00, 0xFB07), *range(0xFF01, 0xFF5F)))
}
"""`ﬁ` and full-width letters. NFKC of all would make `art. 50²` into `art. 502` and `n.º` into `n.o`."""
BLANKS = dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
LINE_ENDS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")
HYPHENS = dict.fromkeys((0x2010, 0x2011), "-")
BULLETS = {0xF0B7: "•"}
"""the bullet of Word's symbol font, in no Unicode font"""
UNSEEN = dict.fromkeys((0xAD, 0x061C, 0x180E, *range(0x200B, 0x2010), 0x2060, *range(0x2061, 0x2065), 0xFEFF))
DIRECTIONS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
CONTROLS = dict.fromkeys((*range(9), *range(14, 32), *range(0x7F, 0x85), *range(0x86, 0xA0)))
TAGS = dict.fromkeys(range(0xE0000, 0xE0080))
TABLE = LIGATURES | BLANKS | LINE_ENDS | HYPHENS | BULLETS | UNSEEN | DIRECTIONS | CONTROLS | TAGS
SMUGGLED = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""turn the direction of what is seen, or spell words that nobody sees"""
SOFT_HYPHEN_AT_END = re.compile("\u00ad(?=[ \t]*\r?(?:\n|$))")
SURROGATES = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"


def clean(text: str) -> str:
    """The text with one kind of blank, hyphen and line end, without what nobody sees.

    Line breaks and hyphens at the end of a line stay. A text of usual characters comes back unchanged, so
    that offsets of a plain text are those of its file.
    """
    if text.isascii() and text.isprintable():
        return text
    text = SOFT_HYPHEN_AT_END.sub("-", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", SURROGATES.sub(REPLACEMENT, text).translate(TABLE))


def smuggled(text: str) -> int:
    """How many characters were there to be read by programs and not by people."""
    return len(SMUGGLED.findall(text))


def is_illegible(text: str) -> bool:
    """Letters of a font that does not tell which ones they are: a third of the marks or more."""
    marks = [character for character in text if not character.isspace()]
    if not marks:
        return False
    unknown = sum(
        character == REPLACEMENT or unicodedata.category(character) in {"Co", "Cn"} for character in marks
    )
    return unknown * 3 >= len(marks)
